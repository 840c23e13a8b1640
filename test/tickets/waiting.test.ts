import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acknowledgeTicket, type PauseReason, pauseTicket, resumeTicket } from '../../src/tickets/index.ts';
import { passTime } from '../pages/case.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor, waitUntil } from '../support/wait.ts';

describe('waiting, as the owner sees it', { timeout: 90_000 }, () => {
  let house: House;
  let next = 5;
  beforeAll(async () => {
    house = await startHouse({ startAt: '2026-11-23T02:00:00.000Z' });
  });
  afterAll(() => house.close());

  const luo = () => ({
    ...house.service.contextOf('main'),
    actor: { kind: 'staff' as const, id: 'luo', name: '罗主管' },
  });
  async function acknowledged() {
    const owner = ownerPhone(house, `owner-${String(next).padStart(4, '0')}`);
    next += 2;
    await owner.say('说好三天到货的配件，等了半个月还没消息');
    const text = await waitFor(async () => (await owner.received()).find((item) => item.text?.includes('工单号')));
    const number = /TS-\d{8}-\d{4}/.exec(text.text ?? '')?.[0] ?? '';
    const { id } = await house.database.client.ticket.findFirstOrThrow({ where: { number } });
    await house.database.transaction((tx) => acknowledgeTicket(luo(), tx, { ticketId: id }));
    await owner.reads('罗主管');
    return { id, number, owner };
  }
  const pause = (ticketId: number, reason: PauseReason, untilOn?: string) =>
    house.database.transaction((tx) =>
      pauseTicket(luo(), tx, {
        ticketId,
        reason,
        note: '右前减震器',
        ...(untilOn === undefined ? {} : { untilOn }),
      }),
    );
  const resume = (ticketId: number) => house.database.transaction((tx) => resumeTicket(luo(), tx, { ticketId }));
  const resolveDueAt = async (ticketId: number) => {
    const clock = await house.database.client.ticketClock.findFirstOrThrow({ where: { ticketId, name: 'resolve' } });
    return clock.dueAt.toISOString();
  };

  test('is told once that parts are waited for, with the day; again only when the day changes', async () => {
    const { id, number, owner } = await acknowledged();
    const words = async () => (await owner.chat()).filter((item) => (item.text ?? '').includes('正在调货'));
    await pause(id, 'waitingParts', '2026-11-27');
    await owner.reads(`您反映的问题（${number}）需要更换的配件正在调货，预计11月27日到货，到货后我们第一时间联系您`);
    await resume(id);
    await pause(id, 'waitingParts', '2026-11-27');
    await resume(id);
    await pause(id, 'waitingParts');
    await house.emulator.control.idle();
    expect(await words()).toHaveLength(1);
    await resume(id);
    // A message or two of the window are left to an owner who has not written since.
    await owner.say('好的');
    await pause(id, 'waitingParts', '2026-11-28');
    await owner.reads('预计11月28日到货');
    expect(await words()).toHaveLength(2);
  });

  test('ends the wait for them with their next message, whatever it says; their time is not counted', async () => {
    const { id, number, owner } = await acknowledged();
    const before = await resolveDueAt(id);
    await pause(id, 'waitingOwner');
    await passTime(house, 2 * 3600);
    await owner.say('谢谢');
    await waitUntil(
      async () => (await house.database.client.ticketPause.count({ where: { ticketId: id, endedAt: null } })) === 0,
    );
    expect(Date.parse(await resolveDueAt(id)) - Date.parse(before)).toBe(2 * 3600_000);
    await staffPhone(house, 'luo').reads(`【恢复计时】工单 ${number}`);
    const resumed = await house.database.client.ticketEvent.findFirstOrThrow({
      where: { ticketId: id, type: 'resumed' },
    });
    expect(resumed.data).toEqual({ reasons: ['waitingOwner'], by: 'owner' });
  });

  test('is an answer to whoever waited, even when it sounds like a booking; the owner hears one thing', async () => {
    const { id, number, owner } = await acknowledged();
    await pause(id, 'waitingOwner');
    const before = (await owner.chat()).length;
    await owner.say('我明早9点到');
    await staffPhone(house, 'luo').reads('我明早9点到');
    await waitUntil(async () => (await owner.chat()).length > before);
    expect((await owner.chat()).slice(before)).toMatchObject([{ text: expect.stringContaining(number) }]);
    expect(await house.database.client.ticketEvent.count({ where: { ticketId: id, type: 'messageAdded' } })).toBe(1);
  });

  test('does not end the wait for parts', async () => {
    const { id, owner } = await acknowledged();
    await pause(id, 'waitingParts', '2026-11-27');
    await owner.say('什么时候能到啊');
    await waitUntil(async () => (await house.database.client.message.count({ where: { isUnderstood: false } })) === 0);
    expect(await house.database.client.ticketPause.count({ where: { ticketId: id, endedAt: null } })).toBe(1);
  });
});
