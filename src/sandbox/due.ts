import { dayOf, dayToDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import { quietUntil } from '../outreach/index.ts';
import { nextReportTimes } from '../reports/index.ts';
import { nextSlot, type ScheduledName, timetable } from '../schedule/timetable.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { CLOCK_NAMES, type ClockName, endOfNight } from '../tickets/index.ts';

export interface Due {
  at: Date;
  what: string;
  /** Nothing but a look for news: a few hours later it brings as much. */
  canWait?: true;
}

/** Slots that run all the time are no event worth stopping at. */
const SLOTS: Partial<Record<ScheduledName, string>> = {
  'reminders.plan': '生成当天的提醒计划',
  'follow-ups.plan': '安排当天的回访',
  'follow-ups.ask': '发出回访问卷，催问改打电话',
  'rectifications.watch': '查找重复问题，催办整改',
  'warranty.watch': '检查三包预警',
  'classifier.train': '用人工更正再训练分类',
};

/** What happens next by the clock, earliest first. */
export async function listDue(context: Context): Promise<Due[]> {
  const db = context.database.client;
  const now = context.clock.now();
  const [conversation, clocks, message, tickets, pause] = await Promise.all([
    db.conversation.findFirst({ where: { gatherUntilAt: { not: null } }, orderBy: { gatherUntilAt: 'asc' } }),
    db.ticketClock.findMany({
      where: { stoppedAt: null },
      include: { ticket: { select: { number: true, severity: true } } },
      orderBy: { dueAt: 'asc' },
      take: 200,
    }),
    db.outboxMessage.findFirst({
      where: { status: { in: ['pending', 'unknown'] }, notBeforeAt: { gt: now } },
      orderBy: { notBeforeAt: 'asc' },
    }),
    db.ticket.findMany({
      where: { OR: [{ pageAt: { not: null } }, { verifyAskAt: { not: null } }] },
      select: { number: true, pageAt: true, verifyAskAt: true, verifyTries: true },
      take: 200,
    }),
    db.ticketPause.findFirst({
      where: { endedAt: null },
      include: { ticket: { select: { number: true } } },
      orderBy: { endsAtLatest: 'asc' },
    }),
  ]);
  const due: Due[] = [];
  const add = (at: Date | null | undefined, what: string, rest: Pick<Due, 'canWait'> = {}) => {
    if (at != null && at > now) due.push({ at, what, ...rest });
  };
  add(conversation?.gatherUntilAt, '车主停下来后合并理解');
  for (const clock of clocks) {
    const name = CLOCK_NAMES[clock.name as ClockName];
    const { number, severity } = clock.ticket;
    const isUrgent = severity === 'P0' || severity === 'P1';
    // By night nobody is nudged for what can wait.
    const warnAt = isUrgent ? clock.warnAt : (endOfNight(clock.warnAt) ?? clock.warnAt);
    if (clock.warnedAt === null && warnAt < clock.dueAt) add(wholeMinute(warnAt), `${number} 的${name}时限临近，催办`);
    if (clock.breachedAt === null) add(wholeMinute(clock.dueAt), `${number} 的${name}时限到期，升级`);
    if (clock.escalateAt !== null) add(wholeMinute(clock.escalateAt), `${number} 继续升级`);
  }
  for (const { number, pageAt, verifyAskAt, verifyTries } of tickets) {
    if (pageAt !== null) add(wholeMinute(pageAt), `${number} 无人签收，呼叫下一位`);
    if (verifyAskAt !== null) {
      add(
        wholeMinute(verifyAskAt),
        `${number} ${verifyTries === 0 ? '没等到处理结果，先询问车主' : '车主未答复，再问一次'}`,
      );
    }
  }
  if (pause !== null) add(wholeMinute(pause.endsAtLatest), `${pause.ticket.number} 暂停到期，恢复计时`);
  add(message?.notBeforeAt, '发送等待中的消息');
  for (const entry of timetable) {
    const what = SLOTS[entry.name];
    // A questionnaire that leaves later in the day is answered as well.
    const rest = entry.name === 'follow-ups.ask' ? { canWait: true as const } : {};
    if (what !== undefined) add(nextSlot(entry.cron, now), what, rest);
  }
  for (const { at, what, ...rest } of await listReminderStops(context)) add(at, what, rest);
  const rules = rulesOf(await getStore(db, context.storeId));
  // They go out with whatever comes next, if nothing stops at their very minute.
  for (const { at, what } of nextReportTimes(now, rules)) add(at, what, { canWait: true });
  return due.toSorted((left, right) => left.at.getTime() - right.at.getTime());
}

/** When reminders move on: after the quiet hours, when their wait is over, or when members are looked after. */
async function listReminderStops(context: Context): Promise<Due[]> {
  const db = context.database.client;
  const { storeId } = context;
  const now = context.clock.now();
  const planned = { storeId, status: 'planned' };
  const today = dayToDate(dayOf(now));
  const [store, ready, waiting, polled, unconfirmed, untold] = await Promise.all([
    getStore(db, storeId),
    db.reminder.count({
      where: { ...planned, plannedFor: { lte: today }, OR: [{ notBeforeAt: null }, { notBeforeAt: { lte: now } }] },
    }),
    db.reminder.findFirst({ where: { ...planned, notBeforeAt: { gt: now } }, orderBy: { notBeforeAt: 'asc' } }),
    db.groupSend.groupBy({ by: ['status'], where: { storeId, pollAt: { gt: now } }, _min: { pollAt: true } }),
    db.groupSend.aggregate({
      where: { storeId, remindAt: { gt: now }, confirmedAt: null, pollAt: { not: null } },
      _min: { remindAt: true, deadlineAt: true },
    }),
    db.groupSend.count({ where: { storeId, status: 'created', remindAt: null } }),
  ]);
  const stops: Due[] = [];
  if (ready > 0) {
    const at = quietUntil(rulesOf(store).outreach, now) ?? nextSlot(cronOf('reminders.send'), now);
    stops.push({ at, what: '发送到期的提醒' });
  }
  if (waiting?.notBeforeAt != null) stops.push({ at: wholeMinute(waiting.notBeforeAt), what: '发送顺延的提醒' });
  for (const { status, _min } of polled) {
    if (_min.pollAt === null) continue;
    const at = wholeMinute(_min.pollAt);
    if (status === 'created') stops.push({ at, what: '查询企业群发的结果', canWait: true });
    else stops.push({ at, what: status === 'collecting' ? '建立企业群发任务' : '跟进企业群发' });
  }
  if (untold > 0) stops.push({ at: nextSlot(cronOf('group-sends.watch'), now), what: '请同事确认企业群发' });
  const { remindAt, deadlineAt } = unconfirmed._min;
  if (remindAt !== null) stops.push({ at: wholeMinute(remindAt), what: '提醒同事确认企业群发' });
  if (deadlineAt !== null) stops.push({ at: wholeMinute(deadlineAt), what: '企业群发到期，改用其他渠道' });
  return stops;
}

const cronOf = (name: ScheduledName): string => timetable.find((entry) => entry.name === name)?.cron ?? '* * * * *';

/** Deadlines are watched once a minute. */
function wholeMinute(instant: Date): Date {
  return new Date(Math.ceil(instant.getTime() / 60_000) * 60_000);
}
