import { addDays, addMonths, type Day, daysBetween } from '../calendar.ts';
import type { SampleVehicle, SampleVisit } from './types.ts';
import { nameOfCar } from './vehicles.ts';

/** Hand-backs of the last days, and cars delivered of late or a year ago: whom to ask on the coming days. */
const HAND_BACKS = 16;
/** The car of an owner who is played in the sandbox: whoever writes today is asked tomorrow, while the chat is open. */
const PLAYED = [1];
const PLAYED_DAYS_AGO = 2;
/** Days since each delivery. */
const DELIVERED_DAYS_AGO = [1, 2, 3, 5, 6, 8, 15, 22, 24, 28];
/** Days until the delivery was a year ago. */
const YEAR_IN_DAYS = [2, 6, 11, 17, 23];
/** Their owners have no other car but the one they had before. */
const FIRST_OWNER = 285;

/**
 * What happened in the last days, added to cars and visits that are there already: it moves nothing that is due.
 *
 * @param old cars and visits by now
 */
export function buildRecent(
  today: Day,
  old: { vehicles: readonly SampleVehicle[]; visits: readonly SampleVisit[] },
): { vehicles: SampleVehicle[]; visits: SampleVisit[] } {
  const first = old.vehicles.length;
  const used = [...PLAYED, ...[...new Set(old.visits.map(({ vehicle }) => vehicle))].slice(-HAND_BACKS)];
  const visits = used.map((vehicle, nth): SampleVisit => {
    const before = old.visits.findLast((visit) => visit.vehicle === vehicle);
    const on = addDays(today, -(nth < PLAYED.length ? PLAYED_DAYS_AGO : nth % 5));
    const deliveredOn = old.vehicles[vehicle]?.deliveredOn ?? on;
    // As many kilometres a day as before, so that no other day is expected for the next maintenance.
    const days = before === undefined ? 1 : Math.max(1, daysBetween(deliveredOn, before.enteredOn));
    const since = before === undefined ? 0 : Math.max(0, daysBetween(before.enteredOn, on));
    return {
      vehicle,
      repairOrderNo: `RO${on.replaceAll('-', '')}-R${String(nth + 1).padStart(2, '0')}`,
      enteredOn: addDays(on, -1),
      handedBackOn: on,
      odometerKm: Math.round((before?.odometerKm ?? 10_000) * (1 + since / days)),
      type: 'repair',
      amountFen: (nth + 3) * 12_000,
      advisorName: nth % 2 === 0 ? '江顾问' : '苏主管',
    };
  });
  const days = [
    ...DELIVERED_DAYS_AGO.map((ago) => addDays(today, -ago)),
    ...YEAR_IN_DAYS.map((inDays) => addMonths(addDays(today, inDays), -12)),
  ];
  const vehicles = days.map((deliveredOn, nth): SampleVehicle => ({
    customer: FIRST_OWNER + nth,
    ...nameOfCar(first + nth),
    registeredOn: deliveredOn,
    deliveredOn,
    odometerKm: null,
    odometerReadOn: null,
    warrantyEndsOn: addMonths(deliveredOn, 36),
    // Insured, and insured again, for the year to come.
    compulsoryInsuranceExpiresOn: addMonths(today, 11),
    commercialInsuranceExpiresOn: addMonths(today, 11),
    inspectionDueOn: null,
  }));
  return { vehicles, visits };
}
