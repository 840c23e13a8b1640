import { addDays, type Day } from '../../calendar.ts';
import { readClock, type DayPart } from './clock-words.ts';
import { COMING } from './coming-days.ts';

/** When an owner wants to come or to be asked again. */
export interface When {
  /** `YYYY-MM-DD` in Shanghai, today or later. */
  day: Day;
  part?: DayPart;
  /** `HH:mm` */
  time?: string;
  /** The words it was read from. */
  text: string;
}

export interface DayFound {
  day: Day;
  start: number;
  end: number;
  text: string;
}

/** After a day these say that it does not suit: 周五不行, 明天没空. */
const NOT_THEN =
  /^\s?(?:[上下中]午|晚上|早上)?\s?(?:我)?(?:都)?(?:不行|不可以|没空|没时间|有事|去不了|来不了|不在|要上班|上班|要加班|加班|不方便|出差|不去|不来|来不及|要?值班|要?开会|走不开|也不行|没位)/;
/** Whether what stands after a day or an hour says that it does not suit. */
export const isRefusedAfter = (rest: string): boolean => NOT_THEN.test(rest);
/** Before a day these take back what was named before it. */
const RATHER = /(?:改(?:到|成|在|为)?|换(?:到|成)?|还是|要不|不如|或者说|哦不|不对|不是|推到|提前到|挪到)\s?$/;
/** What was then is no wish. */
const PAST_AFTER =
  /^[^,。!?;\n]{0,6}?(?:做过|做的|做了|做完|保养过|保养的|保养了|保养完|刚做|才做|买的|续的|卖的|卖了|换的|换了|修的|检的|办的|到期)/;

/**
 * Reads the day and time that an owner names for later, relative to the day they write on.
 *
 * @param text respelled (see `respellReply`)
 * @param now `HH:mm` at which they wrote: a time alone that has passed means tomorrow
 * @returns undefined when none is named, and for days that have passed
 */
export function readWhen(text: string, today: Day, now?: string): When | undefined {
  const days = findDays(text, today).filter(
    ({ end }) => !NOT_THEN.test(text.slice(end)) && !PAST_AFTER.test(text.slice(end)),
  );
  const changed = days.findLast(({ start }) => RATHER.test(text.slice(0, start)));
  const found = changed ?? days[0];
  const clock = readClock(text, found);
  const { start: _start, end: _end, text: clockText, ...at } = clock ?? { start: 0, end: 0, text: '' };
  if (found === undefined) {
    if (clock === undefined) return undefined;
    return { day: dayOfClock(clock, today, now), ...at, text: clockText };
  }
  if (clock === undefined) return { day: found.day, text: found.text };
  const words =
    clock.start >= found.end && clock.start - found.end <= 2
      ? text.slice(found.start, clock.end)
      : clock.start >= found.start && clock.end <= found.end
        ? found.text
        : `${found.text}${clockText}`;
  return { day: found.day, ...at, text: words };
}

/** Days from today on, in the order of the text. */
export function findDays(text: string, today: Day): DayFound[] {
  let rest = text;
  const found: DayFound[] = [];
  for (const [expression, read] of COMING) {
    for (const match of rest.matchAll(new RegExp(expression, 'g'))) {
      const day = read(match, today);
      if (day === undefined || day < today) continue;
      const start = match.index;
      found.push({ day, start, end: start + match[0].length, text: match[0] });
      rest = rest.slice(0, start) + '\u0000'.repeat(match[0].length) + rest.slice(start + match[0].length);
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}

/** A time without a day is today's; one that has passed is tomorrow's. */
function dayOfClock(clock: { part?: DayPart; time?: string }, today: Day, now: string | undefined): Day {
  const latest = clock.time ?? (clock.part === '上午' ? '11:30' : clock.part === '下午' ? '17:00' : '20:00');
  return now !== undefined && latest <= now ? addDays(today, 1) : today;
}
