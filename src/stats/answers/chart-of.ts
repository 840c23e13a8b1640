import { addDays, type Day, formatInstant, splitDay } from '../../calendar.ts';
import type { ChartSeries, ChartSpec, PictureSpec, Tile, ValueFormat } from '../../charts/index.ts';
import { GROUPING_NAMES } from '../labels.ts';
import { daysLabel, departmentTitle, figureText, percent, periodLabel, targetText } from './messages.ts';
import { type Metric, metricOf } from '../metrics.ts';
import { quarterIn } from '../periods.ts';
import { meetsTarget } from '../targets.ts';
import { type Figure, type Grouping, type GroupRow, isByTime, type Query, type Result, type Target } from '../types.ts';
import { subject, type Wording } from './wording.ts';

/** So many numbers are read more quickly than looked at. */
const FEW = 3;
/** What more groups there are becomes one: 其他. */
const MOST_BARS = 15;
/** More points of time than this are a line. */
const MOST_COLUMNS = 7;

const FORMATS: Record<Metric['shape'], ValueFormat> = {
  count: 'count',
  share: 'share',
  duration: 'minutes',
  mean: 'score',
};

/** The picture that goes with an answer; undefined where there is little to see. Pure. */
export function chartOf(query: Query, result: Result, wording: Wording): PictureSpec | undefined {
  const metric = metricOf(query.metric);
  const frame = frameOf(query, result, wording);
  const { groupBy } = query;
  if (groupBy === undefined) {
    const tiles = tilesOf(query, result, wording);
    return tiles.length > FEW ? { ...frame, tiles } : undefined;
  }
  const { rows, note } = rowsToDraw(metric, result.groups ?? [], groupBy);
  const isCompared = rows.some(({ compared }) => compared !== undefined);
  const known = rows
    .flatMap(({ value, compared }) => [value, compared?.value ?? null])
    .filter((value) => value !== null);
  if (known.length <= FEW) return undefined;
  const categories = rows.map((row) => categoryOf(groupBy, row, rows));
  const series = [
    seriesOf(metric, nameOf(query, wording.today), rows, result.target, !isCompared && !isByTime(groupBy)),
  ];
  if (isCompared && query.compareWith !== undefined) {
    const figures = rows.map(({ compared }) => compared ?? { value: null });
    series.push(seriesOf(metric, periodLabel(query.compareWith, wording.today), figures, undefined, false));
  }
  const chart: ChartSpec = {
    kind: isByTime(groupBy) ? (rows.length > MOST_COLUMNS ? 'line' : 'columns') : 'bars',
    categories,
    series,
    format: FORMATS[metric.shape],
    ...(result.target === undefined
      ? {}
      : { target: { value: shareOf(result.target), label: targetText(result.target) } }),
  };
  const footnote = [...note, frame.footnote].join('；');
  return { ...frame, charts: [chart], footnote };
}

function frameOf(query: Query, result: Result, wording: Wording) {
  const { period, groupBy } = query;
  const { today, ownDepartment } = wording;
  const by = groupBy === undefined ? '' : `（${isByTime(groupBy) ? '每' : '按'}${GROUPING_NAMES[groupBy]}）`;
  const parts = [
    ownDepartment === undefined ? '' : departmentTitle(ownDepartment),
    period === undefined ? '' : daysLabel(period, today),
    groupBy === undefined ? '' : wholeText(metricOf(query.metric), result),
  ];
  return {
    title: `${subject(query, query.metric, wording).trimEnd()}${by}`,
    subtitle: parts.filter((part) => part !== '').join(' · '),
    footnote: `截至 ${formatInstant(result.asOf)}`,
  };
}

/** The figure of all groups together; counts add up, the others don't. */
function wholeText(metric: Metric, result: Result): string {
  const words = { count: '合计', share: '全部', duration: '全部中位', mean: '全部平均' };
  return `${words[metric.shape]} ${figureText(metric, result)}`;
}

const nameOf = ({ period }: Query, today: Day): string => (period === undefined ? '当前' : periodLabel(period, today));

const shareOf = (target: Target): number => ('atLeast' in target ? target.atLeast : target.below);

interface Drawn extends Figure {
  key: string;
  label: string;
  compared?: Figure;
}

