import type { Context } from '../context.ts';
import { listVehicles } from '../customers/index.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket, Vehicle } from '../database/generated/client.ts';
import { addOwnerMessage, isDanger, refreshCards } from '../tickets/index.ts';
import { type Heard, textOf } from './heard.ts';
import { say } from './messages.ts';
import { reply } from './reply.ts';
import { carsOf, vehicleOf } from './vehicle-of.ts';

/** Matters in which somebody has to know the car: faults, repairs, parts, charges, insurance. */
const ABOUT_A_CAR = /^(?:[QRPF]\d|I1)$/;
/** More do not fit into a menu. */
const MOST_CHOICES = 10;
/** Who did not answer need not be asked again with the next complaint of the day. */
const ASK_AGAIN_MS = 24 * 60 * 60_000;
/** What a tapped plate sends as its id. */
const MENU = /^car-(\d+)$/;

export interface VehicleQuestion {
  alsoAsk: string;
  choices?: { id: string; text: string }[];
}

/** What has to be asked about the car: nothing that was said, that is in the archive, or that nobody needs. */
export async function vehicleQuestion(
  context: Context,
  tx: Transaction,
  heard: Heard,
): Promise<VehicleQuestion | undefined> {
  const { conversation, decision, identity, rules } = heard;
  if (heard.isBeside) return undefined;
  if (decision.severity === 'P0') return identity.customerId === null ? askReachable(heard) : undefined;
  if (conversation.questionsAsked >= rules.conversation.maxClarifyingQuestions) return undefined;
  if (identity.customerId === null) return askUnknown(context, tx, heard);
  const isAboutCar = decision.categories.some((category) => ABOUT_A_CAR.test(category));
  if (!isAboutCar || decision.entities.plates.length > 0) return undefined;
  const cars = await carsOf(tx, identity.customerId);
  if (cars.length < 2) return undefined;
  const plates = cars.flatMap((car) => (car.plateNumber === null ? [] : [{ id: car.id, plate: car.plateNumber }]));
  if (identity.channel !== 'kf' || plates.length > MOST_CHOICES) {
    return { alsoAsk: say.askWhichCar(plates.slice(0, MOST_CHOICES).map(({ plate }) => plate)) };
  }
  return {
    alsoAsk: say.askWhichCar([]),
    choices: plates.map(({ id, plate }) => ({ id: `car-${id}`, text: plate })),
  };
}

/** A call within minutes was promised to somebody whose number nobody has. */
function askReachable(heard: Heard): VehicleQuestion | undefined {
  const hasPhone = heard.decision.entities.phones.length > 0;
  if (isDanger({ ...heard.decision, description: textOf(heard) })) {
    return { alsoAsk: hasPhone ? say.askPlace : say.askPhoneAndPlace };
  }
  return hasPhone ? undefined : { alsoAsk: say.askNumber };
}

async function askUnknown(context: Context, tx: Transaction, heard: Heard): Promise<VehicleQuestion | undefined> {
  const { plates, phones } = heard.decision.entities;
  if (plates.length > 0 && phones.length > 0) return undefined;
  const asked = await tx.ticket.count({
    where: {
      conversationId: heard.conversation.id,
      customerId: null,
      openedAt: { gt: new Date(context.clock.now().getTime() - ASK_AGAIN_MS) },
    },
  });
  if (asked > 0) return undefined;
  if (plates.length > 0) return { alsoAsk: say.askPhone };
  return { alsoAsk: phones.length > 0 ? say.askPlate : say.askVehicle };
}

/**
 * Takes a tapped or typed plate as the answer to the question which car it is about.
 *
 * @returns false when it is something else
 */
export async function answerWhichCar(
  context: Context,
  tx: Transaction,
  heard: Heard,
  open: readonly Ticket[],
): Promise<boolean> {
  const { customerId } = heard.identity;
  if (customerId === null) return false;
  const tapped = heard.messages.map((message) => MENU.exec(message.menuId ?? '')?.[1]).findLast((id) => id != null);
  if (tapped === undefined && heard.decision.kind !== 'binding') return false;
  const vehicle =
    tapped === undefined
      ? await vehicleOf(tx, heard)
      : (await listVehicles(tx, customerId)).find((car) => car.id === Number(tapped));
  // The first one is what was talked about last.
  const ticket = open.find((candidate) => candidate.vehicleId === null);
  if (vehicle === undefined || ticket === undefined) return false;
  await noteVehicle(context, tx, ticket, vehicle);
  await tx.message.updateMany({
    where: { id: { in: heard.messages.map((message) => message.id) } },
    data: { ticketId: ticket.id },
  });
  await reply(context, tx, heard, say.whichCarNoted(vehicle.plateNumber ?? '', ticket.number));
  return true;
}

/** The ticket's car is known now; whoever has it reads so. */
export async function noteVehicle(context: Context, tx: Transaction, ticket: Ticket, vehicle: Vehicle): Promise<void> {
  const { count } = await tx.ticket.updateMany({
    where: { id: ticket.id, vehicleId: null },
    data: { vehicleId: vehicle.id },
  });
  if (count === 0) return;
  await addOwnerMessage(context, tx, {
    ticketId: ticket.id,
    text: `车牌号 ${vehicle.plateNumber ?? ''}`,
    isSilent: true,
  });
  await refreshCards(context, tx, { ...ticket, vehicleId: vehicle.id });
}
