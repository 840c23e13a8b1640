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

function endOfNight(now: Date): Date | undefined {
  const time = timeOf(now);
  if (time >= NIGHT_FROM) return instantAt(addDays(dayOf(now), 1), NIGHT_TO);
  return time < NIGHT_TO ? instantAt(dayOf(now), NIGHT_TO) : undefined;
}
