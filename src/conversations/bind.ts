import type { Context } from '../context.ts';
import { bindIdentity, salutationOf, type VehicleWithOwner } from '../customers/index.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { bindTickets } from '../tickets/index.ts';
import type { Entities } from '../understanding/index.ts';
import { type Heard, idsOf } from './heard.ts';
import { say } from './messages.ts';
import { pass, reply, replyOnce } from './reply.ts';
import { vehicleOf } from './vehicle-of.ts';

/** A plate and a phone number that come one after the other within this time belong together. */
const TOGETHER_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

interface Clues {
  plate: string | undefined;
  phone: string | undefined;
}

/**
 * An owner says who they are: plate and phone, in one message or one after the other. What does not match gets one and the
 * same answer, whatever is wrong with it, and only a few tries a day: strangers must not learn whose car it is.
 *
 * @param open the unknown owner's ticket: a number alone is what was asked for to call them
 */
export async function bind(context: Context, tx: Transaction, heard: Heard, open?: Ticket): Promise<void> {
  const own = await vehicleOf(tx, heard);
  if (own !== undefined && heard.decision.entities.plates.length > 0) {
    return reply(context, tx, heard, say.alreadyBound(own.plateNumber ?? ''));
  }
  const clues = await cluesOf(context, tx, heard);
  const { plate, phone } = clues;
  if (plate === undefined || phone === undefined) {
    if (open !== undefined && phone !== undefined && heard.decision.entities.phones.length > 0) {
      const noted = say.phoneNoted(open.number);
      return reply(context, tx, heard, open.severity === 'P0' ? noted : `${noted}\n${say.askPlate}`);
    }
    const missing = plate === undefined ? (phone === undefined ? say.askVehicle : say.askPlate) : say.askPhone;
    return reply(context, tx, heard, missing);
  }
  if (await hasTriedEnough(context, tx, heard)) {
    await pass(context, tx, heard, {
      purpose: 'callback',
      kind: 'binding',
      to: 'customerCare',
      key: `binding-tries-${context.storeId}-c${heard.conversation.id}`,
    });
    return replyOnce(context, tx, heard, say.bindingLater);
  }
  const vehicle = await bindWith(context, tx, heard, { plate, phone });
  if (vehicle !== undefined) {
    return reply(context, tx, heard, say.bound(salutationOf(vehicle.customer), vehicle.plateNumber ?? ''));
  }
  await pass(context, tx, heard, { purpose: 'callback', kind: 'binding', to: 'customerCare' });
  return reply(context, tx, heard, say.notBound);
}

/**
 * An unknown owner whose complaint holds plate and phone is known by it; nothing is said about it, so that nothing can be
 * tried out.
 */
export async function bindInPassing(context: Context, tx: Transaction, heard: Heard): Promise<Heard> {
  if (heard.identity.customerId !== null) return heard;
  const { plate, phone } = firstOf(heard.decision.entities);
  if (plate === undefined || phone === undefined || (await hasTriedEnough(context, tx, heard))) return heard;
  const vehicle = await bindWith(context, tx, heard, { plate, phone });
  if (vehicle === undefined) return heard;
  return { ...heard, identity: { ...heard.identity, customerId: vehicle.customerId, customer: vehicle.customer } };
}

async function bindWith(
  context: Context,
  tx: Transaction,
  heard: Heard,
  clues: { plate: string; phone: string },
): Promise<VehicleWithOwner | undefined> {
  const binding = await bindIdentity(tx, { identityId: heard.identity.id, ...clues });
  if (binding.status !== 'bound' && binding.status !== 'alreadyBound') return undefined;
  const { vehicle } = binding;
  const conversationId = heard.conversation.id;
  await bindTickets(context, tx, { conversationId, customerId: vehicle.customerId, vehicleId: vehicle.id });
  return vehicle;
}

const firstOf = ({ plates, phones }: Pick<Entities, 'plates' | 'phones'>): Clues => ({
  plate: plates[0],
  phone: phones[0],
});

/** What this message leaves out may have been said a little before. */
async function cluesOf(context: Context, tx: Transaction, heard: Heard): Promise<Clues> {
  const now = firstOf(heard.decision.entities);
  if (now.plate !== undefined && now.phone !== undefined) return now;
  const earlier = (await decisionsSince(tx, heard, new Date(context.clock.now().getTime() - TOGETHER_MS))).map(firstOf);
  return {
    plate: now.plate ?? earlier.find((clues) => clues.plate !== undefined)?.plate,
    phone: now.phone ?? earlier.find((clues) => clues.phone !== undefined)?.phone,
  };
}

async function hasTriedEnough(context: Context, tx: Transaction, heard: Heard): Promise<boolean> {
  const today = await decisionsSince(tx, heard, new Date(context.clock.now().getTime() - DAY_MS));
  const tries = today.filter(({ kind, plates, phones }) =>
    kind === 'binding' ? plates.length + phones.length > 0 : plates.length > 0 && phones.length > 0,
  );
  return tries.length >= heard.rules.conversation.bindingTriesPerDay;
}

/** What was read in this conversation before, newest first. */
async function decisionsSince(
  tx: Transaction,
  heard: Heard,
  since: Date,
): Promise<{ kind: string; plates: string[]; phones: string[] }[]> {
  const read = await tx.message.findMany({
    where: { conversationId: heard.conversation.id, id: { notIn: idsOf(heard) }, sentAt: { gt: since } },
    select: { decisionId: true },
  });
  const rows = await tx.decision.findMany({
    where: { id: { in: read.flatMap((message) => message.decisionId ?? []) } },
    orderBy: { id: 'desc' },
    select: { kind: true, entities: true },
  });
  return rows.map(({ kind, entities }) => {
    const { plates = [], phones = [] } = entities as Partial<Entities>;
    return { kind, plates, phones };
  });
}
