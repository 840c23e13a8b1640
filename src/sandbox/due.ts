import type { Context } from '../context.ts';
import { nextSlot, type ScheduledName, timetable } from '../schedule/timetable.ts';
import { CLOCK_NAMES, type ClockName } from '../tickets/index.ts';

export interface Due {
  at: Date;
  what: string;
}

/** Slots that run all the time are no event worth stopping at. */
const SLOTS: Partial<Record<ScheduledName, string>> = { 'reminders.plan': '生成当天的提醒计划' };

/** What happens next by the clock, earliest first. */
export async function listDue(context: Context): Promise<Due[]> {
  const db = context.database.client;
  const now = context.clock.now();
  const [conversation, clocks, message] = await Promise.all([
    db.conversation.findFirst({ where: { gatherUntilAt: { not: null } }, orderBy: { gatherUntilAt: 'asc' } }),
    db.ticketClock.findMany({
      where: { stoppedAt: null },
      include: { ticket: { select: { number: true } } },
      orderBy: { dueAt: 'asc' },
      take: 200,
    }),
    db.outboxMessage.findFirst({
      where: { status: { in: ['pending', 'unknown'] }, notBeforeAt: { gt: now } },
      orderBy: { notBeforeAt: 'asc' },
    }),
  ]);
  const due: Due[] = [];
  const add = (at: Date | null | undefined, what: string) => {
    if (at != null && at > now) due.push({ at, what });
  };
  add(conversation?.gatherUntilAt, '车主停下来后合并理解');
  for (const clock of clocks) {
    const name = CLOCK_NAMES[clock.name as ClockName];
    const { number } = clock.ticket;
    if (clock.warnedAt === null) add(wholeMinute(clock.warnAt), `${number} 的${name}时限临近，催办`);
    if (clock.breachedAt === null) add(wholeMinute(clock.dueAt), `${number} 的${name}时限到期，升级`);
    if (clock.escalateAt !== null) add(wholeMinute(clock.escalateAt), `${number} 继续升级`);
  }
  add(message?.notBeforeAt, '发送等待中的消息');
  for (const entry of timetable) {
    const what = SLOTS[entry.name];
    if (what !== undefined) add(nextSlot(entry.cron, now), what);
  }
  if ((await db.reminder.count({ where: { status: 'planned' } })) > 0) {
    add(nextSlot('0 9-20 * * *', now), '发送到期的提醒');
  }
  return due.toSorted((left, right) => left.at.getTime() - right.at.getTime());
}

/** Deadlines are watched once a minute. */
function wholeMinute(instant: Date): Date {
  return new Date(Math.ceil(instant.getTime() / 60_000) * 60_000);
}
