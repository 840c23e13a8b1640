import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone } from '../support/phones.ts';
import { waitUntil } from '../support/wait.ts';

describe('the platform answers 45009 for ten minutes', { timeout: 180_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse();
  });
  afterAll(() => house.close());

  const calls = async () =>
    (await house.emulator.control.record({ api: 'wecom:kf/send_msg', limit: 1000 })).map((entry) => ({
      to: (entry.request as { body: { touser?: string } }).body.touser ?? '',
      hasArrived: entry.effect,
    }));
  const owners = ['0031', '0033', '0035', '0037', '0039', '0041', '0043', '0045', '0047', '0049'];
  const danger = '0051';

  test('nothing is lost, each owner reads in order, few calls are wasted, and who is in danger is first', async () => {
    await house.emulator.control.fault({ api: 'wecom:kf/send_msg', kind: 'errcode', errcode: 45009, times: 100_000 });
    for (const owner of owners) await ownerPhone(house, `owner-${owner}`).say('说好三天到货的配件，等了半个月还没消息');
    await waitUntil(async () => (await house.database.client.ticket.count()) === owners.length);
    for (const owner of owners) await ownerPhone(house, `owner-${owner}`).say('配件到了吗');
    await ownerPhone(house, `owner-${danger}`).say('高速上方向盘突然打不动了，差点出事');
    const waiting = () =>
      house.database.client.outboxMessage.count({ where: { channel: 'kfMessage', status: 'pending' } });
    await waitUntil(async () => (await waiting()) === owners.length * 2 + 1);
    for (let minute = 0; minute < 10; minute += 1) {
      await house.advance(60);
      await waitUntil(async () => (await dueNow(house)) === 0);
    }
    const wasted = await calls();
    expect(wasted.every((call) => !call.hasArrived)).toBe(true);
    // Eleven owners wait; a storm would be hundreds.
    expect(wasted.length).toBeLessThanOrEqual(25);
    expect(await waiting()).toBe(owners.length * 2 + 1);

    await house.emulator.control.clearFaults();
    for (let step = 0; step < 16; step += 1) {
      await house.advance(5);
      await waitUntil(async () => (await dueNow(house)) === 0);
    }
    const arrived = (await calls()).filter((call) => call.hasArrived).map((call) => call.to);
    expect(arrived).toHaveLength(owners.length * 2 + 1);
    expect(arrived[0]).toBe(`wmSampleOwner${danger}`);
    for (const owner of owners) {
      const texts = (await ownerPhone(house, `owner-${owner}`).chat()).map((item) => item.text ?? '');
      expect(texts).toEqual([expect.stringContaining('已转配件部处理'), expect.stringContaining('有进展会第一时间')]);
    }
  });
});

/** Messages to owners whose time has come; what stands behind another one has no time of its own. */
function dueNow(house: House): Promise<number> {
  return house.database.client.outboxMessage.count({
    where: {
      channel: 'kfMessage',
      status: { in: ['pending', 'sending'] },
      notBeforeAt: { lte: house.clock.now() },
    },
  });
}
