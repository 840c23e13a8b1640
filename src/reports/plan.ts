import { dayToDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { dueReports } from './periods.ts';
import { sendWaiting } from './send.ts';

/** A report is tried so often; then somebody has to look. */
export const MOST_ATTEMPTS = 5;

/** A report's turn, as the queue names it. */
export const reportTurnKey = (storeId: string, id: number): string => `${storeId}:${id}`;

/**
 * Every minute: enters what is due and not there yet, and gives those that wait their turn. However many processes do it,
 * and however long none did, each report of each period is entered once.
 *
 * @returns how many were entered
 */
export async function planReports(context: Context): Promise<number> {
  const { database, storeId, clock, queue } = context;
  const now = clock.now();
  await sendWaiting(context);
  const since = await runningSince(context, now);
  const due = dueReports(now, rulesOf(await getStore(database.client, storeId)), since);
  const rows = due.map(({ key, period }) => ({
    storeId,
    key,
    fromOn: dayToDate(period.from),
    toOn: dayToDate(period.to),
    periodKey: `${storeId}:${key}:${period.from}`,
    createdAt: now,
  }));
  const known = await database.client.report.findMany({
    where: { OR: [{ periodKey: { in: rows.map((row) => row.periodKey) } }, { storeId, status: 'making' }] },
    select: { id: true, periodKey: true, status: true },
  });
  const missing = rows.filter((row) => known.every(({ periodKey }) => periodKey !== row.periodKey));
  const waiting = known.filter(({ status }) => status === 'making');
  if (missing.length === 0 && waiting.length === 0) return 0;
  return database.transaction(async (tx) => {
    const entered =
      missing.length === 0
        ? []
        : await tx.report.createManyAndReturn({ data: missing, skipDuplicates: true, select: { id: true } });
    const turns = [...entered, ...waiting].map(({ id }) => reportTurnKey(storeId, id));
    await queue.enqueueMissing(tx, 'report.turn', turns);
    return entered.length;
  });
}

/** Since when the store has its reports from us: what was due before is nobody's omission. Marked the first time. */
async function runningSince({ database, storeId }: Context, now: Date): Promise<Date> {
  const name = `reports.since:${storeId}`;
  const mark = await database.client.scheduleSlot.findFirst({ where: { name }, orderBy: { slotAt: 'asc' } });
  if (mark !== null) return mark.slotAt;
  await database.client.scheduleSlot.createMany({
    data: [{ name, slotAt: now, claimedAt: now, doneAt: now }],
    skipDuplicates: true,
  });
  return now;
}
