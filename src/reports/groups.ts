import { type GroupRow, metricOf, type MetricKey, type Query, runQuery } from '../stats/index.ts';
import { columnName } from '../documents/index.ts';
import type { ReportAt } from './at.ts';
import type { GroupSpec, ReportDefinition } from './definitions.ts';
import { cellOf, formatOf } from './figures.ts';
import { notesOf, weekWords } from './messages.ts';
import { type CellLike, type Column, FIRST_ROW, lastRowOf, NO_DATA, type Table } from './table.ts';

interface Asked {
  metric: MetricKey;
  of?: readonly [string, string];
  label?: string;
  rows: ReadonlyMap<string, GroupRow>;
}

const TIMES: readonly string[] = ['day', 'week', 'month'];

/** Figures by group, each metric in one column, a share with its two parts beside it; totals are formulas. */
export async function groupTable(at: ReportAt, report: ReportDefinition, spec: GroupSpec): Promise<Table> {
  const asked: Asked[] = [];
  const labels = new Map<string, string>();
  for (const { metric, of, label } of spec.metrics) {
    const query: Query = {
      metric,
      filters: spec.filters ?? report.filters ?? {},
      groupBy: spec.groupBy,
      period: at.period,
      wantList: false,
    };
    const { groups = [] } = await runQuery(at, query);
    for (const row of groups) {
      labels.set(row.key, spec.groupBy === 'week' ? weekWords(row.key, at.period) : row.label);
    }
    const rows = new Map(groups.map((row) => [row.key, row]));
    asked.push({ metric, ...(of === undefined ? {} : { of }), ...(label === undefined ? {} : { label }), rows });
  }
  const [main] = asked;
  // What a share is of: two of two is not more than nine of ten.
  const sizeOf = (key: string): number => {
    const row = main?.rows.get(key);
    return row?.denominator ?? row?.count ?? row?.value ?? 0;
  };
  const keys = [...labels.keys()];
  if (TIMES.includes(spec.groupBy)) keys.sort();
  else keys.sort((a, b) => sizeOf(b) - sizeOf(a));
  const columns: Column[] = [
    { title: spec.name.replace('按', ''), width: 22 },
    ...asked.flatMap(({ metric, of, label }): Column[] => {
      const { unit, shape } = metricOf(metric);
      const name = label ?? metricOf(metric).name;
      const own: Column = { title: name, width: 14, format: formatOf(unit) };
      if (shape === 'share') {
        const [hits, all] = of ?? ['达成', '总数'];
        return [{ title: all, width: 12, format: 'count' }, { title: hits, width: 12, format: 'count' }, own];
      }
      return shape === 'count' ? [own] : [{ title: `${name}条数`, width: 12, format: 'count' }, own];
    }),
  ];
  const rows = keys.map((key, index) => [
    labels.get(key) ?? key,
    ...cellsOf(asked, (one) => one.rows.get(key), FIRST_ROW + index),
  ]);
  const isAdditive = spec.groupBy !== 'category';
  return {
    name: spec.name,
    title: spec.title,
    notes: notesOf(at, isAdditive ? '' : '一条可属多类，各类之和可能大于总数。'),
    columns,
    rows,
    ...(isAdditive && rows.length > 0 ? { totals: totalsOf(asked, rows.length) } : {}),
  };
}

/** The cells of one row; `letter` runs on from B. */
function cellsOf(asked: readonly Asked[], find: (one: Asked) => GroupRow | undefined, row: number): CellLike[] {
  const cells: CellLike[] = [];
  for (const one of asked) {
    const { shape, unit } = metricOf(one.metric);
    const found = find(one);
    if (shape === 'count') cells.push(found?.value ?? 0);
    else if (shape === 'share') {
      const all = columnName(cells.length + 1);
      const hits = columnName(cells.length + 2);
      cells.push(found?.denominator ?? 0, found?.numerator ?? 0, {
        formula: `IFERROR(${hits}${row}/${all}${row},"${NO_DATA}")`,
        value: found?.value ?? NO_DATA,
      });
    } else cells.push(found?.count ?? 0, cellOf(unit, found?.value ?? null));
  }
  return cells;
}

/** Sums, shares of sums, and averages weighed by how many they are of. Medians have no total. */
function totalsOf(asked: readonly Asked[], count: number): CellLike[] {
  const row = lastRowOf(count) + 1;
  const totals: CellLike[] = ['合计'];
  const sum = (pick: (row: GroupRow) => number | null | undefined, { rows }: Asked) =>
    [...rows.values()].reduce((total, one) => total + (pick(one) ?? 0), 0);
  const span = (letter: string) => `${letter}${FIRST_ROW}:${letter}${lastRowOf(count)}`;
  const push = (value: number): string => {
    const letter = columnName(totals.length);
    totals.push({ formula: `SUM(${span(letter)})`, value });
    return letter;
  };
  for (const one of asked) {
    const { shape } = metricOf(one.metric);
    if (shape === 'count') push(sum(({ value }) => value, one));
    else if (shape === 'share') {
      const [hits, all] = [sum((row) => row.numerator, one), sum((row) => row.denominator, one)];
      const [allAt, hitsAt] = [push(all), push(hits)];
      totals.push({
        formula: `IFERROR(${hitsAt}${row}/${allAt}${row},"${NO_DATA}")`,
        value: all === 0 ? NO_DATA : hits / all,
      });
    } else {
      const all = sum((row) => row.count, one);
      const at = push(all);
      const own = columnName(totals.length);
      totals.push(
        shape === 'mean'
          ? {
              formula: `IFERROR(SUMPRODUCT(${span(at)},${span(own)})/${at}${row},"${NO_DATA}")`,
              value: all === 0 ? NO_DATA : sum((row) => (row.value ?? 0) * (row.count ?? 0), one) / all,
            }
          : '',
      );
    }
  }
  return totals;
}
