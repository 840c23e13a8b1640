import { type Day, dayOf } from '../calendar.ts';
import type { Transaction } from '../database/database.ts';
import type { Reminder } from '../database/generated/client.ts';
import { getStore, type OutreachChannel, type Rules, rulesOf, type Store } from '../stores/index.ts';
import { type Admission, openAdmission } from './admission.ts';
import { sendCallDigests } from './call-digests.ts';
import { dispatch, type OutreachContext, type Subject } from './dispatch.ts';
import { greetingKinds } from './kinds.ts';
import type { PassedRung } from './ladder.ts';
import { lockOwners } from './lock-owners.ts';
import { putOffBy } from './pace.ts';
import { loadPageFacts, noteHeard, type PageFacts } from './page-facts.ts';
import { createPageWrites, type PageWrites } from './page-writes.ts';
import { quietUntil } from './quiet-hours.ts';
import { reasonToSkip } from './reason-to-skip.ts';
import { dropStale } from './stale.ts';
import { loadSubjects } from './subjects.ts';
import { withdrawUnwanted } from './withdraw-unwanted.ts';

export interface SendResult {
  /** In the quiet hours nothing is done before this instant. */
  quietUntil?: Date;
  sent: Record<OutreachChannel, number>;
  skipped: number;
  dropped: number;
  /** Put off: the owner has had enough for now, or the day's quota is used up. */
  putOff: number;
  /** Left for the next run: a minute's worth is on its way already. */
  held: number;
}

const PAGE = 200;
/** Of those that find their channel full a run looks at so many: what goes another way may stand behind them. */
const MOST_HELD = 500;

const noneSent = (): SendResult['sent'] => ({
  officialAccountTemplate: 0,
  subscriptionNotice: 0,
  kf: 0,
  groupSend: 0,
  sms: 0,
  callTask: 0,
});

/** Everything a run decides by. */
interface Run {
  store: Store;
  rules: Rules;
  today: Day;
  now: Date;
  admission: Admission;
  result: SendResult;
}

/** Where a run stands in its order: what it left behind is not looked at again. */
interface Place {
  priority: number;
  due_on: Date;
  id: number;
}
const START: Place = { priority: -1, due_on: new Date(0), id: 0 };

/**
 * Sends what is planned for today or before, the most urgent first: each reminder takes the first open rung of the
 * ladder. One run fills each channel with about a minute's worth; the next run, a minute later, goes on. A page of
 * reminders is claimed, decided and put into the outbox in one transaction, so that a crash leaves each either planned
 * or handled; several nodes may run it at once.
 */
export async function sendDueReminders(context: OutreachContext): Promise<SendResult> {
  const db = context.database.client;
  const store = await getStore(db, context.storeId);
  const rules = rulesOf(store);
  const now = context.clock.now();
  const today = dayOf(now);
  const result: SendResult = { sent: noneSent(), skipped: 0, dropped: 0, putOff: 0, held: 0 };
  await withdrawUnwanted(context);
  const quiet = quietUntil(rules.outreach, now);
  if (quiet !== undefined) {
    await noteQuietHours(context, rules, today);
    return { ...result, quietUntil: quiet };
  }
  result.dropped = await dropStale(context, rules, today);
  const admission = await openAdmission(db, context.storeId, rules, now);
  const run: Run = { store, rules, today, now, admission, result };
  for (let place: Place | undefined = START; place !== undefined && result.held < MOST_HELD;) {
    place = await sendPage(context, run, place);
  }
  await sendCallDigests(context);
  return result;
}

/** Says once on each waiting reminder why it has not gone out yet. */
async function noteQuietHours(context: OutreachContext, rules: Rules, today: Day): Promise<void> {
  const { quietFrom, quietTo, channelOrder } = rules.outreach;
  const note = [{ channel: channelOrder[0], reason: `免打扰时段 ${quietFrom}–${quietTo}，顺延发送`, waits: true }];
  await context.database.client.$executeRawUnsafe(
    `UPDATE reminder SET passed_rungs = passed_rungs || $1::jsonb
     WHERE store_id = $2 AND status = 'planned' AND planned_for <= $3::date AND NOT passed_rungs @> $1::jsonb`,
    JSON.stringify(note),
    context.storeId,
    today,
  );
}

