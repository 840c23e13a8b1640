import { type Day, formatInstant } from '../calendar.ts';
import { GROUPING_NAMES, shortDay } from './labels.ts';
import {
  clip,
  daysLabel,
  departmentTitle,
  figureText,
  filtersLabel,
  metricName,
  fitAnswer,
  itemText,
  type Names,
  percent,
  periodLabel,
} from './messages.ts';
import { type Metric, metricOf, type MetricKey } from './metrics.ts';
import type { Figure, GroupRow, Period, Query, Result } from './types.ts';

export interface Wording {
  names: Names;
  today: Day;
  /** Named when the viewer sees only one department. */
  ownDepartment: string | undefined;
}

/** The answer to one query: the figure first, then what it is compared with, the rows, one line of definition, the time. */
export function answerText(query: Query, result: Result, wording: Wording): string {
  const { ownDepartment } = wording;
  const lines = headLines(query, result, wording);
  const first = lines[0] ?? '';
  const head = [
    ownDepartment === undefined ? first : `以下为${departmentTitle(ownDepartment)}：${first}`,
    ...lines.slice(1),
  ];
  const list = result.list;
  const body = list === undefined ? groupLines(query, result, wording.today) : list.items.map(itemText);
  const tail = [definitionLine(query, result, wording), `截至 ${formatInstant(result.asOf)}`];
  return fitAnswer({ head, body, more: list === undefined ? 0 : list.total - list.items.length, tail });
}

function headLines(query: Query, result: Result, wording: Wording): string[] {
  const metric = metricOf(query.metric);
  const lines = [
    rankingLine(query, result, wording) ??
      subject(query, query.metric, wording) + valueText(metric, result, query, wording),
  ];
  for (const { metric: key, ...figure } of result.also ?? []) {
    lines.push(subject(query, key, wording) + valueText(metricOf(key), figure, query, wording));
  }
  if (query.compareWith !== undefined && result.compared !== undefined) {
    lines.push(comparisonLine(metric, result, query.compareWith, wording.today));
  }
  if (result.list !== undefined && result.list.total > 0 && metric.shape === 'share') {
    lines.push(`其中${metric.missedName} ${result.list.total} 条：`);
  }
  return lines;
}

/** `本月配件投诉 `, `当前待处理工单 `. */
function subject({ period, filters }: Query, key: MetricKey, { names, today, ownDepartment }: Wording): string {
  const metric = metricOf(key);
  const isState = metric.defaultPeriod === 'none' && metric.rows === 'ticket';
  const time = period === undefined ? '当前' : `${periodLabel(period, today)}${isState ? '收到的' : ''}`;
  // The only department there is to see was named before.
  const { department, ...others } = filters;
  const shown = ownDepartment === undefined && department !== undefined ? filters : others;
  const isKindNamed = filters.kind !== undefined && (key === 'complaintsReceived' || key === 'ticketsReceived');
  return `${time}${clip(filtersLabel(shown, names), 60)}${isKindNamed ? '' : metricName(key, filters)} `;
}

function valueText(metric: Metric, figure: Figure & { score?: number }, query: Query, { today }: Wording): string {
  if (figure.value === null) return `没有数据${absence(metric, figure, query, today)}`;
  const score = figure.score === undefined ? '' : `，得分 ${figure.score.toFixed(1)}`;
  const aside =
    figure.aside === undefined || figure.aside === 0 || (query.period === undefined && metric.aside === '现在仍超时')
      ? ''
      : `，${metric.shape === 'share' ? '另有' : '其中'} ${figure.aside} 条${metric.aside}`;
  return `${figureText(metric, figure)}${score}${aside}`;
}

/** Why there is no data: not the same as zero. */
function absence(metric: Metric, figure: Figure & { recordedFrom?: Day }, { period }: Query, today: Day): string {
  if (figure.denominator !== undefined)
    return figure.aside !== undefined && figure.aside > 0 ? `（${figure.aside} 条都未到期）` : '（没有可统计的工单）';
  if (period !== undefined && period.from > today && metric.looksAhead !== true) return '（时段还没到）';
  return figure.recordedFrom === undefined
    ? '（系统里还没有这类记录）'
    : `（记录从 ${daysLabel({ from: figure.recordedFrom, to: figure.recordedFrom }, today)} 开始）`;
}

