import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import { CareError } from '../errors.ts';
import type { SmsSender } from '../ports.ts';
import type { StoreConnections } from '../stores/connections.ts';
import { recordOutcome } from './late-outcome.ts';
import { platformKeyOf } from './message.ts';
import type { SettledHook } from './outcome.ts';
import type { OutboxRow } from './transmit.ts';
import { outcomeOfSms, RECEIPT_MS } from './unanswered.ts';

const MINUTE_MS = 60_000;
/** Overdue receipts are looked for this often. */
const EVERY_MS = MINUTE_MS;
/** A vendor that says "on its way" is asked again after this, and for so long. */
const ASK_AGAIN_MS = 60 * MINUTE_MS;
const ASK_FOR_MS = 24 * 60 * MINUTE_MS;
const LIMIT = 500;

/**
 * Messages whose receipt does not come. A vendor of short messages is asked; a notice of the service account counts as
 * unconfirmed after half an hour: neither delivered nor sent again. A receipt that comes later still counts.
 */
export function createReceiptWatch(options: {
  database: Database;
  clock: Clock;
  connections: StoreConnections;
  onSettled: readonly SettledHook[];
}) {
  const { database, clock, connections, onSettled } = options;
  let nextAt = 0;

  async function ask(row: OutboxRow, sms: SmsSender | undefined): Promise<void> {
    const now = clock.now();
    const { sentAt } = row;
    if (sms?.answersOutcomes === true && sentAt !== null) {
      const outcome = await sms.outcomeOf({ phone: row.recipient, messageId: platformKeyOf(row), sentAt });
      if (outcome.status === 'delivered' || outcome.status === 'failed') {
        await database.transaction((tx) => recordOutcome(tx, onSettled, row, outcomeOfSms(outcome, '')));
        return;
      }
      if (now.getTime() - sentAt.getTime() < ASK_FOR_MS) return askLater(row);
    }
    await database.client.outboxMessage.updateMany({
      where: { id: row.id, status: 'sent' },
      data: { status: 'unconfirmed' },
    });
  }

  async function askLater(row: OutboxRow): Promise<void> {
    await database.client.outboxMessage.updateMany({
      where: { id: row.id, status: 'sent' },
      data: { notBeforeAt: new Date(clock.now().getTime() + ASK_AGAIN_MS) },
    });
  }

  const withoutReceipt = (now: Date) => ({ status: 'sent', sentAt: { lt: new Date(now.getTime() - RECEIPT_MS) } });
  const toAsk = (now: Date) => ({
    ...withoutReceipt(now),
    channel: 'sms',
    OR: [{ notBeforeAt: null }, { notBeforeAt: { lte: now } }],
  });

  return {
    /** Closes what stays without a receipt. @returns whose turn it is to be asked about; empty until a minute has passed */
    async sweep(): Promise<string[]> {
      const now = clock.now();
      if (now.getTime() < nextAt) return [];
      nextAt = now.getTime() + EVERY_MS;
      await database.client.outboxMessage.updateMany({
        where: { ...withoutReceipt(now), channel: { in: ['officialAccountTemplate', 'subscriptionNotice'] } },
        data: { status: 'unconfirmed' },
      });
      const rows = await database.client.outboxMessage.findMany({
        where: toAsk(now),
        distinct: ['orderKey'],
        select: { orderKey: true },
        take: LIMIT,
      });
      return rows.map((row) => row.orderKey);
    },
    /** Asks what became of the short messages to one number. */
    async askFor(orderKey: string): Promise<void> {
      const rows = await database.client.outboxMessage.findMany({ where: { orderKey, ...toAsk(clock.now()) } });
      for (const row of rows) {
        try {
          await ask(row, connections.get(row.storeId)?.channels.sms);
        } catch (error) {
          if (!(error instanceof CareError)) throw error;
          await askLater(row);
        }
      }
    },
  };
}
