import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { upsertStore } from '../../src/stores/index.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import {
  saveSecondCallbacks,
  secondDefinition,
  secondSettings,
  secondStore,
  secondWorld,
} from '../support/second-store.ts';
import { waitFor, waitUntil } from '../support/wait.ts';

const PARTS = '说好三天到货的配件，等了半个月还没消息';

describe('two stores on one deployment', { timeout: 90_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse({ furtherStores: (emulatorUrl) => [secondSettings(emulatorUrl)] });
    await house.emulator.control.world(secondWorld);
    await house.database.transaction((tx) => upsertStore(tx, house.clock, secondDefinition));
    await saveSecondCallbacks(house.emulator.control, house.url);
  });
  afterAll(() => house.close());

  const north = () => house.emulator.control.person(secondStore.personId);
  const member = (userId: string) => house.emulator.control.member(userId, secondStore.corpId);
  const northReads = (userId: string, words: string) =>
    waitFor(async () => (await member(userId).inbox()).items.find((item) => item.text?.includes(words)));

  test('each complaint stays in its house: number, department, card, deadline, words', async () => {
    await ownerPhone(house, 'owner-0002').say(PARTS);
    await north().kf(secondStore.openKfId).say(PARTS);
    await ownerPhone(house, 'owner-0002').reads('已转配件部处理');
    const told = await waitFor(async () => (await north().inbox()).items.find((item) => item.text?.includes('工单号')));
    expect(told.text).toContain('已转北店备件库处理');
    const tickets = await house.database.client.ticket.findMany({
      include: { clocks: true },
      orderBy: { storeId: 'asc' },
    });
    expect(tickets.map(({ storeId, number }) => [storeId, number])).toEqual([
      ['main', 'TS-20261122-0001'],
      ['north', 'TS-20261122-0001'],
    ]);
    const routeMinutes = tickets.map(({ clocks }) => {
      const route = clocks.find((clock) => clock.name === 'route');
      return ((route?.dueAt.getTime() ?? 0) - (route?.startedAt.getTime() ?? 0)) / 60_000;
    });
    expect(routeMinutes).toEqual([120, 30]);
    await staffPhone(house, 'luo').card('TS-20261122-0001');
    await northReads('luo', 'TS-20261122-0001');
  });

  test('the same member id and the same number act on the ticket of their own house', async () => {
    await member('luo').app(secondStore.agentId).say('TS-20261122-0001 签收');
    await northReads('luo', '已签收工单');
    const tickets = await house.database.client.ticket.findMany({ orderBy: { storeId: 'asc' } });
    expect(tickets.map(({ storeId, status }) => [storeId, status])).toEqual([
      ['main', 'routed'],
      ['north', 'acknowledged'],
    ]);
    await waitFor(async () =>
      (await north().inbox()).items.find((item) => item.text?.includes('由北店备件库罗小北负责')),
    );
  });

  test('the leaders of one house hear nothing of the other', async () => {
    await north().kf(secondStore.openKfId).say('高速上方向盘突然打不动了，差点出事');
    await waitFor(async () => (await north().inbox()).items.find((item) => item.text?.includes('010-00000110')));
    await northReads('bei', '【重大】');
    await waitUntil(
      async () =>
        (await house.database.client.outboxMessage.count({ where: { storeId: 'north', status: 'pending' } })) === 0,
    );
    const atMain = await Promise.all(['fang', 'lin'].map(async (userId) => staffPhone(house, userId).received()));
    expect(atMain.flat().filter((item) => item.text?.includes('【重大】'))).toEqual([]);
  });
});
