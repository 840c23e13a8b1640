import { describe, expect, test } from 'vitest';
import { readQuestion } from '../../src/stats/reading/question.ts';
import type { Query } from '../../src/stats/types.ts';
import { AFTER_SALES } from '../../src/stats/vocabulary.ts';
import { CHAINS } from './question-chains.ts';
import { ASKED_ON, PEOPLE, questionLines, SERIES } from './question-lines.ts';

const options = { today: ASKED_ON, people: PEOPLE, series: SERIES };
const chains = questionLines(CHAINS);

describe('a chain of questions', () => {
  test('there are at least 60', () => {
    expect(chains.length).toBeGreaterThanOrEqual(60);
  });

  test.each(chains)('$question', ({ question, query }) => {
    const steps = question.split(' > ');
    let previous: Query | undefined;
    for (const step of steps.slice(0, -1)) {
      const reading = readQuestion(step, { ...options, previous });
      if (reading.kind !== 'query') throw new Error(`${step}: ${JSON.stringify(reading)}`);
      previous = reading.query;
    }
    const last = readQuestion(steps.at(-1) ?? '', { ...options, previous });
    expect(last.kind === 'query' ? last.query : undefined).toEqual(query);
  });
});

describe('a follow-up', () => {
  const ask = (...questions: string[]) => {
    let previous: Query | undefined;
    for (const question of questions) {
      const reading = readQuestion(question, { ...options, previous });
      if (reading.kind !== 'query') throw new Error(`${question}: ${JSON.stringify(reading)}`);
      previous = reading.query;
    }
    return previous;
  };
  const november = { from: '2026-11-01', to: '2026-11-30' };
  const october = { from: '2026-10-01', to: '2026-10-31' };

  test.each([
    [
      ['本月投诉多少', '那配件呢'],
      { metric: 'complaintsReceived', period: november, filters: { department: ['parts'] } },
    ],
    [
      ['本月投诉多少', '那配件呢', '跟上个月比'],
      { period: november, compareWith: october, filters: { department: ['parts'] } },
    ],
    [['本月投诉多少', '配件呢', '列出来'], { period: november, filters: { department: ['parts'] }, wantList: true }],
    [['本月投诉多少', '配件呢', '全店呢'], { period: november, filters: {} }],
    [['本月投诉多少', '上个月呢'], { period: october, filters: {} }],
    [['本月投诉多少', '上个月呢', '跟上个月比'], { period: november, compareWith: october }],
    [['哪个部门超时最多', '列出来'], { metric: 'overdue', period: november, wantList: true }],
    [['哪个部门超时最多', '那上个月呢'], { groupBy: 'department', order: 'desc', top: 1, period: october }],
    [['本月关闭率', '去年同期呢'], { period: november, compareWith: { from: '2025-11-01', to: '2025-11-22' } }],
    [['本月关闭率', '上个月同期呢'], { period: november, compareWith: { from: '2026-10-01', to: '2026-10-22' } }],
    [['本月关闭率', '按部门分'], { metric: 'closureRate', groupBy: 'department', period: november }],
    [
      ['上周售后投诉', '那关闭率呢'],
      {
        metric: 'closureRate',
        filters: { department: AFTER_SALES.toSorted() },
        period: { from: '2026-11-09', to: '2026-11-15' },
      },
    ],
    [['今天投诉', '跟上个月比'], { compareWith: { from: '2026-10-22', to: '2026-10-22' } }],
    [['今天投诉', '跟昨天比'], { compareWith: { from: '2026-11-21', to: '2026-11-21' } }],
    [['年检提醒发了多少', '续保呢'], { metric: 'remindersSent', filters: { reminderKind: ['insuranceRenewal'] } }],
    [['各部门投诉', '前三'], { groupBy: 'department', order: 'desc', top: 3 }],
    [['本月投诉', '重大的呢'], { filters: { severity: ['P0'] } }],
    [['配件本月投诉', '待处理有哪些'], { metric: 'open', filters: {}, wantList: true }],
    [['配件本月投诉', '今天有多少投诉'], { filters: {}, period: { from: '2026-11-22', to: '2026-11-22' } }],
  ] satisfies [string[], Partial<Query>][])('%j keeps what it does not change', (questions, expected) => {
    expect(ask(...questions)).toMatchObject(expected);
  });

  test('a list drops grouping, order and comparison', () => {
    expect(ask('本月投诉按部门排名', '列出来')).toEqual({
      metric: 'complaintsReceived',
      filters: {},
      period: november,
      wantList: true,
    });
  });

  test('without a question before, it is doubtful', () => {
    expect(readQuestion('跟上个月比', options)).toMatchObject({ kind: 'doubtful', doubt: { what: 'metric' } });
  });
});
