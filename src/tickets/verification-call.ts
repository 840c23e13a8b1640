import { addDays, dayOf, dayToDate, formatInstant, timeOf } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { findStaff, listCareSpecialistsOnDuty, type Staff } from '../stores/index.ts';
import { type CallReason, clockTexts } from './clock-texts.ts';
import { toStaff } from './messages.ts';
import { leadersOf } from './people.ts';
import { tellStaff, withdrawTexts } from './tell-staff.ts';

/** Nobody calls an owner before this time: what is due earlier has to be done the day before. */
const CALLS_FROM = '10:00';

/**
 * The owner can't be asked in chat, has said nothing, or nothing clear, about the result: customer care calls. One call
 * task a round, and whoever has it is told once.
 */
export async function callForVerification(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  why: CallReason = 'unclear',
): Promise<void> {
  const now = context.clock.now();
  const clock = await tx.ticketClock.findFirst({ where: { ticketId: ticket.id, name: 'verify', stoppedAt: null } });
  const dueAt = clock?.dueAt ?? now;
  const caller = await chooseCaller(context, tx, ticket);
  const dedupeKey = keyOf(ticket.id, ticket.reopenCount);
  const { count } = await tx.callTask.createMany({
    data: [
      {
        storeId: ticket.storeId,
        dedupeKey,
        purpose: 'verification',
        assigneeUserId: caller?.userId ?? null,
        customerId: ticket.customerId,
        vehicleId: ticket.vehicleId,
        ticketId: ticket.id,
        title: `回访工单 ${ticket.number}`,
        script: toStaff.verificationScript(ticket),
        dueOn: dayToDate(lastDayToCall(now, dueAt)),
        createdAt: now,
      },
    ],
    skipDuplicates: true,
  });
  // A person calls: the chat is not asked in between.
  await tx.ticket.updateMany({ where: { id: ticket.id, verifyAskAt: { not: null } }, data: { verifyAskAt: null } });
  if (count === 0 || caller === undefined) return;
  await tellStaff(context, tx, {
    userIds: [caller.userId],
    text: clockTexts.callForVerdict(ticket, why, dueAt > now ? formatInstant(dueAt) : undefined),
    key: dedupeKey,
    ticketId: ticket.id,
    isUrgent: ticket.severity === 'P0' || ticket.severity === 'P1',
  });
}

/** A care specialist on duty who did not resolve the ticket; without one the director sees to it. */
async function chooseCaller(context: Context, tx: Transaction, ticket: Ticket): Promise<Staff | undefined> {
  const specialists = await listCareSpecialistsOnDuty(tx, context.storeId);
  const other = specialists.find((person) => person.userId !== ticket.assigneeUserId);
  if (other !== undefined) return other;
  const [director] = await leadersOf(tx, context.storeId, ['director']);
  return director === undefined ? specialists[0] : findStaff(tx, context.storeId, director);
}

function lastDayToCall(now: Date, dueAt: Date): string {
  const day = dayOf(dueAt);
  return timeOf(dueAt) < CALLS_FROM && day > dayOf(now) ? addDays(day, -1) : day;
}

const keyOf = (ticketId: number, round: number) => `verify-${ticketId}-${round}`;

/**
 * The verdict is there: nobody needs to call any more, nor hear of it in the morning. Where a member of staff wrote it
 * down the call was made and reached the owner; where the owner gave it by themselves nobody called.
 */
export async function endVerificationCalls(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  words: string,
): Promise<void> {
  const isMade = context.actor.kind === 'staff';
  await tx.callTask.updateMany({
    where: { ticketId: ticket.id, purpose: 'verification', status: 'open' },
    data: {
      ...(isMade ? { status: 'done', outcome: 'reached', attempts: { increment: 1 } } : { status: 'cancelled' }),
      result: words,
      doneAt: context.clock.now(),
    },
  });
  await withdrawCallTexts(tx, ticket);
}

/** Texts about calls that need not be made, of this round or the one before. */
export async function withdrawCallTexts(tx: Transaction, { id, reopenCount }: Ticket): Promise<void> {
  await withdrawTexts(tx, { ticketId: id, keys: [reopenCount, reopenCount - 1].map((round) => keyOf(id, round)) });
}
