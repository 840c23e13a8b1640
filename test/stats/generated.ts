import * as fc from 'fast-check';
import { addDays, dayOf, instantAt } from '../../src/calendar.ts';
import type { Database } from '../../src/database/database.ts';
import { dayToDate } from '../../src/calendar.ts';

/** The clock of the generated stores. */
export const NOW = new Date('2026-11-22T06:05:00Z');
const FIRST_DAY = '2026-09-20';
const SPAN_MINUTES = 65 * 24 * 60;

const STATUSES = ['triage', 'routed', 'acknowledged', 'tracking', 'resolved', 'closed'] as const;
const departments = fc.constantFrom('parts', 'sales', 'workshop', 'customerCare', 'triage');

/** Instants of the last nine weeks up to now, at times also the very midnight that parts two Shanghai days. */
const instants = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .integer({ min: 0, max: SPAN_MINUTES })
      .map((minutes) => new Date(Math.min(instantAt(FIRST_DAY).getTime() + minutes * 60_000, NOW.getTime() - 60_000))),
  },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 62 }).map((days) => instantAt(addDays(FIRST_DAY, days))) },
);
const laterThan = (start: Date, minutes: number) => new Date(start.getTime() + minutes * 60_000);

const clock = fc.record({
  name: fc.constantFrom('route', 'track', 'resolve', 'verify'),
  afterMinutes: fc.integer({ min: 0, max: 3000 }),
  limitMinutes: fc.constantFrom(120, 1440, 4320),
  tookMinutes: fc.option(fc.oneof(fc.constantFrom(120, 1440, 4320), fc.integer({ min: 0, max: 9000 }))),
});

const event = fc.record({ type: fc.constantFrom('opened', 'tracked', 'verified', 'reopened', 'closed'), at: instants });

export const ticketArbitrary = fc.record({
  storeId: fc.constantFrom('main', 'main', 'main', 'other'),
  openedAt: instants,
  status: fc.constantFrom(...STATUSES),
  source: fc.constantFrom('chat', 'hotline', 'manufacturer'),
  kind: fc.constantFrom('complaint', 'grumble', 'rescue', 'question'),
  categories: fc.uniqueArray(fc.constantFrom('Q1', 'Q2', 'R1', 'P1', 'C1'), { maxLength: 3 }),
  severity: fc.constantFrom('P0', 'P1', 'P2', 'P3'),
  responsibleDepartment: departments,
  assigneeUserId: fc.option(fc.constantFrom('lin', 'gao')),
  closedAt: fc.option(instants),
  resolvedAt: fc.option(instants),
  isSatisfied: fc.option(fc.boolean()),
  clocks: fc.uniqueArray(clock, { maxLength: 4, selector: ({ name }) => name }),
  events: fc.array(event, { maxLength: 4 }),
});

export const reminderArbitrary = fc.record({
  storeId: fc.constantFrom('main', 'main', 'other'),
  kind: fc.constantFrom('annualInspection', 'birthday', 'insuranceRenewal'),
  plannedDays: fc.integer({ min: 0, max: 100 }),
  status: fc.constantFrom('planned', 'sending', 'sent', 'delivered', 'failed', 'callTask', 'skipped', 'dropped'),
  channel: fc.option(fc.constantFrom('officialAccountTemplate', 'kf', 'callTask')),
  sentAt: fc.option(instants),
});

export const callTaskArbitrary = fc.record({
  storeId: fc.constantFrom('main', 'main', 'other'),
  purpose: fc.constantFrom('reminder', 'verification', 'booking'),
  assigneeUserId: fc.option(fc.constantFrom('Lin', 'gao', 'nobody')),
  dueDays: fc.integer({ min: 0, max: 100 }),
  status: fc.constantFrom('open', 'done', 'cancelled'),
  createdAt: instants,
});

export const storeArbitrary = fc.record({
  tickets: fc.array(ticketArbitrary, { maxLength: 24, size: 'max' }),
  reminders: fc.array(reminderArbitrary, { maxLength: 10, size: 'max' }),
  callTasks: fc.array(callTaskArbitrary, { maxLength: 10, size: 'max' }),
});
export type GeneratedStore = typeof storeArbitrary extends fc.Arbitrary<infer T> ? T : never;

