import { addDays, type Day, daysBetween, splitDay } from '../calendar.ts';
import { DEPARTMENTS } from '../understanding/taxonomy.ts';
import { shortDay, valueLabel } from './labels.ts';
import { type Metric, metricOf, type MetricKey } from './metrics.ts';
import { monthOf, quarterOf, unitOf, weekOf, yearPeriod } from './periods.ts';
import type { FilterKey, Figure, Filters, ListItem, Period, Query } from './types.ts';
import { AFTER_SALES } from './vocabulary.ts';

export type Names = Readonly<Record<string, string>>;

/** How people call a period: 本月, 上周, 10月, 2025年11月3日–9日. Every label can be read back as the same period. */
export function periodLabel(period: Period, today: Day): string {
  const is = (other: Period) => other.from === period.from && other.to === period.to;
  const named: readonly (readonly [string, Period])[] = [
    ['今天', { from: today, to: today }],
    ['昨天', { from: addDays(today, -1), to: addDays(today, -1) }],
    ['明天', { from: addDays(today, 1), to: addDays(today, 1) }],
    ['本周', weekOf(today)],
    ['上周', weekOf(addDays(today, -7))],
    ['本月', monthOf(today)],
    ['上个月', monthOf(today, -1)],
    ['本季度', quarterOf(today)],
    ['上季度', quarterOf(today, -1)],
    ['今年', yearPeriod(splitDay(today)[0])],
    ['去年', yearPeriod(splitDay(today)[0] - 1)],
  ];
  const known = named.find(([, other]) => is(other));
  if (known !== undefined) return known[0];
  const [year, month] = splitDay(period.from);
  const unit = unitOf(period);
  if (unit === 'month') return `${year}年${month}月`;
  if (unit === 'year') return `${year}年`;
  if (period.to === today && unit !== 'day') return `近${daysBetween(period.from, today) + 1}天`;
  return daysLabel(period, today);
}

/** `11月1日–15日`, with the year where it is not this one. */
export function daysLabel({ from, to }: Period, today: Day): string {
  const [year, month] = splitDay(from);
  const [toYear, toMonth, toDate] = splitDay(to);
  const start = year === splitDay(today)[0] ? shortDay(from) : `${year}年${shortDay(from)}`;
  if (from === to) return start;
  if (toYear !== year) return `${start}–${toYear}年${shortDay(to)}`;
  return toMonth === month ? `${start}–${toDate}日` : `${start}–${shortDay(to)}`;
}

/** `配件、销售` — the departments of a filter; 售后 for the whole after-sales side. */
export function departmentsLabel(keys: readonly string[], names: Names): string {
  const rest = keys.filter((key) => !AFTER_SALES.some((each) => each === key));
  const isAfterSales = AFTER_SALES.every((key) => keys.includes(key));
  const labels = (isAfterSales ? rest : keys).map((key) => valueLabel('department', key, names));
  return (isAfterSales ? ['售后', ...labels] : labels).join('、');
}

/** Every filter in words, for the headline: `配件重大`. 投诉和抱怨 together are what 投诉 means. */
export function filtersLabel(filters: Filters, names: Names): string {
  const order: readonly FilterKey[] = [
    'department',
    'source',
    'severity',
    'category',
    'status',
    'kind',
    'reminderKind',
  ];
  return order
    .flatMap((name) => {
      const values: readonly string[] | undefined = filters[name];
      if (values === undefined) return [];
      if (name === 'department') return [departmentsLabel(values, names)];
      const label = values.map((value) => valueLabel(name, value, names)).join('、');
      if (name === 'kind') return [values.length === 2 && values.includes('grumble') ? '投诉' : label];
      return [name === 'category' ? `${label}类` : label];
    })
    .join('');
}

/** 待签收工单, not 待签收待处理工单: a status says already that the work is open. */
export function metricName(key: MetricKey, filters: Filters): string {
  return key === 'open' && filters.status !== undefined ? '工单' : metricOf(key).name;
}

