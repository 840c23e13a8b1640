import { type Day, dayToDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { FollowUp } from '../database/generated/client.ts';
import { askForNumber } from '../outreach/index.ts';
import { listCareSpecialistsOnDuty } from '../stores/index.ts';
import { leadersOf } from '../tickets/index.ts';
import { reasons, type Subject, wordCall } from './messages.ts';
import { callKeyOf } from './rounds.ts';
import type { Customer } from '../database/generated/client.ts';

export type CallContext = Pick<Context, 'storeId' | 'clock' | 'queue' | 'publicUrl'>;

/** A follow-up that a person asks by phone, with what they say. */
export interface ToCall {
  row: FollowUp;
  subject: Subject & { owner: Customer };
}

const hasNumber = ({ mobiles, landlines, wrongMobiles }: Customer): boolean =>
  [...mobiles, ...landlines].some((number) => !wrongMobiles.includes(number));

/**
 * Gives follow-ups to care specialists: one call each, spread so that everybody has about as many, one owner's calls with
 * one person. Whose numbers are all wrong can't be called: somebody looks for one, and the follow-up says so.
 */
export async function giveCalls(
  context: Context,
  tx: Transaction,
  calls: readonly ToCall[],
  today: Day,
): Promise<void> {
  if (calls.length === 0) return;
  const { storeId, clock } = context;
  const callers = await openSpread(tx, storeId);
  const now = clock.now();
  const ids = calls.map(({ row }) => row.id);
  await tx.callTask.createMany({
    data: calls.map(({ row, subject }) => ({
      storeId,
      dedupeKey: callKeyOf(row.id),
      purpose: 'followUp',
      assigneeUserId: callers.next(row.customerId),
      customerId: row.customerId,
      vehicleId: row.vehicleId,
      ...wordCall(subject),
      dueOn: dayToDate(today),
      createdAt: now,
    })),
    skipDuplicates: true,
  });
  await tx.$executeRaw`
    UPDATE follow_up f SET status = 'callTask', call_task_id = t.id, assignee_user_id = t.assignee_user_id
    FROM call_task t
    WHERE t.store_id = f.store_id AND t.dedupe_key = 'follow-up:' || f.id AND f.id = ANY(${ids}::int[])
      AND f.status IN ('planned', 'asking')`;
  for (const { row, subject } of calls) {
    if (!hasNumber(subject.owner)) await closeWithoutNumber(context, tx, row.id);
  }
}

async function closeWithoutNumber(context: Context, tx: Transaction, id: number): Promise<void> {
  const row = await tx.followUp.findUniqueOrThrow({ where: { id } });
  if (row.callTaskId === null || row.status !== 'callTask') return;
  await tx.followUp.update({ where: { id }, data: { status: 'closed', skipReason: reasons.noNumber } });
  await tx.callTask.update({
    where: { id: row.callTaskId },
    data: { status: 'cancelled', result: reasons.noNumber, doneAt: context.clock.now() },
  });
  await askForNumber(context, tx, { id: row.callTaskId, customerId: row.customerId, vehicleId: row.vehicleId });
}

/** Who has the fewest open follow-up calls comes next. Without specialists on duty the director; without one nobody. */
async function openSpread(tx: Transaction, storeId: string): Promise<{ next(customerId: number): string | null }> {
  const specialists = (await listCareSpecialistsOnDuty(tx, storeId)).map(({ userId }) => userId);
  const [director] = await leadersOf(tx, storeId, ['director']);
  const callers = specialists.length > 0 ? specialists : director === undefined ? [] : [director];
  const open = await tx.callTask.groupBy({
    by: ['assigneeUserId'],
    where: { storeId, purpose: 'followUp', status: 'open', assigneeUserId: { in: callers } },
    _count: { _all: true },
  });
  const loads = new Map(callers.map((id) => [id, open.find((row) => row.assigneeUserId === id)?._count._all ?? 0]));
  const chosen = new Map<number, string>();
  return {
    next(customerId) {
      const before = chosen.get(customerId);
      const caller = before ?? callers.toSorted((left, right) => (loads.get(left) ?? 0) - (loads.get(right) ?? 0))[0];
      if (caller === undefined) return null;
      loads.set(caller, (loads.get(caller) ?? 0) + 1);
      chosen.set(customerId, caller);
      return caller;
    },
  };
}