/** Rows without anything to see are only counted; what is beyond the longest readable list becomes one bar. */
function rowsToDraw(
  metric: Metric,
  groups: readonly GroupRow[],
  groupBy: Grouping,
): { rows: readonly Drawn[]; note: string[] } {
  if (isByTime(groupBy)) return { rows: groups, note: [] };
  const isSilent = ({ value, compared }: GroupRow) =>
    metric.shape === 'count' && value === 0 && (compared?.value ?? 0) === 0;
  const speaking = groups.filter((row) => !isSilent(row));
  const silent = groups.length - speaking.length;
  const silentNote = silent === 0 ? [] : [`其余 ${silent} 个${GROUPING_NAMES[groupBy]}为 0`];
  if (speaking.length <= MOST_BARS + 1) return { rows: speaking, note: silentNote };
  const rest = speaking.slice(MOST_BARS);
  const pooled = pool(metric, rest);
  const rows: Drawn[] = speaking.slice(0, MOST_BARS);
  if (pooled === undefined) return { rows, note: [`另有 ${rest.length} 个${GROUPING_NAMES[groupBy]}未画出`] };
  const compared = pool(
    metric,
    rest.flatMap((row) => (row.compared === undefined ? [] : [row.compared])),
  );
  const others: Drawn = { key: '', label: `其他 ${rest.length} 个`, ...pooled };
  if (compared !== undefined && rest.some((row) => row.compared !== undefined)) others.compared = compared;
  return { rows: [...rows, others], note: silentNote };
}

/** One figure of many; undefined for medians and averages, which have none. */
function pool(metric: Metric, figures: readonly Figure[]): Figure | undefined {
  const sum = (of: (figure: Figure) => number) => figures.reduce((total, figure) => total + of(figure), 0);
  if (metric.shape === 'count') return { value: sum(({ value }) => value ?? 0) };
  if (metric.shape !== 'share') return undefined;
  const numerator = sum((figure) => figure.numerator ?? 0);
  const denominator = sum((figure) => figure.denominator ?? 0);
  return { value: denominator === 0 ? null : numerator / denominator, numerator, denominator };
}

function seriesOf(
  metric: Metric,
  name: string,
  figures: readonly Figure[],
  target: Target | undefined,
  hasRoom: boolean,
): ChartSeries {
  const misses = ({ value }: Figure) => target !== undefined && value !== null && !meetsTarget(value, target);
  return {
    name,
    values: figures.map(({ value }) => value),
    // Times are written shorter in a picture than in a sentence.
    ...(metric.shape === 'duration' ? {} : { labels: figures.map((figure) => labelOf(metric, figure, hasRoom)) }),
    tones: figures.map((figure) => (misses(figure) ? 'missed' : 'plain')),
  };
}

function labelOf(metric: Metric, figure: Figure, hasRoom: boolean): string {
  if (figure.value === null) return '无数据';
  if (metric.shape === 'count') return String(figure.value);
  if (metric.shape === 'mean') return figure.value.toFixed(1);
  return hasRoom ? figureText(metric, figure) : percent(figure.value);
}

/** A group's name where there is little room: `11/2`, `11/2–11/8`, `11月`. */
function categoryOf(groupBy: Grouping, { key, label }: Drawn, rows: readonly Drawn[]): string {
  const slash = (day: Day) => `${splitDay(day)[1]}/${splitDay(day)[2]}`;
  if (groupBy === 'day') return slash(key);
  if (groupBy === 'week') return `${slash(key)}–${slash(addDays(key, 6))}`;
  if (!isByTime(groupBy)) return label;
  const isOneYear = rows.every((row) => row.key.slice(0, 4) === key.slice(0, 4));
  const step = groupBy === 'quarter' ? `${quarterIn(key)}季度` : `${splitDay(key)[1]}月`;
  return isOneYear ? step : `${key.slice(2, 4)}年${step}`;
}

/** Several figures of one question. */
function tilesOf(query: Query, result: Result, wording: Wording): Tile[] {
  const figures = [{ metric: query.metric, ...result }, ...(result.also ?? [])];
  return figures.map((figure) => {
    const metric = metricOf(figure.metric);
    const missed = figure.metric === query.metric && result.isTargetMet === false;
    const [value = '', ...rest] = figureText(metric, figure).split('（');
    return {
      label: subject({ ...query, filters: {} }, figure.metric, wording).trimEnd(),
      value,
      ...(rest.length === 0 ? {} : { note: rest.join('').replace('）', '') }),
      ...(missed ? { tone: 'missed' as const } : {}),
    };
  });
}
