import { formatInstant } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { recordEvent } from './change.ts';
import { type ClockName, resetDeadlines } from './clocks.ts';
import { closePauses } from './close-pauses.ts';
import { leadersOf, peopleOn } from './people.ts';
import type { PauseReason } from './standstill.ts';
import { clockTexts } from './clock-texts.ts';
import { tellStaff } from './tell-staff.ts';

/** staff: by hand · owner: the owner has written · expired: it may not last longer · raised, handedOver: no time to wait */
export type PauseEnd = 'staff' | 'owner' | 'expired' | 'raised' | 'handedOver';

/**
 * The clocks of a ticket go on. Whoever works on it hears of it when they did not do it themselves, the director when
 * the pause used up all the time it could have.
 *
 * @param how.reasons only pauses for these
 * @returns false when none was running
 */
export async function endPauses(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  how: { by: PauseEnd; reasons?: readonly PauseReason[] },
): Promise<boolean> {
  const reasons = await closePauses(context, tx, ticket.id, how.reasons);
  if (reasons.length === 0) return false;
  const event = await recordEvent(context, tx, ticket, 'resumed', { data: { reasons, by: how.by } });
  await resetDeadlines(tx, ticket);
  if (how.by !== 'owner' && how.by !== 'expired') return true;
  const next = await tx.ticketClock.findFirst({
    where: { ticketId: ticket.id, stoppedAt: null },
    orderBy: { dueAt: 'asc' },
  });
  const workers = await peopleOn(tx, ticket);
  await tellStaff(context, tx, {
    userIds: how.by === 'expired' ? [...workers, ...(await leadersOf(tx, ticket.storeId, ['director']))] : workers,
    text: clockTexts.resumed(ticket, {
      reasons,
      by: how.by,
      ...(next === null ? {} : { clock: next.name as ClockName, dueAt: formatInstant(next.dueAt) }),
    }),
    key: `resumed-${event.id}`,
    ticketId: ticket.id,
  });
  return true;
}
