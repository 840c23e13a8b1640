import { addDays, addMonths, dayOf, daysBetween } from '../../../src/calendar.ts';
import type { Rows } from '../generated.ts';
import {
  type Asked,
  type ByHand,
  carValues,
  departmentOf,
  isDayIn,
  isIn,
  type Item,
  isOverAndKnown,
  item,
  lastKnown,
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
          { day: dayIn(row), isAside: ['skipped', 'dropped', 'heldOut'].includes(row.status) },
        ),
      );

/** What the plans of days to come will find, by the due days that are known and the store's leads. */
const plansAhead: ByHand = ({ rows, rules, period }) =>
  ofStore(rows.dueDates).flatMap((due) => {
    const rule = rules.reminders[due.kind];
    const car = rows.vehicles.find(({ id }) => id === due.vehicleId);
    return (rule.enabled ? rule.leadDays : []).flatMap((lead) => {
      const plannedFor = addDays(due.dueOn, -lead);
      const isPlanned = rows.reminders.some(
        ({ storeId, vehicleId, kind, dueOn, leadDays, status }) =>
          storeId === due.storeId &&
          vehicleId === due.vehicleId &&
          kind === due.kind &&
          leadDays === lead &&
          (dueOn === due.dueOn ||
            (Math.abs(daysBetween(dueOn, due.dueOn)) < (MOVES[kind] ?? 0) && !['skipped', 'dropped'].includes(status))),
      );
      if (plannedFor < TODAY || period === undefined || !isDayIn(plannedFor, period) || isPlanned) return [];
      const status = car !== undefined && isGoneCar(car) ? 'skipped' : 'planned';
      return [
        item(
          { reminderKind: [due.kind], channel: [''], status: [status], ...remindedCar(rows, due.vehicleId) },
          { day: plannedFor, isAside: status === 'skipped' },
        ),
      ];
    });
  });

/** Nobody can be told of it any more. */
const isGoneCar = ({ status, isDeceased }: Vehicle) => status !== 'active' || isDeceased;

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
      !rows.vehicles.some((car) => car.id === due.vehicleId && isGoneCar(car)) &&
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
  {
    isRate = true,
    isOver = (day) => day < TODAY,
    kind,
  }: { isRate?: boolean; isOver?: (day: string, rows: Rows) => boolean; kind?: string } = {},
): ByHand {
  return ({ rows, period }) => {
    const own = ofStore(rows.reminders).filter(({ isHeldOut, dueOn }) => !isHeldOut && isDayIn(dueOn, period));
    const planned = [
      ...Map.groupBy(own, (row) => `${row.vehicleId} ${row.kind} ${row.dueOn} ${row.occurrence}`).values(),
    ].flatMap((leads) => (leads[0] === undefined || leads.every(isToldGone) ? [] : [{ first: leads[0], leads }]));
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
          { day: first.dueOn, isHit, isCounted: !isRate || isOver(first.dueOn, rows), isAside: isHit },
        ),
      ];
    });
  };
}

/** The plan left it out: the car is gone, or the owner has died. */
const isToldGone = ({ status, skipReason }: Reminder) =>
  status === 'skipped' && ['车主已故', '车辆已转让或报废'].includes(skipReason);
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

const isLateFile = ({ status, skipReason }: FollowUp) =>
  status === 'skipped' && skipReason === '资料录入时已过回访期限';
const isWanted = (row: FollowUp) => row.status !== 'skipped' || isLateFile(row);

/** Of cars that are delivered: what will be entered later than in a week. */
function followUpsToCome({ rows, rules }: Asked): FollowUp[] {
  const { oneMonth, oneYear } = rules.followUps;
  return ofStore(rows.vehicles).flatMap((car) => {
    const { deliveredOn } = car;
    if (deliveredOn === null || deliveredOn > TODAY) return [];
    return (['oneMonth', 'oneYear'] as const).flatMap((round) => {
      const { months, withinDays } = round === 'oneMonth' ? oneMonth : oneYear;
      const fromOn = addMonths(deliveredOn, months);
      if (fromOn <= addDays(TODAY, 7)) return [];
      const row: Partial<FollowUp> = {
        round,
        storeId: car.storeId,
        vehicleId: car.id,
        fromOn,
        dueOn: addDays(fromOn, withinDays),
        status: isGoneCar(car) ? 'skipped' : 'planned',
        skipReason: '车主已退订',
        assigneeUserId: null,
        advisorName: null,
        channel: null,
      };
      return [row as FollowUp];
    });
  });
}

const dueFollowUps =
  (test: (row: FollowUp) => boolean, more: (row: FollowUp) => Partial<Item> = () => ({})): ByHand =>
  (asked) =>
    dueFollowUpsOf(asked)
      .filter(({ dueOn }) => isDayIn(dueOn, asked.period))
      .filter(test)
      .map((row) => followUpItem(asked.rows, row, { day: row.dueOn, ...more(row) }));
