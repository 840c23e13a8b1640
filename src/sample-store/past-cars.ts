import { addDays, addMonths, type Day } from '../calendar.ts';
import type { SampleStore, SampleVehicle, SampleVisit } from './types.ts';
import { nameOfCar } from './vehicles.ts';

/** Cars that have not come for more than a year, and cars that were due for their first maintenance of late. */
const LOST = 18;
const FIRST_DUE = 16;
/** Of those due for the first time, every so many have not come. */
const MISSING_EVERY = 4;
/** Their owners have no further car in the sample. */
const FIRST_OWNER = 170;

/** Cars that only the past knows: nothing of theirs is due on the coming days. Visits count `vehicle` from 0 here. Pure. */
export function buildPastCars({ today, vehicles }: Pick<SampleStore, 'today' | 'vehicles'>): {
  vehicles: SampleVehicle[];
  visits: SampleVisit[];
} {
  const built = [
    ...Array.from({ length: LOST }, (_, nth) => lostCar(today, nth)),
    ...Array.from({ length: FIRST_DUE }, (_, nth) => carForFirstMaintenance(today, nth)),
  ];
  return {
    vehicles: built.map(({ deliveredOn, insuredUntil }, nth) => ({
      customer: FIRST_OWNER + nth * 2,
      ...nameOfCar(vehicles.length + nth),
      registeredOn: deliveredOn,
      deliveredOn,
      odometerKm: null,
      odometerReadOn: null,
      warrantyEndsOn: addMonths(deliveredOn, 36),
      compulsoryInsuranceExpiresOn: insuredUntil,
      commercialInsuranceExpiresOn: insuredUntil,
      inspectionDueOn: null,
    })),
    visits: built.flatMap(({ visit }, vehicle) =>
      visit === undefined
        ? []
        : {
            vehicle,
            repairOrderNo: `RO${visit.on.replaceAll('-', '')}-L${String(vehicle + 1).padStart(2, '0')}`,
            enteredOn: visit.on,
            handedBackOn: visit.on,
            odometerKm: visit.km,
            type: visit.type,
            amountFen: 45_000 + vehicle * 1500,
            advisorName: vehicle % 2 === 0 ? '江顾问' : '苏主管',
          },
    ),
  };
}

interface PastCar {
  deliveredOn: Day;
  insuredUntil: Day;
  visit?: { on: Day; km: number; type: SampleVisit['type'] };
}

/** Between two inspections, and insured for months to come: only its absence is of interest. */
function lostCar(today: Day, nth: number): PastCar {
  const deliveredOn = addMonths(today, -(28 + nth));
  return {
    deliveredOn,
    insuredUntil: addMonths(addDays(today, nth * 3), 5),
    visit: { on: addMonths(addDays(today, -nth * 9), -13), km: 9000 + nth * 700, type: 'regularMaintenance' },
  };
}

function carForFirstMaintenance(today: Day, nth: number): PastCar {
  const dueOn = addDays(today, -(6 + nth * 6));
  const deliveredOn = addMonths(dueOn, -6);
  const insuredUntil = addMonths(deliveredOn, 12);
  return nth % MISSING_EVERY === MISSING_EVERY - 1
    ? { deliveredOn, insuredUntil }
    : {
        deliveredOn,
        insuredUntil,
        visit: { on: addDays(dueOn, (nth % 5) - 4), km: 4200 + nth * 90, type: 'firstMaintenance' },
      };
}
