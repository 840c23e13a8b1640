import * as fc from '../support/property.ts';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  daysInMonth,
  formatDay,
  isDay,
  splitDay,
} from '../../src/calendar.ts';
import { periodLabel } from '../../src/stats/answers/messages.ts';
import { monthOf, previousPeriod, quarterOf, shiftMonths, unitOf, weekOf } from '../../src/stats/periods.ts';
import { takePeriods } from '../../src/stats/reading/read-periods.ts';
import { normaliseQuestion, SpanText } from '../../src/stats/reading/spans.ts';
import type { Period } from '../../src/stats/types.ts';

const read = (text: string, today: Day, allowsFuture = false): Period | undefined => {
  const rest = new SpanText(normaliseQuestion(text));
  const found = takePeriods(rest, { today, allowsFuture });
  return found.length === 1 && rest.leftOver().length === 0 ? found[0]?.period : undefined;
};
const days = fc.integer({ min: 0, max: 5000 }).map((offset) => addDays('2018-01-01', offset));
/** Weekday by the calendar itself, 1 for Monday. */
const weekday = (day: Day) => new Date(`${day}T12:00:00Z`).getUTCDay() || 7;
const length = ({ from, to }: Period) => daysBetween(from, to) + 1;
const must = (period: Period | undefined): Period => {
  if (period === undefined) throw new Error('not read');
  return period;
};

describe('words for periods', () => {
  test.each([
    ['十一月', '2026-11-01', '2026-11-30'],
    ['12月', '2025-12-01', '2025-12-31'],
    ['去年２月', '2025-02-01', '2025-02-28'],
    ['25号', '2026-10-25', '2026-10-25'],
    ['5号', '2026-11-05', '2026-11-05'],
    ['11月1号到15号', '2026-11-01', '2026-11-15'],
    ['12月20日到1月5日', '2025-12-20', '2026-01-05'],
    ['1-15号', '2026-11-01', '2026-11-15'],
    ['去年11月到今年2月', '2025-11-01', '2026-02-28'],
    ['二季度', '2026-04-01', '2026-06-30'],
    ['2025Q4', '2025-10-01', '2025-12-31'],
    ['下半年', '2026-07-01', '2026-12-31'],
    ['春节期间', '2026-02-15', '2026-02-23'],
    ['国庆', '2026-10-01', '2026-10-07'],
    ['去年国庆', '2025-10-01', '2025-10-08'],
    ['上月下旬', '2026-10-21', '2026-10-31'],
    ['近半年', '2026-05-23', '2026-11-22'],
    ['周三', '2026-11-18', '2026-11-18'],
    ['上周末', '2026-11-14', '2026-11-15'],
    ['年初至今', '2026-01-01', '2026-11-22'],
    ['11月1号以来', '2026-11-01', '2026-11-22'],
    ['月初', '2026-11-01', '2026-11-10'],
    ['月中', '2026-11-11', '2026-11-20'],
    ['上个月月底', '2026-10-21', '2026-10-31'],
    ['2月底', '2026-02-21', '2026-02-28'],
    ['本月第一周', '2026-11-02', '2026-11-08'],
    ['10月第一周', '2026-09-28', '2026-10-04'],
    ['上个月最后一周', '2026-10-26', '2026-11-01'],
    ['11月头两周', '2026-11-02', '2026-11-15'],
    ['今年第40周', '2026-09-28', '2026-10-04'],
    ['前一个月', '2026-10-01', '2026-10-31'],
    ['前几个月', '2026-08-01', '2026-10-31'],
    ['这几个月', '2026-09-01', '2026-11-30'],
    ['最近几周', '2026-11-02', '2026-11-22'],
    ['前几天', '2026-11-15', '2026-11-21'],
    ['这阵子', '2026-11-16', '2026-11-22'],
    ['开年以来', '2026-01-01', '2026-11-22'],
    ['入夏以来', '2026-05-05', '2026-11-22'],
    ['国庆之后', '2026-10-08', '2026-11-22'],
    ['清明节后', '2026-04-07', '2026-11-22'],
    ['去年今天', '2025-11-22', '2025-11-22'],
    ['7、8、9三个月', '2026-07-01', '2026-09-30'],
  ])('on 2026-11-22 %s is %s to %s', (text, from, to) => {
    expect(read(text, '2026-11-22')).toEqual({ from, to });
  });

  test.each(['2月30号', '13月', '五季度', '0号', '11月31日', '国庆前后', '2026-13'])('%s is no period', (text) => {
    expect(read(text, '2026-11-22')).toBeUndefined();
  });

  test('a holiday whose notice is not known yet is no period, and no earlier year stands in', () => {
    expect(read('春节', '2029-03-01')).toBeUndefined();
  });

  test('上周一共 is the whole week', () => {
    const text = new SpanText('上周一共');
    expect(takePeriods(text, { today: '2026-11-22', allowsFuture: false })[0]?.period).toEqual({
      from: '2026-11-09',
      to: '2026-11-15',
    });
  });

  test('a plan may lie ahead, a record may not', () => {
    expect(read('12月', '2026-11-22', true)).toEqual({ from: '2026-12-01', to: '2026-12-31' });
    expect(read('25号', '2026-11-22', true)).toEqual({ from: '2026-11-25', to: '2026-11-25' });
  });
});

