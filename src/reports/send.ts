import { dateToDay, dayOf, dayToDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Report } from '../database/generated/client.ts';
import { enqueueKeptFile, enqueueOutbox, idempotencyKeyOf } from '../outbox/index.ts';
import { splitBytes } from '../platform/text.ts';
import { getStore, type Rules, rulesOf } from '../stores/index.ts';
import { endOfNight, leadersOf } from '../tickets/index.ts';
import { isToldWithDaily, missingEntries } from './briefs/nudge.ts';
import { isReportKey, REPORT_KEYS, reportOf } from './definitions.ts';
import { wordTogether } from './messages.ts';
import { dueReports } from './periods.ts';
import type { ToldFigure } from './revisions.ts';

/** So long a report waits for one that is due with it and does not come: its process may be gone. */
const PATIENCE_MS = 10 * 60_000;

/** A report of the timetable. */
type Planned = Pick<Report, 'key' | 'fromOn'>;

const everyOf = (key: string) => (isReportKey(key) ? reportOf(key).every : undefined);

/**
 * Those that go out with a report: of the same day, week or month, and where a month's day is a Monday the week's with them, if
 * they are due at the same minute and go to the same roles.
 */
function plannedWith({ key, fromOn }: Planned, rules: Rules, now: Date): Planned[] {
  const every = everyOf(key);
  if (every === undefined) return [];
  const own = REPORT_KEYS.filter((other) => reportOf(other).every === every).map((other) => ({ key: other, fromOn }));
  const due = dueReports(now, rules, new Date(0));
  const dueAt = due.find((one) => one.key === key && one.period.from === dateToDay(fromOn))?.dueAt.getTime();
  const others = due.filter((one) => {
    const other = everyOf(one.key);
    return one.dueAt.getTime() === dueAt && other !== every && isSame(rolesFor(other, rules), rolesFor(every, rules));
  });
  return [...own, ...others.map((one) => ({ key: one.key, fromOn: dayToDate(one.period.from) }))];
}

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.toSorted().join() === others.toSorted().join();

/**
 * Locks the reports that go out together, each time in the same order: of two that are finished at once, the second one
 * sees the first.
 *
 * @returns those, as the rules have it now
 */
export async function lockTogether(context: Context, tx: Transaction, row: Planned): Promise<readonly Planned[]> {
  const { storeId, clock } = context;
  const together = plannedWith(row, rulesOf(await getStore(tx, storeId)), clock.now());
  await tx.$queryRaw`
    SELECT id FROM report
    WHERE store_id = ${storeId} AND NOT is_on_demand AND (key, from_on) IN (
      SELECT * FROM unnest(${together.map(({ key }) => key)}::text[], ${together.map(({ fromOn }) => dateToDay(fromOn))}::date[]))
    ORDER BY id FOR UPDATE`;
  return together;
}

/**
 * Sends what the timetable wanted of one day, week or month: one text that sums each report up, then the pictures, then the
 * files. It waits for those that are still being made; one that failed, or that nobody works on any more, follows by itself.
 * To be called in the transaction that changed one of them.
 *
 * @param together what `lockTogether` has locked
 */
export async function sendTogether(context: Context, tx: Transaction, together: readonly Planned[]): Promise<void> {
  const { storeId, clock } = context;
  const now = clock.now();
  const rows = await tx.report.findMany({
    where: { storeId, isOnDemand: false, OR: together.map(({ key, fromOn }) => ({ key, fromOn })) },
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
  const isOfToday = ready.some(({ key, fromOn }) => everyOf(key) === 'day' && dateToDay(fromOn) === dayOf(now));
  const missing = isOfToday && isToldWithDaily(rules, now) ? await missingEntries(context, tx) : '';
  const text = wordTogether(context, ready, missing);
  const reports = ready.filter((one) => hasFiles(one, rules));
  await sendParts(context, tx, { text, reports, sentTo, key: first.id });
}

/** Whether a report brings its picture and its sheet. */
function hasFiles({ key, isEmpty, figures }: Report, { reports: { dailyFiles } }: Rules): boolean {
  const isDaily = everyOf(key) === 'day';
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
      await sendTogether(context, tx, await lockTogether(context, tx, row));
    });
  }
}

/** What a text of the app may hold; a longer one is two. */
const TEXT_BYTES = 2000;

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
  for (const [index, part] of splitBytes(text, TEXT_BYTES).entries()) {
    await enqueueOutbox(context, tx, {
      channel: 'wecomText',
      accountId: '',
      recipient: sentTo.join('|'),
      idempotencyKey: keyOf(parts.key, index === 0 ? 'text' : `text-${index + 1}`),
      payload: { text: part },
      preview: part,
      notBeforeAt,
    });
  }
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
async function recipientsOf(tx: Transaction, storeId: string, { key }: Planned, rules: Rules): Promise<string[]> {
  return (await leadersOf(tx, storeId, [...rolesFor(everyOf(key), rules)])).toSorted();
}

function rolesFor(every: ReturnType<typeof everyOf>, { reports }: Rules): Rules['reports']['monthlyTo'] {
  return every === 'day' ? reports.dailyTo : every === 'week' ? reports.weeklyTo : reports.monthlyTo;
}
