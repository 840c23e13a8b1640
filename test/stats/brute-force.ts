import { addDays, dayOf } from '../../src/calendar.ts';
import { type Filters, type MetricKey, metricOf, type Period, type Query } from '../../src/stats/index.ts';
import { NOW, type Rows, STAFF } from './generated.ts';

const TODAY = dayOf(NOW);
type Ticket = Rows['tickets'][number];
type Clock = Ticket['clocks'][number];
/** What is counted: one row with the values that filters and groupings look at. */
export interface Item {
  ticket?: Ticket;
  values: Record<string, string[]>;
  isHit: boolean;
  isCounted: boolean;
}

const isIn = (instant: Date | null | undefined, period: Period | undefined) =>
  instant !== null && instant !== undefined && (period === undefined || isDayIn(dayOf(instant), period));
const isDayIn = (day: string, period: Period | undefined) =>
  period === undefined || (day >= period.from && day <= period.to);
const endOf = (clock: Clock) => clock.stoppedAt ?? NOW;
const wasLate = (clock: Clock) => clock.dueAt < endOf(clock);
const isLateNow = (clock: Clock) => clock.stoppedAt === null && clock.dueAt < NOW;
/** Overdue on a day: some moment of it lies between the deadline and the end of the work. */
const wasLateIn = (clock: Clock, period: Period | undefined) => {
  if (period === undefined) return isLateNow(clock);
  if (!wasLate(clock)) return false;
  const start = new Date(`${period.from}T00:00:00+08:00`);
  const end = new Date(`${addDays(period.to, 1)}T00:00:00+08:00`);
  return clock.dueAt < end && endOf(clock) > start;
};
const latest = (dates: Date[]) => dates.toSorted((a, b) => b.getTime() - a.getTime())[0];

function ticketItem(ticket: Ticket, isHit = true, isCounted = true): Item {
  return {
    ticket,
    isHit,
    isCounted,
    values: {
      department: [ticket.responsibleDepartment],
      severity: [ticket.severity],
      category: ticket.categories,
      kind: [ticket.kind],
      status: [ticket.status],
      source: [ticket.source],
      assignee: [ticket.assigneeUserId ?? ''],
    },
  };
}

/** The definitions once more, as loops over rows: slow and plain. */
function itemsOf(key: MetricKey, rows: Rows, period: Period | undefined): Item[] {
  const tickets = rows.tickets.filter(({ storeId }) => storeId === 'main');
  const where = (test: (ticket: Ticket) => boolean) => tickets.filter(test).map((ticket) => ticketItem(ticket));
  const openedIn = (ticket: Ticket) => isDayIn(ticket.openedOn, period);
  const clocks = (name: string) =>
    tickets.flatMap((ticket) =>
      ticket.clocks
        .filter((clock) => clock.name === name && isIn(clock.startedAt, period))
        .map((clock) => ticketItem(ticket, !wasLate(clock), clock.stoppedAt !== null || clock.dueAt < NOW)),
    );
  const verdictAt = (ticket: Ticket) =>
    latest(ticket.events.filter(({ type }) => ['verified', 'closed', 'reopened'].includes(type)).map(({ at }) => at));
  switch (key) {
    case 'complaintsReceived':
    case 'ticketsReceived':
      return where(openedIn);
    case 'closureRate':
      return tickets.filter(openedIn).map((ticket) => ticketItem(ticket, ticket.status === 'closed'));
    case 'open':
      return where((ticket) => ticket.status !== 'closed' && openedIn(ticket));
    case 'closed':
      return where((ticket) => ticket.status === 'closed' && isIn(ticket.closedAt, period));
    case 'resolved':
      return where((ticket) => ['resolved', 'closed'].includes(ticket.status) && isIn(ticket.resolvedAt, period));
    case 'overdue':
      return where((ticket) => ticket.clocks.some((clock) => wasLateIn(clock, period)));
    case 'reopened':
      return where((ticket) => ticket.events.some(({ type, at }) => type === 'reopened' && isIn(at, period)));
    case 'satisfaction':
      return tickets
        .filter((ticket) => ticket.isSatisfied !== null && isIn(verdictAt(ticket), period))
        .map((ticket) => ticketItem(ticket, ticket.isSatisfied === true));
    case 'routeOnTimeRate':
      return clocks('route');
    case 'trackOnTimeRate':
      return clocks('track');
    case 'resolveOnTimeRate':
      return clocks('resolve');
    case 'verifyOnTimeRate':
      return clocks('verify');
    case 'remindersPlanned':
    case 'remindersSent':
      return rows.reminders
        .filter(({ storeId }) => storeId === 'main')
        .filter((reminder) =>
          key === 'remindersPlanned'
            ? isDayIn(reminder.plannedFor, period)
            : ['sent', 'delivered'].includes(reminder.status) && isIn(reminder.sentAt, period),
        )
        .map(({ kind, channel, status }) => ({
          isHit: true,
          isCounted: true,
          values: { reminderKind: [kind], channel: [channel ?? ''], status: [status] },
        }));
    case 'callTasksOpen':
      return rows.callTasks
        .filter(({ storeId, status }) => storeId === 'main' && status === 'open')
        .filter(({ dueOn }) =>
          period !== undefined && period.from <= TODAY && TODAY <= period.to
            ? dueOn <= period.to
            : isDayIn(dueOn, period),
        )
        .map(({ purpose, assigneeUserId }) => {
          const userId = assigneeUserId?.toLowerCase() ?? '';
          return {
            isHit: true,
            isCounted: true,
            values: {
              purpose: [purpose],
              assignee: [userId],
              department: [STAFF.find((person) => person.userId === userId)?.departmentKey ?? ''],
            },
          };
        });
    default:
      return key satisfies never;
  }
}

function recordedFrom(key: MetricKey, rows: Rows): string | undefined {
  const days: Record<string, string[]> = {
    reminder: rows.reminders.filter(({ storeId }) => storeId === 'main').map(({ plannedFor }) => plannedFor),
    callTask: rows.callTasks.filter(({ storeId }) => storeId === 'main').map(({ dueOn }) => dueOn),
  };
  return (
    days[metricOf(key).rows] ?? rows.tickets.filter(({ storeId }) => storeId === 'main').map(({ openedOn }) => openedOn)
  ).toSorted()[0];
}

/** A query's figure, and the rows behind it, counted one by one. */
export function bruteForce(query: Query, rows: Rows, key = query.metric, period = query.period) {
  const { shape, kinds, looksAhead } = metricOf(key);
  const first = recordedFrom(key, rows);
  const isCovered =
    first !== undefined &&
    (period === undefined || (period.to >= first && (looksAhead === true || period.from <= TODAY)));
  const filters: Filters =
    kinds === undefined || query.filters.kind !== undefined ? query.filters : { ...query.filters, kind: [...kinds] };
  const items = itemsOf(key, rows, period).filter((item) =>
    Object.entries(filters).every(([name, wanted]) =>
      (wanted as string[]).some((value) => item.values[name]?.includes(value)),
    ),
  );
  const counted = items.filter(({ isCounted }) => isCounted);
  const hits = counted.filter(({ isHit }) => isHit);
  const value = shape === 'count' ? items.length : counted.length === 0 ? null : hits.length / counted.length;
  return { value: isCovered ? value : null, items, counted, hits };
}
