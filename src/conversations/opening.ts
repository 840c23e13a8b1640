import { addDays, dayOf, instantAt, splitDay, timeOf } from '../calendar.ts';
import { blocksOn, nextWorkingDay, type WorkingTime } from '../working-time.ts';

/** When somebody is there next; undefined: now. @throws {CareError} `VALIDATION` for a store that never opens */
export function nextOpening(now: Date, hours: WorkingTime): Date | undefined {
  const today = dayOf(now);
  const time = timeOf(now);
  for (const [from, to] of blocksOn(today, hours)) {
    if (time < from) return instantAt(today, from);
    if (time < to) return undefined;
  }
  const next = nextWorkingDay(today, hours);
  return instantAt(next, blocksOn(next, hours)[0]?.[0] ?? '00:00');
}

/** `今天14:00`, `明天8:30`, `11月24日8:30`. */
export function openingWords(now: Date, opening: Date): string {
  const day = dayOf(opening);
  const time = timeOf(opening).replace(/^0/, '');
  if (day === dayOf(now)) return `今天${time}`;
  if (day === addDays(dayOf(now), 1)) return `明天${time}`;
  const [, month, date] = splitDay(day);
  return `${month}月${date}日${time}`;
}
