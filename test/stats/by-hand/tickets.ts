import { addDays, dayOf } from '../../../src/calendar.ts';
import type { Period } from '../../../src/stats/index.ts';
import type { TicketRow } from '../generated.ts';
import { NOW } from '../generated-archive.ts';
import { verdictAt } from '../write-store.ts';
import {
  type Asked,
  type ByHand,
  carValues,
  isDayIn,
  isIn,
  type Item,
  item,
  minutesBetween,
  ofStore,
  person,
  TODAY,
} from './item.ts';

type Clock = TicketRow['clocks'][number];

const endOf = (clock: Clock) => clock.stoppedAt ?? NOW;
const wasLate = (clock: Clock) => clock.dueAt < endOf(clock);
const isLateNow = (clock: Clock) => clock.stoppedAt === null && clock.dueAt < NOW;
/** Past the moment of its warning, and it does not stand still. */
const isNearlyLate = ({ stoppedAt, startedAt, warnAt = startedAt, dueAt, pausedAt = null }: Clock) =>
  stoppedAt === null && pausedAt === null && warnAt <= NOW && dueAt >= NOW;
/** Overdue on a day: some moment of it lies between the deadline and the end of the work. */
const wasLateIn = (clock: Clock, period: Period | undefined) => {
  if (period === undefined) return isLateNow(clock);
  if (!wasLate(clock)) return false;
  const start = new Date(`${period.from}T00:00:00+08:00`);
  const end = new Date(`${addDays(period.to, 1)}T00:00:00+08:00`);
  return clock.dueAt < end && endOf(clock) > start;
};

const countedTickets = ({ rows }: Asked) =>
  ofStore(rows.tickets).filter(({ status }) => !['merged', 'dismissed'].includes(status));

function ticketItem({ rows }: Asked, ticket: TicketRow, more: Partial<Omit<Item, 'values'>> = {}): Item {
  const { adviser: _adviser, ...car } = carValues(rows, ticket.vehicleId);
  return item(
    {
      department: [ticket.responsibleDepartment],
      severity: [ticket.severity],
      category: ticket.categories,
      kind: [ticket.kind],
      status: [ticket.status],
      source: [ticket.source],
      demand: [ticket.demand ?? 'none'],
      assignee: [person(ticket.assigneeUserId)],
      ...car,
    },
    { number: ticket.number, day: ticket.openedOn, isAside: ticket.clocks.some(isLateNow), ...more },
  );
}

/** Who has to do what a clock waits for: the verdict is customer care's, and nobody's own. */
function clockItem(asked: Asked, ticket: TicketRow, clock: Clock, more: Partial<Omit<Item, 'values'>>): Item {
  const found = ticketItem(asked, ticket, more);
  if (clock.name !== 'verify') return found;
  return { ...found, values: { ...found.values, department: ['customerCare'], assignee: [''] } };
}

/** Tickets by such clocks of theirs, each once. */
const byClock =
  (test: (clock: Clock, asked: Asked) => boolean, isAside: (clock: Clock, ticket: TicketRow) => boolean): ByHand =>
  (asked) =>
    countedTickets(asked).flatMap((ticket) =>
      ticket.clocks
        .filter((clock) => test(clock, asked))
        .map((clock) => clockItem(asked, ticket, clock, { once: ticket.number, isAside: isAside(clock, ticket) })),
    );

const where =
  (
    test: (ticket: TicketRow, asked: Asked) => boolean,
    dayIn: (ticket: TicketRow) => Date | null = (row) => row.openedAt,
  ): ByHand =>
  (asked) =>
    countedTickets(asked)
      .filter((ticket) => test(ticket, asked))
      .map((ticket) => {
        const at = dayIn(ticket);
        return ticketItem(asked, ticket, at === null ? {} : { day: dayOf(at) });
      });

const openedIn = (ticket: TicketRow, { period }: Asked) => isDayIn(ticket.openedOn, period);

const clocksOf = (asked: Asked, name: string) =>
  countedTickets(asked).flatMap((ticket) =>
    ticket.clocks
      .filter((clock) => clock.name === name && isIn(clock.startedAt, asked.period))
      .map((clock) => ({ ticket, clock, day: dayOf(clock.startedAt) })),
  );
const onTime =
  (name: string): ByHand =>
  (asked) =>
    clocksOf(asked, name).map(({ ticket, clock, day }) =>
      clockItem(asked, ticket, clock, {
        day,
        isHit: !wasLate(clock),
        isCounted: clock.stoppedAt !== null || clock.dueAt < NOW,
      }),
    );
const clockTime =
  (name: string): ByHand =>
  (asked) =>
    clocksOf(asked, name).map(({ ticket, clock, day }) =>
      clockItem(asked, ticket, clock, {
        day,
        isCounted: clock.stoppedAt !== null,
        measure: minutesBetween(clock.startedAt, endOf(clock)),
      }),
    );

