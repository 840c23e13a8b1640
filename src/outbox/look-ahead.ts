import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import { grouped } from './grouped.ts';
import { OPEN } from './marks.ts';
import type { OutboxRow } from './transmit.ts';

/**
 * What is next for a recipient, and what after it. Those who look at the same time are answered by one statement. A message
 * that failed and waits holds back what follows it; one that was meant for later does not.
 */
export function createLookAhead({
  database,
  clock,
}: {
  database: Database;
  clock: Clock;
}): (orderKey: string) => Promise<readonly OutboxRow[]> {
  return grouped(async (orderKeys: readonly string[]) => {
    const rows = await database.client.$queryRaw<(OutboxRow & { orderKey: string })[]>`
      SELECT message.* FROM unnest(${orderKeys}::text[]) AS wanted(order_key), LATERAL (
        SELECT id, order_key AS "orderKey", store_id AS "storeId", channel, account_id AS "accountId", recipient,
          idempotency_key AS "idempotencyKey", payload, attempts, not_before_at AS "notBeforeAt",
          created_at AS "createdAt", sent_at AS "sentAt", status, ticket_id AS "ticketId", reminder_id AS "reminderId",
          conversation_id AS "conversationId"
        FROM outbox_message
        WHERE order_key = wanted.order_key AND status = ANY(${OPEN}::text[])
          AND (attempts > 0 OR not_before_at IS NULL OR not_before_at <= ${clock.now()}::timestamptz)
        ORDER BY id LIMIT 2) AS message
      ORDER BY message.id`;
    const found = Map.groupBy(rows, ({ orderKey }) => orderKey);
    return orderKeys.map((key) => found.get(key) ?? []);
  });
}
