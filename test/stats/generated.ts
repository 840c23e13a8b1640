import * as fc from '../support/property.ts';
import { dayOf } from '../../src/calendar.ts';
import type { RuleOverrides } from '../../src/stores/index.ts';
import {
  callTaskArbitrary,
  dueDateArbitrary,
  followUpArbitrary,
  instants,
  matterArbitrary,
  NOW,
  rectificationArbitrary,
  rulesArbitrary,
  storeIds,
  userIds,
  vehicleArbitrary,
  VEHICLES,
  visitArbitrary,
} from './generated-archive.ts';

export { NOW };
export { STAFF, writeStore } from './write-store.ts';

const STATUSES = ['triage', 'routed', 'acknowledged', 'tracking', 'resolved', 'closed', 'merged', 'dismissed'] as const;
const departments = fc.constantFrom('parts', 'sales', 'workshop', 'customerCare', 'triage');
const laterThan = (start: Date, minutes: number) => new Date(start.getTime() + minutes * 60_000);

const clock = fc.record({
  name: fc.constantFrom('route', 'track', 'resolve', 'verify'),
  afterMinutes: fc.integer({ min: 0, max: 3000 }),
  limitMinutes: fc.constantFrom(120, 1440, 4320),
  tookMinutes: fc.option(fc.oneof(fc.constantFrom(120, 1440, 4320), fc.integer({ min: 0, max: 9000 }))),
});

const event = fc.record({ type: fc.constantFrom('opened', 'tracked', 'verified', 'reopened', 'closed'), at: instants });

export const ticketArbitrary = fc.record({
  storeId: storeIds,
  openedAt: instants,
  status: fc.constantFrom(...STATUSES, 'closed', 'closed'),
  source: fc.constantFrom('chat', 'hotline', 'manufacturer'),
  kind: fc.constantFrom('complaint', 'complaint', 'complaint', 'grumble', 'rescue'),
  categories: fc.uniqueArray(fc.constantFrom('Q1', 'Q2', 'R1', 'P1', 'Z9'), { maxLength: 3 }),
  severity: fc.constantFrom('P0', 'P1', 'P2', 'P3'),
  responsibleDepartment: departments,
  assigneeUserId: fc.option(userIds),
  closedAt: fc.option(instants, { freq: 2 }),
  resolvedAt: fc.option(instants, { freq: 2 }),
  isSatisfied: fc.option(fc.boolean()),
  verifiedAt: instants,
  routedAt: fc.option(instants, { freq: 3 }),
  acknowledgedAt: fc.option(instants, { freq: 3 }),
  vehicleId: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 5 }),
  vehicleSystems: fc.uniqueArray(fc.constantFrom('engine', 'brakes'), { maxLength: 2 }),
  demand: fc.constantFrom('none', 'refund', 'apology'),
  clocks: fc.array(clock, { maxLength: 5 }),
  events: fc.array(event, { maxLength: 4 }),
});

export const storeArbitrary = fc.record({
  tickets: fc.array(ticketArbitrary, { minLength: 14, maxLength: 40, size: 'max' }),
  matters: fc.array(matterArbitrary, { minLength: 10, maxLength: 24, size: 'max' }),
  dueDates: fc.uniqueArray(dueDateArbitrary, {
    selector: ({ vehicleId, kind, dueOn }) => `${vehicleId} ${kind} ${dueOn}`,
    minLength: 8,
    maxLength: 16,
    size: 'max',
  }),
  callTasks: fc.array(callTaskArbitrary, { minLength: 10, maxLength: 20, size: 'max' }),
  followUps: fc.array(followUpArbitrary, { minLength: 10, maxLength: 20, size: 'max' }),
  vehicles: fc.array(vehicleArbitrary, { minLength: VEHICLES, maxLength: VEHICLES }),
  visits: fc.array(visitArbitrary, { minLength: 8, maxLength: 24, size: 'max' }),
  rectifications: fc.array(rectificationArbitrary, { minLength: 3, maxLength: 6, size: 'max' }),
  rules: rulesArbitrary,
});
export type GeneratedStore = typeof storeArbitrary extends fc.Arbitrary<infer T> ? T : never;

