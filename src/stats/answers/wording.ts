import { type Day, formatInstant } from '../../calendar.ts';
import { comparisonLine } from './comparison-words.ts';
import { countedAsWords } from './counted-as-words.ts';
import { GROUPING_NAMES, shortDay } from '../labels.ts';
import {
  clip,
  daysLabel,
  departmentTitle,
  figureText,
  filtersLabel,
  metricName,
  durationText,
  fitAnswer,
  itemText,
  link,
  type Names,
  percent,
  periodLabel,
  targetText,
  unitOfRows,
} from './messages.ts';
import { type Metric, metricOf, type MetricKey } from '../metrics.ts';
import type { CountedAs } from '../reading/counted-as.ts';
import type { Figure, GroupRow, Query, Result } from '../types.ts';

export interface Wording {
  names: Names;
  today: Day;
  /** Names of staff, by lower-cased member id. */
  people?: Names;
  /** Named when the viewer sees only one department. */
  ownDepartment: string | undefined;
  /** The viewer sees only what is in their own name. */
  isOwnWork?: boolean;
  /** Address of a place of the site; absent: nothing is linked. */
  linkTo?: (place: string) => string;
  /** Where the whole list behind the figure stands. */
  listAddress?: string | undefined;
  /** How the question was read, where that was not plain. */
  readAs?: string;
  /** What else it may have meant, as questions to be chosen by their number. */
  offers?: readonly string[];
  /** Words of the question that are counted as more than they say. */
  countedAs?: readonly CountedAs[];
  /** What was not done as asked. */
  notes?: readonly string[];
}

/** The answer to one query: the figure first, then what it is compared with, the rows, one line of definition, the time. */
export function answerText(query: Query, result: Result, wording: Wording): string {
  const [first = '', ...rest] = headLines(query, result, wording);
  const head = [`${scopeText(wording)}${first}`, ...rest];
  const list = result.list;
  const body =
    list === undefined
      ? groupLines(query, result, wording.today)
      : list.items.map((item) => itemText(item, wording.linkTo));
  const tail = [
    ...listLink(query, result, wording),
    ...(wording.notes ?? []),
    ...readAsLine(wording),
    definitionLine(query, result, wording),
    `截至 ${formatInstant(result.asOf)}`,
  ];
  return fitAnswer({ head, body, more: list === undefined ? 0 : list.total - list.items.length, tail });
}

function readAsLine({ readAs, offers = [] }: Wording): string[] {
  if (readAs === undefined) return [];
  const others = offers.map((offer, index) => `${index + 1}. ${offer}`).join('；');
  return [`您的问题按“${readAs}”理解${others === '' ? '' : `，如不对请回序号：${others}`}`];
}

function scopeText({ ownDepartment, isOwnWork }: Wording): string {
  if (isOwnWork === true) return '以下为您本人的：';
  return ownDepartment === undefined ? '' : `以下为${departmentTitle(ownDepartment)}：`;
}

/** Where every row stands; nowhere when there is none. */
function listLink(query: Query, { list, value, denominator, count }: Result, wording: Wording): string[] {
  if (wording.listAddress === undefined) return [];
  const metric = metricOf(query.metric);
  // Behind a share stands all that it is taken of, what counts against it first.
  const rows =
    (metric.shape === 'share' ? denominator : (list?.total ?? (metric.shape === 'count' ? value : count))) ?? 0;
  if (rows === 0) return [];
  return [link(wording.listAddress, (list?.total ?? 0) === 0 ? '查看明细' : `查看全部 ${rows} ${unitOfRows(metric)}`)];
}

/** `以下为配件部门：本月投诉 12 条`: one figure in one line. */
export function headLine(query: Query, result: Result, wording: Wording): string {
  return scopeText(wording) + figureLine(query, result, wording);
}

const figureLine = (query: Query, result: Result, wording: Wording): string =>
  subject(query, query.metric, wording) + valueText(metricOf(query.metric), result, query, wording);

function headLines(query: Query, result: Result, wording: Wording): string[] {
  const metric = metricOf(query.metric);
  const lines = [rankingLine(query, result, wording) ?? figureLine(query, result, wording)];
  for (const { metric: key, ...figure } of result.also ?? []) {
    lines.push(subject(query, key, wording) + valueText(metricOf(key), figure, query, wording));
  }
  if (query.compareWith !== undefined && result.compared !== undefined) {
    lines.push(comparisonLine(metric, result, query.compareWith, wording.today));
  }
  if (result.list !== undefined && result.list.total > 0 && metric.shape === 'share') {
    lines.push(`其中${metric.missedName} ${result.list.total} ${unitOfRows(metric)}：`);
  }
  return lines;
}

/** `本月配件投诉 `, `当前待处理工单 `. */
export function subject({ period, filters }: Query, key: MetricKey, wording: Wording): string {
  const { names, people, today, ownDepartment, isOwnWork } = wording;
  const metric = metricOf(key);
  const isState = metric.defaultPeriod === 'none' && metric.rows === 'ticket';
  const time = period === undefined ? '当前' : `${periodLabel(period, today)}${isState ? '收到的' : ''}`;
  // The only department or person there is to see was named before.
  const shown = { ...filters };
  if (ownDepartment !== undefined) delete shown.department;
  if (isOwnWork === true) delete shown.assignee;
  const isKindNamed = filters.kind !== undefined && (key === 'complaintsReceived' || key === 'ticketsReceived');
  return `${time}${clip(filtersLabel(shown, names, people), 60)}${isKindNamed ? '' : metricName(key, filters)} `;
}

