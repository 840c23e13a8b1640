import { setVehicleStatus, VEHICLE_STATUSES } from '../../customers/index.ts';
import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type { Vehicle } from '../../database/generated/client.ts';
import { withdrawUnwanted } from '../../outreach/index.ts';
import { getStore, rulesOf } from '../../stores/index.ts';
import type { Answer } from './answer.ts';
import { passReply, whoIs } from './pass-reply.ts';
import { soldOf } from './sold-which.ts';
import { passOnReply, sayToReply } from './words.ts';

/** 报废, 全损: the car is no more; otherwise somebody else has it. */
const WRITTEN_OFF = /报废|全损|注销|撞没|烧没/;
/** Title of the task while nobody knows which car it is. */
const UNKNOWN_CAR = '核对转让（哪辆待问）';
const DAY_MS = 24 * 60 * 60_000;

/**
 * The car is no longer theirs: all that is planned for it stops, and somebody verifies it. Staff can take it back. Where
 * nothing says which car it is, none is marked: the owner is asked, and staff know of it.
 *
 * @param input.car the one that they named when they were asked
 * @param input.ask puts the question; without it only staff ask
 * @param input.alsoSay what was done besides
 */
export async function soldCar(
  context: Context,
  tx: Transaction,
  answer: Answer,
  input: { car?: Vehicle; ask?: (cars: readonly Vehicle[], alsoSay: string) => Promise<void>; alsoSay?: string },
): Promise<void> {
  const { reminder, customer } = answer;
  const text = input.car === undefined ? answer.text : await withEarlierWords(tx, answer);
  const { replyDays } = rulesOf(await getStore(tx, context.storeId)).conversation;
  const since = new Date(context.clock.now().getTime() - replyDays * DAY_MS);
  const found = input.car === undefined ? await soldOf(tx, { reminder, text, since }) : { car: input.car };
  const car = 'car' in found ? found.car : null;
  const about: Answer = { ...answer, vehicle: car };
  const verify = (title: string, script: string) =>
    passReply(context, tx, about, {
      purpose: 'callback',
      to: 'dataClerk',
      what: 'sold',
      title,
      text: script,
      replaces: true,
    });
  const said = (words: string) => [words, input.alsoSay].filter((part) => part !== undefined).join('\n');
  if ('car' in found) {
    const status = WRITTEN_OFF.test(text) ? 'totalLoss' : 'sold';
    await markGone(context, tx, found.car, status, text);
    await withdrawUnwanted(context, reminder.customerId, tx);
    await verify(
      status === 'sold' ? '核对转让' : '核对报废',
      passOnReply.soldCar(whoIs(about), text, VEHICLE_STATUSES[status]),
    );
    return answer.say(said(sayToReply.soldCar(found.car.plateNumber ?? '')));
  }
  const who = customer?.name ?? '车主';
  if (found.cars.length === 0) {
    await verify('核对车辆', passOnReply.noCar(who, text));
    return answer.say(said(sayToReply.noCar));
  }
  const plates = found.cars.map(({ plateNumber, model }) => plateNumber ?? model ?? '未上牌车辆').join('、');
  await verify(UNKNOWN_CAR, passOnReply.whichSold(who, text, plates));
  return input.ask?.(found.cars, input.alsoSay ?? '');
}

/** A plate alone says nothing: what they wrote before they were asked belongs to it. */
async function withEarlierWords(tx: Transaction, { reminder, text }: Answer): Promise<string> {
  const asked = await tx.callTask.findFirst({
    where: { reminderId: reminder.id, title: { startsWith: UNKNOWN_CAR } },
    orderBy: { id: 'desc' },
  });
  const before = asked?.script.split('\n')[0]?.split('：').slice(1).join('：') ?? '';
  return before === '' ? text : `${before}，${text}`;
}

async function markGone(
  context: Context,
  tx: Transaction,
  car: Vehicle,
  status: 'sold' | 'totalLoss',
  text: string,
): Promise<void> {
  await setVehicleStatus(context, tx, { vehicleId: car.id, status, words: text.slice(0, 200) });
  await tx.reminder.updateMany({
    where: { vehicleId: car.id, status: 'planned' },
    data: { status: 'skipped', skipReason: '车辆已转让或报废' },
  });
}
