import type { Transaction } from '../../database/database.ts';
import type { GroupSend } from '../../database/generated/client.ts';
import type { GroupSendResult } from '../../ports.ts';
import { leaveGroupSend, ownersOf } from './leave.ts';
import { groupSendReasons } from './messages.ts';

/**
 * Takes note of how the recipients of a confirmed task fared: sent is delivered, the others go on down the ladder. Results
 * that come again change nothing.
 */
export async function applyResults(
  tx: Transaction,
  group: Pick<GroupSend, 'id' | 'storeId' | 'senderUserId'>,
  results: readonly GroupSendResult[],
  now: Date,
): Promise<void> {
  const sent = results.filter((result) => result.status === 1);
  for (const [sentAt, ids] of bySendTime(sent, now)) {
    await tx.reminder.updateMany({
      where: { groupSendId: group.id, status: 'sending', customerId: { in: await ownersOf(tx, group.id, ids) } },
      data: { status: 'delivered', sentAt: new Date(sentAt), deliveredAt: new Date(sentAt) },
    });
  }
  const gone = idsOf(results, 2);
  if (gone.length > 0) {
    await leaveGroupSend(tx, group.id, groupSendReasons.notAContact, { externalIds: gone });
    // The platform may go on listing them; until they add the member again nothing arrives.
    await tx.contactRelation.updateMany({
      where: {
        storeId: group.storeId,
        userId: group.senderUserId,
        removedByOwnerAt: null,
        identity: { channel: 'wecomContact', externalId: { in: gone } },
      },
      data: { removedByOwnerAt: now },
    });
  }
  const capped = idsOf(results, 3);
  if (capped.length > 0) await leaveGroupSend(tx, group.id, groupSendReasons.hadAnother, { externalIds: capped });
}

const idsOf = (results: readonly GroupSendResult[], status: number): string[] =>
  results.filter((result) => result.status === status).map((result) => result.externalUserId);

/** Few different instants: one confirmation sends to all. */
function bySendTime(results: readonly GroupSendResult[], now: Date): Map<number, string[]> {
  const groups = new Map<number, string[]>();
  for (const { externalUserId, sentAt } of results) {
    const at = (sentAt ?? now).getTime();
    const group = groups.get(at);
    if (group === undefined) groups.set(at, [externalUserId]);
    else group.push(externalUserId);
  }
  return groups;
}
