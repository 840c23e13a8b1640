import { previousPeriod, monthOf, quarterOf, weekOf, yearPeriod } from '../../src/stats/periods.ts';
import { metricOf, type MetricKey } from '../../src/stats/metrics.ts';
import type { Reading } from '../../src/stats/reading/question.ts';
import type { Period, Query } from '../../src/stats/types.ts';
import { AFTER_SALES } from '../../src/stats/vocabulary.ts';

/** A Sunday. Every table of questions is asked on it. */
export const ASKED_ON = '2026-11-22';

/** People and models of the store in which the questions are asked. */
export const PEOPLE = [
  { userId: 'wanglei', name: '王磊' },
  { userId: 'lina', name: '李娜' },
  { userId: 'zhangwei', name: '张伟' },
  { userId: 'chenjing', name: '陈静' },
  { userId: 'xu', name: '徐专员' },
];
export const SERIES = ['速腾', '迈腾', '途观L', '高尔夫', 'ID.4', '宝来'];

const PERIODS: Readonly<Record<string, Period>> = {
  today: { from: ASKED_ON, to: ASKED_ON },
  yesterday: { from: '2026-11-21', to: '2026-11-21' },
  week: weekOf(ASKED_ON),
  lastWeek: previousPeriod(weekOf(ASKED_ON)),
  month: monthOf(ASKED_ON),
  lastMonth: monthOf(ASKED_ON, -1),
  quarter: quarterOf(ASKED_ON),
  lastQuarter: quarterOf(ASKED_ON, -1),
  year: yearPeriod(2026),
  lastYear: yearPeriod(2025),
};

export interface ExpectedLine {
  question: string;
  /** Absent: it must not be read as a query. */
  query?: Query;
}

/**
 * One question a line, with the query it must be read as:
 * question | metric[+further] | period, `now` or `default` | filters, grouping, order, comparison.
 * `question | !` must not become a query.
 */
export function questionLines(table: string): ExpectedLine[] {
  return table.trim().split('\n').map(readLine);
}

function readLine(line: string): ExpectedLine {
  const [question = '', metrics = '', period = '', rest = ''] = line.split(' | ');
  if (metrics === '!') return { question };
  const [metric, ...also] = metrics.split('+') as [MetricKey, ...MetricKey[]];
  const query: Query = { metric, filters: {}, wantList: false };
  if (also.length > 0) query.also = also;
  const day = period === 'default' ? (metricOf(metric).defaultPeriod === 'none' ? 'now' : 'month') : period;
  if (day !== 'now') query.period = periodOf(day);
  return { question, query: withParts(query, rest) };
}

/** Adds what stands in the last column to a query. */
export function withParts<T extends object>(query: T, rest: string): T {
  const parts: Record<string, unknown> = {};
  const filters: Record<string, unknown> = {};
  for (const part of rest.split(' ').filter(Boolean)) {
    const [name = '', value = ''] = part.split('=');
    if (name === 'list') parts['wantList'] = true;
    else if (name === 'by') parts['groupBy'] = value;
    else if (name === 'order') parts['order'] = value;
    else if (name === 'top') parts['top'] = Number(value);
    else if (name === 'with') parts['compareWith'] = periodOf(value);
    else filters[name] = value === 'afterSales' ? AFTER_SALES.toSorted() : value.split(',');
  }
  return { ...query, ...parts, filters };
}

export function periodOf(text: string): Period {
  const known = PERIODS[text];
  if (known !== undefined) return known;
  const [from = '', to = from] = text.split('..');
  return { from, to };
}

/** A reading without its notes on words that are counted as more than they say; those have tests of their own. */
export function withoutNotes(reading: Reading) {
  if (reading.kind !== 'query' && reading.kind !== 'doubtful') return reading;
  const { countedAs: _countedAs, ...plain } = reading;
  return plain;
}
