import { dateToDay, type Day, dayOf, instantAt, timeOf } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { type Customer, type FollowUp, Prisma } from '../database/generated/client.ts';
import { enqueueOutbox } from '../outbox/index.ts';
import { fitTemplateData, quietUntil, tellOwner } from '../outreach/index.ts';
import { gatherJobs } from '../queue/gather-jobs.ts';
import { getStore, type Rules, rulesOf, type Store } from '../stores/index.ts';
import { giveCalls, type ToCall } from './call.ts';
import { NOTICE_TEMPLATE, questions, reasons, type Subject, wordNotice } from './messages.ts';
import { noticesTo, notToAskNow, openChatsOf } from './open-chats.ts';
import { questionKey, scoreMenu, STEPS } from './questions.ts';
import { loadFollowUpSubjects } from './subjects.ts';

const PAGE = 100;

export interface AskResult {
  asked: number;
  called: number;
  /** Left for later today: the quiet hours, or the owner has had enough messages for now. */
  waiting: number;
}

interface Run {
  store: Store;
  rules: Rules;
  now: Date;
  today: Day;
  isQuiet: boolean;
  waits: boolean;
  result: AskResult;
}

/**
 * Asks whoever is due: in chat where one is open, else by a call from a care specialist. A questionnaire without an answer
 * on the latest day becomes a call that morning; one that went out on that very day in the afternoon. May run as often as
 * one likes, on several nodes: a page is claimed and settled in one transaction.
 *
 * @param waits for what another node is settling right now: afterwards nothing is due that is not under way. Otherwise
 *   such rows are left to that node.
 */
export async function askDueFollowUps(context: Context, { waits = false } = {}): Promise<AskResult> {
  const store = await getStore(context.database.client, context.storeId);
  const rules = rulesOf(store);
  const now = context.clock.now();
  const isQuiet = quietUntil(rules.outreach, now) !== undefined;
  const result = { asked: 0, called: 0, waiting: 0 };
  const run: Run = { store, rules, now, today: dayOf(now), isQuiet, waits, result };
  for (let place: Place | undefined = START; place !== undefined;) place = await askPage(context, run, place);
  return result;
}

interface Place {
  due_on: Date;
  id: number;
}
const START: Place = { due_on: new Date(0), id: 0 };

/** @returns where the next page begins; undefined when nothing is left */
async function askPage(outer: Context, run: Run, after: Place): Promise<Place | undefined> {
  const { now, today, rules } = run;
  const isAfternoon = timeOf(now) >= rules.followUps.callFrom;
  return outer.database.transaction(async (tx) => {
    const claimed = await tx.$queryRaw<Place[]>`
      SELECT due_on, id FROM follow_up
      WHERE store_id = ${outer.storeId} AND (
          status = 'planned' AND from_on <= ${today}::date
          OR status = 'asking' AND (due_on < ${today}::date
            OR due_on = ${today}::date AND (${isAfternoon}::boolean OR asked_at < ${instantAt(today)})))
        AND (due_on, id) > (${after.due_on}::date, ${after.id})
      ORDER BY due_on, id LIMIT ${PAGE} FOR UPDATE ${run.waits ? Prisma.empty : Prisma.sql`SKIP LOCKED`}`;
    if (claimed.length === 0) return undefined;
    const jobs = gatherJobs(outer.queue);
    const context = { ...outer, queue: jobs.queue };
    const rows = await tx.followUp.findMany({
      where: { id: { in: claimed.map((row) => row.id) } },
      orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
    });
    await settlePage(context, tx, run, rows);
    await jobs.flush(tx);
    return claimed.length < PAGE ? undefined : claimed.at(-1);
  });
}

