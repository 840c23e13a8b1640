import { findByPlate, findByVin, listByMobile, listVehicles, type VehicleWithOwner } from '../customers/index.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { CareError, NotFoundError } from '../errors.ts';
import { extractEntities } from '../understanding/index.ts';

/** A car as a member of staff names it: by its plate, its VIN, or the phone number of an owner with one car. */
export interface NamedCar {
  cars: readonly string[];
  by: 'plate' | 'vin' | 'phone';
}

/** @returns the car and the other words; undefined when none is named */
function readNamedCar(text: string): (NamedCar & { rest: string }) | undefined {
  const { plates, phones, ...found } = extractEntities(text);
  const vins = found.vins.map(({ vin }) => vin);
  const by = plates.length > 0 ? 'plate' : vins.length > 0 ? 'vin' : 'phone';
  const cars = { plate: plates, vin: vins, phone: phones }[by];
  return cars.length === 0 ? undefined : { cars, by, rest: without(text, cars) };
}

const QUESTION = /[?？]\s*$|(?:吗|没有|了没|没)[。~～\s]*$/;
const EDGES = /^[\s,，。.!！:：;；、~～]+|[\s,，:：;；、~～]+$/g;

/**
 * An order about a car; the car may stand before or behind the words.
 *
 * @param commands patterns that must match at the beginning of the other words
 * @returns what is ordered and what else was said; undefined for a question, or when no car is named
 */
export function readCarCommand<T>(
  text: string,
  commands: readonly (readonly [RegExp, T])[],
): { order: T; note: string; named: NamedCar } | undefined {
  const named = readNamedCar(text);
  if (named === undefined || QUESTION.test(text)) return undefined;
  const rest = named.rest.replaceAll(EDGES, '');
  const command = commands.find(([pattern]) => pattern.test(rest));
  if (command === undefined) return undefined;
  const [pattern, order] = command;
  return { order, note: rest.replace(pattern, '').replaceAll(EDGES, ''), named };
}

/** The text without the cars' numbers, in whatever spelling: 沪A·12345, 沪 A12345. */
function without(text: string, cars: readonly string[]): string {
  let rest = text;
  for (const car of cars) {
    const loose = Array.from(car)
      .map((character) => character.replace(/[.*+?^${}()|[\]\\]/, '\\$&'))
      .join('[\\s·.•-]*');
    rest = rest.replace(new RegExp(loose, 'i'), ' ');
  }
  return rest;
}

/**
 * @param undone what did not happen when there is no such car: `没有告知车主`
 * @throws {CareError} `VALIDATION` for several cars, `NOT_FOUND` for none, with an answer for the member
 */
export async function findNamedCar(
  context: Context,
  tx: Transaction,
  { cars, by }: NamedCar,
  undone: string,
): Promise<VehicleWithOwner> {
  const [car = ''] = cars;
  if (cars.length > 1) {
    throw new CareError('VALIDATION', 'words about several cars', { userMessage: '请一次写一辆车。' });
  }
  if (by === 'phone') return carOfPhone(context, tx, car, undone);
  const find = by === 'plate' ? findByPlate : findByVin;
  const vehicle = await find(tx, context.storeId, car);
  if (vehicle !== undefined) return vehicle;
  throw new NotFoundError('vehicle', `档案里没有${by === 'plate' ? '车牌' : '车架号'} ${car}，${undone}，请核对。`);
}

async function carOfPhone(context: Context, tx: Transaction, phone: string, undone: string): Promise<VehicleWithOwner> {
  const owners = await listByMobile(tx, context.storeId, phone);
  const vehicles: VehicleWithOwner[] = [];
  for (const customer of owners) {
    const own = await listVehicles(tx, customer.id);
    vehicles.push(...own.map((vehicle) => Object.assign(vehicle, { customer })));
  }
  const driven = vehicles.filter((vehicle) => vehicle.status === 'active');
  const [only] = driven;
  if (only !== undefined && driven.length === 1) return only;
  throw new NotFoundError(
    'vehicle',
    driven.length === 0
      ? `档案里没有这个手机号的车，${undone}，请写车牌。`
      : `这个手机号名下有${driven.length}辆车，请写车牌：${driven.map((one) => one.plateNumber ?? '未上牌').join('、')}。`,
  );
}
