import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { dayOf, instantAt } from '../../src/calendar.ts';
import { FixedClock } from '../../src/clock.ts';
import { answerQuestion, offeredQuestion } from '../../src/stats/index.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { NOW, writeStore } from './generated.ts';

let database: TestDatabase;
const clock = new FixedClock(NOW);
const place = () => ({ database, clock, storeId: 'main' });
const ask = (userId: string, text: string) => answerQuestion(place(), { userId, text });

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  clock.set(NOW);
  const opened = ['2026-10-05', '2026-10-05', '2026-11-16', '2026-11-16', '2026-11-16', '2026-11-22'];
  const tickets = opened.map((day, index) => {
    const openedAt = instantAt(day, '09:05');
    return {
      id: index + 1,
      storeId: 'main',
      number: `TS-${index + 1}`,
      openedAt,
      openedOn: dayOf(openedAt),
      status: 'routed',
      source: 'chat',
      kind: 'complaint',
      categories: ['P1'],
      severity: 'P2',
      responsibleDepartment: 'parts',
      assigneeUserId: null,
      closedAt: null,
      resolvedAt: null,
      isSatisfied: null,
      clocks: [],
      events: [],
    };
  });
  await writeStore(database, { tickets, reminders: [], callTasks: [] });
});

test('a span that may be another one is answered, and the other one is offered', async () => {
  const { status, text, offers } = await ask('zong', '前一个月投诉多少');
  expect(status).toBe('answer');
  expect(text).toMatch(/^上个月投诉 2 条/);
  expect(text).toContain('您的问题按“上个月投诉多少”理解，如不对请回序号：1. 近31天投诉多少');
  const chosen = await offeredQuestion(place(), 'zong', '1');
  expect(chosen).toBe(offers?.[0]);
  expect((await ask('zong', chosen ?? '')).text).toMatch(/^近31天投诉 4 条/);
});

test('a clause that was left out is told by how the question was read', async () => {
  const { text } = await ask('zong', '本月投诉多少，我开早会要念');
  expect(text).toMatch(/^本月投诉 4 条/);
  expect(text).toContain('您的问题按“本月投诉多少”理解');
});

test('a short word that narrows nothing is told as left out, a condition is asked back', async () => {
  const { status, text } = await ask('zong', '本月投诉都妥帖了没');
  expect(status).toBe('answer');
  expect(text).toMatch(/^本月投诉 4 条/);
  expect(text).toContain('没看懂“妥帖”，没有算进去\n您的问题按“本月投诉多少”理解');
  expect((await ask('zong', '本月投诉都退车了没')).status).toBe('clarify');
});

test('a figure that can not be split as asked is told as a whole, a ranking of it is asked back', async () => {
  const { status, text } = await ask('zong', '各季度超时');
  expect(status).toBe('answer');
  expect(text).toMatch(/^今年超时工单 0 条/);
  expect(text).toContain('这个数据不能按季度分，以上是合计');
  expect((await ask('zong', '哪个季度超时最多')).status).toBe('clarify');
});

test('a curve of too many points is drawn in wider steps, and says so', async () => {
  const { text, query } = await ask('zong', '今年每天投诉');
  expect(query?.groupBy).toBe('day');
  expect(text).toContain('2026年10月 2 条');
  expect(text).toContain('按天有 326 个点，太密，已按月汇总');
  const days = await ask('zong', '本月每天投诉');
  expect(days.text).not.toContain('太密');
  expect((await ask('zong', '近两个月投诉趋势')).text).toContain('已按周汇总');
});

test('the same figure asked again within the minute is as of another second', async () => {
  const first = (await ask('zong', '本月投诉多少')).text;
  clock.advance(7);
  const second = (await ask('zong', '本月投诉多少')).text;
  expect([first, second].map((text) => text.split('\n').at(-1))).toEqual([
    '截至 11月22日 14:05',
    '截至 11月22日 14:05:07',
  ]);
});

test('a word that is counted as its whole class is named in the line of definition; the class itself is not', async () => {
  const { text } = await ask('zong', '本月缺货的投诉多少');
  expect(text).toMatch(/^本月配件类投诉 4 条/);
  expect(text).toMatch(/\n口径：.*；“缺货”没有单独统计，按“配件”整类计算\n/);
  expect((await ask('zong', '本月配件类投诉多少')).text).not.toContain('没有单独统计');
});

test('a figure is narrowed to what owners want, and says so', async () => {
  await database.client.ticket.updateMany({ where: { number: 'TS-4' }, data: { demand: 'returnVehicle' } });
  const { text } = await ask('zong', '要求退车的投诉有几个');
  expect(text).toMatch(/^本月要求退车的投诉 1 条/);
  expect((await ask('zong', '列出来')).text).toContain('TS-4');
});