const isComplaint = ({ kind }: TicketRow) => kind === 'complaint' || kind === 'grumble';
function isRepeated(ticket: TicketRow, asked: Asked): boolean {
  const earliest = addDays(ticket.openedOn, -asked.rules.rectification.sameVehicleDays);
  return countedTickets(asked).some(
    (other) =>
      other.vehicleId !== null &&
      other.vehicleId === ticket.vehicleId &&
      isComplaint(other) &&
      (other.openedAt < ticket.openedAt ||
        (other.openedAt.getTime() === ticket.openedAt.getTime() && other.id < ticket.id)) &&
      other.openedOn >= earliest &&
      (other.categories.some((one) => one !== 'Z9' && ticket.categories.includes(one)) ||
        (other.vehicleSystems ?? []).some((one) => ticket.vehicleSystems?.includes(one))),
  );
}

const rectifications =
  (test: (row: Asked['rows']['rectifications'][number]) => boolean): ByHand =>
  ({ rows, period }) =>
    ofStore(rows.rectifications)
      .filter((row) => isIn(row.createdAt, period) && test(row))
      .map((row) => {
        const { adviser: _adviser, ...car } = carValues(rows, row.vehicleId);
        return item(
          { department: [row.department], assignee: [person(row.headUserId)], ...car },
          { day: dayOf(row.createdAt), isAside: row.status === 'open' && row.measureDueOn < TODAY },
        );
      });

export const TICKETS_BY_HAND = {
  complaintsReceived: where(openedIn),
  ticketsReceived: where(openedIn),
  open: (asked) =>
    countedTickets(asked)
      .filter((ticket) => ticket.status !== 'closed' && openedIn(ticket, asked))
      .map((ticket) =>
        ticketItem(asked, ticket, {
          isAside: ticket.clocks.some((clock) => clock.name !== 'verify' && isLateNow(clock)),
        }),
      ),
  overdue: byClock((clock, { period }) => wasLateIn(clock, period), isLateNow),
  nearlyOverdue: (asked) =>
    byClock(isNearlyLate, (_clock, { clocks }) => clocks.some(isLateNow))({
      ...asked,
      rows: { ...asked.rows, tickets: asked.rows.tickets.filter((ticket) => openedIn(ticket, asked)) },
    }),
  closed: where(
    ({ status, closedAt }, { period }) => status === 'closed' && isIn(closedAt, period),
    ({ closedAt }) => closedAt,
  ),
  resolved: where(
    ({ status, resolvedAt }, { period }) => ['resolved', 'closed'].includes(status) && isIn(resolvedAt, period),
    ({ resolvedAt }) => resolvedAt,
  ),
  reopened: where(({ events }, { period }) => events.some(({ type, at }) => type === 'reopened' && isIn(at, period))),
  closureRate: (asked) =>
    countedTickets(asked)
      .filter((ticket) => openedIn(ticket, asked))
      .map((ticket) => ticketItem(asked, ticket, { isHit: ticket.status === 'closed' })),
  routeOnTimeRate: onTime('route'),
  trackOnTimeRate: onTime('track'),
  resolveOnTimeRate: onTime('resolve'),
  verifyOnTimeRate: onTime('verify'),
  satisfaction: (asked) =>
    countedTickets(asked).flatMap((ticket) => {
      const at = verdictAt(ticket);
      if (at === null || !isIn(at, asked.period)) return [];
      return [ticketItem(asked, ticket, { isHit: ticket.isSatisfied === true, day: dayOf(at) })];
    }),
  firstSatisfaction: (asked) =>
    countedTickets(asked).flatMap((ticket) => {
      const verdicts = ticket.events.filter(({ type }) => type === 'closed' || type === 'reopened');
      const [first] = verdicts.toSorted((left, right) => left.at.getTime() - right.at.getTime());
      if (first === undefined || !isIn(first.at, asked.period)) return [];
      return [ticketItem(asked, ticket, { isHit: first.type === 'closed', day: dayOf(first.at) })];
    }),
  repeatComplaints: where((ticket, asked) => openedIn(ticket, asked) && isRepeated(ticket, asked)),
  rectificationsOpened: rectifications(() => true),
  rectificationsOpen: rectifications(({ status }) => status !== 'closed'),
  timeToRoute: clockTime('route'),
  timeToTrack: clockTime('track'),
  timeToResolve: clockTime('resolve'),
  timeToVerify: clockTime('verify'),
  timeToAcknowledge: (asked) =>
    countedTickets(asked).flatMap((ticket) => {
      const { routedAt = null, acknowledgedAt = null } = ticket;
      if (routedAt === null || !openedIn(ticket, asked)) return [];
      const measure = acknowledgedAt === null ? 0 : minutesBetween(routedAt, acknowledgedAt);
      return [ticketItem(asked, ticket, { isCounted: acknowledgedAt !== null, measure })];
    }),
  timeToClose: (asked) =>
    countedTickets(asked).flatMap((ticket) => {
      const { closedAt, openedAt, status } = ticket;
      if (closedAt === null || status !== 'closed' || !isIn(closedAt, asked.period)) return [];
      return [ticketItem(asked, ticket, { measure: minutesBetween(openedAt, closedAt), day: dayOf(closedAt) })];
    }),
} as const satisfies Record<string, ByHand>;