/** 哪个部门超时最多: the answer is a name. */
function rankingLine(query: Query, result: Result, wording: Wording): string | undefined {
  const rows = (result.groups ?? []).filter((row) => row.value !== null);
  if (query.top !== 1 || query.order === undefined || query.groupBy === undefined || rows.length === 0)
    return undefined;
  const metric = metricOf(query.metric);
  if (query.order === 'desc' && metric.shape === 'count' && rows[0]?.value === 0) return undefined;
  const most =
    metric.shape === 'share' ? (query.order === 'desc' ? '最高' : '最低') : query.order === 'desc' ? '最多' : '最少';
  const names = rows.map(({ label }) => clip(label, 12)).join('、');
  const value = rows[0] === undefined ? '' : figureText(metric, rows[0]);
  const each = rows.length > 1 && metric.shape === 'count' ? '各 ' : '';
  const whole = metric.shape === 'count' ? `（共 ${result.value} 条）` : `，全部 ${figureText(metric, result)}`;
  const group = metric.groupings.includes(query.groupBy) ? GROUPING_NAMES[query.groupBy] : '';
  const shares = rows.length > 1 && metric.shape === 'share' ? percent(rows[0]?.value ?? 0) : `${each}${value}`;
  return `${subject(query, query.metric, wording).trimEnd()}${most}的${group}：${names} ${shares}${whole}`;
}

function groupLines(query: Query, { groups, value }: Result, today: Day): string[] {
  if (groups === undefined || query.groupBy === undefined) return [];
  // Already said in the first line; or nothing at all.
  if (query.top === 1 || (value === 0 && metricOf(query.metric).shape === 'count')) return [];
  const metric = metricOf(query.metric);
  const folds = query.groupBy === 'department' && query.order !== 'asc' && metric.shape === 'count';
  const isSilent = (row: GroupRow) => row.value === 0 && (row.compared?.value ?? 0) === 0;
  const shown = folds ? groups.filter((row) => !isSilent(row)) : groups;
  const silent = groups.length - shown.length;
  const other = query.compareWith === undefined ? '' : periodLabel(query.compareWith, today);
  const lines = shown.map((row) => {
    const compared = row.compared === undefined ? '' : `（${other} ${figureText(metric, row.compared)}）`;
    return `${clip(row.label, 16)} ${figureText(metric, row)}${compared}`;
  });
  return silent === 0 ? lines : [...lines, `其余 ${silent} 个部门 0 条`];
}

function comparisonLine(metric: Metric, result: Result, other: Period, today: Day): string {
  const name = periodLabel(other, today);
  const { value, compared, comparedToDate } = result;
  if (compared === undefined || compared.value === null) return `${name}没有数据，无法比较`;
  const toDate =
    comparedToDate === undefined
      ? ''
      : `；${daysLabel(comparedToDate.period, today)} ${figureText(metric, comparedToDate)}`;
  if (value === null) return `${name} ${figureText(metric, compared)}${toDate}`;
  return `${differenceText(metric, value, compared, name)}${toDate}`;
}

function differenceText(metric: Metric, value: number, compared: Figure, name: string): string {
  const base = compared.value ?? 0;
  if (metric.shape === 'share') {
    const points = Math.round((value - base) * 1000) / 10;
    if (points === 0) return `与${name} ${figureText(metric, compared)}持平`;
    return `比${name} ${figureText(metric, compared)}${points > 0 ? '高' : '低'} ${Math.abs(points).toFixed(1)} 个百分点`;
  }
  const difference = value - base;
  if (difference === 0) return `与${name}持平（${base} 条）`;
  const share = base === 0 ? '' : `（${difference > 0 ? '+' : '-'}${percent(Math.abs(difference) / base)}）`;
  return `比${name} ${base} 条${difference > 0 ? '多' : '少'} ${Math.abs(difference)} 条${share}`;
}

/** 口径: what is counted, by which date, in which days, for whom. */
function definitionLine(query: Query, result: Result, { names, today }: Wording): string {
  const keys = [query.metric, ...(query.also ?? [])];
  const definitions = keys.map((key) => {
    const { name, definition } = metricOf(key);
    return keys.length > 1 ? `${name}为${definition}` : definition;
  });
  const dates = [...new Set(keys.map((key) => metricOf(key).datedBy))];
  const parts = [`口径：${query.period === undefined ? '' : `${dates.join('、')}，`}${definitions.join('；')}`];
  if (query.period !== undefined) {
    const { from } = query.period;
    const late =
      result.recordedFrom !== undefined &&
      result.recordedFrom > from &&
      result.value !== null &&
      !metricOf(query.metric).looksAhead;
    parts.push(
      `时段：${daysLabel(query.period, today)}${late ? `（记录从 ${shortDay(result.recordedFrom ?? from)} 开始）` : ''}`,
    );
  }
  const { department, ...others } = query.filters;
  const scope = [
    department === undefined ? '' : department.map((key) => names[key] ?? key).join('、'),
    filtersLabel(others, names),
  ].filter((part) => part !== '');
  if (scope.length > 0) parts.push(`范围：${clip(scope.join('，'), 80)}`);
  if (query.groupBy === 'category') parts.push('一条可属多类');
  return parts.join('；');
}
