import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor, waitUntil } from '../support/wait.ts';

describe('the same case in the chat of the service account', { timeout: 90_000 }, () => {
  let house: House;
  beforeAll(async () => {
    // It is Sunday: who works on seven days is there.
    house = await startHouse({ rules: { workingTime: { sevenDays: true } } });
  });
  afterAll(() => house.close());

  const chatOf = (personId: string) => house.emulator.control.person(personId).officialAccount(sampleAccounts.appId);

  test('goes from the owner to the department and is closed by the owner alone, without buttons', async () => {
    const owner = ownerPhone(house, 'owner-0001');
    const luo = staffPhone(house, 'luo');
    await chatOf('owner-0001').say('说好三天到货的配件，等了半个月还没消息');
    const opened = await owner.reads('已转配件部处理');
    expect(opened.channel).toBe('official-account');
    const number = /TS-\d{8}-\d{4}/.exec(opened.text ?? '')?.[0] ?? '';
    const card = await luo.card(number);
    await luo.press(card.taskId, 'acknowledge');
    await owner.reads('由配件部罗主管负责');
    await luo.say(`${number} 处理完毕 配件已到，已装车`);
    await owner.reads('请问您对处理结果满意吗');
    await chatOf('owner-0001').say('满意，谢谢');
    await owner.reads('已为您关闭');
    const ticket = await house.database.client.ticket.findFirstOrThrow({ where: { number } });
    expect(ticket).toMatchObject({ status: 'closed', ownerWords: '满意，谢谢' });
    const calls = await house.emulator.control.record({ api: 'official-account:message/custom/send' });
    expect(calls).toHaveLength(4);
  });

  test('转人工 becomes an urgent task, because nobody can take this chat over', async () => {
    const owner = ownerPhone(house, 'owner-0003');
    await chatOf('owner-0003').say('转人工');
    await owner.reads('已通知同事，会尽快与您联系');
    await staffPhone(house, 'xu').reads('【转人工】');
  });

  test('an answer that the platform refuses becomes a call, and is not tried again', async () => {
    await chatOf('owner-0007').reject(true);
    await chatOf('owner-0007').say('你们收费太贵了，工时费比别家贵一倍');
    const task = await waitFor(async () =>
      house.database.client.callTask
        .findFirst({ where: { title: { contains: '消息未送达' } } })
        .then((found) => found ?? undefined),
    );
    expect(task.script).toContain('已转售后前台处理');
    await chatOf('owner-0007').reject(false);
  });

  test('a VIP with a safety matter is P1: a person calls within 30 minutes', async () => {
    await house.database.client.customer.updateMany({
      where: { identities: { some: { externalId: 'oSampleOpenId0001' } } },
      data: { tier: 'vip' },
    });
    await chatOf('owner-0001').say('刹车踩下去有很大的异响');
    await ownerPhone(house, 'owner-0001').reads('会30分钟内与您联系');
    await waitUntil(async () => (await house.database.client.ticket.count({ where: { severity: 'P1' } })) === 1);
  });
});
