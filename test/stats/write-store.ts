import { dayOf, dayToDate } from '../../src/calendar.ts';
import type { Database } from '../../src/database/database.ts';
import type { Rows, TicketRow } from './generated.ts';
import { NOW } from './generated-archive.ts';

export const STAFF = [
  { userId: 'zong', name: '郑总', role: 'generalManager', departmentKey: 'management' },
  { userId: 'lin', name: '林配件', role: 'departmentHead', departmentKey: 'parts' },
  { userId: 'gao', name: '高销售', role: 'departmentHead', departmentKey: 'sales' },
  { userId: 'care', name: '关爱员', role: 'careSpecialist', departmentKey: 'customerCare' },
  { userId: 'director', name: '总监', role: 'director', departmentKey: 'customerCare' },
  { userId: 'tech', name: '技师', role: 'staff', departmentKey: 'workshop' },
] as const;

const VERDICTS = ['verified', 'closed', 'reopened'];

/** When the verdict of a ticket was taken down, if there is one. */
export function verdictAt({ isSatisfied, verifiedAt, events }: TicketRow): Date | null {
  if (isSatisfied === null) return null;
  const times = events.filter(({ type }) => VERDICTS.includes(type)).map(({ at }) => at.getTime());
  return verifiedAt ?? (times.length === 0 ? null : new Date(Math.max(...times)));
}

/** Taken down with the first verdict, and left so by later ones. */
function firstVerdict({ events }: TicketRow): { firstVerdictAt: Date; firstSatisfied: boolean } | undefined {
  let first: TicketRow['events'][number] | undefined;
  for (const event of events) {
    const isVerdict = event.type === 'closed' || event.type === 'reopened';
    if (isVerdict && (first === undefined || event.at < first.at)) first = event;
  }
  return first && { firstVerdictAt: first.at, firstSatisfied: first.type === 'closed' };
}

const dateOf = (day: string | null) => (day === null ? null : dayToDate(day));

/** Writes the rows in place of all that was there. */
export async function writeStore(database: Database, rows: Partial<Rows>): Promise<void> {
  const {
    tickets = [],
    reminders = [],
    dueDates = [],
    callTasks = [],
    followUps = [],
    vehicles = [],
    visits = [],
  } = rows;
  await database.execute(
    `TRUNCATE question_log, ticket_event, ticket_clock, ticket, reminder, due_date, call_task, follow_up, rectification, visit, vehicle,
      customer, staff, department, store RESTART IDENTITY CASCADE`,
  );
  const { client } = database;
  await client.store.createMany({
    data: ['main', 'other'].map((id) => ({ id, name: id, createdAt: NOW, rules: (rows.rules ?? {}) as object })),
  });
  await client.staff.createMany({ data: STAFF.map((person) => ({ ...person, storeId: 'main' })) });
  await client.customer.createMany({
    data: vehicles.map(({ id, storeId, advisorUserId, isDeceased }) => ({
      id,
      storeId,
      advisorUserId,
      isDeceased,
      name: `车主${id}`,
      createdAt: NOW,
      updatedAt: NOW,
    })),
  });
  await client.vehicle.createMany({
    data: vehicles.map(
      ({ advisorUserId: _adviser, isDeceased: _deceased, deliveredOn, invoicedOn, registeredOn, ...vehicle }) => ({
        ...vehicle,
        customerId: vehicle.id,
        deliveredOn: dateOf(deliveredOn),
        invoicedOn: dateOf(invoicedOn),
        registeredOn: dateOf(registeredOn),
        updatedAt: NOW,
      }),
    ),
  });
  await client.visit.createMany({
    data: visits.map(({ enteredOn, ...visit }) => ({
      ...visit,
      enteredOn: dayToDate(enteredOn),
      repairOrderNo: `RO-${visit.id}`,
    })),
  });
  await client.ticket.createMany({
    data: tickets.map((row) => {
      const { clocks: _clocks, events: _events, openedOn, ...ticket } = row;
      return {
        ...ticket,
        verifiedAt: verdictAt(row),
        ...firstVerdict(row),
        openedOn: dayToDate(openedOn),
        summary: '摘要',
        description: '',
      };
    }),
  });
  await client.ticketClock.createMany({
    data: tickets.flatMap(({ id, storeId, clocks }) =>
      clocks.map((each) => ({ warnAt: each.startedAt, ...each, ticketId: id, storeId })),
    ),
  });
  const actor = { actorKind: 'system', actorId: 'test', actorName: '测试' };
  await client.ticketEvent.createMany({
    data: tickets.flatMap(({ id, storeId, events }) =>
      events.map((each) => ({ ...each, ...actor, ticketId: id, storeId })),
    ),
  });
  await client.reminder.createMany({
    data: reminders.map(({ plannedFor, dueOn, isHeldOut: _held, skipReason, ...reminder }) => ({
      ...reminder,
      skipReason: reminder.status === 'skipped' ? skipReason : null,
      plannedFor: dayToDate(plannedFor),
      dueOn: dayToDate(dueOn),
      subjectKey: `vehicle:${reminder.vehicleId}`,
      customerId: reminder.vehicleId ?? 1,
      reason: '到期',
      createdAt: NOW,
    })),
  });
  await client.dueDate.createMany({
    data: dueDates.map(({ dueOn, ...due }) => ({
      ...due,
      dueOn: dayToDate(dueOn),
      subjectKey: `vehicle:${due.vehicleId}`,
      customerId: due.vehicleId,
      reason: '到期',
      // Long ago: nobody joins late.
      changedAt: new Date(NOW.getTime() - 10 * 86_400_000),
    })),
  });
  await client.callTask.createMany({
    data: callTasks.map(({ dueOn, doneAt, ...task }) => ({
      ...task,
      dueOn: dayToDate(dueOn),
      doneAt: task.status === 'done' ? doneAt : null,
      dedupeKey: `task:${task.id}`,
      title: `任务${task.id}`,
      script: '',
    })),
  });
  await client.followUp.createMany({
    data: followUps.map(({ fromOn, dueOn, doneAt, doneBy, skipReason, ...followUp }) => ({
      ...followUp,
      skipReason: followUp.status === 'skipped' ? skipReason : null,
      customerId: followUp.vehicleId,
      subjectKey: `visit:${followUp.id}`,
      basisOn: dayToDate(fromOn),
      fromOn: dayToDate(fromOn),
      dueOn: dayToDate(dueOn),
      createdAt: NOW,
      ...(followUp.status === 'done' ? { doneAt, doneBy, doneOn: dayToDate(dayOf(doneAt)) } : {}),
    })),
  });
  await client.rectification.createMany({
    data: (rows.rectifications ?? []).map(({ measureDueOn, ...rectification }) => ({
      ...rectification,
      number: `ZG-${rectification.id}`,
      kind: 'sameVehicle',
      causeKey: 'x',
      title: '整改',
      reason: '',
      weekOn: dayToDate(measureDueOn),
      measureDueOn: dayToDate(measureDueOn),
    })),
  });
}
