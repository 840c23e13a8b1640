import { metricOf, monthOf, type Period, runQuery } from '../stats/index.ts';
import type { ReportAt } from './at.ts';
import type { ReportDefinition } from './definitions.ts';
import { cellOf } from './figures.ts';
import { notesOf } from './messages.ts';
import type { CellLike, Table } from './table.ts';

/** As many months as one page shows side by side. */
const MONTHS = 6;

/** How every figure of a report ran in the months until now. */
export async function trendTable(at: ReportAt, report: ReportDefinition): Promise<Table> {
  const months: Period[] = Array.from({ length: MONTHS }, (_, index) => monthOf(at.period.from, index + 1 - MONTHS));
  const rows: CellLike[][] = [];
  for (const { metric, filters, label } of report.figures) {
    const row: CellLike[] = [label ?? metricOf(metric).name];
    for (const period of months) {
      const query = { metric, filters: { ...report.filters, ...filters }, period, wantList: false };
      const { unit, value } = await runQuery(at, query);
      row.push(cellOf(unit, value));
    }
    rows.push(row);
  }
  return {
    name: '近6个月',
    title: `近${MONTHS}个月走势`,
    notes: notesOf(at),
    columns: [
      { title: '指标', width: 20 },
      ...months.map(({ from }) => ({ title: `${from.slice(0, 4)}年${Number(from.slice(5, 7))}月`, width: 13 })),
    ],
    rows,
    isLandscape: true,
  };
}