async function settlePage(context: Context, tx: Transaction, run: Run, rows: readonly FollowUp[]): Promise<void> {
  const { now, today, rules, result } = run;
  const subjects = await loadFollowUpSubjects(tx, run.store, rows);
  const planned = rows.filter((row) => row.status === 'planned').map((row) => row.customerId);
  const chats = rules.followUps.inChat ? await openChatsOf(tx, planned, rules, now) : new Map<number, number>();
  const invited = rows.filter(
    (row) => row.status === 'planned' && row.round === 'threeDay' && !chats.has(row.customerId),
  );
  const notices = rules.followUps.byNotice
    ? await noticesTo(
        tx,
        invited.map((row) => row.customerId),
        context.connected,
      )
    : new Map<number, string>();
  const busy = await notToAskNow(tx, [...chats.keys(), ...notices.keys()], rules, { now, dayStart: instantAt(today) });
  const calls: ToCall[] = [];
  for (const row of rows) {
    const subject = subjects.get(row.id);
    if (subject === undefined) continue;
    const way = row.status === 'planned' ? wayTo(row, subject, { chats, notices }) : undefined;
    if (way === undefined || !hasTimeForChat(row, run)) calls.push({ row, subject });
    else if (run.isQuiet || busy.has(row.customerId)) result.waiting += 1;
    else {
      await ask(context, tx, { row, subject, way, now });
      // One question at a time.
      busy.add(row.customerId);
      result.asked += 1;
    }
  }
  await giveCalls(context, tx, calls, today);
  result.called += calls.length;
}

/** On the latest day itself only until the afternoon: then a person calls. */
function hasTimeForChat(row: FollowUp, { now, today, rules }: Run): boolean {
  const dueOn = dateToDay(row.dueOn);
  return dueOn > today || (dueOn === today && timeOf(now) < rules.followUps.callFrom);
}

/** Where the question goes: into a chat, or as an invitation by the service account. */
type Way = { conversationId: number } | { openId: string };

function wayTo(
  row: FollowUp,
  subject: Subject,
  { chats, notices }: { chats: ReadonlyMap<number, number>; notices: ReadonlyMap<number, string> },
): Way | undefined {
  const conversationId = chats.get(row.customerId);
  if (conversationId !== undefined) return { conversationId };
  const openId = notices.get(row.customerId);
  const isInvited = openId !== undefined && row.round === 'threeDay' && wordNotice(subject) !== undefined;
  return isInvited ? { openId } : undefined;
}

async function ask(
  context: Context,
  tx: Transaction,
  { row, subject, way, now }: { row: FollowUp; subject: Subject & { owner: Customer }; way: Way; now: Date },
): Promise<void> {
  await tx.followUp.update({
    where: { id: row.id },
    data: { status: 'asking', askedAt: now, step: STEPS.score, answers: way },
  });
  if ('conversationId' in way) {
    await tellOwner(context, tx, {
      conversationId: way.conversationId,
      key: questionKey(row.id, 'score'),
      text: questions.score(subject),
      menu: scoreMenu(row.id),
    });
    return;
  }
  const notice = wordNotice(subject);
  if (notice === undefined) return;
  await enqueueOutbox(context, tx, {
    channel: 'officialAccountTemplate',
    accountId: context.connected.appId,
    recipient: way.openId,
    isBulk: true,
    idempotencyKey: questionKey(row.id, 'notice'),
    payload: { templateKey: NOTICE_TEMPLATE, data: fitTemplateData(notice.data) },
    preview: notice.text,
  });
}

/**
 * The question could not be delivered: a person asks by phone instead.
 *
 * @returns false when the follow-up does not wait for an answer any more
 */
export async function callInsteadOfAsking(context: Context, tx: Transaction, followUpId: number): Promise<boolean> {
  const [locked] = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM follow_up WHERE id = ${followUpId} AND store_id = ${context.storeId} AND status = 'asking' FOR UPDATE`;
  if (locked === undefined) return false;
  const row = await tx.followUp.findUniqueOrThrow({ where: { id: followUpId } });
  const store = await getStore(tx, context.storeId);
  const subject = (await loadFollowUpSubjects(tx, store, [row])).get(row.id);
  if (subject === undefined) return false;
  await giveCalls(context, tx, [{ row, subject }], dayOf(context.clock.now()));
  return true;
}

/** The owner has answered by themselves: nobody needs to call, and nobody has. */
export async function endCall(context: Context, tx: Transaction, row: FollowUp): Promise<void> {
  if (row.callTaskId === null) return;
  await tx.callTask.updateMany({
    where: { id: row.callTaskId, status: 'open' },
    data: { status: 'cancelled', result: reasons.answeredInChat, doneAt: context.clock.now() },
  });
}
