import { addDays, dayOf, dayToDate, instantAt, timeOf } from '../../calendar.ts';
import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type { Filters, MetricKey, Period, Result } from '../../stats/index.ts';
import { runQuery } from '../../stats/index.ts';
import { departmentNames, getStore, rulesOf, type Staff } from '../../stores/index.ts';
import { listUnreadResults, tellStaff } from '../../tickets/index.ts';
import { blocksOn } from '../../working-time.ts';
import { type DueTicket, listDueTickets } from './due-today.ts';
import * as words from './messages.ts';
import { onceADay } from '../../once-a-day.ts';

/** Later than this it says its time: what was due early in the morning is over by then. */
const PUNCTUAL_MS = 5 * 60_000;

/**
 * 今日待办: on the morning of a working day each member on duty hears in one message what is due today and what is
 * overdue, by their role; whom nothing waits for hears nothing. Calls have a list of their own (今日电话): they are only
 * counted here, and are no reason to write. After the afternoon's message it is too late.
 *
 * @returns whether it was done now
 */
export async function sendMorningBriefs(context: Context): Promise<boolean> {
  const { reports, workingTime } = rulesOf(await getStore(context.database.client, context.storeId));
  const now = context.clock.now();
  const time = timeOf(now);
  const isTime = reports.morning && time >= reports.morningAt && time < reports.nudgeAt;
  if (!isTime || blocksOn(dayOf(now), workingTime).length === 0) return false;
  const isLate = now.getTime() - instantAt(dayOf(now), reports.morningAt).getTime() > PUNCTUAL_MS;
  const asOf = isLate ? time : '';
  return onceADay(context, 'brief.morning', (tx) => tellAll(context, tx, asOf));
}

/** What every brief is made of, read once. */
export interface Morning {
  context: Context;
  due: readonly DueTicket[];
  departments: Readonly<Record<string, string>>;
  staff: readonly Staff[];
  ask(metric: MetricKey, more?: { filters?: Filters; period?: Period; groupBy?: 'department' }): Promise<Result>;
}

async function tellAll(context: Context, tx: Transaction, asOf: string): Promise<void> {
  const { storeId, clock } = context;
  const now = clock.now();
  const today = dayOf(now);
  const staff = await tx.staff.findMany({ where: { storeId, isActive: true }, orderBy: { id: 'asc' } });
  const morning: Morning = {
    context,
    due: await listDueTickets(context, tx),
    departments: await departmentNames(tx, storeId),
    staff,
    ask: (metric, more = {}) => runQuery({ db: tx, storeId, now }, { metric, filters: {}, wantList: false, ...more }),
  };
  const calls = await tx.callTask.groupBy({
    by: ['assigneeUserId'],
    where: { storeId, status: 'open', dueOn: { lte: dayToDate(today) }, assigneeUserId: { not: null } },
    _count: true,
  });
  const callsOf = new Map(calls.map((row) => [row.assigneeUserId ?? '', row._count]));
  for (const person of staff.filter(({ onDuty }) => onDuty)) {
    const lines = await linesFor(morning, tx, person);
    if (lines.length === 0) continue;
    await tellStaff(context, tx, {
      userIds: [person.userId],
      text: words.brief(context, { name: person.name, today, asOf }, [
        ...lines,
        ...words.calls(callsOf.get(person.userId) ?? 0),
      ]),
      key: `brief-${storeId}-${today}`,
    });
  }
}

async function linesFor(morning: Morning, tx: Transaction, person: Staff): Promise<string[]> {
  switch (person.role) {
    case 'generalManager':
      return forGeneralManager(morning);
    case 'director':
      return forDirector(morning, tx);
    case 'departmentHead':
      return forHead(morning, person);
    default:
      return words.own(
        morning.due.filter(({ assignee }) => assignee === person.userId),
        morning.context.clock.now(),
      );
  }
}

const yesterday = ({ context }: Morning): Period => {
  const day = addDays(dayOf(context.clock.now()), -1);
  return { from: day, to: day };
};

async function forGeneralManager(morning: Morning): Promise<string[]> {
  const grave = await morning.ask('open', { filters: { severity: ['P0', 'P1'], kind: ['complaint', 'grumble'] } });
  const rescues = await morning.ask('open', { filters: { kind: ['rescue'] } });
  const overdue = await morning.ask('overdue', { groupBy: 'department' });
  const received = await morning.ask('complaintsReceived', { period: yesterday(morning) });
  return words.house({ grave, rescues, overdue, received });
}

async function forDirector(morning: Morning, tx: Transaction): Promise<string[]> {
  const { storeId } = morning.context;
  const lines = await forGeneralManager(morning);
  const triage = await morning.ask('open', { filters: { status: ['triage'] } });
  const followUps = await morning.ask('followUpsMissing');
  const unread = await listUnreadResults(tx, storeId);
  const dueToday = morning.due.filter(({ isOverdue }) => !isOverdue).length;
  return [...lines, ...words.care({ triage, dueToday, unread: unread.length, followUps })];
}

/** By person: who has what to do today. */
function forHead({ due, staff, departments }: Morning, { departmentKey }: Staff): string[] {
  const own = due.filter(({ department }) => department === departmentKey);
  const nameOf = (userId: string) => staff.find((one) => one.userId === userId)?.name ?? '还没有人签收';
  return words.department(departments[departmentKey] ?? departmentKey, own, nameOf);
}
