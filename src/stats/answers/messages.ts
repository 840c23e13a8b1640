import { addDays, addMonths, type Day, daysBetween, splitDay } from '../../calendar.ts';
import { demandsLabel, shortDay, valueLabel } from '../labels.ts';
import { statusesLabel } from './statuses-label.ts';
import { type Metric, metricOf, type MetricKey } from '../metrics.ts';
import { monthOf, quarterOf, unitOf, weekOf, yearPeriod } from '../periods.ts';
import type { FilterKey, Figure, Filters, ListItem, Period, Target } from '../types.ts';
import { AFTER_SALES } from '../vocabulary.ts';

export type Names = Readonly<Record<string, string>>;

/** So many months until today have a name of their own; one month is told in days. */
const MONTHS_BACK = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const NAMED_MONTHS: Readonly<Record<number, string>> = { 6: '最近半年', 12: '最近一年' };

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
  const months = MONTHS_BACK.find((count) => addDays(addMonths(today, -count), 1) === period.from);
  if (months !== undefined && period.to === today) return NAMED_MONTHS[months] ?? `最近${months}个月`;
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
export function filtersLabel(filters: Filters, names: Names, people: Names = {}): string {
  const order: readonly FilterKey[] = [
    'demand',
    'department',
    'source',
    'severity',
    'category',
    'status',
    'kind',
    'round',
    'visitType',
    'purpose',
    'workKind',
    'channel',
    'reminderKind',
    'series',
    'plate',
    'assignee',
  ];
  return order
    .flatMap((name) => {
      const values: readonly string[] | undefined = filters[name];
      if (values === undefined) return [];
      if (name === 'department') return [departmentsLabel(values, names)];
      if (name === 'status') return [statusesLabel(values)];
      if (name === 'demand') return [demandsLabel(values)];
      const label = values.map((value) => valueLabel(name, value, names, people)).join('、');
      if (name === 'kind') return [values.length === 2 && values.includes('grumble') ? '投诉' : label];
      return [name === 'category' ? `${label}类` : label];
    })
    .join('');
}

/** 待签收工单, not 待签收待处理工单: a status says already that the work is open. */
export function metricName(key: MetricKey, filters: Filters): string {
  return key === 'open' && filters.status !== undefined ? '工单' : metricOf(key).name;
}

/** `配件部门`; a name that says already what it is (配件部, 客服中心) stays as it is. */
export function departmentTitle(name: string): string {
  return /[部组科处]$|中心$|车间$|前台$|俱乐部$/.test(name) ? name : `${name}部门`;
}

/** `75.0%（6/8）`, `12 条`, `3 小时 20 分钟（8 条）`, `9.2 分（8 条）`. */
export function figureText(metric: Metric, figure: Figure): string {
  if (figure.value === null) return '没有数据';
  switch (metric.shape) {
    case 'count':
      return `${figure.value} ${metric.unit}`;
    case 'share':
      return `${percent(figure.value)}（${figure.numerator}/${figure.denominator}）`;
    case 'duration':
      return `${durationText(Math.round(figure.value))}${ofCount(metric, figure)}`;
    case 'mean':
      return `${figure.value.toFixed(1)} ${metric.unit}${ofCount(metric, figure)}`;
    default:
      return metric.shape satisfies never;
  }
}

const ofCount = (metric: Metric, { count }: Figure): string =>
  count === undefined ? '' : `（${count} ${unitOfRows(metric)}）`;

/** What is counted, where the figure itself is a share, a time or a score. */
export function unitOfRows({ rows, shape, unit }: Metric): string {
  if (shape === 'count') return unit;
  return rows === 'vehicle' || rows === 'sale' ? '辆' : rows === 'dueDate' ? '件' : '条';
}

export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

/** `3 天 4 小时`, `25 分钟`. */
export function durationText(minutes: number): string {
  if (minutes < 60) return `${minutes} 分钟`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} 小时` : `${hours} 小时 ${minutes % 60} 分钟`;
  return hours % 24 === 0 ? `${hours / 24} 天` : `${Math.floor(hours / 24)} 天 ${hours % 24} 小时`;
}

/**
 * One line of a list: number, car, department, status, the owner's first words, how long it waits.
 *
 * @param linkTo the address of a place; absent: no link
 */
export function itemText(item: ListItem, linkTo?: (place: string) => string): string {
  const name = clip(item.name, 30);
  const linked = linkTo === undefined || item.place === undefined ? name : link(linkTo(item.place), name);
  // What was typed stays text.
  const parts = [linked, ...item.facts.map((fact) => fact.replaceAll(/[<>&]/g, ' '))];
  if (item.takenMinutes !== undefined) parts.push(`用时 ${durationText(item.takenMinutes)}`);
  else if (item.waitingMinutes > 0) parts.push(`已等 ${durationText(item.waitingMinutes)}`);
  if (item.isOverdue) parts.push('超时');
  return parts.join('｜');
}

/** As the client of the platform shows it; what a person typed can neither open nor close it. */
export function link(address: string, words: string): string {
  return `<a href="${address}">${words.replaceAll(/[<>&]/g, ' ')}</a>`;
}

/** `目标≥40%`, `目标<15%`. */
export function targetText(target: Target): string {
  const share = (value: number) => `${Math.round(value * 1000) / 10}%`;
  return 'atLeast' in target ? `目标≥${share(target.atLeast)}` : `目标<${share(target.below)}`;
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
  // Half a link would be worse than none.
  const lines = [...head, ...tail].filter((line) => !line.startsWith('<a ')).join('\n');
  let cut = clip(lines, 680);
  while (bytesOf(cut) > MAX_BYTES) cut = clip(cut, Array.from(cut).length - 10);
  return cut;
}
