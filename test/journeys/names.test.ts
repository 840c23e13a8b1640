import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createModelClassifier } from '../../src/llm/index.ts';
import { silentLogger } from '../../src/logger.ts';
import { visitorAt } from '../pages/visitor.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';

describe('names that the store knows', { timeout: 90_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse({
      model: (emulatorUrl, clock) =>
        createModelClassifier(
          { baseUrl: `${emulatorUrl}/v1`, apiKey: 'test', model: 'emulated', timeoutMs: 3000 },
          { logger: silentLogger, clock },
        ),
    });
    await house.database.client.staff.update({
      where: { storeId_userId: { storeId: 'main', userId: 'luo' } },
      data: { name: '罗布泊' },
    });
  });
  afterAll(() => house.close());

  const sent = async (): Promise<string> => {
    const response = await fetch(`${house.emulator.url}/_control/llm/record`);
    return ((await response.json()) as { entries: { raw: string }[] }).entries.map(({ raw }) => raw).join('\n');
  };

  test('reach no model when an owner writes them', async () => {
    const customer = await house.database.client.customer.findFirstOrThrow({
      where: { identities: { some: { externalId: 'wmSampleOwner0002' } } },
    });
    const owner = ownerPhone(house, 'owner-0002');
    await owner.say(`登记在${customer.name}名下，配件等了半个月，罗布泊也没消息`);
    await owner.reads('工单号');
    expect(await sent()).toMatch(/登记在⟦NAME_\d⟧名下，配件等了半个月，⟦NAME_\d⟧也没消息/);
  });

  test('nor when a member of staff enters a complaint on the page', async () => {
    const visitor = visitorAt(house.url, 'xu');
    const words = '说好交车送行车记录仪，罗布泊没给，客户欧若拉很生气';
    const page = await visitor.open('/tickets/new');
    await visitor.upload(page, 'enter', { words, source: 'hotline', name: '欧若拉', phone: '13800138000' });
    expect(await sent()).toMatch(/⟦NAME_\d⟧没给，客户⟦NAME_\d⟧很生气/);
  });

  test('nor when one enters it in the chat', async () => {
    await staffPhone(house, 'xu').say('录入投诉 13800138000 天窗关不严一直漏水，罗布泊知道这事');
    await staffPhone(house, 'xu').reads('已登记');
    expect(await sent()).toMatch(/⟦NAME_\d⟧知道这事/);
  });
});
