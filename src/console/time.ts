const shanghai = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** An instant as the wall clock in Shanghai shows it. */
export interface WallTime {
  /** `2026-11-22` */
  day: string;
  /** `2026年11月22日` */
  date: string;
  /** `11月22日` */
  shortDate: string;
  /** `周日` */
  weekday: string;
  /** `09:05` */
  time: string;
  /** `09:05:07` */
  timeWithSeconds: string;
}

/** @param instant ISO 8601 string or milliseconds since the epoch; an unreadable one gives empty texts */
export function wallTime(instant: string | number): WallTime {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) {
    return { day: '', date: '', shortDate: '', weekday: '', time: '', timeWithSeconds: '' };
  }
  const parts = new Map(shanghai.formatToParts(date).map((part) => [part.type, part.value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  const [year, month, day] = [part('year'), part('month'), part('day')];
  const time = `${part('hour')}:${part('minute')}`;
  return {
    day: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
    date: `${year}年${month}月${day}日`,
    shortDate: `${month}月${day}日`,
    weekday: part('weekday'),
    time,
    timeWithSeconds: `${time}:${part('second')}`,
  };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** How an instant is named in a chat: today without its date, then 昨天 and 明天, else with month and day. */
export function relativeTime(at: string, nowMs: number): string {
  const there = wallTime(at);
  if (there.day === wallTime(nowMs).day) return there.time;
  if (there.day === wallTime(nowMs - DAY_MS).day) return `昨天 ${there.time}`;
  if (there.day === wallTime(nowMs + DAY_MS).day) return `明天 ${there.time}`;
  return `${there.shortDate} ${there.time}`;
}

const TIME_MARK_GAP_MS = 5 * 60 * 1000;

/** Whether a chat shows the time above an item: above the first, and after five quiet minutes. */
export function needsTimeMark(at: string, previousAt: string | undefined): boolean {
  if (previousAt === undefined) return true;
  return new Date(at).getTime() - new Date(previousAt).getTime() >= TIME_MARK_GAP_MS;
}
