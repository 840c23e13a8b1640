import { describe, expect, test } from 'vitest';
import { addDays, dayOf } from '../../src/calendar.ts';
import { questionOf } from '../../src/stats/reading/question-of.ts';
import { readQuestion } from '../../src/stats/reading/question.ts';
import type { Query } from '../../src/stats/types.ts';
import * as fc from '../support/property.ts';
import { ASKED_ON, PEOPLE, questionLines, SERIES, withoutNotes } from './question-lines.ts';
import { anyQuery } from './any-query.ts';
import { QUESTIONS } from './questions.ts';
import { QUESTIONS_FIGURES } from './questions-figures.ts';
import { QUESTIONS_FILTERS } from './questions-filters.ts';

const options = { today: ASKED_ON, people: PEOPLE, series: SERIES };
const lines = questionLines(QUESTIONS);

/** Each says something that no figure can take into account. */
const STRANGE = (
  '张三 奥迪 京牌 除外 男士 老张 退休 女士 新款 工作日 上午 晚上 超过5天 低于80 除了 以外 vip 二手 再次 第二次 首次 外地 北京 提前 30天内 ' +
  '24小时内 三天 两次以上 以上 至少 不到 左右 人均 占比 比例 增速 金额 抖音 过户 非 无 仅 累计 连续 分店 小王 集团 二级网点'
).split(' ');

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
      { numRuns: 300 },
    );
  });

  test('a word that is not understood never yields a query', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...lines),
        fc.constantFrom(...STRANGE),
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
      { numRuns: 300 },
    );
  });

  const people = Object.fromEntries(PEOPLE.map(({ userId, name }) => [userId, name]));

  test('any query put into words is read back as just that query', () => {
    fc.assert(
      fc.property(anyQuery(ASKED_ON), (query) => {
        const asked = questionOf(query, ASKED_ON, undefined, people);
        expect({ asked, ...readQuestion(asked, options) }).toEqual({ asked, kind: 'query', query, isFollowUp: false });
      }),
      { numRuns: 300 },
    );
  });

  test('a question that was asked is put into words that mean the same, on any day', () => {
    fc.assert(
      fc.property(fc.constantFrom(...lines), days, ({ question }, today) => {
        const reading = readQuestion(question, { ...options, today });
        if (reading.kind !== 'query') throw new Error(question);
        const { metric, filters, period, wantList } = reading.query;
        const plain: Query = { metric, filters, ...(period === undefined ? {} : { period }), wantList };
        const asked = questionOf(plain, today, undefined, people);
        expect({ asked, ...readQuestion(asked, { ...options, today }) }).toEqual({
          asked,
          kind: 'query',
          query: plain,
          isFollowUp: false,
        });
      }),
      { numRuns: 300 },
    );
  });

  const readable = [...lines, ...questionLines(QUESTIONS_FILTERS), ...questionLines(QUESTIONS_FIGURES)].filter(
    ({ query }) => query !== undefined,
  );
  const insert = (text: string, at: number, piece: string) => {
    const place = at % (text.length + 1);
    return `${text.slice(0, place)}${piece}${text.slice(place)}`;
  };
  const widened = (text: string) =>
    text.replaceAll(/[!-~]/g, (letter) => String.fromCharCode((letter.codePointAt(0) ?? 0) + 0xfe_e0));

  test('blanks anywhere, full-width letters, quotes, faces and marks around it change nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...readable),
        fc.nat(),
        fc.constantFrom(' ', '\u3000', '\u200b', '\n', '“', '😀', '【'),
        fc.constantFrom('', '?', '。', '!!', '～', '…', '?!'),
        fc.boolean(),
        ({ question, query }, at, piece, end, isWide) => {
          const text = insert(isWide ? widened(question) : question, at, piece) + end;
          expect({ text, ...withoutNotes(readQuestion(text, options)) }).toEqual({
            text,
            kind: 'query',
            query,
            isFollowUp: false,
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  test('the day is that of Shanghai', () => {
    const late = dayOf(new Date('2026-11-21T16:30:00Z'));
    expect(readQuestion('今天投诉', { today: late })).toMatchObject({
      query: { period: { from: '2026-11-22', to: '2026-11-22' } },
    });
  });
});
