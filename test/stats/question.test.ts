import { describe, expect, test } from 'vitest';
import { addDays, dayOf } from '../../src/calendar.ts';
import { questionOf } from '../../src/stats/messages.ts';
import { METRIC_KEYS, type MetricKey } from '../../src/stats/metrics.ts';
import { type Doubt, readQuestion } from '../../src/stats/question.ts';
import type { Query } from '../../src/stats/types.ts';
import { AFTER_SALES } from '../../src/stats/vocabulary.ts';
import * as fc from 'fast-check';
import { ASKED_ON, QUESTIONS } from './questions.ts';

const options = { today: ASKED_ON };

function queryOf(line: string): { question: string; query: Query } {
  const [question = '', metrics = '', period = '', rest = ''] = line.split(' | ');
  const [metric, ...also] = metrics.split('+') as [MetricKey, ...MetricKey[]];
  const query: Record<string, unknown> = { metric, filters: {}, wantList: false };
  if (also.length > 0) query['also'] = also;
  if (period !== 'now') query['period'] = periodOf(period);
  for (const [name = '', value = ''] of rest
    .split(' ')
    .filter(Boolean)
    .map((part) => part.split('='))) {
    if (name === 'list') query['wantList'] = true;
    else if (name === 'by') query['groupBy'] = value;
    else if (name === 'order') query['order'] = value;
    else if (name === 'top') query['top'] = Number(value);
    else if (name === 'with') query['compareWith'] = periodOf(value);
    else
      (query['filters'] as Record<string, unknown>)[name] =
        value === 'afterSales' ? AFTER_SALES.toSorted() : value.split(',');
  }
  return { question, query: query as unknown as Query };
}

function periodOf(text: string) {
  const [from = '', to = from] = text.split('..');
  return { from, to };
}

const lines = QUESTIONS.trim().split('\n').map(queryOf);

describe('a question typed by a manager', () => {
  test('the table holds at least 150 questions', () => {
    expect(lines.length).toBeGreaterThanOrEqual(150);
  });

  test.each(lines)('$question is read as its query', ({ question, query }) => {
    expect(readQuestion(question, options)).toEqual({ kind: 'query', query, isFollowUp: false });
  });

  test('every metric of the catalogue is asked for', () => {
    const asked = new Set(lines.flatMap(({ query }) => [query.metric, ...(query.also ?? [])]));
    expect(METRIC_KEYS.filter((key) => !asked.has(key))).toEqual([]);
  });
});

