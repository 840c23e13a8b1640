import { NUMBER, readNumber } from '../../numerals.ts';

export type DayPart = '上午' | '下午' | '晚上';

export interface ClockFound {
  part?: DayPart;
  /** `HH:mm` */
  time?: string;
  start: number;
  end: number;
  text: string;
}

const PARTS: readonly (readonly [RegExp, DayPart])[] = [
  [/上午|早上|早晨|清早|一早|早点|午前|早班|(?<=[今明后天周日一二三四五六])早(?!就|已)/, '上午'],
  [/下午|中午|午后|午饭后|傍晚/, '下午'],
  [/晚上|夜里|下班(?:了|后|以后|之后)?|晚饭后|(?<=[今明后天周日一二三四五六])晚(?!点)/, '晚上'],
];
const TIME = new RegExp(
  `(?<![\\d.])(${NUMBER})(?::([0-5]\\d)|点(?:钟)?(半|一刻|三刻|过(?![去来])|多|左右|(?:${NUMBER})分?)?|时(?:(${NUMBER})分)?(?!候|间))(?!\\d|以?后再|点)`,
);
/** 打9点5分 is a score, 一点 in 便宜一点 is no hour. */
const NO_TIME = /(?:便宜|快|早|(?<![今明后天])晚|慢|优惠|好|多|少|差|近|远|轻|高|低|有|打|给|返)$/;

/** 上午走不开 下午3点: the morning is not the time. */
const BUSY_THEN = /^\s?(?:我|都|要|在|还)*(?:没空|没时间|不行|有事|走不开|开会|上班|不在|不方便|去不了|来不了|来不及)/;

/** The time of day in a text: one that stands after the day, else the first. @param after the day it belongs to */
export function readClock(text: string, after?: { start: number; end: number }): ClockFound | undefined {
  const part = partIn(text, after);
  const time = timeIn(text, part?.part, after);
  if (time === undefined) return part;
  if (part === undefined) return time;
  const start = Math.min(part.start, time.start);
  const end = Math.max(part.end, time.end);
  const isNear = end - start <= 14;
  return {
    part: part.part,
    time: time.time,
    start: isNear ? start : time.start,
    end: isNear ? end : time.end,
    text: isNear ? text.slice(start, end) : time.text,
  };
}

type Found<K extends keyof ClockFound> = ClockFound & Required<Pick<ClockFound, K>>;

function partIn(text: string, after: { start: number; end: number } | undefined): Found<'part'> | undefined {
  const found = PARTS.flatMap(([pattern, part]) =>
    [...text.matchAll(new RegExp(pattern, 'g'))].map((match) => ({
      part,
      start: match.index,
      end: match.index + match[0].length,
      text: match[0],
      ...(match[0] === '中午' ? { time: '12:00' } : {}),
    })),
  )
    .filter(({ end }) => !BUSY_THEN.test(text.slice(end)))
    .toSorted((a, b) => a.start - b.start);
  return found.find(({ start }) => after !== undefined && start >= after.start && start <= after.end + 6) ?? found[0];
}

function timeIn(
  text: string,
  part: DayPart | undefined,
  after: { start: number; end: number } | undefined,
): Found<'time'> | undefined {
  const found = [...text.matchAll(new RegExp(TIME, 'g'))].flatMap((match) => {
    const start = match.index;
    if (NO_TIME.test(text.slice(0, start))) return [];
    const time = clockTime(match, part, text);
    return time === undefined ? [] : [{ time, start, end: start + match[0].length, text: match[0] }];
  });
  return found.find(({ start }) => after !== undefined && start >= after.end) ?? found[0];
}

function clockTime(match: RegExpExecArray, part: DayPart | undefined, text: string): string | undefined {
  const hour = readNumber(match[1] ?? '');
  if (!(hour >= 0 && hour <= 24)) return undefined;
  const word = match[3] ?? '';
  const minutes =
    match[2] !== undefined
      ? Number(match[2])
      : word === '半'
        ? 30
        : word === '一刻'
          ? 15
          : word === '三刻'
            ? 45
            : readNumber(/^(?:\d+|[零一二三四五六七八九十]+)/.exec(word)?.[0] ?? match[4] ?? '0');
  if (!(minutes >= 0 && minutes < 60)) return undefined;
  const isNoon = text.includes('中午') && hour >= 11;
  // Nobody comes at three in the night: a small hour is in the afternoon unless the morning is named.
  const isLate = hour < 12 && !isNoon && (part === '下午' || part === '晚上' || (part === undefined && hour <= 7));
  const at = (isLate ? hour + 12 : hour) % 24;
  return `${String(at).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
