import { listVehicles } from '../../customers/index.ts';
import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type { Reminder, Vehicle } from '../../database/generated/client.ts';
import { type Heard, textOf } from '../heard.ts';
import { carsOf } from '../vehicle-of.ts';
import { goneOutTo, lastTogether } from './gone-out.ts';
import { sayToReply } from './words.ts';

const DAY_MS = 24 * 60 * 60_000;
/** What a tapped plate sends as its id. */
const MENU = /^sold-(\d+)$/;
/** More do not fit into a menu. */
const MOST_CHOICES = 10;

/** Without blanks and signs: 沪A·12345. */
const bare = (text: string): string => text.toUpperCase().replaceAll(/[\s·.\-—]/g, '');

const namedIn = (cars: readonly Vehicle[], text: string): Vehicle | undefined =>
  cars.find(({ plateNumber }) => plateNumber !== null && bare(text).includes(bare(plateNumber)));

/**
 * The car that is sold: the one that is named, the only one there is, or the only one that was spoken of when reminders last
 * named a car.
 *
 * @returns `cars`: those it may be, when that does not say it
 */
export async function soldOf(
  tx: Transaction,
  input: { reminder: Pick<Reminder, 'storeId' | 'customerId'>; text: string; since: Date },
): Promise<{ car: Vehicle } | { cars: Vehicle[] }> {
  const { storeId, customerId } = input.reminder;
  const cars = await carsOf(tx, customerId);
  const [only] = cars;
  const named = namedIn(cars, input.text) ?? (cars.length === 1 ? only : undefined);
  if (named !== undefined) return { car: named };
  const all = await goneOutTo(tx, { storeId, customerId, since: input.since });
  const spokenOf = new Set(
    lastTogether(all.filter(({ reminder }) => reminder.vehicleId !== null)).map(({ reminder }) => reminder.vehicleId),
  );
  const car = spokenOf.size === 1 ? cars.find(({ id }) => spokenOf.has(id)) : undefined;
  return car === undefined ? { cars } : { car };
}

/** Asks which one: with a menu where there are menus. */
export function askWhichSold(cars: readonly Vehicle[], { identity }: Pick<Heard, 'identity'>) {
  const plates = cars.flatMap(({ id, plateNumber }) => (plateNumber === null ? [] : [{ id, plate: plateNumber }]));
  if (identity.channel !== 'kf' || plates.length > MOST_CHOICES) {
    return { text: sayToReply.whichSold(plates.slice(0, MOST_CHOICES).map(({ plate }) => plate)) };
  }
  return {
    text: sayToReply.whichSold([]),
    choices: plates.map(({ id, plate }) => ({ id: `sold-${id}`, text: plate })),
  };
}

/** A plate that was tapped or written in answer to that question. */
export async function soldChoice(context: Context, tx: Transaction, heard: Heard): Promise<Vehicle | undefined> {
  const { customerId } = heard.identity;
  if (customerId === null) return undefined;
  const tapped = heard.messages.map((message) => MENU.exec(message.menuId ?? '')?.[1]).findLast((id) => id != null);
  if (tapped !== undefined) return (await listVehicles(tx, customerId)).find(({ id }) => id === Number(tapped));
  const car = namedIn(await carsOf(tx, customerId), textOf(heard));
  if (car === undefined) return undefined;
  // The last that was said there has to be our question.
  const said = await tx.outboxMessage.findFirst({
    where: {
      conversationId: heard.conversation.id,
      channel: { in: ['kfMessage', 'officialAccountMessage'] },
      createdAt: { gt: new Date(context.clock.now().getTime() - DAY_MS) },
    },
    orderBy: { id: 'desc' },
  });
  return said?.preview.includes('不再使用了？') === true ? car : undefined;
}