describe('what is not read as a query', () => {
  test.each([
    ['张三这个月投诉多少', 'words'],
    ['京A12345的投诉', 'words'],
    ['没有超时的部门', 'words'],
    ['除了配件的投诉', 'words'],
    ['投诉占比', 'words'],
    ['2月30号投诉多少', 'words'],
    ['24小时及时率', 'limit'],
    ['Q3投诉多少', 'quarterOrCategory'],
    ['上个月', 'metric'],
    ['售后怎么样', 'metric'],
    ['配件', 'metric'],
    ['年检提醒按部门分', 'grouping'],
    ['每天重开多少', 'grouping'],
    ['配件部发了多少提醒', 'filter'],
    ['待处理跟上个月比', 'state'],
    ['9月10月11月投诉', 'periods'],
  ] satisfies [string, Doubt['what']][])('%s is doubtful: %s', (question, what) => {
    expect(readQuestion(question, options)).toMatchObject({ kind: 'doubtful', doubt: { what } });
  });

  test.each([
    '本月3DC回访率',
    '流失率',
    '续保率多少',
    '首保回厂率',
    '本月产值',
    '表扬多少',
    '投诉平均多久处理完',
    '超时率',
    '本月预约量',
  ])('%s names a figure that does not exist yet', (question) => {
    expect(readQuestion(question, options).kind).toBe('unsupported');
  });

  test.each(['帮助', 'help', '?', '你能查什么', '怎么用'])('%s asks for help', (question) => {
    expect(readQuestion(question, options).kind).toBe('help');
  });

  test.each(['今天天气怎么样', '好的', '', '   ', '哈哈', '车主说明天下午三点过来看车'])(
    '"%s" can not be read',
    (question) => {
      expect(readQuestion(question, options).kind).toBe('unreadable');
    },
  );
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

describe('names of the store', () => {
  const departmentNames = [{ key: 'workshop', name: '机电一部' } as const];

  test("the store's own department name is a filter", () => {
    expect(readQuestion('机电一部本月投诉', { ...options, departmentNames })).toMatchObject({
      query: { filters: { department: ['workshop'] } },
    });
    expect(readQuestion('机电一部本月投诉', options).kind).toBe('doubtful');
  });
});

describe('properties of the reader', () => {
  // Later holidays are not known yet: without a notice 春节 has no days.
  const days = fc.integer({ min: 0, max: 1825 }).map((offset) => addDays('2022-01-01', offset));
  const periods = ['今天', '昨天', '本周', '上周', '本月', '上个月', '今年', '去年', '近30天', '上季度', '3月5号到8号'];
  const departments = ['配件', '销售部', '车间', '客服', '前台'];
  const severities = ['重大', '一般', 'P1级'];
  const metrics = ['投诉', '关闭率', '满意度', '超时', '待处理', '工单', '处理及时率', '重开'];
  const tails = ['', '多少', '有几个?', '是多少', '情况'];

  test('the parts of a question are found in any combination, and no part gets lost', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...periods),
        fc.option(fc.constantFrom(...departments)),
        fc.option(fc.constantFrom(...severities)),
        fc.constantFrom(...metrics),
        fc.constantFrom(...tails),
        fc.boolean(),
        days,
        (period, department, severity, metric, tail, isPeriodFirst, today) => {
          const scope = `${department ?? ''}${severity ?? ''}`;
          const text = isPeriodFirst ? `${period}${scope}${metric}${tail}` : `${scope}${period}的${metric}${tail}`;
          const reading = readQuestion(text, { today });
          const alone = readQuestion(`${period}投诉`, { today });
          if (reading.kind !== 'query' || alone.kind !== 'query') throw new Error(JSON.stringify({ text, reading }));
          const { filters, metric: key } = reading.query;
          expect(Object.keys(filters).toSorted()).toEqual([
            ...(department === null ? [] : ['department']),
            ...(severity === null ? [] : ['severity']),
          ]);
          // A state as of today has no period.
          expect(reading.query.period).toEqual(key === 'open' && period === '今天' ? undefined : alone.query.period);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('a word that is not understood never yields a query', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...lines),
        fc.constantFrom('张三', '奥迪', '京牌', '除外', '男士'),
        fc.boolean(),
        ({ question }, word, isFirst) => {
          const reading = readQuestion(isFirst ? word + question : `${question}${word}`, options);
          expect(reading.kind).not.toBe('query');
        },
      ),
      { numRuns: 300 },
    );
  });

  test('no text makes it throw, and what it reads is well-formed', () => {
    const pieces = fc.constantFrom(
      ...lines.map(({ question }) => question),
      '月',
      '号',
      '到',
      '比',
      '同期',
      '前',
      '13',
      '十',
      '最',
      '%',
      '年',
      'q',
      '上',
      '周',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(pieces, { maxLength: 4 }).map((parts) => parts.join('')),
        ),
        days,
        (text, today) => {
          const reading = readQuestion(text, { today });
          const query = reading.kind === 'query' ? reading.query : undefined;
          const periods = [query?.period, query?.compareWith].filter((period) => period !== undefined);
          expect(periods.filter(({ from, to }) => from > to)).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a question that is offered is read back as just that query', () => {
    fc.assert(
      fc.property(fc.constantFrom(...lines), days, ({ question }, today) => {
        const reading = readQuestion(question, { today });
        if (reading.kind !== 'query') throw new Error(question);
        const { metric, filters, period, wantList } = reading.query;
        const plain: Query = { metric, filters, ...(period === undefined ? {} : { period }), wantList };
        const again = readQuestion(questionOf(plain, today), { today });
        expect({ asked: questionOf(plain, today), ...again }).toEqual({
          asked: questionOf(plain, today),
          kind: 'query',
          query: plain,
          isFollowUp: false,
        });
      }),
      { numRuns: 400 },
    );
  });

  test('the day is that of Shanghai', () => {
    const late = dayOf(new Date('2026-11-21T16:30:00Z'));
    expect(readQuestion('今天投诉', { today: late })).toMatchObject({
      query: { period: { from: '2026-11-22', to: '2026-11-22' } },
    });
  });
});