const dueFollowUpsOf = (asked: Asked): FollowUp[] => [
  ...ofStore(asked.rows.followUps),
  ...(asked.period === undefined ? [] : followUpsToCome(asked)),
];
const doneFollowUps =
  (test: (row: FollowUp) => boolean, more: (row: FollowUp) => Partial<Item> = () => ({})): ByHand =>
  ({ rows, period }) =>
    ofStore(rows.followUps)
      .filter((row) => row.status === 'done' && isIn(row.doneAt, period) && test(row))
      .map((row) => followUpItem(rows, row, { day: dayOf(row.doneAt), ...more(row) }, row.doneBy));

const vehicleItem = (rows: Rows, car: Vehicle, more: Partial<Omit<Item, 'values'>> = {}) =>
  item(remindedCar(rows, car.id), more);
const dayOfState = ({ period }: Asked, last = TODAY) => (period === undefined || period.to > last ? last : period.to);
const sinceOf = (car: Vehicle) => car.deliveredOn ?? car.invoicedOn ?? car.registeredOn ?? dayOf(car.createdAt);
const inArchive = (asked: Asked, last = TODAY) =>
  ofStore(asked.rows.vehicles).filter((car) => car.status === 'active' && sinceOf(car) <= dayOfState(asked, last));
/** Who stays away is told as of the archive's last day. */
const mayBeAbsent = (asked: Asked) => inArchive(asked, lastKnown(asked.rows));

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
  const day = dayOfState(asked, lastKnown(asked.rows));
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
    return [vehicleItem(asked.rows, car, { day: dueOn, isHit, isCounted: isOverAndKnown(asked.rows, dueOn) })];
  });

const sold: ByHand = ({ rows, period }) =>
  ofStore(rows.vehicles).flatMap((car) =>
    car.deliveredOn === null || !isDayIn(car.deliveredOn, period)
      ? []
      : [vehicleItem(rows, car, { day: car.deliveredOn, isHit: car.referredBy !== null })],
  );

export const OWNERS_BY_HAND = {
  remindersPlanned: (asked) => [
    ...reminders(
      ({ plannedFor }, { period }) => isDayIn(plannedFor, period),
      ({ plannedFor }) => plannedFor,
    )(asked),
    ...plansAhead(asked),
  ],
  remindersSent: reminders(
    ({ status, sentAt }, { period }) => ['sent', 'delivered'].includes(status) && isIn(sentAt, period),
    ({ sentAt }) => (sentAt === null ? '' : dayOf(sentAt)),
  ),
  remindersDue: matters(isReached, { isRate: false }),
  reminderReachRate: matters(isReached),
  reminderReplyRate: matters(({ leads }) => leads.some(({ repliedAt }) => repliedAt !== null)),
  reminderBookingRate: matters(({ leads }) => leads.some(({ bookedAt }) => bookedAt !== null)),
  reminderArrivalRate: matters(({ leads }) => leads.some(({ fulfilment }) => fulfilment === 'cameIn'), {
    isOver: (day, rows) => isOverAndKnown(rows, day),
  }),
  renewals: (asked) =>
    matters(isRenewed, { isRate: false, kind: 'insuranceRenewal' })(asked).filter(({ isHit }) => isHit),
  renewalRate: matters(isRenewed, { kind: 'insuranceRenewal' }),
  followUpsDue: dueFollowUps(isWanted, (row) => ({ isAside: row.status === 'done', isPart: isLateFile(row) })),
  followUpsDone: doneFollowUps(() => true),
  followUpsSkipped: dueFollowUps((row) => row.status === 'skipped' && !isLateFile(row)),
  followUpsMissing: (asked) => {
    const states = ['planned', 'asking', 'callTask', ...(asked.period === undefined ? [] : ['closed'])];
    return dueFollowUps(
      (row) => (states.includes(row.status) || (asked.period !== undefined && isLateFile(row))) && row.dueOn <= TODAY,
      ({ dueOn }) => ({ isAside: dueOn < TODAY }),
    )(asked);
  },
  followUpCoverage: dueFollowUps(isWanted, (row) => ({
    isHit: row.status === 'done',
    isCounted: row.status === 'done' || row.dueOn <= TODAY,
    isPart: isLateFile(row),
  })),
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
    mayBeAbsent(asked)
      .filter((car) => isChurned(asked, car))
      .map((car) => vehicleItem(asked.rows, car)),
  churnRate: (asked) => mayBeAbsent(asked).map((car) => vehicleItem(asked.rows, car, { isHit: isChurned(asked, car) })),
  firstMaintenanceReturnRate: firstMaintenance,
  referrals: (asked) => sold(asked).filter(({ isHit }) => isHit),
  referralRate: (asked) => sold(asked),
} as const satisfies Record<string, ByHand>;
