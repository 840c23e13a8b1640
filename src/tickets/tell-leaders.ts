import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { toStaff } from './messages.ts';
import { leadersOf } from './people.ts';
import { tellStaff } from './tell-staff.ts';

/** Critical: director and general manager at once, day or night. Fraud and promises of sales: the general manager too. */
export async function tellLeaders(context: Context, tx: Transaction, ticket: Ticket): Promise<void> {
  const isCritical = ticket.severity === 'P0';
  if (!isCritical && ticket.categories[0] !== 'S3') return;
  await tellStaff(context, tx, {
    userIds: await leadersOf(tx, context.storeId, isCritical ? ['director', 'generalManager'] : ['generalManager']),
    text: isCritical ? toStaff.critical(ticket) : toStaff.forYourAttention(ticket),
    key: `${isCritical ? 'critical' : 'attention'}-${ticket.id}-${ticket.reopenCount}`,
    ticketId: ticket.id,
    isUrgent: isCritical,
  });
}
