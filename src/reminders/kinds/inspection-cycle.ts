import { addMonths, type Day, daysInMonth, formatDay, splitDay } from '../../calendar.ts';

export interface InspectionInput {
  registeredOn: Day;
  /** smallPassenger | van | truck | largePassenger | motorcycle */
  vehicleClass: string;
  /** private | commercial | rental | other */
  usageType: string;
}

export interface InspectionDue {
  /** Last day of the validity. */
  dueOn: Day;
  /** `mark`: the 检验标志 is applied for on line; `station`: the car has to go to the test. */
  what: 'mark' | 'station';
  /** Age of the registration in months. */
  ageMonths: number;
  /** In Chinese: age, what is due, the rule. */
  reason: string;
}

interface Step {
  months: number;
  what: 'mark' | 'station';
}

interface Cycle {
  name: string;
  /** Ages, in months, up to which each step repeats; the last goes on for ever. */
  stepAt(nth: number): Step;
}

/**
 * Small non-commercial passenger cars since 2022-10-01 (公安部等四部门 2022-09-09): the mark every two years, the test
 * at year 6 and 10, from then on the test every year. The text of 实施条例 art. 16 still says otherwise.
 */
const SMALL_PRIVATE: Cycle = {
  name: '2022-10-01 起的非营运小微型客车规定',
  stepAt: (nth) => {
    const years = nth <= 5 ? nth * 2 : nth + 5;
    return { months: years * 12, what: years === 6 || years >= 10 ? 'station' : 'mark' };
  },
};

/** 实施条例 art. 16: intervals in months up to an age, then the next. */
function statute(name: string, phases: readonly { every: number; untilMonths: number }[]): Cycle {
  return {
    name,
    stepAt: (nth) => {
      let months = 0;
      let left = nth;
      for (const { every, untilMonths } of phases) {
        const steps = Math.min(left, Math.ceil((untilMonths - months) / every));
        months += steps * every;
        left -= steps;
      }
      return { months, what: 'station' };
    },
  };
}

const FOREVER = Number.POSITIVE_INFINITY;
const COMMERCIAL_PASSENGER = statute('营运载客汽车规定', [
  { every: 12, untilMonths: 60 },
  { every: 6, untilMonths: FOREVER },
]);
const TRUCK_OR_LARGE = statute('载货及大中型非营运客车规定', [
  { every: 12, untilMonths: 120 },
  { every: 6, untilMonths: FOREVER },
]);
/** 面包车 keep the older cycle. Not confirmed by a source: [K] in vehicle-rules.md. */
const VAN = statute('面包车规定', [
  { every: 24, untilMonths: 72 },
  { every: 12, untilMonths: 180 },
  { every: 6, untilMonths: FOREVER },
]);
const MOTORCYCLE = statute('摩托车规定', [
  { every: 24, untilMonths: 48 },
  { every: 12, untilMonths: FOREVER },
]);

function cycleOf({ vehicleClass, usageType }: InspectionInput): Cycle {
  if (vehicleClass === 'truck') return TRUCK_OR_LARGE;
  if (vehicleClass === 'motorcycle') return MOTORCYCLE;
  if (usageType === 'commercial' || usageType === 'rental') return COMMERCIAL_PASSENGER;
  if (vehicleClass === 'largePassenger') return TRUCK_OR_LARGE;
  return vehicleClass === 'van' ? VAN : SMALL_PRIVATE;
}

/** No cycle has longer steps: so many of them cannot reach beyond an age. */
const LONGEST_STEP_MONTHS = 24;
/** Nothing on the road is older: ends the walk through the steps. */
const MAX_STEPS = 200;

/**
 * The first inspection that ends on or after a day.
 *
 * @param validToMonthEnd the validity runs to the end of the month; else to the anniversary itself
 */
export function nextInspection(car: InspectionInput, after: Day, validToMonthEnd: boolean): InspectionDue | undefined {
  const cycle = cycleOf(car);
  const ageMonths = monthOf(after) - monthOf(car.registeredOn);
  for (let nth = Math.max(1, Math.floor((ageMonths - 1) / LONGEST_STEP_MONTHS)); nth <= MAX_STEPS; nth += 1) {
    const step = cycle.stepAt(nth);
    const anniversary = addMonths(car.registeredOn, step.months);
    const dueOn = validToMonthEnd ? endOfMonth(anniversary) : anniversary;
    if (dueOn < after) continue;
    const todo = step.what === 'mark' ? '可线上申领检验标志，不用上线检测' : '需要上线检测';
    return {
      dueOn,
      what: step.what,
      ageMonths: step.months,
      reason: `${car.registeredOn} 注册登记，满 ${ageText(step.months)}，${todo}，有效期至 ${dueOn}（${cycle.name}）`,
    };
  }
  return undefined;
}

function monthOf(day: Day): number {
  const [year, month] = splitDay(day);
  return year * 12 + month;
}

function endOfMonth(day: Day): Day {
  const [year, month] = splitDay(day);
  return formatDay(year, month, daysInMonth(year, month));
}

function ageText(months: number): string {
  return months % 12 === 0 ? `${months / 12} 年` : `${Math.floor(months / 12)} 年 ${months % 12} 个月`;
}
