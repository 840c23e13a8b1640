import { addMonths, dayOf, daysBetween } from '../../../src/calendar.ts';
import type { Rows } from '../generated.ts';
import {
  type Asked,
  type ByHand,
  carValues,
  departmentOf,
  isDayIn,
  isIn,
  type Item,
  item,
  ofStore,
  person,
  TODAY,
} from './item.ts';

type Reminder = Rows['reminders'][number];
type FollowUp = Rows['followUps'][number];
type Vehicle = Rows['vehicles'][number];

/** Reminders have the owner's adviser as their person. */
function remindedCar(rows: Rows, vehicleId: number | null) {
  const { adviser, ...car } = carValues(rows, vehicleId);
  return { assignee: adviser, ...car };
}

const reminders =
  (test: (row: Reminder, asked: Asked) => boolean, dayIn: (row: Reminder) => string): ByHand =>
  (asked) =>
    ofStore(asked.rows.reminders)
      .filter((row) => test(row, asked))
      .map((row) =>
        item(
          {
            reminderKind: [row.kind],
            channel: [row.channel ?? ''],
            status: [row.status],
            ...remindedCar(asked.rows, row.vehicleId),
          },
          { day: dayIn(row) },
        ),
      );

interface Matter {
  leads: Reminder[];
  channel: string | undefined;
}

type DueDate = Pick<Reminder, 'storeId' | 'vehicleId' | 'kind' | 'dueOn'>;

/** Projected days move: a planned one within so many days is the same. */
const MOVES: Partial<Record<string, number>> = { firstMaintenance: 60, regularMaintenance: 60 };

/** What the archive knows of and nobody planned yet. What is held out is planned too. */
const notYetPlanned = (rows: Rows): DueDate[] =>
  ofStore(rows.dueDates).filter(
    (due) =>
      due.dueOn >= TODAY &&
      !rows.reminders.some(
        ({ storeId, vehicleId, kind, dueOn }) =>
          storeId === due.storeId &&
          vehicleId === due.vehicleId &&
          kind === due.kind &&
          (dueOn === due.dueOn || Math.abs(daysBetween(dueOn, due.dueOn)) < (MOVES[kind] ?? 0)),
      ),
  );

/** The leads of one due date are one matter. */
function matters(
  read: (matter: Matter) => boolean,
  { isRate = true, kind }: { isRate?: boolean; kind?: string } = {},
): ByHand {
  return ({ rows, period }) => {
    const own = ofStore(rows.reminders).filter(({ isHeldOut, dueOn }) => !isHeldOut && isDayIn(dueOn, period));
    const planned = [
      ...Map.groupBy(own, (row) => `${row.vehicleId} ${row.kind} ${row.dueOn} ${row.occurrence}`).values(),
    ].flatMap((leads) => (leads[0] === undefined ? [] : [{ first: leads[0] as DueDate, leads }]));
    const ahead = notYetPlanned(rows)
      .filter(({ dueOn }) => isDayIn(dueOn, period))
      .map((first) => ({ first, leads: [] }));
    return [...planned, ...ahead].flatMap(({ first, leads }: { first: DueDate; leads: Reminder[] }): Item[] => {
      if (kind !== undefined && first.kind !== kind) return [];
      const reached = leads
        .toSorted((a, b) => a.leadDays - b.leadDays)
        .find(
          ({ status, repliedAt }) =>
            ['sent', 'delivered'].includes(status) || (status === 'callTask' && repliedAt !== null),
        );
      const matter = { leads, channel: reached?.channel ?? undefined };
      const isHit = read(matter);
      return [
        item(
          { reminderKind: [first.kind], channel: [matter.channel ?? ''], ...remindedCar(rows, first.vehicleId) },
          { day: first.dueOn, isHit, isCounted: !isRate || first.dueOn < TODAY, isAside: isHit },
        ),
      ];
    });
  };
}

const isReached = ({ channel }: Matter) => channel !== undefined;
const isRenewed = ({ leads }: Matter) => leads.some(({ fulfilment }) => fulfilment === 'renewed');

function followUpItem(
  rows: Rows,
  row: FollowUp,
  more: Partial<Omit<Item, 'values'>>,
  who: string | null = row.assigneeUserId,
): Item {
  const { adviser: _adviser, ...car } = carValues(rows, row.vehicleId);
  return item(
    {
      round: [row.round],
      channel: [row.channel ?? ''],
      department: [departmentOf(who) ?? ''],
      assignee: [person(who)],
      advisor: [row.advisorName ?? ''],
      ...car,
    },
    more,
  );
}

const dueFollowUps =
  (test: (row: FollowUp) => boolean, more: (row: FollowUp) => Partial<Item> = () => ({})): ByHand =>
  ({ rows, period }) =>
    ofStore(rows.followUps)
      .filter((row) => isDayIn(row.dueOn, period) && test(row))
      .map((row) => followUpItem(rows, row, { day: row.dueOn, ...more(row) }));
const doneFollowUps =
  (test: (row: FollowUp) => boolean, more: (row: FollowUp) => Partial<Item> = () => ({})): ByHand =>
  ({ rows, period }) =>
    ofStore(rows.followUps)
      .filter((row) => row.status === 'done' && isIn(row.doneAt, period) && test(row))
      .map((row) => followUpItem(rows, row, { day: dayOf(row.doneAt), ...more(row) }, row.doneBy));

const vehicleItem = (rows: Rows, car: Vehicle, more: Partial<Omit<Item, 'values'>> = {}) =>
  item(remindedCar(rows, car.id), more);
