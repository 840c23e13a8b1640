import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { closePauses } from './close-pauses.ts';
import { stopClocks } from './clocks.ts';
import { withdrawNightTexts } from './tell-staff.ts';
import { withdrawCallTexts } from './verification-call.ts';

/** What a ticket leaves behind is put away when it ends without a verdict: clocks, pauses, calls for the verdict. */
export async function putAway(context: Context, tx: Transaction, ticket: Ticket): Promise<void> {
  const now = context.clock.now();
  await stopClocks(context, tx, ticket.id, ['route', 'track', 'resolve', 'verify']);
  await closePauses(context, tx, ticket.id);
  await tx.callTask.updateMany({
    where: { ticketId: ticket.id, purpose: 'verification', status: 'open' },
    data: { status: 'cancelled', doneAt: now },
  });
  await withdrawCallTexts(tx, ticket);
  await withdrawNightTexts(context, tx, ticket.id);
}

/** Columns that only a ticket with work to do has. */
export const AT_REST = { pageAt: null, verifyAskAt: null } as const;
