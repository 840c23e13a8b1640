import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { addOwnerMessage, findOpenMatter, openTicket, recordDecision } from '../tickets/index.ts';
import type { Decision } from '../understanding/index.ts';

/**
 * A complaint that came as a short message: the same matter joins its open ticket, another one opens one. Nobody can answer
 * there, so whoever has the ticket calls.
 *
 * @param input.decision a complaint
 */
export async function takeSmsComplaint(
  context: Context,
  tx: Transaction,
  input: {
    phone: string;
    text: string;
    decision: Decision;
    customerId: number | null;
    vehicleId: number | null;
  },
): Promise<void> {
  const { phone, text, decision, customerId, vehicleId } = input;
  const decisionId = await recordDecision(context, tx, { decision, text });
  const same = await findOpenMatter(tx, {
    storeId: context.storeId,
    customerId,
    vehicleId,
    categories: decision.categories,
    vehicleSystems: decision.entities.vehicleSystems,
    now: context.clock.now(),
    isCritical: decision.severity === 'P0',
  });
  if (same !== undefined) {
    await addOwnerMessage(context, tx, { ticketId: same.id, text, severity: decision.severity });
    return;
  }
  await openTicket(context, tx, {
    decision,
    decisionId,
    description: text,
    source: 'chat',
    reporterPhone: phone,
    ...(customerId === null ? {} : { customerId }),
    ...(vehicleId === null ? {} : { vehicleId }),
  });
}