const dayOfState = ({ period }: Asked) => (period === undefined || period.to > TODAY ? TODAY : period.to);
const sinceOf = (car: Vehicle) => car.deliveredOn ?? car.invoicedOn ?? car.registeredOn ?? dayOf(car.createdAt);
const inArchive = (asked: Asked) =>
  ofStore(asked.rows.vehicles).filter((car) => car.status === 'active' && sinceOf(car) <= dayOfState(asked));

/** The store's own interval of a car, by its most particular name. */
function ownMonths(
  { rules }: Asked,
  { model, series, brand }: Vehicle,
  which: 'first' | 'regular',
): number | undefined {
  for (const name of [model, series, brand]) {
    const own = name === null ? undefined : rules.maintenance.byModel[name]?.[which];
    if (own !== undefined) return own.months;
  }
  return undefined;
}

function isChurned(asked: Asked, car: Vehicle): boolean {
  const day = dayOfState(asked);
  const own = ownMonths(asked, car, 'regular');
  const limit = addMonths(day, -(own === undefined ? asked.rules.churn.months : own + asked.rules.churn.extraMonths));
  const visits = asked.rows.visits.filter(({ vehicleId, enteredOn }) => vehicleId === car.id && enteredOn <= day);
  return [sinceOf(car), ...visits.map(({ enteredOn }) => enteredOn)].every((each) => each < limit);
}

const firstMaintenance: ByHand = (asked) =>
  ofStore(asked.rows.vehicles).flatMap((car) => {
    const since = car.deliveredOn ?? car.invoicedOn ?? car.registeredOn;
    if (car.status !== 'active' || since === null) return [];
    const dueOn = addMonths(since, ownMonths(asked, car, 'first') ?? asked.rules.maintenance.first.months);
    if (!isDayIn(dueOn, asked.period)) return [];
    const isHit = asked.rows.visits.some(
      ({ vehicleId, type }) => vehicleId === car.id && ['firstMaintenance', 'regularMaintenance'].includes(type),
    );
    return [vehicleItem(asked.rows, car, { day: dueOn, isHit, isCounted: dueOn < TODAY })];
  });

const sold: ByHand = ({ rows, period }) =>
  ofStore(rows.vehicles).flatMap((car) =>
    car.deliveredOn === null || !isDayIn(car.deliveredOn, period)
      ? []
      : [vehicleItem(rows, car, { day: car.deliveredOn, isHit: car.referredBy !== null })],
  );

export const OWNERS_BY_HAND = {
  remindersPlanned: reminders(
    ({ plannedFor }, { period }) => isDayIn(plannedFor, period),
    ({ plannedFor }) => plannedFor,
  ),
  remindersSent: reminders(
    ({ status, sentAt }, { period }) => ['sent', 'delivered'].includes(status) && isIn(sentAt, period),
    ({ sentAt }) => (sentAt === null ? '' : dayOf(sentAt)),
  ),
  remindersDue: matters(isReached, { isRate: false }),
  reminderReachRate: matters(isReached),
  reminderReplyRate: matters(({ leads }) => leads.some(({ repliedAt }) => repliedAt !== null)),
  reminderBookingRate: matters(({ leads }) => leads.some(({ bookedAt }) => bookedAt !== null)),
  reminderArrivalRate: matters(({ leads }) => leads.some(({ fulfilment }) => fulfilment === 'cameIn')),
  renewals: (asked) =>
    matters(isRenewed, { isRate: false, kind: 'insuranceRenewal' })(asked).filter(({ isHit }) => isHit),
  renewalRate: matters(isRenewed, { kind: 'insuranceRenewal' }),
  followUpsDue: dueFollowUps(
    ({ status }) => status !== 'skipped',
    ({ status }) => ({ isAside: status === 'done' }),
  ),
  followUpsDone: doneFollowUps(() => true),
  followUpsSkipped: dueFollowUps(({ status }) => status === 'skipped'),
  followUpsMissing: (asked) => {
    const states = ['planned', 'asking', 'callTask', ...(asked.period === undefined ? [] : ['closed'])];
    return dueFollowUps(
      ({ status, dueOn }) => states.includes(status) && dueOn <= TODAY,
      ({ dueOn }) => ({ isAside: dueOn < TODAY }),
    )(asked);
  },
  followUpCoverage: dueFollowUps(
    ({ status }) => status !== 'skipped',
    ({ status, dueOn }) => ({ isHit: status === 'done', isCounted: status === 'done' || dueOn <= TODAY }),
  ),
  followUpScore: doneFollowUps(
    ({ score }) => score !== null,
    ({ score }) => ({ measure: score ?? 0 }),
  ),
  followUpSatisfaction: doneFollowUps(
    ({ isSatisfied }) => isSatisfied !== null,
    ({ isSatisfied }) => ({ isHit: isSatisfied === true }),
  ),
  fixedFirstTimeRate: doneFollowUps(
    ({ isFixed }) => isFixed !== null,
    ({ isFixed }) => ({ isHit: isFixed === true }),
  ),
  vehicles: (asked) => inArchive(asked).map((car) => vehicleItem(asked.rows, car)),
  churned: (asked) =>
    inArchive(asked)
      .filter((car) => isChurned(asked, car))
      .map((car) => vehicleItem(asked.rows, car)),
  churnRate: (asked) => inArchive(asked).map((car) => vehicleItem(asked.rows, car, { isHit: isChurned(asked, car) })),
  firstMaintenanceReturnRate: firstMaintenance,
  referrals: (asked) => sold(asked).filter(({ isHit }) => isHit),
  referralRate: (asked) => sold(asked),
} as const satisfies Record<string, ByHand>;
