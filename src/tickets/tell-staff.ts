import { addDays, dayOf, instantAt, timeOf } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { enqueueOutbox, idempotencyKeyOf } from '../outbox/index.ts';

/** People are not disturbed between these times unless it is urgent. */
const NIGHT_FROM = '21:00';
const NIGHT_TO = '08:00';

/**
 * A text to each of these members by the WeCom app.
 *
 * @param input.key names this message; each member's copy gets a key of its own
 * @param input.isUrgent also at night; anything else waits until the morning
 */
export async function tellStaff(
  context: Context,
  tx: Transaction,
  input: { userIds: readonly string[]; text: string; key: string; ticketId?: number; isUrgent?: boolean },
): Promise<void> {
  const now = context.clock.now();
  const notBeforeAt = input.isUrgent === true ? undefined : endOfNight(now);
  for (const userId of new Set(input.userIds)) {
    await enqueueOutbox(context, tx, {
      channel: 'wecomText',
      accountId: '',
      recipient: userId,
      idempotencyKey: idempotencyKeyOf('staff', input.key, userId),
      payload: { text: input.text },
      preview: input.text,
      ticketId: input.ticketId,
      notBeforeAt,
    });
  }
}

/** Takes back texts that wait for the morning and have nothing to say any more. @param input.keys as they were told under */
export async function withdrawTexts(
  tx: Transaction,
  input: { ticketId: number; keys: readonly string[] },
): Promise<void> {
  const waiting = await tx.outboxMessage.findMany({
    where: { ticketId: input.ticketId, channel: 'wecomText', status: 'pending', attempts: 0 },
    select: { id: true, recipient: true, idempotencyKey: true },
  });
  const stale = waiting.filter((row) =>
    input.keys.some((key) => row.idempotencyKey === idempotencyKeyOf('staff', key, row.recipient)),
  );
  await tx.outboxMessage.updateMany({
    where: { id: { in: stale.map((row) => row.id) }, status: 'pending' },
    data: { status: 'withdrawn' },
  });
}

/**
 * A ticket has ended: what waits for the morning about it is stale; its end is told afterwards. A text to one person whose
 * first attempt is over stays: it may have arrived.
 */
export async function withdrawNightTexts(context: Context, tx: Transaction, ticketId: number): Promise<void> {
  await tx.outboxMessage.updateMany({
    where: {
      ticketId,
      channel: 'wecomText',
      status: 'pending',
      attempts: 0,
      notBeforeAt: { gt: context.clock.now() },
    },
    data: { status: 'withdrawn' },
  });
}

/** When the night ends in which `now` lies; undefined by day. */
export function endOfNight(now: Date): Date | undefined {
  const time = timeOf(now);
  if (time >= NIGHT_FROM) return instantAt(addDays(dayOf(now), 1), NIGHT_TO);
  return time < NIGHT_TO ? instantAt(dayOf(now), NIGHT_TO) : undefined;
}
