import type { Prisma } from '../../database/generated/client.ts';
import { type Filters, type MetricKey, type Period, rowIdsOf } from '../../stats/index.ts';
import type { ReportAt } from '../at.ts';

/** More rows than this nobody reads in one sheet, and the memory stays flat. */
export const MOST_ROWS = 8000;

/** Rows that a figure counts. */
export interface Behind {
  ids: number[];
  /** How many there are, where not all are listed: sums over the list are not the figure then. */
  all?: number;
  /** For the line below the title; '' when all are listed. */
  note: string;
}

interface Asked {
  filters?: Filters;
  /** Absent: the report's; 'now': a state as it is now. */
  period?: Period | 'now';
  most?: number;
  /** A statement that puts ids in the order of the list; absent: those entered first. */
  inOrder?: (ids: readonly number[]) => Prisma.Sql;
  /** Which of too many are listed, for the line below the title. */
  cutWords?: (all: number, listed: number) => string;
}

const FIRST_LISTED = (all: number, listed: number) => `共${all}条，只列出前${listed}条，要全部的请缩短时段。`;

/** Ids of what a figure of the report counts, as many as a sheet holds, and what is said where there are more. */
export async function rowsBehind(
  at: ReportAt,
  metric: MetricKey,
  { filters = {}, period = at.period, most = MOST_ROWS, inOrder, cutWords = FIRST_LISTED }: Asked = {},
): Promise<Behind> {
  const all = await rowIdsOf(at, { metric, filters, ...(period === 'now' ? {} : { period }) });
  if (all.length <= most) return { ids: all, note: '' };
  const ordered =
    inOrder === undefined ? all : (await at.db.$queryRaw<{ id: number }[]>(inOrder(all))).map(({ id }) => id);
  const ids = ordered.slice(0, most);
  return { ids, all: all.length, note: cutWords(all.length, ids.length) };
}
