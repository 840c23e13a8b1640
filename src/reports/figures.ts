import { metricOf, type Query, type Result, runQuery } from '../stats/index.ts';
import type { ReportAt } from './at.ts';
import type { FigureSpec, ReportDefinition } from './definitions.ts';
import { notesOf, periodWords } from './messages.ts';
import { type Cell, type CellLike, FIRST_ROW, type Format, NO_DATA, type Table } from './table.ts';

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
      compareWith: at.previous,
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

export const FIGURES_SHEET = '汇总';

/** The formula of a figure over the rows behind it; undefined where they are not listed. */
export type FormulaOf = (line: FigureLine) => string | undefined;

/** The first sheet: what the period came to, against the one before and against the target. */
export function figuresTable(
  at: ReportAt,
  { title, lines, revisions }: { title: string; lines: readonly FigureLine[]; revisions: readonly { words: string }[] },
  formulaOf: FormulaOf,
): Table {
  const rows: CellLike[][] = [];
  for (const line of lines) {
    const row = FIRST_ROW + rows.length;
    // Without a record there is no sum, not even zero.
    rows.push(rowOf(line, row, line.result.value === null ? undefined : formulaOf(line)));
    if (line.spec.metric === 'closureRate') {
      const ten = (cell: string) => `IFERROR(10*${cell}${row},"${NO_DATA}")`;
      const score = (value: number | null | undefined): number | string => (value == null ? NO_DATA : value * 10);
      rows.push([
        `${line.name}得分`,
        { formula: ten('B'), value: score(line.result.value), format: 'score' },
        { formula: ten('C'), value: score(line.result.compared?.value), format: 'score' },
        '',
        '',
        '',
        '10×关闭率',
      ]);
    }
  }
  return {
    name: FIGURES_SHEET,
    title,
    notes: notesOf(at, `“${NO_DATA}”表示没有数据；时长为中位数。`, ...revisions.map(({ words }) => words)),
    columns: [
      { title: '指标', width: 18 },
      { title: `本期（${periodWords(at.period)}）`, width: 24 },
      { title: `上期（${periodWords(at.previous)}）`, width: 24 },
      { title: '变化', width: 14 },
      { title: '目标', width: 9 },
      { title: '达标', width: 9 },
      { title: '口径', width: 52 },
    ],
    rows,
    isLandscape: true,
  };
}

function rowOf({ name, spec, result }: FigureLine, row: number, formula: string | undefined): CellLike[] {
  const now = cellOf(result.unit, result.value);
  const before = cellOf(result.unit, result.compared?.value ?? null);
  const isShare = result.unit === '%';
  const change =
    typeof now.value === 'number' && typeof before.value === 'number'
      ? (now.value - before.value) * (isShare ? 100 : 1)
      : NO_DATA;
  const { target, isTargetMet } = result;
  const bound = target === undefined ? undefined : 'atLeast' in target ? target.atLeast : target.below;
  const sign = target !== undefined && 'atLeast' in target ? '>=' : '<';
  const { definition, datedBy } = metricOf(spec.metric);
  return [
    name,
    { ...now, ...(formula === undefined ? {} : { formula, format: formatOf(result.unit) }) },
    before,
    {
      formula: `IFERROR(${isShare ? `(B${row}-C${row})*100` : `B${row}-C${row}`},"${NO_DATA}")`,
      value: change,
      format: CHANGES[formatOf(result.unit)] ?? 'change',
    },
    target === undefined || bound === undefined
      ? ''
      : { value: bound, format: 'atLeast' in target ? 'atLeast' : 'below' },
    target === undefined
      ? ''
      : {
          formula: `IF(ISNUMBER(B${row}),IF(B${row}${sign}E${row},"达标","未达标"),"${NO_DATA}")`,
          value: isTargetMet === undefined ? NO_DATA : isTargetMet ? '达标' : '未达标',
        },
    `${definition}（${datedBy}）`,
  ];
}
