import { addDays, addMonths, type Day, splitDay } from '../../calendar.ts';
import { isWithin, type Occurrence, type OwnerFacts, type Window } from '../occurrence.ts';
import { bornOn } from './birthday.ts';

const PHYSICAL_FROM_AGE = 70;
const PHYSICAL_WITHIN_DAYS = 30;

/**
 * The end of a driver licence in a window, and from the age of 70 the yearly physical, due 30 days after each scoring
 * cycle. A cycle begins on the day of the first issue; a licence ends on an anniversary of it, so its month and day are
 * taken from there.
 *
 * @see 机动车驾驶证申领和使用规定 art. 63, 74
 */
export function licenceRenewal(owner: OwnerFacts, window: Window): Occurrence[] {
  const expiresOn = owner.licenceExpiresOn;
  if (expiresOn === null) return [];
  const found: Occurrence[] = [];
  if (isWithin(expiresOn, window)) {
    const reason = `驾驶证有效期至 ${expiresOn}`;
    found.push({ kind: 'licenceRenewal', item: '', dueOn: expiresOn, reason, detail: { what: 'expiry' } });
  }
  const born = owner.birthday === null ? undefined : bornOn(owner.birthday, owner.birthdayCalendar);
  return born === undefined ? found : [...found, ...physicals(expiresOn, born, window)];
}

function physicals(expiresOn: Day, born: Day, window: Window): Occurrence[] {
  const found: Occurrence[] = [];
  const [lastYear] = splitDay(expiresOn);
  const [fromYear] = splitDay(addDays(window.from, -PHYSICAL_WITHIN_DAYS));
  const [toYear] = splitDay(window.to);
  // In the year in which the licence itself is renewed, the physical is part of that.
  for (let year = fromYear; year <= Math.min(toYear, lastYear - 1); year += 1) {
    const cycleEndsOn = addMonths(expiresOn, (year - lastYear) * 12);
    const dueOn = addDays(cycleEndsOn, PHYSICAL_WITHIN_DAYS);
    const age = ageOn(born, cycleEndsOn);
    if (age < PHYSICAL_FROM_AGE || !isWithin(dueOn, window)) continue;
    found.push({
      kind: 'licenceRenewal',
      item: 'physical',
      dueOn,
      reason: `年满 ${age} 周岁，记分周期于 ${cycleEndsOn} 结束（按驾驶证有效期推算），${dueOn} 前提交身体条件证明`,
      detail: { what: 'physical' },
    });
  }
  return found;
}

function ageOn(born: Day, day: Day): number {
  const [bornYear] = splitDay(born);
  const [year] = splitDay(day);
  return year - bornYear - (addMonths(born, (year - bornYear) * 12) > day ? 1 : 0);
}
