import { dayOf } from '../../../src/calendar.ts';
import type { Rows } from '../generated.ts';
import { STAFF } from '../write-store.ts';
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

type Call = Rows['callTasks'][number];

const calls =
  (test: (row: Call, asked: Asked) => boolean, more: (row: Call) => Partial<Item> = () => ({})): ByHand =>
  (asked) =>
    ofStore(asked.rows.callTasks)
      .filter((row) => test(row, asked))
      .map((row) => {
        const { adviser: _adviser, ...car } = carValues(asked.rows, row.vehicleId);
        return item(
          {
            purpose: [row.purpose],
            assignee: [person(row.assigneeUserId)],
            department: [departmentOf(row.assigneeUserId) ?? ''],
            ...car,
          },
          more(row),
        );
      });

const isBooking = ({ purpose, status, createdAt }: Call, { period }: Asked) =>
  purpose === 'booking' && status !== 'cancelled' && isIn(createdAt, period);
const isDoneIn = ({ status, doneAt }: Call, { period }: Asked) => status === 'done' && isIn(doneAt, period);

const workItem = (kind: string, userId: string | null, department: string, more: Partial<Item>): Item =>
  item({ workKind: [kind], assignee: [person(userId)], department: [departmentOf(userId) ?? department] }, more);

const handled: ByHand = ({ rows, period }) => [
  ...ofStore(rows.tickets)
    .filter(({ status, resolvedAt }) => ['resolved', 'closed'].includes(status) && isIn(resolvedAt, period))
    .map(({ assigneeUserId, responsibleDepartment, resolvedAt }) =>
      workItem('ticket', assigneeUserId, responsibleDepartment, resolvedAt === null ? {} : { day: dayOf(resolvedAt) }),
    ),
  ...ofStore(rows.callTasks)
    .filter(({ status, purpose, doneAt }) => status === 'done' && purpose !== 'followUp' && isIn(doneAt, period))
    .map(({ assigneeUserId, doneAt }) => workItem('call', assigneeUserId, '', { day: dayOf(doneAt) })),
  ...ofStore(rows.followUps)
    .filter(({ status, doneBy, doneAt }) => status === 'done' && doneBy !== null && isIn(doneAt, period))
    .map(({ doneBy, doneAt }) => workItem('followUp', doneBy, '', { day: dayOf(doneAt) })),
];

const workload: ByHand = ({ rows, period }) => {
  const held = <T extends { storeId: string; assigneeUserId: string | null }>(list: readonly T[]) =>
    ofStore(list).filter(({ assigneeUserId }) => assigneeUserId !== null);
  return [
    ...held(rows.tickets)
      .filter(({ status }) => ['triage', 'routed', 'acknowledged', 'tracking'].includes(status))
      .map((row) => ({ kind: 'ticket', who: row.assigneeUserId, day: row.openedOn })),
    ...held(rows.callTasks)
      .filter(({ status, purpose }) => status === 'open' && purpose !== 'followUp')
      .map((row) => ({ kind: 'call', who: row.assigneeUserId, day: row.dueOn })),
    ...held(rows.followUps)
      .filter(({ status, fromOn }) => ['planned', 'asking', 'callTask'].includes(status) && fromOn <= TODAY)
      .map((row) => ({ kind: 'followUp', who: row.assigneeUserId, day: row.fromOn })),
  ]
    .filter(({ day }) => isDayIn(day, period))
    .map(({ kind, who }) => workItem(kind, who, '', {}));
};

const visits: ByHand = ({ rows, period }) =>
  ofStore(rows.visits)
    .filter(({ enteredOn }) => isDayIn(enteredOn, period))
    .map((row) => {
      const { adviser: _adviser, ...car } = carValues(rows, row.vehicleId);
      const staff = STAFF.find(({ name }) => name === row.advisorName);
      return item(
        { visitType: [row.type], advisor: [row.advisorName ?? ''], assignee: [staff?.userId ?? ''], ...car },
        { day: row.enteredOn },
      );
    });

export const WORK_BY_HAND = {
  bookings: calls(isBooking, ({ createdAt }) => ({ day: dayOf(createdAt) })),
  bookingAcceptance: calls(isBooking, ({ createdAt, status, outcome, attempts, dueOn }) => ({
    day: dayOf(createdAt),
    isHit: status === 'done' && (outcome === 'reached' || outcome === 'booked'),
    isCounted: status === 'done' || attempts > 0 || dueOn < TODAY,
  })),
  callTasksOpen: calls(
    ({ status, dueOn }, { period }) =>
      status === 'open' &&
      (period !== undefined && period.from <= TODAY && TODAY <= period.to
        ? dueOn <= period.to
        : isDayIn(dueOn, period)),
  ),
  callsDone: calls(isDoneIn, ({ doneAt }) => ({ day: dayOf(doneAt) })),
  callReachRate: calls(
    (row, asked) => row.outcome !== null && isDoneIn(row, asked),
    ({ outcome, doneAt }) => ({ day: dayOf(doneAt), isHit: outcome === 'reached' || outcome === 'booked' }),
  ),
  visits,
  handled,
  workload,
} as const satisfies Record<string, ByHand>;
