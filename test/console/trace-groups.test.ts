import { expect, test } from 'vitest';
import type { TraceItem } from '../../src/console/contract.ts';
import { groupTrace, sortOf } from '../../src/console/model/trace-groups.ts';

const step = (title: string, more: Partial<TraceItem> = {}): TraceItem => ({
  id: title,
  at: '2026-11-23T01:00:00.000Z',
  stage: 'outbox',
  title,
  ...more,
});
const sizes = (items: TraceItem[]) => groupTrace(items).map((run) => run.length);

test('notices to many owners in a row are one line', () => {
  const items = ['张样一', '王样一', '李样一'].map((name) => step(`服务号模板消息 → ${name}`));
  expect(sizes(items)).toEqual([3]);
  expect(sortOf(items[0] ?? step(''))).toBe('服务号模板消息');
});

test('two alike, another channel, a warning and another time stay apart', () => {
  const two = [step('短信 → a'), step('短信 → b')];
  expect(sizes(two)).toEqual([1, 1]);
  expect(sizes([...two, step('微信客服 → c')])).toEqual([1, 1, 1]);
  expect(sizes([...two, step('短信 → c', { level: 'warn' })])).toEqual([1, 1, 1]);
  expect(sizes([...two, step('短信 → c', { at: '2026-11-23T01:02:00.000Z' })])).toEqual([1, 1, 1]);
});

test('decisions and steps of a ticket are never folded', () => {
  const alike = (more: Partial<TraceItem>) => [1, 2, 3].map(() => step('企业微信卡片 → 罗主管', more));
  expect(sizes(alike({ ticketNumber: 'TS-20261123-0001' }))).toEqual([1, 1, 1]);
  expect(sizes(alike({ stage: 'decision' }))).toEqual([1, 1, 1]);
  expect(sizes(alike({ stage: 'callTask' }))).toEqual([3]);
});

test('sorts that take turns in one go are one line each; nothing is moved past the steps of a case', () => {
  const turn = [step('短信 → a'), step('电话', { stage: 'callTask' })];
  expect(sizes([...turn, ...turn, ...turn])).toEqual([3, 3]);
  const said = step('收到车主消息', { stage: 'inbox' });
  expect(sizes([...turn, said, ...turn, ...turn]).every((size) => size === 1)).toBe(true);
});
