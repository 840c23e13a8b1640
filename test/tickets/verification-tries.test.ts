import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acknowledgeTicket, resolveTicket, watchTickets } from '../../src/tickets/index.ts';
import { passTime } from '../pages/case.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor, waitUntil } from '../support/wait.ts';

const HOUR = 3600;

/** The house opens on Monday at ten. */
describe('the verdict of an owner who says nothing', { timeout: 120_000 }, () => {
  let house: House;
  let next = 5;
  beforeAll(async () => {
    house = await startHouse({ startAt: '2026-11-23T02:00:00.000Z' });
  });
  afterAll(() => house.close());

  const as = (id: string) => ({
    ...house.service.contextOf('main'),
    actor: { kind: 'staff' as const, id, name: id },
  });
  async function opened() {
    const owner = ownerPhone(house, `owner-${String(next).padStart(4, '0')}`);
    next += 2;
    await owner.say('说好三天到货的配件，等了半个月还没消息');
    const text = await waitFor(async () => (await owner.received()).find((item) => item.text?.includes('工单号')));
    const number = /TS-\d{8}-\d{4}/.exec(text.text ?? '')?.[0] ?? '';
    const { id } = await house.database.client.ticket.findFirstOrThrow({ where: { number } });
    await house.database.transaction((tx) => acknowledgeTicket(as('luo'), tx, { ticketId: id }));
    await owner.reads('罗主管');
    return { id, number, owner };
  }
  const resolve = (id: number) =>
    house.database.transaction((tx) => resolveTicket(as('luo'), tx, { ticketId: id, result: '配件已装车' }));
  const ticket = (id: number) => house.database.client.ticket.findUniqueOrThrow({ where: { id } });
  const calls = (ticketId: number) =>
    house.database.client.callTask.findMany({ where: { ticketId, purpose: 'verification' } });
  const asked = async (owner: ReturnType<typeof ownerPhone>) =>
    (await owner.chat()).filter((item) => /您对处理结果满意吗|处理结果您满意吗/.test(JSON.stringify(item))).length;
  async function later(hours: number): Promise<void> {
    await passTime(house, hours * HOUR);
    await Promise.all([watchTickets(as('system')), watchTickets(as('system'))]);
    await house.emulator.control.idle();
  }

  test('is asked again after four hours, then called at 75 %, and never counts as satisfied', async () => {
    const { id, number, owner } = await opened();
    await resolve(id);
    await owner.reads('请问您对处理结果满意吗');
    await later(3.9);
    expect([await asked(owner), (await ticket(id)).verifyTries]).toEqual([1, 1]);
    await later(0.2);
    await owner.reads('处理结果您满意吗');
    await later(1);
    expect([await asked(owner), (await ticket(id)).verifyTries, await calls(id)]).toEqual([2, 2, []]);
    // 04:00 on Tuesday is 75 %; nobody is told before eight.
    await later(13);
    expect(await calls(id)).toEqual([]);
    await later(4);
    expect(await calls(id)).toMatchObject([{ assigneeUserId: 'xu', status: 'open', dueOn: new Date('2026-11-24') }]);
    await staffPhone(house, 'xu').reads(
      `工单 ${number}「说好三天到货的配件，等了半个月还没消息」已处理完毕，车主还没有答复`,
    );
    await later(10 * 24);
    expect(await asked(owner)).toBe(2);
    expect(await ticket(id)).toMatchObject({ status: 'resolved', isSatisfied: null });
    const events = await house.database.client.ticketEvent.findMany({
      where: { ticketId: id, type: 'verificationAsked' },
    });
    expect(events.map((event) => event.data)).toEqual([{ attempt: 2 }]);
  });

  test('is not asked in quiet hours', async () => {
    // Back to a working day's late afternoon.
    const evening = new Date('2026-12-07T10:00:00.000Z');
    await passTime(house, (evening.getTime() - house.clock.now().getTime()) / 1000);
    const { id, owner } = await opened();
    await resolve(id);
    await owner.reads('请问您对处理结果满意吗');
    await later(4);
    expect([await asked(owner), (await ticket(id)).verifyAskAt]).toEqual([1, new Date('2026-12-08T01:00:00.000Z')]);
    await later(11);
    await owner.reads('处理结果您满意吗');
  });

  test('is asked by phone at once when the chat is closed; what they write after all is the verdict', async () => {
    const { id, number, owner } = await opened();
    await passTime(house, 48 * HOUR);
    await resolve(id);
    expect(await calls(id)).toMatchObject([{ status: 'open' }]);
    expect(await ticket(id)).toMatchObject({ verifyTries: 0, verifyAskAt: null });
    await staffPhone(house, 'xu').reads(
      `工单 ${number}「说好三天到货的配件，等了半个月还没消息」已处理完毕，没法在微信里询问车主`,
    );
    expect(await asked(owner)).toBe(0);
    await owner.say('满意');
    await waitUntil(async () => (await ticket(id)).status === 'closed');
    // Nobody had to call any more.
    expect(await calls(id)).toMatchObject([{ status: 'cancelled', result: '满意' }]);
  });

  test('is called when the window closed between the two questions', async () => {
    const { id, owner } = await opened();
    await passTime(house, 45 * HOUR);
    await resolve(id);
    await owner.reads('请问您对处理结果满意吗');
    await later(4.1);
    const quiet = (await ticket(id)).verifyAskAt;
    if (quiet !== null) await later((quiet.getTime() - house.clock.now().getTime()) / 1000 / HOUR);
    expect(await asked(owner)).toBe(1);
    expect(await calls(id)).toMatchObject([{ status: 'open' }]);
  });
});
