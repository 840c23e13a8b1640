import { dayOf, dayToDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { listCareSpecialistsOnDuty } from '../stores/index.ts';
import { toStaff } from './messages.ts';
import { tellStaff } from './tell-staff.ts';

/**
 * The owner has said nothing, or nothing clear, about the result: customer care calls. One call task a round, and the
 * specialist who has it is told once.
 *
 * @param dueAt when the verdict should be there
 */
export async function callForVerification(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  dueAt: Date,
): Promise<void> {
  const [specialist] = await listCareSpecialistsOnDuty(tx, context.storeId);
  const dedupeKey = `verify-${ticket.id}-${ticket.reopenCount}`;
  const { count } = await tx.callTask.createMany({
    data: [
      {
        storeId: ticket.storeId,
        dedupeKey,
        purpose: 'verification',
        assigneeUserId: specialist?.userId ?? null,
        customerId: ticket.customerId,
        vehicleId: ticket.vehicleId,
        ticketId: ticket.id,
        title: `回访工单 ${ticket.number}`,
        script: toStaff.verificationScript(ticket),
        dueOn: dayToDate(dayOf(dueAt)),
        createdAt: context.clock.now(),
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0 || specialist === undefined) return;
  await tellStaff(context, tx, {
    userIds: [specialist.userId],
    text: toStaff.unverified(ticket),
    key: dedupeKey,
    ticketId: ticket.id,
    isUrgent: ticket.severity === 'P0' || ticket.severity === 'P1',
  });
}

/** The verdict is there: nobody needs to call any more. */
export async function endVerificationCalls(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  words: string,
): Promise<void> {
  await tx.callTask.updateMany({
    where: { ticketId: ticket.id, purpose: 'verification', status: 'open' },
    data: { status: 'done', result: words, doneAt: context.clock.now() },
  });
}
