import type { ChartSpec, PictureSpec, Tile } from '../charts/index.ts';
import { formatInstant } from '../calendar.ts';
import { figureText, metricOf, type Query, type Result, runQuery, untilToday } from '../stats/index.ts';
import type { ReportAt } from './at.ts';
import type { ReportContent } from './content.ts';
import type { FigureLine } from './figures.ts';
import { datedWords, weekWords } from './messages.ts';

/** As many figures as a phone shows at a glance. */
const MOST_TILES = 8;

/** Whether a picture would show anything but blanks: nothing of three is something, nothing at all is not. */
export const isWorthPicture = ({ lines }: ReportContent): boolean =>
  lines.some(({ spec, result }) => spec.isMain === true && ((result.value ?? 0) > 0 || (result.denominator ?? 0) > 0));

/** What the picture in the chat shows: the main figures, and one chart below them. */
export async function pictureOf(at: ReportAt, { report, lines }: ReportContent): Promise<PictureSpec | undefined> {
  const main = lines.filter(({ spec }) => spec.isMain === true).slice(0, MOST_TILES);
  if (main.length === 0) return undefined;
  const chart = await chartOf(at, report);
  return {
    title: report.title,
    subtitle: `${at.store.name}　${datedWords(untilToday(at.period, at.today) ?? at.period)}`,
    tiles: main.map((line) => tileOf(line)),
    ...(chart === undefined ? {} : { charts: [chart] }),
    footnote: [comparedWords(at), `截至${formatInstant(at.now)}`].filter((part) => part !== '').join('；'),
  };
}

/** `与上期（2026年10月）相比`; '' where it is compared with nothing. */
function comparedWords({ period, previous, today }: ReportAt): string {
  if (previous === undefined) return '';
  return `与${period.to >= today ? '上期同期' : '上期'}（${datedWords(previous)}）相比`;
}

function tileOf({ name, result, spec }: FigureLine): Tile {
  const metric = metricOf(spec.metric);
  const [value = ''] = figureText(metric, result).split('（');
  // There is room for one: red says by itself that a target is missed.
  const note = targetWords(result) || changeWords(result);
  return {
    label: name,
    value,
    ...(note === '' ? {} : { note }),
    ...(result.value === null ? { tone: 'nothing' as const } : {}),
    ...(result.isTargetMet === false ? { tone: 'missed' as const } : {}),
  };
}

/** `目标≥95%`; '' without one */
export function targetWords({ target }: Result): string {
  if (target === undefined) return '';
  const bound = 'atLeast' in target ? target.atLeast : target.below;
  return `目标${'atLeast' in target ? '≥' : '<'}${Math.round(bound * 1000) / 10}%`;
}

/** `升2.1个百分点`, `少3条`, `高0.2分`, `持平`; '' where there is nothing to compare */
export function changeWords({ value, compared, unit }: Result): string {
  if (value === null || compared?.value == null) return '';
  const change = value - compared.value;
  if (unit === '%') {
    const points = Math.round(change * 1000) / 10;
    return points === 0 ? '持平' : `${points > 0 ? '升' : '降'}${Math.abs(points)}个百分点`;
  }
  const rounded = Math.round(Math.abs(change) * 10) / 10;
  if (rounded === 0) return '持平';
  if (unit === '分钟') return change > 0 ? '变慢' : '变快';
  const [more, less] = unit === '分' ? ['高', '低'] : ['多', '少'];
  return `${change > 0 ? more : less}${rounded}${unit}`;
}

async function chartOf(at: ReportAt, report: ReportContent['report']): Promise<ChartSpec | undefined> {
  if (report.chart === undefined) return undefined;
  const { metric, groupBy, title, top } = report.chart;
  const query: Query = {
    metric,
    filters: report.filters ?? {},
    groupBy,
    period: at.period,
    wantList: false,
    order: 'desc',
    ...(top === undefined ? {} : { top }),
  };
  const isTime = groupBy === 'day' || groupBy === 'week' || groupBy === 'month';
  const { groups = [] } = await runQuery(at, query);
  const shown = groups.filter(({ value }) => isTime || (value ?? 0) > 0);
  // Days of which nothing is to be seen are axes without a picture.
  if (shown.length < 2 || shown.every(({ value }) => (value ?? 0) === 0)) return undefined;
  return {
    kind: isTime ? 'columns' : 'bars',
    title,
    categories: shown.map(({ key, label }) => (groupBy === 'week' ? weekWords(key, at.period) : label)),
    series: [{ name: metricOf(metric).name, values: shown.map(({ value }) => value) }],
    format: 'count',
  };
}