/** A generated store as plain rows, ready to be counted by hand. */
export function rowsOfStore({ tickets, reminders, callTasks }: GeneratedStore) {
  return {
    tickets: tickets.map((ticket, index) => ({
      ...ticket,
      id: index + 1,
      number: `TS-${index + 1}`,
      openedOn: dayOf(ticket.openedAt),
      clocks: ticket.clocks.map(({ name, afterMinutes, limitMinutes, tookMinutes }) => {
        const startedAt = laterThan(ticket.openedAt, afterMinutes);
        const stoppedAt = tookMinutes === null ? null : laterThan(startedAt, tookMinutes);
        return {
          name,
          startedAt,
          dueAt: laterThan(startedAt, limitMinutes),
          stoppedAt: stoppedAt !== null && stoppedAt > NOW ? null : stoppedAt,
        };
      }),
    })),
    reminders: reminders.map((reminder, index) => ({
      ...reminder,
      id: index + 1,
      plannedFor: addDays(FIRST_DAY, reminder.plannedDays),
    })),
    callTasks: callTasks.map((task, index) => ({ ...task, id: index + 1, dueOn: addDays(FIRST_DAY, task.dueDays) })),
  };
}
export type Rows = ReturnType<typeof rowsOfStore>;

export const STAFF = [
  { userId: 'zong', name: '郑总', role: 'generalManager', departmentKey: 'management' },
  { userId: 'lin', name: '林配件', role: 'departmentHead', departmentKey: 'parts' },
  { userId: 'gao', name: '高销售', role: 'departmentHead', departmentKey: 'sales' },
  { userId: 'care', name: '关爱员', role: 'careSpecialist', departmentKey: 'customerCare' },
  { userId: 'director', name: '总监', role: 'director', departmentKey: 'customerCare' },
  { userId: 'tech', name: '技师', role: 'staff', departmentKey: 'workshop' },
] as const;

/** Writes the rows in place of all that was there. */
export async function writeStore(database: Database, { tickets, reminders, callTasks }: Rows): Promise<void> {
  await database.execute(
    'TRUNCATE question_log, ticket_event, ticket_clock, ticket, reminder, call_task, staff, department, store RESTART IDENTITY CASCADE',
  );
  const { client } = database;
  await client.store.createMany({ data: ['main', 'other'].map((id) => ({ id, name: id, createdAt: NOW })) });
  await client.staff.createMany({ data: STAFF.map((person) => ({ ...person, storeId: 'main' })) });
  await client.ticket.createMany({
    data: tickets.map(({ clocks: _clocks, events: _events, openedOn, ...ticket }) => ({
      ...ticket,
      openedOn: dayToDate(openedOn),
      summary: '摘要',
      description: '',
    })),
  });
  await client.ticketClock.createMany({
    data: tickets.flatMap(({ id, storeId, clocks }) =>
      clocks.map((each) => ({ ...each, ticketId: id, storeId, warnAt: each.startedAt })),
    ),
  });
  await client.ticketEvent.createMany({
    data: tickets.flatMap(({ id, storeId, events }) =>
      events.map((each) => ({
        ...each,
        ticketId: id,
        storeId,
        actorKind: 'system',
        actorId: 'test',
        actorName: '测试',
      })),
    ),
  });
  await client.reminder.createMany({
    data: reminders.map(({ plannedDays: _days, plannedFor, ...reminder }) => ({
      ...reminder,
      plannedFor: dayToDate(plannedFor),
      dueOn: dayToDate(plannedFor),
      subjectKey: `vehicle:${reminder.id}`,
      customerId: 1,
      leadDays: 0,
      reason: '到期',
      createdAt: NOW,
    })),
  });
  await client.callTask.createMany({
    data: callTasks.map(({ dueDays: _days, dueOn, ...task }) => ({
      ...task,
      dueOn: dayToDate(dueOn),
      dedupeKey: `task:${task.id}`,
      title: `任务${task.id}`,
      script: '',
    })),
  });
}
