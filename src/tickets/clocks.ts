import { dayOf, formatInstant, instantAt } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import type { Rules } from '../stores/index.ts';
import type { Severity } from '../understanding/index.ts';
import { addWorkingMinutes, nextWorkingDay } from './working-time.ts';

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
  if (name === 'route' && severity === 'P3') {
    const day = nextWorkingDay(dayOf(startedAt), rules.workingTime);
    const dueAt = instantAt(day, rules.workingTime.endsAt);
    return finish(startedAt, dueAt, rules, `抱怨在下一个工作日（${formatInstant(dueAt)}前）签收`);
  }
  const minutes = minutesOf(name, severity, rules);
  const isWorkingTime = rules.deadlines.workingTimeOnly.includes(name) && severity !== 'P0' && severity !== 'P1';
  const dueAt = isWorkingTime
    ? addWorkingMinutes(startedAt, minutes, rules.workingTime)
    : new Date(startedAt.getTime() + minutes * 60_000);
  const calendar = isWorkingTime ? '按工作时间计' : '按自然时间计';
  return finish(
    startedAt,
    dueAt,
    rules,
    `${CLOCK_NAMES[name]}时限${lengthOf(minutes)}，${calendar}，${formatInstant(dueAt)}到期`,
  );
}

function finish(startedAt: Date, dueAt: Date, rules: Rules, explanation: string): Deadline {
  const share = rules.deadlines.warnAtPercent / 100;
  const warnAt = new Date(startedAt.getTime() + (dueAt.getTime() - startedAt.getTime()) * share);
  return { warnAt, dueAt, explanation };
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

/** Starts a clock in the ticket's current round; one that runs already goes on. */
export async function startClock(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  name: ClockName,
  rules: Rules,
): Promise<void> {
  const startedAt = context.clock.now();
  const { warnAt, dueAt } = deadlineOf(name, ticket.severity as Severity, startedAt, rules);
  await tx.ticketClock.createMany({
    data: [{ storeId: ticket.storeId, ticketId: ticket.id, name, round: ticket.reopenCount, startedAt, warnAt, dueAt }],
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
