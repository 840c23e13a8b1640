import { dayOf } from '../../calendar.ts';
import type { Transaction } from '../../database/database.ts';
import type { Reminder } from '../../database/generated/client.ts';
import { getStore, type Rules, rulesOf, type Store } from '../../stores/index.ts';
import { dispatch, type Subject } from '../dispatch.ts';
import type { PassedRung } from '../ladder.ts';
import { lockOwners } from '../lock-owners.ts';
import { loadPageFacts, noteHeard, type PageFacts } from '../page-facts.ts';
import { createPageWrites, type PageWrites } from '../page-writes.ts';
import { reasonToSkip } from '../reason-to-skip.ts';
import type { OutreachContext } from '../rungs/rung.ts';
import { loadSubjects } from '../subjects.ts';

const PAGE = 50;

/**
 * Takes those who left a group send to their next rung, a page in a transaction, until none is left. Whoever should not be
 * told any more, by the same rules as at the first rung, is skipped with the reason.
 */
export async function moveOn(context: OutreachContext, groupSendId: number): Promise<void> {
  const store = await getStore(context.database.client, context.storeId);
  const setting = { store, rules: rulesOf(store) };
  while ((await movePage(context, setting, groupSendId)) === PAGE);
}

async function movePage(
  context: OutreachContext,
  setting: { store: Store; rules: Rules },
  groupSendId: number,
): Promise<number> {
  return context.database.transaction(async (tx) => {
    const claimed = await tx.$queryRaw<{ id: number }[]>`
      SELECT id FROM reminder WHERE group_send_id = ${groupSendId} AND status = 'failed' AND store_id = ${context.storeId}
      ORDER BY id LIMIT ${PAGE} FOR UPDATE SKIP LOCKED`;
    const ids = claimed.map((row) => row.id);
    if (ids.length === 0) return 0;
    // It counts no longer as one of the owner's group sends.
    await tx.reminder.updateMany({ where: { id: { in: ids } }, data: { groupSendId: null } });
    const reminders = await tx.reminder.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } });
    await lockOwners(
      tx,
      reminders.map(({ customerId }) => customerId),
    );
    const subjects = await loadSubjects(tx, reminders);
    const now = context.clock.now();
    const writes = createPageWrites();
    const facts = await loadPageFacts(tx, subjects, dayOf(now), now);
    for (const reminder of reminders) {
      const subject = subjects.find((candidate) => candidate.reminder.id === reminder.id);
      // A day may have passed since it was decided.
      const reason = subject === undefined ? '车主档案已删除' : reasonToSkip(subject, facts, setting.rules);
      if (subject === undefined || reason !== undefined) {
        writes.note(reminder, { status: 'skipped', skipReason: reason ?? '' });
      } else await takeNextRung(context, tx, { ...setting, facts, writes }, subject);
    }
    await writes.flush(context, tx);
    return ids.length;
  });
}

async function takeNextRung(
  context: OutreachContext,
  tx: Transaction,
  { facts, writes, ...setting }: { store: Store; rules: Rules; facts: PageFacts; writes: PageWrites },
  subject: Subject,
): Promise<void> {
  // Why it left stands last: see `leaveGroupSend`.
  const passed = subject.reminder.passedRungs as unknown as PassedRung[];
  const failed = passed.at(-1) ?? { channel: 'groupSend' as const, reason: '' };
  const reminder = { ...subject.reminder, passedRungs: passed.slice(0, -1) as unknown as Reminder['passedRungs'] };
  const taken = await dispatch(context, tx, writes, setting, { ...subject, reminder }, failed);
  if (typeof taken === 'string' && taken !== 'held') noteHeard(facts, subject, taken);
}
