import { addDays, addMonths, type Day, daysBetween, daysInMonth, formatDay, splitDay } from '../calendar.ts';
import { vinCheckDigit } from '../customers/index.ts';
import type { Random } from './random.ts';
import type { SampleVehicle, SampleVisit } from './types.ts';

const MODELS = [
  ['明锐', '明锐 1.5L 智行版'],
  ['柯迪亚克', '柯迪亚克 TSI330 标准版'],
  ['速派', '速派 TSI280 舒适版'],
  ['柯珞克', '柯珞克 TSI280 豪华版'],
] as const;
const PLATE_LETTERS = Array.from('ABCDEFGHJKLMNPQRSTUVWXYZ');

export interface BuiltVehicles {
  vehicles: SampleVehicle[];
  visits: SampleVisit[];
}

/**
 * The cars and their service history. Every sixth is new and waits for its first maintenance, the others come back
 * every year; due days are spread so that each of the next 45 days has some of every kind.
 */
export function buildVehicles(random: Random, today: Day, customerOf: readonly number[]): BuiltVehicles {
  const vehicles: SampleVehicle[] = [];
  const visits: SampleVisit[] = [];
  let used = 0;
  for (const [index, customer] of customerOf.entries()) {
    const isNew = index % 6 === 0;
    if (!isNew) used += 1;
    const built = isNew
      ? newCar(random, today, index / 6)
      : usedCar(random, today, used - 1, { index, vehicle: vehicles.length });
    vehicles.push({ customer, ...nameOfCar(index), ...built.vehicle });
    visits.push(...built.visits);
  }
  return { vehicles, visits };
}

/** Plate, VIN and model of the car with this index. */
export function nameOfCar(
  index: number,
): Pick<SampleVehicle, 'plateNumber' | 'vin' | 'series' | 'model' | 'energyType'> {
  const isElectric = index % 17 === 5;
  const [series, model] = MODELS[index % MODELS.length] ?? MODELS[0];
  return {
    plateNumber: plateOf(index, isElectric),
    vin: vinOf(index),
    series: isElectric ? 'ENYAQ' : series,
    model: isElectric ? 'ENYAQ iV 纯电版' : model,
    energyType: isElectric ? 'electric' : 'petrol',
  };
}

type Built = {
  vehicle: Omit<SampleVehicle, 'customer' | 'plateNumber' | 'vin' | 'series' | 'model' | 'energyType'>;
  visits: SampleVisit[];
};

function newCar(random: Random, today: Day, nth: number): Built {
  const firstMaintenanceOn = addDays(today, 1 + (nth % 45));
  const deliveredOn = addMonths(firstMaintenanceOn, -6);
  const insuredUntil = addMonths(deliveredOn, 12);
  return {
    vehicle: {
      registeredOn: addDays(deliveredOn, random.between(1, 10)),
      deliveredOn,
      odometerKm: null,
      odometerReadOn: null,
      warrantyEndsOn: addMonths(deliveredOn, 36),
      compulsoryInsuranceExpiresOn: insuredUntil,
      commercialInsuranceExpiresOn: insuredUntil,
      inspectionDueOn: null,
    },
    visits: [],
  };
}

/** @param nth running number among the used cars: the due days walk with it */
function usedCar(random: Random, today: Day, nth: number, ids: { index: number; vehicle: number }): Built {
  const lastMaintenanceOn = addMonths(addDays(today, 1 + ((nth * 3) % 140)), -12);
  // Every third car carries the inspection date that its file gave: the end of the month of an anniversary, as papers say.
  const years = [2, 4, 6, 8, 10][nth % 5] ?? 4;
  const anniversary = nth % 3 === 1 ? addDays(today, 1 + (nth % 100)) : null;
  const registeredOn =
    anniversary === null
      ? addDays(lastMaintenanceOn, -365 * random.between(1, 7) - random.between(0, 200))
      : addMonths(anniversary, -12 * years);
  const deliveredOn = addDays(registeredOn, -random.between(1, 9));
  const kmPerDay = nth % 4 === 2 ? random.between(34, 48) : random.between(12, 26);
  const visits = history(random, { deliveredOn, lastMaintenanceOn, kmPerDay, today, ...ids });
  const last = visits.at(-1);
  const compulsoryInsuranceExpiresOn = addDays(today, 1 + Math.floor((nth * 365) / 283));
  return {
    vehicle: {
      registeredOn,
      deliveredOn,
      odometerKm: last?.odometerKm ?? null,
      odometerReadOn: last?.enteredOn ?? null,
      warrantyEndsOn: nth % 4 === 0 ? addDays(today, 5 + ((nth * 5) % 400)) : addMonths(deliveredOn, 36),
      compulsoryInsuranceExpiresOn,
      commercialInsuranceExpiresOn:
        nth % 6 === 0 ? addDays(compulsoryInsuranceExpiresOn, 20) : compulsoryInsuranceExpiresOn,
      inspectionDueOn: anniversary === null ? null : endOfMonth(anniversary),
    },
    visits,
  };
}

function endOfMonth(day: Day): Day {
  const [year, month] = splitDay(day);
  return formatDay(year, month, daysInMonth(year, month));
}

function history(
  random: Random,
  car: { deliveredOn: Day; lastMaintenanceOn: Day; kmPerDay: number; today: Day; index: number; vehicle: number },
): SampleVisit[] {
  const days: { on: Day; type: SampleVisit['type'] }[] = [];
  // Backwards from the last maintenance by about a year each, so that the last one stays where the due day needs it.
  let on = car.lastMaintenanceOn;
  while (daysBetween(car.deliveredOn, on) > 60) {
    days.push({ on, type: 'regularMaintenance' });
    on = addDays(on, -random.between(330, 390));
  }
  const first = days.at(-1);
  if (first !== undefined) first.type = 'firstMaintenance';
  if (days.length === 0) days.push({ on: car.lastMaintenanceOn, type: 'firstMaintenance' });
  if (random.chance(0.4)) {
    const repairedOn = addDays(car.lastMaintenanceOn, random.between(20, 200));
    if (repairedOn < car.today) days.push({ on: repairedOn, type: 'repair' });
  }
  return days
    .toSorted((a, b) => (a.on < b.on ? -1 : 1))
    .map(({ on, type }, nth) => ({
      vehicle: car.vehicle,
      repairOrderNo: `RO${on.replaceAll('-', '')}-${String(car.index + 1).padStart(3, '0')}${nth}`,
      enteredOn: on,
      handedBackOn: addDays(on, type === 'repair' ? random.between(1, 4) : 0),
      odometerKm: Math.max(100, daysBetween(car.deliveredOn, on) * car.kmPerDay + random.between(0, 200)),
      type,
      amountFen: (type === 'repair' ? random.between(200, 4000) : random.between(380, 1200)) * 100,
      advisorName: car.index % 2 === 0 ? '江顾问' : '苏主管',
    }));
}

/** Three letters after the city letter: no authority issues that form to a petrol car, and it passes every format check. */
function plateOf(index: number, isElectric: boolean): string {
  const letter = PLATE_LETTERS[Math.floor(index / 99)] ?? 'A';
  const number = (index % 99) + 1;
  return isElectric ? `沪ADZ${String(index + 1).padStart(4, '0')}` : `沪ACS${letter}${String(number).padStart(2, '0')}`;
}

/** ISO 3780 gives no country a code that begins with G, so no maker's VIN starts like these. */
export function vinOf(index: number): string {
  const body = `GCB2026A_T0${String(index + 1).padStart(6, '0')}`;
  return body.replace('_', vinCheckDigit(body.replace('_', '0')));
}
