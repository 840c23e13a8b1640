import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { instantAt } from '../../src/calendar.ts';
import { sendMorningBriefs } from '../../src/reports/briefs/morning.ts';
import { sendNudges } from '../../src/reports/briefs/nudge.ts';
import { acknowledgeTicket } from '../../src/tickets/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { addFollowUp } from './support.ts';

/** Tuesday; the Sunday after it is a day off. */
const DAY = '2026-11-24';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.database.client.$executeRawUnsafe(
    'TRUNCATE ticket, follow_up, call_task, outbox_message, schedule_slot RESTART IDENTITY CASCADE',
  );
});

const at = (day: string, time: string) => desk.clock.set(instantAt(day, time).toISOString());
const told = async (userId: string, words: string) => (await desk.texts(userId)).filter((text) => text.includes(words));
const brief = async (userId: string) => {
  const [text = '', ...more] = await told(userId, '【今日待办】');
  expect(more).toEqual([]);
  return text;
};
const morning = async (day = DAY, time = '08:35') => {
  at(day, time);
  return sendMorningBriefs(desk.as('system'));
};

/** On Monday: one at the workshop that is late by Tuesday, one with parts that 罗主管 took. */
async function openTwo() {
  at('2026-11-23', '10:00');
  const late = await desk.open('刹车修了三次还是异响，修车技术太差，要投诉');
  const taken = await desk.open('配件等了一个月还没到，要投诉');
  at('2026-11-23', '11:00');
  await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: taken.id }));
  return { late, taken };
}

test('each hears what is due and what is late by their role, once, with a link', async () => {
  const { late, taken } = await openTwo();
  expect(await morning()).toBe(true);
  expect(await brief('fang')).toBe(
    [
      '【今日待办】方总，早上好。11月24日：',
      '· 重大、升级投诉未关闭1条',
      '· 已超时1条：维修车间1',
      '· 昨天收到投诉2条',
      '详情：http://127.0.0.1/staff/main',
    ].join('\n'),
  );
  expect(await brief('lin')).toContain('· 今天到期1条');
  expect(await brief('luo')).toContain('· 配件部：今天到期1条\n· 罗主管：今天到期1');
  expect(await brief('ma')).toContain('· 维修车间：已超时1条\n· 还没有人签收：已超时1');
  expect(late.responsibleDepartment).toBe('workshop');
  expect(taken.responsibleDepartment).toBe('parts');
  // What there is none of is not told.
  for (const userId of ['fang', 'lin', 'luo', 'ma']) expect(await brief(userId)).not.toMatch(/(?<!\d)0[条位]/);
  // Nothing waits for these.
  for (const userId of ['su', 'jiang', 'ding', 'xu']) expect(await brief(userId)).toBe('');
  expect(await morning(DAY, '08:36')).toBe(false);
  expect(await told('fang', '【今日待办】')).toHaveLength(1);
});

test('a rescue is told as one, and is no complaint', async () => {
  const { late } = await openTwo();
  await desk.database.client.ticket.update({ where: { id: late.id }, data: { kind: 'rescue', severity: 'P0' } });
  await morning();
  const text = await brief('fang');
  expect(text).toContain('· 救援未关闭1条');
  expect(text).not.toContain('投诉未关闭');
  expect(text).toContain('· 昨天收到投诉1条');
});

test('a member’s own tickets stand in it with their deadlines, and calls are only counted', async () => {
  const { taken } = await openTwo();
  const { client } = desk.database;
  await client.ticket.update({ where: { id: taken.id }, data: { assigneeUserId: 'jiang' } });
  const call = { storeId: 'main', purpose: 'reminder', dueOn: new Date(DAY), createdAt: desk.clock.now() };
  for (const assigneeUserId of ['jiang', 'he']) {
    await client.callTask.create({
      data: { ...call, assigneeUserId, dedupeKey: assigneeUserId, title: '续保', script: '' },
    });
  }
  await morning();
  const text = await brief('jiang');
  expect(text).toContain(`· ${taken.number} 10:00前跟进：`);
  expect(text).toContain('· 今天要打1个电话，清单另发');
  // The list of calls tells it: a brief for calls alone would tell it twice.
  expect(await brief('he')).toBe('');
});

