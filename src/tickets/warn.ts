import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { ClockWithTicket } from './breach.ts';
import { recordEvent } from './change.ts';
import { clockTexts } from './clock-texts.ts';
import type { ClockName } from './deadline.ts';
import { peopleOn } from './people.ts';
import { tellStaff } from './tell-staff.ts';
import { callForVerification } from './verification-call.ts';

/** Warns of these clocks. Whoever has to do several things hears of them in one text. */
export async function warnAll(context: Context, clocks: readonly ClockWithTicket[]): Promise<void> {
  const byWorkers = new Map<string, ClockWithTicket[]>();
  for (const clock of clocks) {
    if (clock.name === 'verify') {
      await context.database.transaction((tx) => callInTime(context, tx, clock));
      continue;
    }
    const workers = (await peopleOn(context.database.client, clock.ticket)).toSorted().join('|');
    byWorkers.set(workers, [...(byWorkers.get(workers) ?? []), clock]);
  }
  for (const [workers, group] of byWorkers) {
    await context.database.transaction((tx) => nudge(context, tx, workers.split('|'), group));
  }
}

/** The owner is silent: a person calls, while the verdict can still be there in time. */
async function callInTime(context: Context, tx: Transaction, clock: ClockWithTicket): Promise<void> {
  if (!(await claim(context, tx, clock))) return;
  await recordEvent(context, tx, clock.ticket, 'nudged', { data: { clock: clock.name } });
  await callForVerification(context, tx, clock.ticket, 'silent');
}

async function nudge(
  context: Context,
  tx: Transaction,
  userIds: readonly string[],
  clocks: readonly ClockWithTicket[],
): Promise<void> {
  const now = context.clock.now();
  const claimed: ClockWithTicket[] = [];
  for (const clock of clocks) if (await claim(context, tx, clock)) claimed.push(clock);
  const [first] = claimed;
  if (first === undefined) return;
  for (const clock of claimed) await recordEvent(context, tx, clock.ticket, 'nudged', { data: { clock: clock.name } });
  await tellStaff(context, tx, {
    userIds: userIds.filter((userId) => userId !== ''),
    text: clockTexts.nudges(
      claimed.map(({ ticket, name, dueAt }) => ({
        ticket,
        clock: name as ClockName,
        left: lengthOf(dueAt.getTime() - now.getTime()),
      })),
    ),
    key: `warn-${claimed.map((clock) => clock.id).join('-')}`,
    ...(new Set(claimed.map((clock) => clock.ticketId)).size === 1 ? { ticketId: first.ticketId } : {}),
    // Night was looked at when these were chosen.
    isUrgent: true,
  });
}

async function claim(context: Context, tx: Transaction, clock: ClockWithTicket): Promise<boolean> {
  const { count } = await tx.ticketClock.updateMany({
    where: { id: clock.id, warnedAt: null, breachedAt: null, stoppedAt: null, warnAt: clock.warnAt },
    data: { warnedAt: context.clock.now() },
  });
  return count > 0;
}

/** Within the minute in which it is told a time left is still a whole one. */
function lengthOf(ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  if (minutes < 60) return `${minutes}分钟`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 || hours >= 6 ? `${hours}小时` : `${hours}小时${minutes % 60}分钟`;
}