/** @returns where the next page begins; undefined when nothing is left */
async function sendPage(context: OutreachContext, run: Run, after: Place): Promise<Place | undefined> {
  return context.database.transaction(async (tx) => {
    const claimed = await tx.$queryRaw<Place[]>`
      SELECT priority, due_on, id FROM reminder
      WHERE store_id = ${context.storeId} AND status = 'planned' AND planned_for <= ${run.today}::date
        AND (not_before_at IS NULL OR not_before_at <= ${run.now})
        AND (priority, due_on, id) > (${after.priority}, ${after.due_on}::date, ${after.id})
      ORDER BY priority, due_on, id LIMIT ${PAGE} FOR UPDATE SKIP LOCKED`;
    const ids = claimed.map((row) => row.id);
    const reminders = await withSiblings(context, tx, run, ids);
    await lockOwners(
      tx,
      reminders.map(({ customerId }) => customerId),
    );
    const subjects = await loadSubjects(tx, reminders);
    const writes = createPageWrites();
    const found = new Set(subjects.map(({ reminder }) => reminder.id));
    for (const orphan of reminders.filter(({ id }) => !found.has(id))) {
      skip(writes, orphan, '车主档案已删除', run.result);
    }
    const facts = await loadPageFacts(tx, subjects, run.today, run.now);
    for (const subject of subjects) await sendOne(context, tx, { run, facts, writes }, subject);
    await writes.flush(context, tx);
    return claimed.length < PAGE ? undefined : claimed.at(-1);
  });
}

/**
 * The claimed reminders, the most urgent first, each followed by what else the same owner is to be told today: one message
 * or one call can then say it all.
 */
async function withSiblings(
  context: OutreachContext,
  tx: Transaction,
  run: Run,
  ids: readonly number[],
): Promise<Reminder[]> {
  const siblings = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM reminder
    WHERE store_id = ${context.storeId} AND status = 'planned' AND planned_for <= ${run.today}::date
      AND (not_before_at IS NULL OR not_before_at <= ${run.now}) AND kind <> ALL(${greetingKinds}::text[])
      AND customer_id IN (SELECT customer_id FROM reminder WHERE id = ANY(${[...ids]}::int[]))
      AND id <> ALL(${[...ids]}::int[])
    ORDER BY priority, due_on, id FOR UPDATE SKIP LOCKED`;
  const reminders = await tx.reminder.findMany({
    where: { id: { in: [...ids, ...siblings.map((row) => row.id)] } },
    orderBy: [{ priority: 'asc' }, { dueOn: 'asc' }, { id: 'asc' }],
  });
  return [...Map.groupBy(reminders, (reminder) => reminder.customerId).values()].flat();
}

async function sendOne(
  context: OutreachContext,
  tx: Transaction,
  { run, facts, writes }: { run: Run; facts: PageFacts; writes: PageWrites },
  subject: Subject,
): Promise<void> {
  const { reminder } = subject;
  const { result, rules, admission } = run;
  const reason = reasonToSkip(subject, facts, rules);
  if (reason !== undefined) return skip(writes, reminder, reason, result);
  // What joins a message that is being made for this owner is no further message.
  const joins = subject.reach.identities.some((identity) => identity.joinable !== undefined);
  const wait = joins ? undefined : putOffBy(subject, facts, rules, run.now);
  if (wait !== undefined) return putOff(writes, reminder, wait, rules, result);
  const taken = await dispatch(context, tx, writes, run, subject, undefined, admission);
  if (taken === undefined) result.skipped += 1;
  else if (typeof taken === 'object') putOff(writes, reminder, taken, rules, result);
  else if (taken === 'held') result.held += 1;
  else {
    result.sent[taken] += 1;
    const isJoined = taken === 'kf' && joins;
    if (!isJoined) admission.took(taken);
    noteHeard(facts, subject, taken, isJoined);
  }
}

function skip(writes: PageWrites, reminder: Reminder, reason: string, result: SendResult): void {
  writes.note(reminder, { status: 'skipped', skipReason: reason });
  result.skipped += 1;
}

function putOff(
  writes: PageWrites,
  reminder: Reminder,
  { until, reason, channel }: { until: Date; reason: string; channel?: OutreachChannel },
  rules: Rules,
  result: SendResult,
): void {
  const passedRungs: PassedRung[] = [
    ...(reminder.passedRungs as unknown as PassedRung[]),
    { channel: channel ?? rules.outreach.channelOrder[0] ?? 'callTask', reason, waits: true },
  ];
  writes.note(reminder, { notBeforeAt: until, passedRungs });
  result.putOff += 1;
}
