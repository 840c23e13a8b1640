import { createHash } from 'node:crypto';
import { announcedThrough, dayOf, formatInstant } from '../calendar.ts';
import type { Rules } from '../stores/index.ts';
import type { Severity } from '../understanding/index.ts';
import { addWorkingMinutes, closingOn, nextWorkingDay, workingMinutesBetween } from '../working-time.ts';
import { after, type Pause, pauseWords } from './standstill.ts';

/**
 * route: until a named person has it 签收 · track: until the first progress note · resolve: until 处理完毕 ·
 * verify: until the owner's own verdict
 */
export const CLOCK_NAMES = { route: '签收', track: '首次跟踪', resolve: '处理完毕', verify: '回访确认' } as const;
export type ClockName = keyof typeof CLOCK_NAMES;

export interface Deadline {
  warnAt: Date;
  dueAt: Date;
  /** One sentence for people: which clock, which length, which calendar, which pauses. */
  explanation: string;
}

/** What happened to a ticket since its clock started, as far as it moves deadlines. */
export interface ClockHistory {
  /** Of any reason, in any order; they may overlap, and be over or still to end. */
  pauses?: readonly Pause[];
  /** Oldest first. */
  raises?: readonly { from: Severity; to: Severity; at: Date }[];
}

/**
 * When a clock that started then warns and ends, and why. A raised level counts from when it was raised, and never makes
 * a deadline later. Pure.
 *
 * @param severity the ticket's present one
 */
export function deadlineOf(
  name: ClockName,
  severity: Severity,
  startedAt: Date,
  rules: Rules,
  history: ClockHistory = {},
): Deadline {
  const raises = (history.raises ?? []).filter((raise) => raise.at >= startedAt);
  const pauses = (history.pauses ?? []).filter((pause) => rules.pauses[pause.reason].clocks.includes(name));
  let deadline = deadlineAt(name, raises[0]?.from ?? severity, startedAt, rules, pauses);
  for (const { to, at } of raises) {
    const raised = deadlineAt(name, to, at, rules, pauses);
    if (raised.dueAt < deadline.dueAt) {
      deadline = { ...raised, explanation: `${formatInstant(at)}升级后，${raised.explanation}` };
    }
  }
  return deadline;
}

function deadlineAt(
  name: ClockName,
  severity: Severity,
  startedAt: Date,
  rules: Rules,
  pauses: readonly Pause[],
): Deadline {
  const { workingTime, deadlines } = rules;
  const share = deadlines.warnAtPercent / 100;
  if (name === 'route' && severity === 'P3') {
    const minutes = workingMinutesBetween(startedAt, grumbleDueAt(startedAt, rules), workingTime);
    const dueAt = after(startedAt, minutes, workingTime, pauses);
    return {
      // Nobody is reminded of a grumble on a day off.
      warnAt: after(startedAt, minutes * share, workingTime, pauses),
      dueAt,
      explanation: `抱怨在${rules.firstContact.P3WorkingDays}个工作日内签收，${pauseWords(startedAt, dueAt, workingTime, pauses)}${formatInstant(dueAt)}到期`,
    };
  }
  const minutes = minutesOf(name, severity, rules);
  const isWorkingTime = deadlines.workingTimeOnly.includes(name) && severity !== 'P0' && severity !== 'P1';
  const calendar = isWorkingTime ? workingTime : undefined;
  // A grumble may wait for its 签收 over a weekend: work on it can't be overdue before that.
  const isAfterRoute = severity === 'P3' && (name === 'track' || name === 'resolve');
  const from = isAfterRoute ? grumbleDueAt(startedAt, rules) : startedAt;
  const dueAt = after(from, minutes, calendar, pauses);
  const start = isAfterRoute ? '自签收时限起' : name === 'verify' ? '自处理完毕起' : '';
  return {
    warnAt: after(from, minutes * share, calendar, pauses),
    dueAt,
    explanation: `${CLOCK_NAMES[name]}时限${start}${lengthOf(minutes)}，${isWorkingTime ? '按工作时间计' : '按自然时间计'}，${pauseWords(from, dueAt, calendar, pauses)}${formatInstant(dueAt)}到期`,
  };
}

/** The end of the day on which a grumble is due: so many working days on, and never a day that is over. */
function grumbleDueAt(startedAt: Date, { workingTime, firstContact }: Rules): Date {
  let day = dayOf(startedAt);
  for (let count = 0; count < firstContact.P3WorkingDays; count += 1) day = nextWorkingDay(day, workingTime);
  const closing = closingOn(day, workingTime);
  if (closing !== undefined && workingMinutesBetween(startedAt, closing, workingTime) > 0) return closing;
  return closingOn(nextWorkingDay(day, workingTime), workingTime) ?? addWorkingMinutes(startedAt, 1, workingTime);
}

function minutesOf(name: ClockName, severity: Severity, rules: Rules): number {
  switch (name) {
    case 'route':
      if (severity === 'P0') return rules.firstContact.P0Minutes;
      return severity === 'P1' ? rules.firstContact.P1Minutes : rules.deadlines.routeMinutes;
    case 'track':
      return rules.deadlines.trackMinutes;
    case 'resolve':
      return rules.deadlines.resolveMinutes;
    case 'verify':
      return rules.deadlines.verifyMinutes;
    default:
      return name satisfies never;
  }
}

function lengthOf(minutes: number): string {
  if (minutes % (24 * 60) === 0 && minutes > 24 * 60) return `${minutes / (24 * 60)}天`;
  return minutes % 60 === 0 ? `${minutes / 60}小时` : `${minutes}分钟`;
}

/** Names the policy and the calendar that deadlines come from: clocks that carry another one are computed anew. */
export function rulesHashOf({ deadlines, firstContact, pauses, workingTime }: Rules): string {
  const { escalateEveryMinutes: _escalate, ...lengths } = deadlines;
  const { pageEveryMinutes: _page, ...contact } = firstContact;
  const policy = [lengths, contact, pauses.waitingOwner.clocks, pauses.waitingParts.clocks, workingTime];
  return createHash('sha256')
    .update(JSON.stringify([...policy, announcedThrough]))
    .digest('base64url')
    .slice(0, 16);
}