function valueText(metric: Metric, figure: Figure & Partial<Result>, query: Query, { today }: Wording): string {
  if (figure.value === null) return `没有数据${absence(metric, figure, query, today)}`;
  const score = figure.score === undefined ? '' : `，得分 ${figure.score.toFixed(1)}`;
  const target =
    figure.target === undefined
      ? ''
      : `，${targetText(figure.target)}，${figure.isTargetMet === true ? '已达标' : '未达标'}`;
  const aside =
    figure.aside === undefined || figure.aside === 0 || (query.period === undefined && metric.aside === '现在仍超时')
      ? ''
      : `，${metric.shape === 'count' ? '其中' : '另有'} ${figure.aside} ${unitOfRows(metric)}${metric.aside}`;
  const part = (figure.part ?? 0) === 0 ? '' : `，其中 ${figure.part} ${unitOfRows(metric)}${metric.part}`;
  return `${ownFigure(metric, figure)}${score}${target}${part}${aside}`;
}

/** A time says how it is spread: half of them, nine of ten, the average. */
function ownFigure(metric: Metric, figure: Figure): string {
  const { value, p90, mean, count } = figure;
  if (metric.shape !== 'duration' || value === null) return figureText(metric, figure);
  const parts = [
    `中位 ${durationText(Math.round(value))}`,
    // Rounded up, so that it is true.
    ...(p90 === undefined ? [] : [`九成在 ${durationText(Math.ceil(p90))}内`]),
    ...(mean === undefined ? [] : [`平均 ${durationText(Math.round(mean))}`]),
  ];
  return `${parts.join('，')}${count === undefined ? '' : `（${count} ${unitOfRows(metric)}）`}`;
}

const knownText = ({ words, day }: NonNullable<Result['knownTo']>, today: Day): string =>
  `${words} ${daysLabel({ from: day, to: day }, today)}`;

/** Why there is no data: not the same as zero. */
function absence(
  metric: Metric,
  figure: Figure & Pick<Result, 'recordedFrom' | 'knownTo'>,
  { period }: Query,
  today: Day,
): string {
  if (figure.knownTo !== undefined && metric.endsThere === true) return `（${knownText(figure.knownTo, today)}）`;
  const waiting = figure.aside ?? 0;
  if (metric.shape !== 'count' && waiting > 0)
    return `（${waiting} ${unitOfRows(metric)}都${metric.aside ?? '未到期'}）`;
  if (figure.denominator !== undefined || figure.count !== undefined)
    return metric.rows === 'ticket' || metric.rows === 'clock' ? '（没有可统计的工单）' : '（没有可统计的记录）';
  if (period !== undefined && period.from > today && metric.looksAhead !== true) return '（时段还没到）';
  return figure.recordedFrom === undefined
    ? '（系统里还没有这类记录）'
    : `（记录从 ${daysLabel({ from: figure.recordedFrom, to: figure.recordedFrom }, today)} 开始）`;
}

const EXTREMES: Record<Metric['shape'], readonly [string, string]> = {
  count: ['最多', '最少'],
  share: ['最高', '最低'],
  duration: ['最长', '最短'],
  mean: ['最高', '最低'],
};

/** 哪个部门超时最多: the answer is a name. */
function rankingLine(query: Query, result: Result, wording: Wording): string | undefined {
  const rows = (result.groups ?? []).filter((row) => row.value !== null);
  if (query.top !== 1 || query.order === undefined || query.groupBy === undefined || rows.length === 0)
    return undefined;
  const metric = metricOf(query.metric);
  if (query.order === 'desc' && metric.shape === 'count' && rows[0]?.value === 0) return undefined;
  const [high, low] = EXTREMES[metric.shape];
  const most = query.order === 'desc' ? high : low;
  const names = rows.map(({ label }) => clip(label, 12)).join('、');
  const value = rows[0] === undefined ? '' : figureText(metric, rows[0]);
  const each = rows.length > 1 && metric.shape === 'count' ? '各 ' : '';
  const whole =
    metric.shape === 'count' ? `（共 ${result.value} ${metric.unit}）` : `，全部 ${figureText(metric, result)}`;
  const group = metric.groupings.includes(query.groupBy) ? GROUPING_NAMES[query.groupBy] : '';
  const shares = rows.length > 1 && metric.shape === 'share' ? percent(rows[0]?.value ?? 0) : `${each}${value}`;
  return `${subject(query, query.metric, wording).trimEnd()}${most}的${group}：${names} ${shares}${whole}`;
}

function groupLines(query: Query, { groups, value }: Result, today: Day): string[] {
  if (groups === undefined || query.groupBy === undefined) return [];
  // Already said in the first line; or nothing at all.
  if (query.top === 1 || (value === 0 && metricOf(query.metric).shape === 'count')) return [];
  if (groups.every((row) => row.value === null && (row.compared?.value ?? null) === null)) return [];
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
  return silent === 0 ? lines : [...lines, `其余 ${silent} 个部门 0 ${metric.unit}`];
}

/** 口径: what is counted, by which date, in which days, for whom. */
export function definitionLine(query: Query, result: Result, wording: Wording): string {
  const { names, people, today, isOwnWork } = wording;
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
  if (result.knownTo !== undefined && (result.value !== null || metricOf(query.metric).endsThere !== true))
    parts.push(knownText(result.knownTo, today));
  const { department, ...others } = query.filters;
  if (isOwnWork === true) delete others.assignee;
  const scope = [
    isOwnWork === true ? '本人' : '',
    department === undefined ? '' : department.map((key) => names[key] ?? key).join('、'),
    filtersLabel(others, names, people),
  ].filter((part) => part !== '');
  if (scope.length > 0) parts.push(`范围：${clip(scope.join('，'), 80)}`);
  if (query.groupBy === 'category') parts.push('一条可属多类');
  parts.push(...countedAsWords(wording.countedAs ?? [], names));
  return parts.join('；');
}
