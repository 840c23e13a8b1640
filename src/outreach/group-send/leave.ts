import type { Transaction } from '../../database/database.ts';
import type { PassedRung } from '../ladder.ts';

/**
 * Reminders of a group send that it will not carry: they are marked, with the reason, and go on down the ladder page by
 * page (`moveOn`), because there may be thousands.
 *
 * @param who only these; absent: all that are still waiting. `isUnresolved`: nobody can say whether it reached them, so that
 *   a person calls and no other message follows
 * @returns how many
 */
export async function leaveGroupSend(
  tx: Transaction,
  groupSendId: number,
  reason: string,
  who: { externalIds?: readonly string[]; customerIds?: readonly number[]; isUnresolved?: boolean } = {},
): Promise<number> {
  const left: PassedRung = {
    channel: 'groupSend',
    reason,
    ...(who.isUnresolved === true ? { isUnresolved: true } : {}),
  };
  const passed = JSON.stringify([left]);
  const customerIds =
    who.externalIds === undefined ? who.customerIds : await ownersOf(tx, groupSendId, who.externalIds);
  return tx.$executeRawUnsafe(
    `UPDATE reminder SET status = 'failed', passed_rungs = passed_rungs || $1::jsonb
     WHERE group_send_id = $2 AND status = 'sending' AND ($3::int[] IS NULL OR customer_id = ANY($3::int[]))`,
    passed,
    groupSendId,
    customerIds === undefined ? null : [...customerIds],
  );
}

/** The owners behind some contacts of a task. */
export async function ownersOf(
  tx: Transaction,
  groupSendId: number,
  externalIds: readonly string[],
): Promise<number[]> {
  const rows = await tx.$queryRaw<{ customer_id: number }[]>`
    SELECT DISTINCT identity.customer_id FROM channel_identity identity
    JOIN group_send ON group_send.id = ${groupSendId} AND group_send.store_id = identity.store_id
    WHERE identity.channel = 'wecomContact' AND identity.customer_id IS NOT NULL
      AND identity.external_id = ANY(${[...externalIds]}::text[])`;
  return rows.map((row) => row.customer_id);
}
