import { dayOf, dayToDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { listCareSpecialistsOnDuty, listOnDuty } from '../stores/index.ts';
import type { DismissedKind } from './dismissed-kinds.ts';
import { toStaff } from './messages.ts';
import { leadersOf } from './people.ts';
import { tellStaff } from './tell-staff.ts';

/** Kinds that ask somebody for something. Thanks and ideas are read by whoever dismissed the ticket. */
const WISHES: readonly DismissedKind[] = ['question', 'booking', 'progress', 'human'];

/** What an owner wanted who did not complain: a call task that stays open until it is done, and a text to see it now. */
export async function passOnWish(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  kind: DismissedKind,
): Promise<void> {
  if (!WISHES.includes(kind)) return;
  const now = context.clock.now();
  const assignee = await assigneeFor(context, tx, ticket, kind);
  await tx.callTask.createMany({
    data: [
      {
        storeId: ticket.storeId,
        dedupeKey: `dismissed-${ticket.id}`,
        purpose: kind === 'booking' ? 'booking' : 'callback',
        assigneeUserId: assignee ?? null,
        customerId: ticket.customerId,
        vehicleId: ticket.vehicleId,
        ticketId: ticket.id,
        title: toStaff.wishTitle(ticket, kind),
        script: ticket.description,
        dueOn: dayToDate(dayOf(now)),
        createdAt: now,
      },
    ],
    skipDuplicates: true,
  });
  await tellStaff(context, tx, {
    userIds: assignee === undefined ? [] : [assignee],
    text: toStaff.wish(ticket, kind),
    key: `dismissed-${ticket.id}`,
    ticketId: ticket.id,
  });
}

/** The owner's own adviser when on duty, else reception; a person was asked for: customer care. Somebody always has it. */
async function assigneeFor(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  kind: DismissedKind,
): Promise<string | undefined> {
  const customer =
    ticket.customerId === null ? null : await tx.customer.findUnique({ where: { id: ticket.customerId } });
  const reception = kind === 'human' ? [] : await listOnDuty(tx, context.storeId, 'serviceReception');
  const own = reception.find((person) => person.userId === customer?.advisorUserId);
  const adviser = own ?? reception.find((person) => person.role === 'serviceAdvisor') ?? reception[0];
  const [specialist] = await listCareSpecialistsOnDuty(tx, context.storeId);
  const [director] = await leadersOf(tx, context.storeId, ['director']);
  return adviser?.userId ?? specialist?.userId ?? director;
}