/** A query put back into a question that is read as just that query. */
export function questionOf(query: Query, today: Day, names: Names = departmentLabels): string {
  const metric = metricOf(query.metric);
  const now = metric.defaultPeriod === 'month' ? '现在' : '';
  const period = query.period === undefined ? now : rangeText(query.period, today);
  const filters = (Object.entries(query.filters) as [FilterKey, string[]][])
    .toSorted(([a], [b]) => (a < b ? 1 : -1))
    .map(([name, values]) => {
      if (name === 'kind')
        return values.length === 2 ? '' : values.map((value) => valueLabel(name, value, names)).join('、');
      if (name === 'department') return departmentsLabel(values, names);
      return values
        .map((value) =>
          name === 'category' ? `${valueLabel(name, value, names).split('/')[0]}问题` : valueLabel(name, value, names),
        )
        .join('、');
    })
    .join('');
  const arrived =
    metric.defaultPeriod === 'none' && metric.rows === 'ticket' && query.period !== undefined ? '收到的' : '';
  const narrowed = metric.kinds === undefined && query.filters.kind?.length === 2 ? '的投诉' : '';
  // 抱怨 is its own word for the figure.
  const name =
    query.metric === 'complaintsReceived' && query.filters.kind?.length === 1
      ? ''
      : metricName(query.metric, query.filters);
  return `${period}${arrived}${filters}${name}${narrowed}${query.wantList ? '有哪些' : '多少'}`;
}

const departmentLabels: Names = Object.fromEntries(Object.entries(DEPARTMENTS).map(([key, { label }]) => [key, label]));

/** Like `periodLabel`, but always with the year in a range, so that it is read back alike whatever today is. */
function rangeText(period: Period, today: Day): string {
  const label = periodLabel(period, today);
  if (!label.includes('日')) return label;
  const full = (day: Day) => `${splitDay(day)[0]}年${shortDay(day)}`;
  return period.from === period.to ? full(period.from) : `${full(period.from)}到${full(period.to)}`;
}

/** `配件部门`; a name that says already what it is (配件部, 客服中心) stays as it is. */
export function departmentTitle(name: string): string {
  return /[部组科处]$|中心$|车间$|前台$|俱乐部$/.test(name) ? name : `${name}部门`;
}

/** `75.0%（6/8）` or `12 条`. */
export function figureText(metric: Metric, figure: Figure): string {
  if (figure.value === null) return '没有数据';
  if (metric.shape === 'count') return `${figure.value} 条`;
  return `${percent(figure.value)}（${figure.numerator}/${figure.denominator}）`;
}

export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

/** `3 天 4 小时`, `25 分钟`. */
export function durationText(minutes: number): string {
  if (minutes < 60) return `${minutes} 分钟`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} 小时` : `${hours} 小时 ${minutes % 60} 分钟`;
  return hours % 24 === 0 ? `${hours / 24} 天` : `${Math.floor(hours / 24)} 天 ${hours % 24} 小时`;
}

/** One line of a list: number, department, status, how long it waits. */
export function itemText(item: ListItem): string {
  const parts = [clip(item.name, 30), clip(item.department, 12), item.status];
  if (item.status !== '已关闭' && item.waitingMinutes > 0) parts.push(`已等 ${durationText(item.waitingMinutes)}`);
  if (item.isOverdue) parts.push('超时');
  return parts.filter((part) => part !== '').join('｜');
}

/** At most `length` characters. */
export function clip(text: string, length: number): string {
  const characters = Array.from(text);
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

/** One message of the platform holds this many bytes; more is cut off there without a word. */
export const MAX_BYTES = 2048;

const bytesOf = (text: string): number => Buffer.byteLength(text);

/**
 * Joins the lines of an answer. When it grows too long, lines of the middle go, and how many is said.
 *
 * @param parts.unit what a line of the middle is: 条, 个部门
 */
export function fitAnswer(parts: { head: string[]; body?: string[]; more?: number; tail?: string[] }): string {
  const { head, body = [], more = 0, tail = [] } = parts;
  for (let kept = body.length; kept >= 0; kept -= 1) {
    const left = body.length - kept + more;
    const text = [...head, ...body.slice(0, kept), ...(left > 0 ? [`还有 ${left} 条`] : []), ...tail].join('\n');
    if (bytesOf(text) <= MAX_BYTES) return text;
  }
  const lines = [...head, ...tail].join('\n');
  let cut = clip(lines, 680);
  while (bytesOf(cut) > MAX_BYTES) cut = clip(cut, Array.from(cut).length - 10);
  return cut;
}
