import type { Db } from '../database/database.ts';
import { isStaffMessage } from './limits.ts';
import type { OutboxRow } from './transmit.ts';

/** What is critical has a quota for itself so long after it is free again. */
const AFTER_CRITICAL_MS = 10_000;

/** When the time is over one message tries it, and the others wait so long for what it brings. */
const TRIAL_MS = 2000;

/**
 * Quotas that the platform called used up (45009 and its like): until they are free nothing of their kind is tried. Known
 * by this process alone; another one finds out by its own first call.
 */
export function createQuotaBlocks() {
  const blocks = new Map<string, Date>();
  return {
    close(row: OutboxRow, until: Date): void {
      blocks.set(kindOf(row), until);
    },
    /** Until when nothing like this message may leave; undefined: now. */
    until(row: OutboxRow, now: Date): Date | undefined {
      const until = blocks.get(kindOf(row));
      if (until === undefined || until > now) return until;
      blocks.set(kindOf(row), new Date(now.getTime() + TRIAL_MS));
      return undefined;
    },
    /** The platform takes them again. */
    open(row: OutboxRow): void {
      blocks.delete(kindOf(row));
    },
  };
}

/** The quota is the API's, so everything that is sent to staff shares its own. */
function kindOf({ storeId, channel }: OutboxRow): string {
  return `${storeId}:${isStaffMessage(channel) ? 'wecomText' : channel}`;
}

/**
 * When a message may leave after a block: while something critical waits for the same quota, everybody else lets it pass.
 * What waits for one recipient stays in its order.
 */
export async function turnAfterBlock(db: Db, row: OutboxRow, until: Date): Promise<Date> {
  const critical = await db.$queryRaw<{ is_own: boolean }[]>`
    SELECT waiting.order_key = mine.order_key AS is_own
    FROM outbox_message mine, outbox_message waiting JOIN ticket ON ticket.id = waiting.ticket_id
    WHERE mine.id = ${row.id} AND waiting.store_id = mine.store_id AND waiting.channel = mine.channel
      AND waiting.status IN ('pending', 'sending', 'unknown') AND ticket.severity = 'P0'`;
  if (critical.length === 0 || critical.some(({ is_own: isOwn }) => isOwn)) return until;
  return new Date(until.getTime() + AFTER_CRITICAL_MS);
}
