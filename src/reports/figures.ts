import { metricOf, type Query, type Result, runQuery, untilToday } from '../stats/index.ts';
import type { ReportAt } from './at.ts';
import type { FigureSpec, ReportDefinition } from './definitions.ts';
import { notesOf, periodWords } from './messages.ts';
import {
  type Cell,
  type CellLike,
  type Column,
  FIRST_ROW,
  type Format,
  letterOf,
  NO_DATA,
  type Table,
} from './table.ts';

/** One figure of a report, with what it is compared with: the answer to a question, and nothing else. */
export interface FigureLine {
  spec: FigureSpec;
  name: string;
  query: Query;
  result: Result;
}

/** Asks the catalogue for every figure of a report. */
export async function readFigures(at: ReportAt, report: ReportDefinition): Promise<FigureLine[]> {
  const lines: FigureLine[] = [];
  for (const spec of report.figures) {
    const query: Query = {
      metric: spec.metric,
      filters: { ...report.filters, ...spec.filters },
      period: at.period,
      ...(at.previous === undefined ? {} : { compareWith: at.previous }),
      wantList: false,
    };
    const name = spec.label ?? metricOf(spec.metric).name;
    lines.push({ spec, name, query, result: await runQuery(at, query) });
  }
  return lines;
}

const HOUR_MINUTES = 60;

/** How a figure stands in a cell: durations in hours. */
export function cellOf(unit: Result['unit'], value: number | null): Cell {
  if (value === null) return { value: NO_DATA };
  if (unit === '分钟') return { value: value / HOUR_MINUTES, format: 'hours' };
  return { value, format: formatOf(unit) };
}

export function formatOf(unit: Result['unit']): Format {
  if (unit === '%') return 'percent';
  if (unit === '分钟') return 'hours';
  return unit === '分' ? 'score' : 'count';
}

const CHANGES: Partial<Record<Format, Format>> = { percent: 'points', score: 'scoreChange', hours: 'hoursChange' };

const FIGURES_SHEET = '汇总';

/** The formula of a figure over the rows behind it; undefined where they are not listed. */
export type FormulaOf = (line: FigureLine) => string | undefined;

/** The first sheet: what the period came to, against the one before, where there is one, and against the target. */
export function figuresTable(
  at: ReportAt,
  { title, lines, revisions }: { title: string; lines: readonly FigureLine[]; revisions: readonly { words: string }[] },
  formulaOf: FormulaOf,
): Table {
  const { previous, today } = at;
  const period = untilToday(at.period, today) ?? at.period;
  const isRunning = at.period.to >= today;
  const columns: Column[] = [
    { title: '指标', width: 18 },
    { title: `本期（${periodWords(period)}）`, width: 24 },
    ...(previous === undefined
      ? []
      : [
          { title: `${isRunning ? '上期同期' : '上期'}（${periodWords(previous)}）`, width: 24 },
          { title: '变化', width: 14 },
        ]),
    { title: '目标', width: 9 },
    { title: '达标', width: 9 },
    { title: '口径', width: 52 },
  ];
  const hasTimes = lines.some(({ spec }) => metricOf(spec.metric).shape === 'duration');
  const rows: CellLike[][] = [];
  for (const line of lines) {
    const row = FIRST_ROW + rows.length;
    // Without a record there is no sum, not even zero.
    rows.push(rowOf(columns, line, row, line.result.value === null ? undefined : formulaOf(line)));
    if (line.spec.metric === 'closureRate') rows.push(scoreRow(columns, line, row));
  }
  return {
    name: FIGURES_SHEET,
    title,
    notes: notesOf(
      at,
      `“${NO_DATA}”表示没有数据${hasTimes ? '；时长为中位数' : ''}。`,
      ...revisions.map(({ words }) => words),
    ),
    columns,
    rows,
    isLandscape: true,
  };
}

/** Below a closure rate: what the KPI sheet makes of it. */
function scoreRow(columns: readonly Column[], { name, result }: FigureLine, row: number): CellLike[] {
  const ten = (letter: string, value: number | null | undefined): CellLike => ({
    formula: `IFERROR(10*${letter}${row},"${NO_DATA}")`,
    value: value == null ? NO_DATA : value * 10,
    format: 'score',
  });
  const before = hasPrevious(columns) ? [ten('C', result.compared?.value), ''] : [];
  return [`${name}得分`, ten('B', result.value), ...before, '', '', '10×关闭率'];
}

const hasPrevious = (columns: readonly Column[]): boolean => columns.some(({ title }) => title === '变化');

function rowOf(columns: readonly Column[], line: FigureLine, row: number, formula: string | undefined): CellLike[] {
  const { name, result } = line;
  const now = cellOf(result.unit, result.value);
  const { target, isTargetMet } = result;
  const bound = target === undefined ? undefined : 'atLeast' in target ? target.atLeast : target.below;
  const sign = target !== undefined && 'atLeast' in target ? '>=' : '<';
  const targetAt = `${letterOf({ columns }, '目标')}${row}`;
  return [
    name,
    { ...now, ...(formula === undefined ? {} : { formula, format: formatOf(result.unit) }) },
    ...(hasPrevious(columns) ? comparison(result, row) : []),
    target === undefined || bound === undefined
      ? ''
      : { value: bound, format: 'atLeast' in target ? 'atLeast' : 'below' },
    target === undefined
      ? ''
      : {
          formula: `IF(ISNUMBER(B${row}),IF(B${row}${sign}${targetAt},"达标","未达标"),"${NO_DATA}")`,
          value: isTargetMet === undefined ? NO_DATA : isTargetMet ? '达标' : '未达标',
        },
    definitionOf(line),
  ];
}

function comparison({ unit, value, compared }: Result, row: number): CellLike[] {
  const isShare = unit === '%';
  const before = compared?.value ?? null;
  const change =
    value === null || before === null
      ? NO_DATA
      : (value - before) * (isShare ? 100 : unit === '分钟' ? 1 / HOUR_MINUTES : 1);
  return [
    cellOf(unit, before),
    {
      formula: `IFERROR(${isShare ? `(B${row}-C${row})*100` : `B${row}-C${row}`},"${NO_DATA}")`,
      value: change,
      format: CHANGES[formatOf(unit)] ?? 'change',
    },
  ];
}

/** What is counted, by which day, and of which kinds where the figure itself would count more. */
function definitionOf({ spec, query }: FigureLine): string {
  const { definition, datedBy, kinds } = metricOf(spec.metric);
  const narrowed = query.filters.kind !== undefined && kinds === undefined ? '，只计投诉和抱怨' : '';
  // Two brackets in a row are one.
  const [before, join] = definition.endsWith('）') ? [definition.slice(0, -1), '；'] : [definition, '（'];
  return `${before}${join}${datedBy}${narrowed}）`;
}
