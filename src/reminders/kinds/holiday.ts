import { type Day, formatDay, splitDay } from '../../calendar.ts';
import { isWithin, type Occurrence, type Window } from '../occurrence.ts';
import { lunarToSolar } from './birthday.ts';

/** The days that the law and the lunar calendar name; no notice of the State Council is needed for them. */
const HOLIDAYS: readonly { key: string; name: string; on: (year: number) => Day }[] = [
  { key: 'newYear', name: '元旦', on: (year) => formatDay(year, 1, 1) },
  { key: 'springFestival', name: '春节', on: (year) => lunarToSolar(year, 1, 1) },
  { key: 'labourDay', name: '劳动节', on: (year) => formatDay(year, 5, 1) },
  { key: 'dragonBoat', name: '端午节', on: (year) => lunarToSolar(year, 5, 5) },
  { key: 'midAutumn', name: '中秋节', on: (year) => lunarToSolar(year, 8, 15) },
  { key: 'nationalDay', name: '国庆节', on: (year) => formatDay(year, 10, 1) },
];

/** Holidays in a window, the same for every owner. Two on one day (中秋 on 1 October) are one greeting. */
export function holidays(window: Window): Occurrence[] {
  const found = new Map<Day, Occurrence>();
  const [fromYear] = splitDay(window.from);
  const [toYear] = splitDay(window.to);
  for (let year = fromYear; year <= toYear; year += 1) {
    for (const { key, name, on } of HOLIDAYS) {
      const dueOn = on(year);
      if (!isWithin(dueOn, window)) continue;
      const same = found.get(dueOn);
      found.set(dueOn, {
        kind: 'holiday',
        item: same === undefined ? key : `${same.item}+${key}`,
        dueOn,
        reason: same === undefined ? name : `${same.reason}、${name}`,
        detail: {},
      });
    }
  }
  return [...found.values()].toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
}
