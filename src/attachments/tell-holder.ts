import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { enqueueOutbox, idempotencyKeyOf, reviseOutbox } from '../outbox/index.ts';
import { endOfNight, peopleOn } from '../tickets/index.ts';
import { countInWords } from './kinds.ts';
import { toStaff } from './messages.ts';

/** Whoever sends pictures sends several: the notice waits this long for another one. */
const QUIET_MS = 20_000;

/**
 * Tells whoever has the ticket about files of the owner, once for a burst: while the notice waits, the next ones are
 * counted in it.
 *
 * @param input.lastBurst first file of the burst before, when there was one
 * @returns the first file of the burst that these belong to
 */
export async function tellHolder(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  input: { fileIds: readonly number[]; lastBurst: number | undefined },
): Promise<number> {
  const userIds = await peopleOn(tx, ticket);
  if (input.lastBurst !== undefined) {
    let isCounted = userIds.length > 0;
    for (const userId of userIds) {
      isCounted = (await reviseOutbox(context, tx, await noticeOf(input.lastBurst, userId))) && isCounted;
    }
    if (isCounted) return input.lastBurst;
  }
  const burst = Math.min(...input.fileIds);
  for (const userId of userIds) await enqueueOutbox(context, tx, await noticeOf(burst, userId));
  return burst;

  async function noticeOf(first: number, userId: string) {
    const files = await tx.attachment.findMany({
      where: { ticketId: ticket.id, source: 'owner', id: { gte: first } },
      select: { msgType: true },
    });
    const url = `${context.publicUrl}/tickets/${ticket.storeId}/${ticket.number}`;
    const text = toStaff.added(ticket.number, countInWords(files), url);
    const isUrgent = ticket.severity === 'P0' || ticket.severity === 'P1';
    const quiet = new Date(context.clock.now().getTime() + QUIET_MS);
    return {
      channel: 'wecomText' as const,
      accountId: '',
      recipient: userId,
      idempotencyKey: idempotencyKeyOf('files', ticket.storeId, ticket.id, first, userId),
      payload: { text },
      preview: text,
      ticketId: ticket.id,
      notBeforeAt: isUrgent ? quiet : (endOfNight(quiet) ?? quiet),
    };
  }
}
