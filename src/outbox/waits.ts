import type { Database } from '../database/database.ts';
import { isNotice } from './limits.ts';
import { OPEN } from './marks.ts';
import { turnAfterBlock } from './quota-blocks.ts';
import type { OutboxRow } from './transmit.ts';

/** How a message waits for a later turn. */
export function createWaits(database: Database) {
  /**
   * @param mayHaveArrived this attempt; an earlier one that may have makes the message "unknown" for good
   */
  async function postpone(row: OutboxRow, mayHaveArrived: boolean, until: Date, why: string): Promise<void> {
    const isUnknown = mayHaveArrived || row.status !== 'pending';
    await database.client.outboxMessage.updateMany({
      where: { id: row.id, status: { in: OPEN } },
      data: {
        status: isUnknown ? 'unknown' : 'pending',
        notBeforeAt: until,
        errorText: why,
        // What has certainly not arrived has not been sent.
        ...(isUnknown ? {} : { sentAt: null }),
      },
    });
  }

  /** As if not tried yet: only then does it not hold back what follows. */
  async function letOthersPass(row: OutboxRow): Promise<void> {
    await database.client.outboxMessage.update({ where: { id: row.id }, data: { attempts: 0 } });
  }

  /**
   * It counts as tried, so that nothing to the same recipient overtakes it; but a notice holds up no answer.
   *
   * @returns whether the next message of the same recipient may follow
   */
  async function waitForQuota(row: OutboxRow, until: Date, why: string): Promise<boolean> {
    await postpone(row, false, await turnAfterBlock(database.client, row, until), why);
    if (isNotice(row.channel)) {
      await letOthersPass(row);
      return true;
    }
    await database.client.outboxMessage.updateMany({ where: { id: row.id, attempts: 0 }, data: { attempts: 1 } });
    return false;
  }

  return { postpone, letOthersPass, waitForQuota };
}
