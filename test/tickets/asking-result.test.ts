import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  acknowledgeTicket,
  handOverTicket,
  mergeTickets,
  resolveTicket,
  trackTicket,
  verifyTicket,
  watchTickets,
} from '../../src/tickets/index.ts';
import { passTime } from '../pages/case.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor, waitUntil } from '../support/wait.ts';

const MINUTE = 60;
const HOUR = 3600;
const PARTS = '说好三天到货的配件，等了半个月还没消息';
const QUESTION = '请问您对处理结果满意吗';

/** The house opens on Monday at ten. */
describe('处理完毕 without words', { timeout: 120_000 }, () => {
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
    await owner.say(PARTS);
    const text = await waitFor(async () => (await owner.received()).find((item) => item.text?.includes('工单号')));
    const number = /TS-\d{8}-\d{4}/.exec(text.text ?? '')?.[0] ?? '';
    const { id } = await house.database.client.ticket.findFirstOrThrow({ where: { number } });
    return { id, number, owner };
  }
  async function acknowledged() {
    const one = await opened();
    await run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: one.id }));
    await one.owner.reads('罗主管');
    return one;
  }
  type Verb = Parameters<typeof run>[1];
  function run(who: string, verb: (context: ReturnType<typeof as>, tx: Tx) => Promise<unknown>): Promise<unknown> {
    return house.database.transaction((tx) => verb(as(who), tx));
  }
  type Tx = Parameters<Parameters<House['database']['transaction']>[0]>[0];
  const press =
    (ticketId: number): Verb =>
    (context, tx) =>
      resolveTicket(context, tx, { ticketId });
  const say =
    (ticketId: number, note: string): Verb =>
    (context, tx) =>
      trackTicket(context, tx, { ticketId, note });
  const ticket = (id: number) => house.database.client.ticket.findUniqueOrThrow({ where: { id } });
  type Owner = ReturnType<typeof ownerPhone>;
  const questions = async (owner: Owner) =>
    (await owner.chat()).map((item) => JSON.stringify(item)).filter((item) => item.includes(QUESTION));
  /** Both of two processes sweep. */
  async function later(seconds: number): Promise<void> {
    await passTime(house, seconds);
    await Promise.all([watchTickets(as('system')), watchTickets(as('system'))]);
    await house.emulator.control.idle();
  }
  async function toMondayAt(instant: string): Promise<void> {
    await passTime(house, (new Date(instant).getTime() - house.clock.now().getTime()) / 1000);
  }

  test('asks the member for the result and the owner when it is there, with the result and not with a note', async () => {
    const { id, number, owner } = await acknowledged();
    await run('luo', say(id, '配件下午到店'));
    await owner.reads('有新进展：配件下午到店');
    const pressedAt = house.clock.now();
    await run('luo', press(id));
    await staffPhone(house, 'luo').reads(`工单 ${number} 已标记处理完毕。请回复一句处理结果`);
    await later(20 * MINUTE);
    expect(await questions(owner)).toEqual([]);
    expect(await ticket(id)).toMatchObject({ status: 'resolved', result: null, verifyTries: 0 });
    await staffPhone(house, 'luo').say('原因：物流延误。措施：配件已装车');
    await staffPhone(house, 'luo').reads(`已把处理结果记入工单 ${number}，并请车主确认`);
    await owner.reads(`您反映的问题（${number}）已处理：配件已装车`);
    await later(2 * HOUR);
    expect(await questions(owner)).toHaveLength(1);
    expect(await ticket(id)).toMatchObject({ cause: '物流延误', result: '配件已装车', resolvedAt: pressedAt });
    const clock = await house.database.client.ticketClock.findFirstOrThrow({ where: { ticketId: id, name: 'verify' } });
    expect(clock.startedAt).toEqual(pressedAt);
  });

  test('asks the owner after half an hour in neutral words, once; what the member says then still is the result', async () => {
    const { id, number, owner } = await acknowledged();
    await run('luo', say(id, '配件下午到店'));
    await run('luo', press(id));
    await later(29 * MINUTE);
    expect(await questions(owner)).toEqual([]);
    await later(MINUTE);
    await owner.reads(`您反映的问题（${number}）负责的同事已经处理完毕。`);
    await later(10 * MINUTE);
    await staffPhone(house, 'luo').say(`${number} 已装车并致歉`);
    await staffPhone(house, 'luo').reads(`已把处理结果记入工单 ${number}。`);
    await staffPhone(house, 'lin').reads('已装车并致歉');
    await later(MINUTE);
    expect(await questions(owner)).toHaveLength(1);
    await owner.say('满意');
    await owner.reads('处理措施：已装车并致歉。');
  });

  test('keeps a result that comes after the owner’s yes, told to the director', async () => {
    const { id, number, owner } = await acknowledged();
    await run('luo', press(id));
    await later(30 * MINUTE);
    await owner.reads(QUESTION);
    await owner.say('满意');
    await waitUntil(async () => (await ticket(id)).status === 'closed');
    await staffPhone(house, 'luo').say('从邻店调货装车');
    await staffPhone(house, 'luo').reads(`已把处理结果记入工单 ${number}。`);
    await staffPhone(house, 'lin').reads('从邻店调货装车');
    expect(await ticket(id)).toMatchObject({ status: 'closed', result: '从邻店调货装车' });
    await expect(run('luo', say(id, '再补一句'))).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('asks of two who press once, and takes the result of either of their department', async () => {
    const { id, number, owner } = await acknowledged();
    const both = await Promise.allSettled([run('lin', press(id)), run('luo', press(id))]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await Promise.allSettled([run('luo', say(id, '配件已装车')), run('lin', say(id, '配件已装车'))]);
    await owner.reads('已处理：配件已装车');
    await later(HOUR);
    expect(await questions(owner)).toHaveLength(1);
    expect((await ticket(id)).number).toBe(number);
  });

  test('takes the words of whoever pressed, also where they are not its assignee', async () => {
    const { id, number, owner } = await acknowledged();
    await run('lin', press(id));
    await staffPhone(house, 'lin').reads(`工单 ${number} 已标记处理完毕。请回复一句处理结果`);
    await staffPhone(house, 'lin').say('已由总监协调调货');
    await owner.reads('已处理：已由总监协调调货');
    expect(await ticket(id)).toMatchObject({ result: '已由总监协调调货', assigneeUserId: 'luo' });
  });

  test('asks which of two tickets a sentence is the result of', async () => {
    const [first, second] = [await acknowledged(), await acknowledged()];
    await run('luo', press(first.id));
    await run('luo', press(second.id));
    await staffPhone(house, 'luo').reads(`工单 ${second.number} 已标记处理完毕`);
    await staffPhone(house, 'luo').say('已装车交付');
    await staffPhone(house, 'luo').reads('请在内容前写上单号');
    expect([await questions(first.owner), await questions(second.owner)]).toEqual([[], []]);
    await staffPhone(house, 'luo').say(`${first.number} 处理完毕 已装车交付`);
    await first.owner.reads('已处理：已装车交付');
    expect(await questions(second.owner)).toEqual([]);
    await later(30 * MINUTE);
    await second.owner.reads('负责的同事已经处理完毕');
  });

  test('is no question in quiet hours: the owner is asked in the morning, or when the result is there', async () => {
    await toMondayAt('2026-11-30T12:50:00.000Z');
    const [silent, told] = [await acknowledged(), await acknowledged()];
    await run('luo', press(silent.id));
    await run('luo', press(told.id));
    await later(30 * MINUTE);
    expect((await ticket(silent.id)).verifyAskAt).toEqual(new Date('2026-12-01T01:00:00.000Z'));
    await run('luo', say(told.id, '配件已装车'));
    await told.owner.reads('已处理：配件已装车');
    await later(11 * HOUR);
    expect(await questions(silent.owner)).toEqual([]);
    await later(HOUR);
    await silent.owner.reads('负责的同事已经处理完毕');
    expect(await questions(told.owner)).toHaveLength(1);
  });

  test('calls an owner whose chat is closed only once there is a result, or its time is over', async () => {
    const { id, number } = await acknowledged();
    await passTime(house, 48 * HOUR);
    await run('luo', press(id));
    const calls = () => house.database.client.callTask.findMany({ where: { ticketId: id, purpose: 'verification' } });
    expect(await calls()).toEqual([]);
    await run('luo', say(id, '配件已装车'));
    expect(await calls()).toMatchObject([{ status: 'open', script: expect.stringContaining('处理结果：配件已装车') }]);
    await staffPhone(house, 'xu').reads(`工单 ${number}`);
    expect(await ticket(id)).toMatchObject({ verifyTries: 0, verifyAskAt: null });
  });

  test('hears an owner who is not asked yet: 好的 is no verdict, trouble that is still there opens it again', async () => {
    const { id, owner } = await acknowledged();
    await run('luo', press(id));
    await owner.say('好的');
    await owner.reads('有需要随时联系我们');
    expect(await ticket(id)).toMatchObject({ status: 'resolved', isSatisfied: null });
    await owner.say('配件还是没到，问题没解决');
    await owner.reads('已重新打开');
    await later(HOUR);
    expect(await questions(owner)).toEqual([]);
    expect(await ticket(id)).toMatchObject({ status: 'routed', reopenCount: 1, verifyAskAt: null });
  });

  test('waits anew in each round, also with another department after a hand-over', async () => {
    const { id, number, owner } = await acknowledged();
    await run('luo', (context, tx) => resolveTicket(context, tx, { ticketId: id, result: '已装车' }));
    await owner.reads('已处理：已装车');
    await run('xu', (context, tx) =>
      verifyTicket(context, tx, { ticketId: id, isSatisfied: false, words: '价格不对' }),
    );
    await run('luo', (context, tx) => handOverTicket(context, tx, { ticketId: id, department: 'sales' }));
    const { status, responsibleDepartment } = await ticket(id);
    expect([status, responsibleDepartment]).toEqual(['routed', 'sales']);
    await run('lin', (context, tx) => acknowledgeTicket(context, tx, { ticketId: id }));
    await run('lin', press(id));
    await expect(
      run('lin', (context, tx) => handOverTicket(context, tx, { ticketId: id, department: 'parts' })),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await ticket(id)).result).toBeNull();
    await later(30 * MINUTE);
    await owner.reads(`您反映的问题（${number}）负责的同事已经处理完毕。`);
    expect(await questions(owner)).toHaveLength(2);
  });

  test('leaves nothing to ask once the ticket is merged', async () => {
    const { id, owner } = await acknowledged();
    const other = await opened();
    await house.database.client.ticket.updateMany({
      where: { id: { in: [id, other.id] } },
      data: { customerId: null },
    });
    await run('luo', press(id));
    await run('xu', (context, tx) => mergeTickets(context, tx, { ticketId: id, intoTicketId: other.id }));
    await later(HOUR);
    expect(await questions(owner)).toEqual([]);
    expect(await ticket(id)).toMatchObject({ status: 'merged', verifyAskAt: null });
  });
});
