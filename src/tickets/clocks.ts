import { dayOf, formatInstant, instantAt } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import type { Rules } from '../stores/index.ts';
import type { Severity } from '../understanding/index.ts';
import { addWorkingMinutes, nextWorkingDay, workingMinutesBetween } from './working-time.ts';

/**
 * route: until a named person has it 签收 · track: until the first progress note · resolve: until 处理完毕 ·
 * verify: until the owner's own verdict
 */
export const CLOCK_NAMES = { route: '签收', track: '首次跟踪', resolve: '处理完毕', verify: '回访确认' } as const;
export type ClockName = keyof typeof CLOCK_NAMES;

export interface Deadline {
  warnAt: Date;
  dueAt: Date;
  /** One sentence for people: which clock, which length, which calendar. */
  explanation: string;
}

/** When a clock that starts now warns and ends, and why. Pure. */
export function deadlineOf(name: ClockName, severity: Severity, startedAt: Date, rules: Rules): Deadline {
  const { workingTime, deadlines } = rules;
  const share = deadlines.warnAtPercent / 100;
  if (name === 'route' && severity === 'P3') {
    const dueAt = instantAt(grumbleDay(startedAt, rules), workingTime.endsAt);
    const minutes = workingMinutesBetween(startedAt, dueAt, workingTime);
    return {
      // Nobody is reminded of a grumble on a day off.
      warnAt: addWorkingMinutes(startedAt, minutes * share, workingTime),
      dueAt,
      explanation: `抱怨在${rules.firstContact.P3WorkingDays}个工作日内签收，${formatInstant(dueAt)}到期`,
    };
  }
  const minutes = minutesOf(name, severity, rules);
  const isWorkingTime = deadlines.workingTimeOnly.includes(name) && severity !== 'P0' && severity !== 'P1';
  // A grumble may wait for its 签收 over a weekend: work on it can't be overdue before that.
  const isAfterRoute = severity === 'P3' && (name === 'track' || name === 'resolve');
  const from = isAfterRoute ? deadlineOf('route', severity, startedAt, rules).dueAt : startedAt;
  const after = (length: number) =>
    isWorkingTime ? addWorkingMinutes(from, length, workingTime) : new Date(from.getTime() + length * 60_000);
  const dueAt = after(minutes);
  const calendar = isWorkingTime ? '按工作时间计' : '按自然时间计';
  const start = isAfterRoute ? '自签收时限起' : '';
  return {
    warnAt: after(minutes * share),
    dueAt,
    explanation: `${CLOCK_NAMES[name]}时限${start}${lengthOf(minutes)}，${calendar}，${formatInstant(dueAt)}到期`,
  };
}

/** The day at whose end a grumble is due: so many working days on, and never a day that is over. */
function grumbleDay(startedAt: Date, rules: Rules): string {
  const { workingTime } = rules;
  let day = dayOf(startedAt);
  for (let count = 0; count < rules.firstContact.P3WorkingDays; count += 1) day = nextWorkingDay(day, workingTime);
  const isOver = workingMinutesBetween(startedAt, instantAt(day, workingTime.endsAt), workingTime) === 0;
  return isOver ? nextWorkingDay(day, workingTime) : day;
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

/** Starts a clock as its next round; one that runs already goes on. */
export async function startClock(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  name: ClockName,
  rules: Rules,
): Promise<void> {
  const earlier = await tx.ticketClock.findMany({ where: { ticketId: ticket.id, name }, select: { stoppedAt: true } });
  if (earlier.some((clock) => clock.stoppedAt === null)) return;
  const startedAt = context.clock.now();
  const { warnAt, dueAt } = deadlineOf(name, ticket.severity as Severity, startedAt, rules);
  await tx.ticketClock.createMany({
    data: [{ storeId: ticket.storeId, ticketId: ticket.id, name, round: earlier.length, startedAt, warnAt, dueAt }],
    skipDuplicates: true,
  });
}

/** Stops a running clock; harmless when none runs. */
export async function stopClocks(
  context: Context,
  tx: Transaction,
  ticketId: number,
  names: readonly ClockName[],
): Promise<void> {
  await tx.ticketClock.updateMany({
    where: { ticketId, name: { in: [...names] }, stoppedAt: null },
    data: { stoppedAt: context.clock.now() },
  });
}
