import type { Day } from '../calendar.ts';
import { metricOf, monthOf, type Period, runQuery } from '../stats/index.ts';
import type { ReportAt } from './at.ts';
import type { ReportDefinition } from './definitions.ts';
import { cellOf } from './figures.ts';
import { notesOf } from './messages.ts';
import type { CellLike, Table } from './table.ts';

/** As many months as one page shows side by side. */
const MONTHS = 6;

/** `2026年11月`; of one that still runs also until when. */
function titleOf({ from, to }: Period, today: Day): string {
  const title = `${from.slice(0, 4)}年${Number(from.slice(5, 7))}月`;
  return from <= today && to >= today ? `${title}（至${Number(today.slice(8))}日）` : title;
}

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
    columns: [{ title: '指标', width: 20 }, ...months.map((month) => ({ title: titleOf(month, at.today), width: 13 }))],
    rows,
    isLandscape: true,
  };
}
