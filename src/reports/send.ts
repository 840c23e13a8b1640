import { dateToDay, dayOf } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Report } from '../database/generated/client.ts';
import { enqueueKeptFile, enqueueOutbox, idempotencyKeyOf } from '../outbox/index.ts';
import { getStore, type Rules, rulesOf } from '../stores/index.ts';
import { endOfNight, leadersOf } from '../tickets/index.ts';
import { isToldWithDaily, missingEntries } from './briefs/nudge.ts';
import { isReportKey, REPORT_KEYS, reportOf } from './definitions.ts';
import { wordTogether } from './messages.ts';
import type { ToldFigure } from './revisions.ts';

/** So long a report waits for one that is due with it and does not come: its process may be gone. */
const PATIENCE_MS = 10 * 60_000;

/** Keys of the reports that go out with this one. */
function keysWith(key: string): string[] {
  const every = isReportKey(key) ? reportOf(key).every : undefined;
  return REPORT_KEYS.filter((other) => every !== undefined && reportOf(other).every === every);
}

/**
 * Locks the reports that go out together, each time in the same order: of two that are finished at once, the second one
 * sees the first.
 */
export async function lockTogether(
  tx: Transaction,
  storeId: string,
  row: Pick<Report, 'key' | 'fromOn'>,
): Promise<void> {
  await tx.$queryRaw`
    SELECT id FROM report
    WHERE store_id = ${storeId} AND key = ANY(${keysWith(row.key)}) AND from_on = ${dateToDay(row.fromOn)}::date
      AND NOT is_on_demand
    ORDER BY id FOR UPDATE`;
}

/**
 * Sends what the timetable wanted of one day, week or month: one text that sums each report up, then the pictures, then the
 * files. It waits for those that are still being made; one that failed, or that nobody works on any more, follows by itself.
 * To be called after `lockTogether`, in the transaction that changed one of them.
 */
export async function sendTogether(
  context: Context,
  tx: Transaction,
  row: Pick<Report, 'key' | 'fromOn'>,
): Promise<void> {
  const { storeId, clock } = context;
  const now = clock.now();
  const rows = await tx.report.findMany({
    where: { storeId, key: { in: keysWith(row.key) }, fromOn: row.fromOn, isOnDemand: false },
    orderBy: { id: 'asc' },
  });
  const ready = rows.filter(({ status, sentAt }) => status === 'made' && sentAt === null);
  const [first] = ready;
  if (first === undefined) return;
  const isPatient = ready.every(({ madeAt }) => (madeAt?.getTime() ?? 0) > now.getTime() - PATIENCE_MS);
  if (isPatient && rows.some(({ status, attempts }) => status === 'making' && attempts === 0)) return;
  const rules = rulesOf(await getStore(tx, storeId));
  const sentTo = await recipientsOf(tx, storeId, first, rules);
  await tx.report.updateMany({ where: { id: { in: ready.map(({ id }) => id) } }, data: { sentTo, sentAt: now } });
  if (sentTo.length === 0) return;
  const isOfToday = dateToDay(first.fromOn) === dayOf(now);
  const missing = isOfToday && isToldWithDaily(rules, now) ? await missingEntries(context, tx) : '';
  const text = wordTogether(context, ready, missing);
  const reports = ready.filter((one) => hasFiles(one, rules));
  await sendParts(context, tx, { text, reports, sentTo, key: first.id });
}

/** Whether a report brings its picture and its sheet. */
function hasFiles({ key, isEmpty, figures }: Report, { reports: { dailyFiles } }: Rules): boolean {
  const isDaily = isReportKey(key) && reportOf(key).every === 'day';
  if (isEmpty || !isDaily || dailyFiles === 'always') return !isEmpty;
  const isMissed = (figures as unknown as readonly ToldFigure[]).some((figure) => figure.isMissed === true);
  return dailyFiles === 'missed' && isMissed;
}

/** Sends what was made and waits for another report that does not come. */
export async function sendWaiting(context: Context): Promise<void> {
  const { database, storeId, clock } = context;
  const made = new Date(clock.now().getTime() - PATIENCE_MS);
  const waiting = await database.client.report.findMany({
    where: { storeId, status: 'made', isOnDemand: false, sentAt: null, madeAt: { lte: made } },
    select: { key: true, fromOn: true },
    orderBy: { id: 'asc' },
  });
  for (const row of waiting) {
    await database.transaction(async (tx) => {
      await lockTogether(tx, storeId, row);
      await sendTogether(context, tx, row);
    });
  }
}

/** One text, then the pictures of all, then their files. @param parts.key names them for ever: a report's id */
export async function sendParts(
  context: Context,
  tx: Transaction,
  parts: {
    text: string;
    reports: readonly Pick<Report, 'id' | 'pictureId' | 'fileId'>[];
    sentTo: readonly string[];
    key: number;
    /** Whoever asked is awake. */
    isAsked?: boolean;
  },
): Promise<void> {
  const { storeId, clock } = context;
  const { text, reports, sentTo } = parts;
  const notBeforeAt = parts.isAsked === true ? undefined : endOfNight(clock.now());
  const keyOf = (id: number, part: string) => idempotencyKeyOf('report', storeId, id, part);
  await enqueueOutbox(context, tx, {
    channel: 'wecomText',
    accountId: '',
    recipient: sentTo.join('|'),
    idempotencyKey: keyOf(parts.key, 'text'),
    payload: { text },
    preview: text,
    notBeforeAt,
  });
  const files = [
    ...reports.map(({ id, pictureId }) => ({ key: keyOf(id, 'picture'), fileId: pictureId })),
    ...reports.map(({ id, fileId }) => ({ key: keyOf(id, 'file'), fileId })),
  ];
  for (const { key, fileId } of files) {
    if (fileId === null) continue;
    const waits = notBeforeAt === undefined ? {} : { notBeforeAt };
    await enqueueKeptFile(context, tx, { userIds: sentTo, key, fileId, ...waits });
  }
}

/** Members who get a report by the store's rules. */
async function recipientsOf(
  tx: Transaction,
  storeId: string,
  { key }: Pick<Report, 'key'>,
  { reports }: Rules,
): Promise<string[]> {
  const every = isReportKey(key) ? reportOf(key).every : undefined;
  const roles = every === 'day' ? reports.dailyTo : every === 'week' ? reports.weeklyTo : reports.monthlyTo;
  return (await leadersOf(tx, storeId, roles)).toSorted();
}
