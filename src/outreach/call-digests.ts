import { dateToDay, type Day, dayOf, dayToDate, instantAt, timeOf } from '../calendar.ts';
import type { Transaction } from '../database/database.ts';
import { enqueueOutbox, idempotencyKeyOf } from '../outbox/index.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { callCard } from './call-card.ts';
import { type CallTask, phonesToCall } from './call-tasks.ts';
import type { OutreachContext } from './dispatch.ts';
import { wordCallDigest } from './messages.ts';
import { PLANNED_CALLS } from './planned-calls.ts';
import { callerFor } from './rungs/call-task.ts';

/** New calls of one adviser are told together, and not more often than this. */
const TOGETHER_MS = 30 * 60_000;
/** Of those whose adviser has left, a run hands over so many. */
const MOST_HANDED_OVER = 200;

/**
 * Tells advisers whom to call: every morning a card of all that is due, later in the day of what has come since. What is
 * new, or has to be tried again, is also written out, with the numbers. The tasks are marked in the transaction of the
 * message: each list is told once, whatever restarts. Calls of somebody who has left or is off duty go to the next who may
 * make them.
 *
 * @returns how many people were told
 */
export async function sendCallDigests(context: OutreachContext): Promise<number> {
  const { storeId, clock, database } = context;
  const store = await getStore(database.client, storeId);
  const now = clock.now();
  const today = dayOf(now);
  if (timeOf(now) < rulesOf(store).calls.listAt) return 0;
  return database.transaction(async (tx) => {
    // Two runs at once would both find nobody told yet.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`calls:${storeId}`}))`;
    await handOver(context, tx, today);
    const byAssignee = Map.groupBy(await untold(tx, storeId, today, now), (task) => task.assigneeUserId ?? '');
    for (const [userId, tasks] of byAssignee) await tell(context, tx, { userId, tasks, storeName: store.name, today });
    return byAssignee.size;
  });
}

/** The morning's list of whoever has had none today, and what is new for the others. */
async function untold(tx: Transaction, storeId: string, today: Day, now: Date): Promise<CallTask[]> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    WITH due AS (
      SELECT id, assignee_user_id, purpose, created_at, notified_at FROM call_task
      WHERE store_id = ${storeId} AND status = 'open' AND due_on <= ${today}::date AND assignee_user_id IS NOT NULL),
    told AS (
      SELECT assignee_user_id, max(listed_on) AS listed_on, max(notified_at) FILTER (WHERE purpose = ANY(${PLANNED_CALLS}::text[])) AS notified_at
      FROM call_task WHERE store_id = ${storeId} AND assignee_user_id IN (SELECT assignee_user_id FROM due)
      GROUP BY assignee_user_id)
    SELECT due.id FROM due JOIN told USING (assignee_user_id)
    WHERE CASE WHEN told.listed_on IS DISTINCT FROM ${today}::date
      THEN due.purpose = ANY(${PLANNED_CALLS}::text[]) OR due.created_at < ${instantAt(today)}
      ELSE due.purpose = ANY(${PLANNED_CALLS}::text[]) AND due.notified_at IS NULL
        AND (told.notified_at IS NULL OR told.notified_at <= ${new Date(now.getTime() - TOGETHER_MS)}) END`;
  return tx.callTask.findMany({
    where: { id: { in: rows.map((row) => row.id) } },
    orderBy: [{ dueOn: 'asc' }, { priority: 'asc' }, { id: 'asc' }],
  });
}

async function tell(
  context: OutreachContext,
  tx: Transaction,
  list: { userId: string; tasks: readonly CallTask[]; storeName: string; today: Day },
): Promise<void> {
  const { userId, tasks, storeName, today } = list;
  const ids = tasks.map((task) => task.id);
  const now = context.clock.now();
  await tx.callTask.updateMany({ where: { id: { in: ids } }, data: { listedOn: dayToDate(today), notifiedAt: now } });
  const common = { accountId: '', recipient: userId };
  const news = tasks.filter(isNews);
  if (news.length > 0) {
    const phones = await phonesToCall(tx, news);
    const text = wordCallDigest(
      news.map(({ id, title, purpose }) => ({ id, title, purpose, phone: phones.get(id) })),
      storeName,
      tasks.length - news.length,
    );
    await enqueueOutbox(context, tx, {
      ...common,
      channel: 'wecomText',
      idempotencyKey: idempotencyKeyOf('calls', context.storeId, userId, now.toISOString()),
      payload: { text },
      preview: text,
    });
  }
  const card = callCard({ tasks, taskId: `calls-${context.storeId}-${ids[0] ?? 0}-${now.getTime()}`, ...context });
  await enqueueOutbox(context, tx, {
    ...common,
    channel: 'wecomCard',
    idempotencyKey: idempotencyKeyOf('calls-card', card.taskId),
    payload: { card },
    preview: `${card.title} ${card.subtitle}`,
  });
}

/** Not told before, or to be tried again since: the others stand on the card, and are not read out every day. */
const isNews = ({ notifiedAt, dueOn }: CallTask): boolean =>
  notifiedAt === null || dateToDay(dueOn) > dayOf(notifiedAt);

/** Calls of nobody, of somebody who has left or is off duty go to whoever may make them now; told anew. */
async function handOver(context: OutreachContext, tx: Transaction, today: Day): Promise<void> {
  const { storeId } = context;
  const orphans = await tx.$queryRaw<
    { id: number; customer_id: number; assignee_user_id: string | null; purpose: string }[]
  >`
    SELECT t.id, t.customer_id, t.assignee_user_id, t.purpose FROM call_task t
    LEFT JOIN staff s ON s.store_id = t.store_id AND s.user_id = t.assignee_user_id
    WHERE t.store_id = ${storeId} AND t.status = 'open' AND t.purpose = ANY(${PLANNED_CALLS}::text[]) AND t.due_on <= ${today}::date
      AND t.customer_id IS NOT NULL AND (s.id IS NULL OR NOT s.is_active OR NOT s.on_duty)
    ORDER BY t.id LIMIT ${MOST_HANDED_OVER}`;
  for (const { id, customer_id: customerId, assignee_user_id: before, purpose } of orphans) {
    const customer = await tx.customer.findUnique({ where: { id: customerId } });
    // The adviser was part of what a follow-up asks about: customer care calls.
    const advisorUserId = purpose === 'followUp' ? null : (customer?.advisorUserId ?? null);
    const next = customer === null ? null : await callerFor(tx, storeId, { id: customer.id, advisorUserId });
    if (next === null || next === before) continue;
    await tx.callTask.updateMany({
      where: { id, status: 'open' },
      data: { assigneeUserId: next, notifiedAt: null, listedOn: null },
    });
    await tx.followUp.updateMany({ where: { storeId, callTaskId: id }, data: { assigneeUserId: next } });
  }
}
