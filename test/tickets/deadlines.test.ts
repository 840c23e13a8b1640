import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ticket } from '../../src/database/generated/client.ts';
import {
  acknowledgeTicket,
  handOverTicket,
  resolveTicket,
  trackTicket,
  verifyTicket,
  watchDeadlines,
} from '../../src/tickets/index.ts';
import type { Decision } from '../../src/understanding/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';

const MONDAY_TEN = '2026-11-23T02:00:00.000Z';
const PARTS = '说好三天到货的配件，等了半个月还没消息';

describe('deadlines', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());

  /** Texts to this member about this ticket: the words and when they may leave. */
  async function told(ticket: Ticket, userId: string): Promise<string[]> {
    const rows = await desk.database.client.outboxMessage.findMany({
      where: { ticketId: ticket.id, recipient: userId, channel: 'wecomText' },
      orderBy: { id: 'asc' },
    });
    return rows.map((row) => /【(.+?)】/.exec(row.preview)?.[1] ?? row.preview);
  }
  /** The ticks come as often as they like: what is due is told once. */
  async function tickAt(instant: string): Promise<void> {
    desk.clock.set(instant);
    await Promise.all([watchDeadlines(desk.as('system')), watchDeadlines(desk.as('system'))]);
    await watchDeadlines(desk.as('system'));
  }
  async function open(at: string, text = PARTS, as: Partial<Decision> = {}): Promise<Ticket> {
    desk.clock.set(at);
    // Of several tickets only the newest is to be heard.
    await desk.database.client.ticketClock.updateMany({
      where: { stoppedAt: null },
      data: { stoppedAt: desk.clock.now() },
    });
    return desk.open(text, as);
  }

  test('who has it is warned at 75 %, then head, director and general manager are told, each once', async () => {
    const ticket = await open(MONDAY_TEN);
    await tickAt('2026-11-23T03:29:00.000Z');
    expect(await told(ticket, 'luo')).toEqual([]);
    await tickAt('2026-11-23T03:30:00.000Z');
    expect(await told(ticket, 'luo')).toEqual(['催办']);
    await tickAt('2026-11-23T04:00:00.000Z');
    expect([await told(ticket, 'luo'), await told(ticket, 'lin')]).toEqual([['催办', '超时'], []]);
    await tickAt('2026-11-23T05:59:00.000Z');
    expect(await told(ticket, 'lin')).toEqual([]);
    await tickAt('2026-11-23T06:00:00.000Z');
    expect([await told(ticket, 'lin'), await told(ticket, 'fang')]).toEqual([['超时'], []]);
    await tickAt('2026-11-23T08:00:00.000Z');
    await tickAt('2026-11-23T14:00:00.000Z');
    expect([await told(ticket, 'luo'), await told(ticket, 'lin'), await told(ticket, 'fang')]).toEqual([
      ['催办', '超时'],
      ['超时'],
      ['超时'],
    ]);
    const escalated = (await desk.events(ticket.id)).filter((event) => event.type === 'escalated');
    expect(escalated.map((event) => (event.data as { to: string }).to)).toEqual(['罗主管', '林总监', '方总']);
  });

  test('the words say what to do, and by whom', async () => {
    const ticket = await open(MONDAY_TEN);
    await tickAt('2026-11-23T03:30:00.000Z');
    await tickAt('2026-11-23T04:00:00.000Z');
    const texts = (await desk.texts('luo')).filter((text) => text.includes(ticket.number));
    expect(texts).toEqual([
      `【催办】工单 ${ticket.number}「${PARTS}」还剩30分钟，请尽快签收并联系车主。`,
      `【超时】工单 ${ticket.number}「${PARTS}」超时未签收，请尽快签收并联系车主。`,
    ]);
  });

  test('director and general manager hear whose it is, how late it is, and are asked to see to it', async () => {
    const ticket = await open(MONDAY_TEN);
    await tickAt('2026-11-23T04:00:00.000Z');
    await tickAt('2026-11-23T06:00:40.000Z');
    const text = (await desk.texts('lin')).find((words) => words.includes(ticket.number));
    expect(text).toBe(
      `【超时】工单 ${ticket.number}「${PARTS}」（配件部，无人签收）超时未签收，已超时2小时，请督促尽快签收并联系车主。`,
    );
    await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: ticket.id }));
    await tickAt('2026-11-24T02:00:00.000Z');
    await tickAt('2026-11-24T04:00:00.000Z');
    const later = (await desk.texts('lin')).findLast((words) => words.includes(ticket.number));
    expect(later).toContain('（配件部，责任人：罗主管）超时没有进展，已超时2小时，请督促联系车主，并回复一句进展。');
  });

  test('a warning that leaves some seconds late still says whole hours', async () => {
    const ticket = await open('2026-11-23T07:00:00.000Z');
    await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: ticket.id }));
    const { warnAt } = (await desk.clocks(ticket.id)).find((clock) => clock.name === 'track') ?? {};
    await tickAt(new Date((warnAt?.getTime() ?? 0) + 59_000).toISOString());
    expect((await desk.texts('luo')).findLast((words) => words.includes(ticket.number))).toContain('还剩6小时，');
  });

  test('a clock that was stopped in time stays silent for ever', async () => {
    const ticket = await open(MONDAY_TEN);
    await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: ticket.id }));
    await desk.run('luo', (context, tx) => trackTicket(context, tx, { ticketId: ticket.id, note: '已订货' }));
    await tickAt('2026-11-24T22:00:00.000Z');
    expect(await told(ticket, 'luo')).toEqual([]);
    // 处理完毕 is still waited for: three days, warned after two and a quarter.
    await tickAt('2026-11-25T08:00:00.000Z');
    expect(await told(ticket, 'luo')).toEqual(['催办']);
  });

  test('after a long standstill one message tells what is overdue, not one for each missed minute', async () => {
    const ticket = await open(MONDAY_TEN);
    await tickAt('2026-12-01T02:00:00.000Z');
    expect(await told(ticket, 'luo')).toEqual(['超时', '超时', '超时']);
    expect(await told(ticket, 'lin')).toEqual([]);
  });

  test('at night nobody is nudged but for what is urgent', async () => {
    const urgent = await open('2026-11-23T14:00:00.000Z', '变速箱修了三次还是顿挫，我要退车');
    await tickAt('2026-11-23T14:25:00.000Z');
    const row = await desk.database.client.outboxMessage.findFirstOrThrow({
      where: { ticketId: urgent.id, recipient: 'ma', channel: 'wecomText' },
    });
    expect([row.preview.slice(0, 4), row.notBeforeAt]).toEqual(['【催办】', null]);
    const ordinary = await open('2026-11-23T14:30:00.000Z');
    await tickAt('2026-11-23T16:00:00.000Z');
    expect(await told(ordinary, 'luo')).toEqual([]);
  });

  test('a breach at night is a fact at its minute; people hear of it at eight, and the chain starts then', async () => {
    const ticket = await open('2026-11-23T14:00:00.000Z');
    await tickAt('2026-11-23T16:01:00.000Z');
    const [clock] = await desk.clocks(ticket.id);
    expect(clock?.breachedAt?.toISOString()).toBe('2026-11-23T16:00:00.000Z');
    const breaches = async () => (await desk.events(ticket.id)).filter((event) => event.type === 'escalated');
    expect((await breaches()).map((event) => event.data)).toEqual([{ clock: 'route', to: '' }]);
    await tickAt('2026-11-23T23:59:00.000Z');
    expect([await told(ticket, 'luo'), await told(ticket, 'lin')]).toEqual([[], []]);
    await tickAt('2026-11-24T00:00:00.000Z');
    expect([await told(ticket, 'luo'), await told(ticket, 'lin')]).toEqual([['超时'], []]);
    await tickAt('2026-11-24T02:00:00.000Z');
    expect([await told(ticket, 'lin'), await told(ticket, 'fang')]).toEqual([['超时'], []]);
    expect(await breaches()).toHaveLength(3);
  });

  test('what is done before the morning is never nudged', async () => {
    const ticket = await open('2026-11-23T14:00:00.000Z');
    await tickAt('2026-11-23T17:00:00.000Z');
    desk.clock.set('2026-11-23T23:00:00.000Z');
    await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: ticket.id }));
    await tickAt('2026-11-24T00:00:00.000Z');
    expect([await told(ticket, 'luo'), await told(ticket, 'lin')]).toEqual([[], []]);
    const waiting = await desk.database.client.outboxMessage.count({
      where: { ticketId: ticket.id, notBeforeAt: { gt: desk.clock.now() } },
    });
    expect(waiting).toBe(0);
  });

  test('a nudge that the platform has not taken when its clock stops is taken back', async () => {
    const ticket = await open(MONDAY_TEN);
    await tickAt('2026-11-23T03:30:00.000Z');
    const statuses = async () =>
      (
        await desk.database.client.outboxMessage.findMany({
          where: { ticketId: ticket.id, recipient: 'luo', channel: 'wecomText' },
          orderBy: { id: 'asc' },
        })
      ).map((row) => row.status);
    expect(await statuses()).toEqual(['pending']);
    await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: ticket.id }));
    expect(await statuses()).toEqual(['withdrawn']);
  });

  test('a call that is asked for at night is taken back when the verdict is there by the morning', async () => {
    const ticket = await open(MONDAY_TEN);
    const ticketId = ticket.id;
    await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId }));
    desk.clock.set('2026-11-23T14:00:00.000Z');
    await desk.run('luo', (context, tx) => resolveTicket(context, tx, { ticketId, result: '已到货' }));
    const toCall = () =>
      desk.database.client.outboxMessage.findFirstOrThrow({
        where: { ticketId, recipient: 'xu', channel: 'wecomText' },
      });
    expect(await toCall()).toMatchObject({ status: 'pending', notBeforeAt: new Date('2026-11-24T00:00:00.000Z') });
    await desk.run('owner', (context, tx) => verifyTicket(context, tx, { ticketId, isSatisfied: true, words: '满意' }));
    expect((await toCall()).status).toBe('withdrawn');
  });

  test('several tickets of one person that near their deadline in the same minute are one text', async () => {
    const before = (await desk.texts('luo')).length;
    const first = await open(MONDAY_TEN);
    const numbers = [first.number];
    for (let count = 0; count < 10; count += 1) numbers.push((await desk.open(PARTS)).number);
    await tickAt('2026-11-23T03:30:00.000Z');
    const texts = (await desk.texts('luo')).slice(before);
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain('【催办】11张工单快到时限，请尽快处理：');
    expect(texts[0]).toContain(`· ${numbers[0]}「${PARTS}」签收还剩30分钟`);
    expect(texts[0]).toContain('……等共11张');
    expect(Buffer.byteLength(texts[0] ?? '')).toBeLessThan(2048);
  });

  test('danger at three in the morning reaches director and general manager at once', async () => {
    const ticket = await open('2026-11-23T19:00:00.000Z', '高速上方向盘突然打不动了，差点出事');
    const rows = await desk.database.client.outboxMessage.findMany({
      where: { ticketId: ticket.id, channel: 'wecomText' },
      orderBy: { recipient: 'asc' },
    });
    expect(rows.map((row) => [row.recipient, row.notBeforeAt])).toEqual([
      ['fang', null],
      ['lin', null],
    ]);
    expect(rows[0]?.preview).toContain('15分钟内完成首次联系');
  });

  test('a grumble on Sunday wakes nobody before Monday', async () => {
    const ticket = await open('2026-11-22T02:00:00.000Z', '太气人了', { severity: 'P3', department: 'customerCare' });
    await tickAt('2026-11-22T15:00:00.000Z');
    expect([await told(ticket, 'xu'), await told(ticket, 'he')]).toEqual([[], []]);
    await tickAt('2026-11-23T08:00:00.000Z');
    expect([await told(ticket, 'xu'), await told(ticket, 'he')]).toEqual([['催办'], ['催办']]);
  });

  test('a reopened ticket has fresh clocks, and its breach starts at the director', async () => {
    const ticket = await open(MONDAY_TEN);
    const ticketId = ticket.id;
    await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId }));
    await desk.run('luo', (context, tx) => resolveTicket(context, tx, { ticketId, result: '已到货' }));
    desk.clock.set('2026-11-24T02:00:00.000Z');
    await desk.run('owner', (context, tx) =>
      verifyTicket(context, tx, { ticketId, isSatisfied: false, words: '没到' }),
    );
    const running = (await desk.clocks(ticketId)).filter((clock) => clock.stoppedAt === null);
    expect(running.map((clock) => [clock.name, clock.round, clock.dueAt.toISOString()])).toEqual([
      ['route', 1, '2026-11-24T04:00:00.000Z'],
      ['track', 1, '2026-11-25T02:00:00.000Z'],
      ['resolve', 1, '2026-11-27T02:00:00.000Z'],
    ]);
    await tickAt('2026-11-24T04:00:00.000Z');
    expect(await told(ticket, 'lin')).toEqual(['不满意', '超时']);
    await tickAt('2026-11-24T06:00:00.000Z');
    expect(await told(ticket, 'fang')).toEqual(['超时']);
  });

  test('who takes a ticket back from another department has a clock for 签收 of their own', async () => {
    const ticket = await open(MONDAY_TEN);
    const ticketId = ticket.id;
    await desk.run('luo', (context, tx) => handOverTicket(context, tx, { ticketId, department: 'sales' }));
    const unacknowledged = (await desk.clocks(ticketId)).filter((clock) => clock.name === 'route');
    expect(unacknowledged.map((clock) => clock.dueAt.toISOString())).toEqual(['2026-11-23T04:00:00.000Z']);
    await desk.run('shen', (context, tx) => acknowledgeTicket(context, tx, { ticketId }));
    desk.clock.set('2026-11-23T07:00:00.000Z');
    await desk.run('shen', (context, tx) => handOverTicket(context, tx, { ticketId, department: 'parts' }));
    const again = (await desk.clocks(ticketId)).filter((clock) => clock.name === 'route' && clock.stoppedAt === null);
    expect(again.map((clock) => clock.dueAt.toISOString())).toEqual(['2026-11-23T09:00:00.000Z']);
  });

  test('who complained outside chat is called after 处理完毕, by customer care; the verdict ends the call', async () => {
    const ticket = await open(MONDAY_TEN);
    const ticketId = ticket.id;
    await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId }));
    await desk.run('luo', (context, tx) => resolveTicket(context, tx, { ticketId, result: '已到货' }));
    const calls = () => desk.database.client.callTask.findMany({ where: { ticketId } });
    expect(await calls()).toMatchObject([{ purpose: 'verification', status: 'open', assigneeUserId: 'xu' }]);
    expect((await calls())[0]?.script).toContain(`车主原话：${PARTS}\n处理结果：已到货`);
    expect((await desk.texts('xu')).at(-1)).toContain('没法在微信里询问车主，请在11月24日 10:00前电话回访');
    await tickAt('2026-11-24T02:00:00.000Z');
    expect(await calls()).toHaveLength(1);
    expect([await told(ticket, 'luo'), await told(ticket, 'lin')]).toEqual([[], ['超时']]);
    await desk.run('xu', (context, tx) => verifyTicket(context, tx, { ticketId, isSatisfied: true, words: '挺好' }));
    expect(await calls()).toMatchObject([{ status: 'done', result: '挺好' }]);
  });
});
