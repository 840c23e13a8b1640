import { type Filters, type MetricKey, type Period, rowIdsOf } from '../../stats/index.ts';
import type { ReportAt } from '../at.ts';

/** More rows than this nobody reads in one sheet, and the memory stays flat. */
export const MOST_ROWS = 8000;

/** Rows that a figure counts. */
export interface Behind {
  ids: number[];
  /** There are more: sums over the list are not the figure then. */
  isPartial: boolean;
  /** For the line below the title; '' when all are listed. */
  note: string;
}

/** Ids of what a figure of the report counts. @param period absent: the report's; 'now': a state as it is now */
export async function rowsBehind(
  at: ReportAt,
  metric: MetricKey,
  filters: Filters,
  period: Period | 'now' = at.period,
): Promise<Behind> {
  const all = await rowIdsOf(at, { metric, filters, ...(period === 'now' ? {} : { period }) });
  const isPartial = all.length > MOST_ROWS;
  return {
    ids: all.slice(0, MOST_ROWS),
    isPartial,
    note: isPartial ? `共${all.length}条，只列出${MOST_ROWS}条，要全部的请缩短时段。` : '',
  };
}