describe('properties of periods', () => {
  test('weeks run from Monday to Sunday and follow each other', () => {
    fc.assert(
      fc.property(days, (today) => {
        const [last, current, next] = ['上周', '本周', '下周'].map((text) => must(read(text, today)));
        expect(
          [last, current, next].map((period) => [
            weekday(must(period).from),
            weekday(must(period).to),
            length(must(period)),
          ]),
        ).toEqual([
          [1, 7, 7],
          [1, 7, 7],
          [1, 7, 7],
        ]);
        expect(must(current).from <= today && today <= must(current).to).toBe(true);
        expect(addDays(must(last).to, 1)).toBe(must(current).from);
        expect(addDays(must(current).to, 1)).toBe(must(next).from);
      }),
    );
  });

  test('months, quarters and years tile the calendar', () => {
    fc.assert(
      fc.property(days, (today) => {
        for (const [before, now] of [
          ['上个月', '本月'],
          ['上上个月', '上个月'],
          ['上季度', '本季度'],
          ['去年', '今年'],
          ['前年', '去年'],
        ] as const) {
          const [a, b] = [must(read(before, today)), must(read(now, today))];
          expect(addDays(a.to, 1)).toBe(b.from);
          expect(previousPeriod(b)).toEqual(a);
        }
        const month = must(read('本月', today));
        expect([month.from.slice(8), length(month)]).toEqual([
          '01',
          daysInMonth(...(splitDay(today).slice(0, 2) as [number, number])),
        ]);
        const quarters = ['一', '二', '三', '四'].map((name) => must(read(`今年${name}季度`, today)));
        expect(quarters.reduce((sum, quarter) => sum + length(quarter), 0)).toBe(length(must(read('今年', today))));
        expect(quarters).toContainEqual(quarterOf(today));
      }),
    );
  });

  test('months until today are called as people call them, not by their days', () => {
    const today = '2026-11-22';
    for (const text of ['最近半年', '最近一年', '最近3个月', '近30天', '近100天']) {
      expect(periodLabel(must(read(text, today)), today)).toBe(text);
    }
  });

  test('近N天 has N days and ends today', () => {
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom('近', '最近', '过去'),
        (today, count, word) => {
          const period = must(read(`${word}${count}天`, today));
          expect([length(period), period.to]).toEqual([count, today]);
        },
      ),
    );
  });

  test('a written day is read back as itself, in every notation', () => {
    fc.assert(
      fc.property(days, days, (day, today) => {
        const [year, month, date] = splitDay(day);
        for (const text of [
          `${year}年${month}月${date}日`,
          `${year}-${month}-${date}`,
          day,
          `${year}/${month}/${date}`,
        ]) {
          expect({ text, period: read(text, today) }).toEqual({ text, period: { from: day, to: day } });
        }
      }),
    );
  });

  test('a day without a year is its latest occurrence', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }), (today, month, date) => {
        const year = [0, 1, 2, 3, 4, 5, 6, 7, 8]
          .map((back) => splitDay(today)[0] - back)
          .find((each) => isDay(formatDay(each, month, date)) && formatDay(each, month, date) <= today);
        const expected =
          year === undefined ? undefined : { from: formatDay(year, month, date), to: formatDay(year, month, date) };
        fc.pre(year === undefined || splitDay(today)[0] - year <= 4);
        expect(read(`${month}月${date}号`, today)).toEqual(expected);
      }),
    );
  });

  test('a range is read back with both its ends', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 500 }), days, (from, count, today) => {
        const to = addDays(from, count);
        const [a, b] = [splitDay(from), splitDay(to)];
        for (const text of [`${a[0]}年${a[1]}月${a[2]}日到${b[0]}年${b[1]}月${b[2]}日`, `${from}至${to}`]) {
          expect({ text, period: read(text, today) }).toEqual({ text, period: { from, to } });
        }
      }),
    );
  });

  test('同期 keeps the day of the month, and the end of a month stays its end', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -24, max: 24 }), (day, months) => {
        expect(shiftMonths(monthOf(day), months)).toEqual(monthOf(addMonths(monthOf(day).from, months)));
        expect(shiftMonths({ from: day, to: day }, months).from).toBe(addMonths(day, months));
      }),
    );
  });

  test('the period before is as long in weeks and days, and touches', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 60 }), (from, count) => {
        const period = { from, to: addDays(from, count) };
        const before = previousPeriod(period);
        expect(addDays(before.to, 1)).toBe(period.from);
        const isCalendarUnit = ['month', 'quarter', 'halfYear', 'year'].includes(unitOf(period));
        expect(isCalendarUnit || length(before) === length(period)).toBe(true);
        expect(previousPeriod(weekOf(from))).toEqual(weekOf(addDays(from, -7)));
      }),
    );
  });

  test('no text yields a period that ends before it begins or holds a day that does not exist', () => {
    const pieces = fc.constantFrom(
      '上',
      '下',
      '本',
      '个',
      '月',
      '周',
      '年',
      '去年',
      '号',
      '日',
      '到',
      '-',
      '/',
      '.',
      '近',
      '天',
      '季度',
      '春节',
      '期间',
      '1',
      '2',
      '31',
      '十',
      '三',
      '以来',
      '初',
      '旬',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 9 }), days, fc.boolean(), (parts, today, allowsFuture) => {
        const found = takePeriods(new SpanText(parts.join('')), { today, allowsFuture }).flatMap(({ period }) =>
          period === undefined ? [] : [period],
        );
        expect(found.filter(({ from, to }) => !isDay(from) || !isDay(to) || from > to)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
