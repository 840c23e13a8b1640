import { type Day, dateToDay, dayOf } from '../calendar.ts';
import type { Rectification } from '../database/generated/client.ts';
import type { Rules } from '../stores/index.ts';
import { nextWorkingDay } from '../working-time.ts';
import type { RectificationStatus } from './states.ts';

/** So many working days of the store after a day. */
export function workingDaysAfter(day: Day, count: number, rules: Rules): Day {
  let on = day;
  for (let passed = 0; passed < count; passed += 1) on = nextWorkingDay(on, rules.workingTime);
  return on;
}

/**
 * The last day for the step that is due now; undefined for a closed one.
 *
 * @param lastStepAt when it came into its present state
 */
export function stepDueOn(rectification: Rectification, lastStepAt: Date, rules: Rules): Day | undefined {
  const { verifyWorkingDays, decideWorkingDays } = rules.rectification;
  const status = rectification.status as RectificationStatus;
  switch (status) {
    case 'open':
      return dateToDay(rectification.measureDueOn);
    case 'measured':
      return workingDaysAfter(dayOf(lastStepAt), verifyWorkingDays, rules);
    case 'verified':
      return workingDaysAfter(dayOf(lastStepAt), decideWorkingDays, rules);
    case 'closed':
      return undefined;
    default:
      return status satisfies never;
  }
}
