import { formatInstant } from '../calendar.ts';
import { addWorkingMinutes, type WorkingTime, workingMinutesBetween } from '../working-time.ts';

/** Why a clock may stand still. */
export const PAUSE_REASONS = { waitingOwner: '等待车主', waitingParts: '等待配件' } as const;
export type PauseReason = keyof typeof PAUSE_REASONS;

/** Time that does not count. */
export interface Pause {
  reason: PauseReason;
  startedAt: Date;
  /** When it ended; while it lasts, when it ends at the latest. */
  endsAt: Date;
  isOver: boolean;
}

/** A row of the pauses, as deadlines are computed from it: a running one as if it lasted to its latest end. */
export function pauseOf(row: { reason: string; startedAt: Date; endedAt: Date | null; endsAtLatest: Date }): Pause {
  return {
    reason: row.reason as PauseReason,
    startedAt: row.startedAt,
    endsAt: row.endedAt ?? row.endsAtLatest,
    isOver: row.endedAt !== null,
  };
}

/**
 * The instant at which `minutes` of time that counts have passed: by the calendar, or plain time without one, and
 * outside every pause. Overlapping pauses count once.
 */
export function after(start: Date, minutes: number, calendar: WorkingTime | undefined, pauses: readonly Pause[]): Date {
  let cursor = start;
  // Whole milliseconds: a rounding error must not carry a deadline over a pause that it ends at.
  let left = Math.round(minutes * 60_000);
  for (const pause of byStart(pauses)) {
    if (pause.endsAt <= cursor) continue;
    const before = Math.round(minutesBetween(cursor, pause.startedAt, calendar) * 60_000);
    if (left <= before) break;
    left -= before;
    cursor = pause.endsAt;
  }
  return calendar === undefined
    ? new Date(cursor.getTime() + left)
    : addWorkingMinutes(cursor, left / 60_000, calendar);
}

/** What a deadline owes to pauses, ready to stand before it: `等待车主2小时10分钟不计，`; empty without any. */
export function pauseWords(
  start: Date,
  dueAt: Date,
  calendar: WorkingTime | undefined,
  pauses: readonly Pause[],
): string {
  const minutes = new Map<PauseReason, number>();
  let cursor = start;
  for (const pause of byStart(pauses)) {
    const from = pause.startedAt > cursor ? pause.startedAt : cursor;
    const to = pause.endsAt < dueAt ? pause.endsAt : dueAt;
    if (to <= from) continue;
    // While a pause lasts nobody knows how long it will have been.
    if (pause.isOver) {
      minutes.set(pause.reason, (minutes.get(pause.reason) ?? 0) + minutesBetween(from, to, calendar));
    }
    cursor = to;
  }
  const over = [...minutes].filter(([, length]) => length >= 1);
  const running = byStart(pauses).findLast((pause) => !pause.isOver && pause.startedAt < dueAt);
  return [
    ...over.map(([reason, length]) => `${PAUSE_REASONS[reason]}${lengthOf(length)}不计，`),
    ...(running === undefined
      ? []
      : [`${PAUSE_REASONS[running.reason]}暂停中（最晚${formatInstant(running.endsAt)}恢复计时），`]),
  ].join('');
}

function byStart(pauses: readonly Pause[]): Pause[] {
  return pauses.toSorted((left, right) => left.startedAt.getTime() - right.startedAt.getTime());
}

function minutesBetween(start: Date, end: Date, calendar: WorkingTime | undefined): number {
  if (calendar !== undefined) return workingMinutesBetween(start, end, calendar);
  return Math.max(0, (end.getTime() - start.getTime()) / 60_000);
}

/** `2天3小时`, `2小时10分钟`. */
export function lengthOf(minutes: number): string {
  const whole = Math.round(minutes);
  const [days, hours, rest] = [Math.floor(whole / 1440), Math.floor((whole % 1440) / 60), whole % 60];
  const parts = [days > 0 ? `${days}天` : '', hours > 0 ? `${hours}小时` : '', rest > 0 ? `${rest}分钟` : ''];
  return parts
    .filter((part) => part !== '')
    .slice(0, 2)
    .join('');
}
