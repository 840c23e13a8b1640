import type { Context } from '../context.ts';
import { bindIdentityToVehicle, salutationOf, vehicleOfScene } from '../customers/index.ts';
import type { Transaction } from '../database/database.ts';
import type { Conversation } from '../database/generated/client.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import { bindTickets } from '../tickets/index.ts';
import { say } from './messages.ts';

export { bindingSceneOf } from '../customers/index.ts';

/**
 * Somebody scanned a QR code of the service account, or follows it through one.
 *
 * @param input.eventKey of the event: `qrscene_<scene>` or `<scene>`; other scenes mean nothing here
 * @param input.key names the scan, so that its confirmation is sent once
 */
export async function bindByScene(
  context: Context,
  tx: Transaction,
  input: { conversation: Conversation; eventKey: string; key: string },
): Promise<void> {
  const vehicleId = vehicleOfScene(input.eventKey);
  if (vehicleId === undefined) return;
  const { conversation } = input;
  const binding = await bindIdentityToVehicle(tx, {
    identityId: conversation.identityId,
    vehicleId,
  });
  if (binding.status !== 'bound' && binding.status !== 'alreadyBound') return;
  const { vehicle } = binding;
  const owner = { customerId: vehicle.customerId, vehicleId: vehicle.id };
  await bindTickets(context, tx, { conversationId: conversation.id, ...owner });
  await tellOwner(context, tx, {
    conversationId: conversation.id,
    key: idempotencyKeyOf('scene', input.key),
    text: say.bound(salutationOf(vehicle.customer), vehicle.plateNumber ?? ''),
  });
}
