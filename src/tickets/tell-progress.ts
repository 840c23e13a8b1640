import { dayOf, dayToDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import { toStaff } from './messages.ts';
import { tellStaff } from './tell-staff.ts';

/** What an owner must hear: what the chat can't carry any more, or never could, is told by phone. */
export async function tellProgress(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  progress: { text: string; note: string; eventId: number },
): Promise<void> {
  const isTold =
    ticket.conversationId !== null &&
    (await tellOwner(context, tx, {
      conversationId: ticket.conversationId,
      key: idempotencyKeyOf('tracked', progress.eventId),
      text: progress.text,
      ticketId: ticket.id,
      isOptional: true,
    }));
  if (isTold) return;
  const now = context.clock.now();
  const assigneeUserId = ticket.assigneeUserId ?? context.actor.id;
  await tx.callTask.createMany({
    data: [
      {
        storeId: ticket.storeId,
        dedupeKey: `tracked-${progress.eventId}`,
        purpose: 'callback',
        assigneeUserId,
        customerId: ticket.customerId,
        vehicleId: ticket.vehicleId,
        ticketId: ticket.id,
        title: `电话告知工单 ${ticket.number} 的进展`,
        script: progress.note,
        dueOn: dayToDate(dayOf(now)),
        createdAt: now,
      },
    ],
    skipDuplicates: true,
  });
  await tellStaff(context, tx, {
    userIds: [assigneeUserId],
    text: toStaff.undelivered(ticket, progress.note),
    key: `undelivered-${progress.eventId}`,
    ticketId: ticket.id,
    isUrgent: true,
  });
}