test('nobody hears anything when nothing waits, on days off, too early, too late, or where the rule says no', async () => {
  expect(await morning()).toBe(true);
  expect(await desk.database.client.outboxMessage.count()).toBe(0);
  await openTwo();
  const before = await desk.database.client.outboxMessage.count();
  expect(await morning('2026-11-29')).toBe(false);
  expect(await morning('2026-11-25', '08:34')).toBe(false);
  expect(await morning('2026-11-25', '17:00')).toBe(false);
  await desk.database.client.store.update({ where: { id: 'main' }, data: { rules: { reports: { morning: false } } } });
  expect(await morning('2026-11-25')).toBe(false);
  await desk.database.client.store.update({ where: { id: 'main' }, data: { rules: {} } });
  expect(await desk.database.client.outboxMessage.count()).toBe(before);
  // Made up for at noon.
  expect(await morning('2026-11-25', '12:00')).toBe(true);
});

test('one that comes later than usual says its time', async () => {
  await openTwo();
  await morning(DAY, '09:05');
  expect(await brief('fang')).toContain('【今日待办】方总，早上好。11月24日（截至09:05）：');
  await morning('2026-11-25', '13:00');
  expect((await told('fang', '【今日待办】')).at(-1)).toContain('【今日待办】方总，您好。11月25日（截至13:00）：');
});

test('two at once tell it once, and one that dies half-way has told nothing', async () => {
  await openTwo();
  at(DAY, '08:40');
  const system = desk.as('system');
  const dying = { ...system.queue, enqueue: () => Promise.reject(new Error('killed')) };
  await expect(sendMorningBriefs({ ...system, queue: dying })).rejects.toThrow('killed');
  const done = await Promise.all([1, 2, 3].map(() => sendMorningBriefs(system)));
  expect(done.filter(Boolean)).toHaveLength(1);
  expect(await told('fang', '【今日待办】')).toHaveLength(1);
});

test('before the end of the day each hears of their follow-ups without an entry, the head of all', async () => {
  const open = { status: 'callTask' as const, round: 'threeDay' as const };
  await addFollowUp(desk, { ...open, dueOn: DAY, assigneeUserId: 'xu' });
  await addFollowUp(desk, { ...open, dueOn: '2026-11-23', assigneeUserId: 'xu' });
  await addFollowUp(desk, { ...open, dueOn: DAY, assigneeUserId: 'he' });
  await addFollowUp(desk, { round: 'threeDay', dueOn: DAY, status: 'asking' });
  // Not due yet, done, and left out.
  await addFollowUp(desk, { ...open, dueOn: '2026-11-25', assigneeUserId: 'he' });
  await addFollowUp(desk, { round: 'threeDay', dueOn: DAY, doneOn: DAY, score: 9, assigneeUserId: 'he' });
  await addFollowUp(desk, { round: 'threeDay', dueOn: DAY, status: 'skipped', skipReason: '已售' });
  at(DAY, '16:59');
  expect(await sendNudges(desk.as('system'))).toBe(false);
  at(DAY, '17:00');
  expect(await sendNudges(desk.as('system'))).toBe(true);
  expect(await sendNudges(desk.as('system'))).toBe(false);
  expect(await desk.texts('xu')).toEqual([
    '徐专员，还有2位客户没有登记回访结果（今天到期1位，已逾期1位），下班前请登记：http://127.0.0.1/followups/main',
  ]);
  expect(await desk.texts('he')).toEqual([expect.stringContaining('还有1位客户')]);
  // The head hears with the day's report, half an hour later.
  expect(await desk.texts('lin')).toEqual([]);
});

test('the head of customer care is told by a message of its own where no report of the day follows soon', async () => {
  const lateReport = { rules: { reports: { dailyAt: '19:00' } } };
  await desk.database.client.store.update({ where: { id: 'main' }, data: lateReport });
  const open = { status: 'callTask' as const, round: 'threeDay' as const, dueOn: DAY };
  for (const assigneeUserId of ['xu', 'xu', 'he']) await addFollowUp(desk, { ...open, assigneeUserId });
  await addFollowUp(desk, { round: 'threeDay', dueOn: DAY, status: 'asking' });
  at(DAY, '17:00');
  expect(await sendNudges(desk.as('system'))).toBe(true);
  await desk.database.client.store.update({ where: { id: 'main' }, data: { rules: {} } });
  expect(await desk.texts('lin')).toEqual([
    '还没登记结果的回访共4位：徐专员2、何专员1、还没安排1。\nhttp://127.0.0.1/followups/main',
  ]);
});

test('when every follow-up has its entry nobody is nudged', async () => {
  await addFollowUp(desk, { round: 'threeDay', dueOn: DAY, doneOn: DAY, score: 9 });
  at(DAY, '17:00');
  expect(await sendNudges(desk.as('system'))).toBe(true);
  expect(await desk.database.client.outboxMessage.count()).toBe(0);
});