/** A ticket as a test writes it down: what it does not name is empty. */
export interface TicketRow {
  id: number;
  number: string;
  storeId: string;
  openedAt: Date;
  openedOn: string;
  status: string;
  source: string;
  kind: string;
  categories: string[];
  severity: string;
  responsibleDepartment: string;
  assigneeUserId: string | null;
  closedAt: Date | null;
  resolvedAt: Date | null;
  isSatisfied: boolean | null;
  /** Absent: the newest verdict among the events. */
  verifiedAt?: Date;
  routedAt?: Date | null;
  acknowledgedAt?: Date | null;
  vehicleId?: number | null;
  vehicleSystems?: string[];
  demand?: string;
  clocks: {
    name: string;
    round?: number;
    startedAt: Date;
    warnAt?: Date;
    dueAt: Date;
    stoppedAt: Date | null;
    pausedAt?: Date | null;
  }[];
  events: { type: string; at: Date }[];
}

type Numbered<T> = T & { id: number };

export interface Rows {
  tickets: TicketRow[];
  reminders: Numbered<
    Omit<GeneratedStore['matters'][number], 'leads' | 'vehicleId'> &
      GeneratedStore['matters'][number]['leads'][number] & {
        vehicleId: number | null;
        occurrence: string;
        leadDays: number;
      }
  >[];
  dueDates: Numbered<GeneratedStore['dueDates'][number]>[];
  callTasks: Numbered<GeneratedStore['callTasks'][number]>[];
  followUps: Numbered<GeneratedStore['followUps'][number]>[];
  vehicles: Numbered<GeneratedStore['vehicles'][number] & { plateNumber: string | null }>[];
  visits: Numbered<GeneratedStore['visits'][number] & { storeId: string }>[];
  rectifications: Numbered<GeneratedStore['rectifications'][number]>[];
  rules: RuleOverrides;
}

const numbered = <T>(rows: readonly T[]): Numbered<T>[] => rows.map((row, index) => ({ ...row, id: index + 1 }));

/** A generated store as plain rows, ready to be counted by hand. */
export function rowsOfStore(store: GeneratedStore): Rows {
  const vehicles = numbered(store.vehicles).map((vehicle) => ({
    ...vehicle,
    plateNumber: vehicle.id === 1 ? null : `沪A1000${vehicle.id}`,
  }));
  return {
    tickets: numbered(store.tickets).map((ticket, index) => ({
      ...ticket,
      number: `TS-${ticket.id}`,
      openedOn: dayOf(ticket.openedAt),
      clocks: ticket.clocks.map(({ name, afterMinutes, limitMinutes, tookMinutes }, round) => {
        // Every fourth ticket has work that is nearly late.
        const isPressing = round === 0 && index % 4 === 0;
        const startedAt = isPressing ? laterThan(NOW, -0.9 * limitMinutes) : laterThan(ticket.openedAt, afterMinutes);
        const stoppedAt = tookMinutes === null ? null : laterThan(startedAt, tookMinutes);
        return {
          name,
          round,
          startedAt,
          warnAt: laterThan(startedAt, limitMinutes * 0.75),
          dueAt: laterThan(startedAt, limitMinutes),
          pausedAt: tookMinutes === null && round % 3 === 2 ? startedAt : null,
          stoppedAt: stoppedAt !== null && stoppedAt > NOW ? null : stoppedAt,
        };
      }),
    })),
    reminders: numbered(
      store.matters.flatMap(({ leads, isHeldOut, ...matter }, index) =>
        leads.map((lead, leadDays) => ({
          ...matter,
          ...lead,
          isHeldOut,
          status: isHeldOut ? ('heldOut' as never) : lead.status,
          occurrence: `o${index}`,
          leadDays,
        })),
      ),
    ),
    dueDates: numbered(store.dueDates),
    callTasks: numbered(store.callTasks),
    followUps: numbered(store.followUps),
    vehicles,
    visits: numbered(store.visits).map((visit) => ({
      ...visit,
      storeId: vehicles[visit.vehicleId - 1]?.storeId ?? 'main',
    })),
    rectifications: numbered(store.rectifications),
    rules: store.rules,
  };
}
