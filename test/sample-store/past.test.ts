import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, dateToDay, dayOf, instantAt, timeOf } from '../../src/calendar.ts';
import { coverageOf, matchOutcomes } from '../../src/outreach/index.ts';
import { buildSampleStore, seedPast, seedSampleStore } from '../../src/sample-store/index.ts';
import { runQuery } from '../../src/stats/index.ts';
import { defaultRules } from '../../src/stores/index.ts';
import { blocksOn } from '../../src/working-time.ts';
import { type Desk, openDesk } from '../support/desk.ts';

const TODAY = '2026-11-23';
const sample = buildSampleStore({ seed: 7, today: TODAY });
const db = () => desk.database.client;
let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
  desk.clock.set(instantAt(TODAY, '07:30'));
  await seedSampleStore(desk.database, desk.clock, sample);
});
afterAll(() => desk.close());

test('the past of the sample store is over: every complaint is closed in order, and nothing of it waits for anybody', async () => {
  const written = await seedPast(desk.database, sample);
  expect(written).toBeGreaterThan(80);
  const tickets = await db().ticket.findMany({ include: { events: { orderBy: { id: 'asc' } }, clocks: true } });
  expect(tickets).toHaveLength(written);
  expect(new Set(tickets.map(({ number }) => number)).size).toBe(written);
  expect(new Set(tickets.map(({ vehicleId }) => vehicleId)).size).toBe(written);
  for (const { status, closedAt, firstVerdictAt, firstSatisfied, events, clocks, openedAt } of tickets) {
    const times = [openedAt, ...events.map(({ at }) => at)].map(Number);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect([status, events.at(-1)?.type, events.at(-1)?.at]).toEqual(['closed', 'closed', closedAt]);
    const first = events.find(({ type }) => type === 'closed' || type === 'reopened');
    expect([firstVerdictAt, firstSatisfied]).toEqual([first?.at, first?.type === 'closed']);
    expect(clocks.every(({ stoppedAt }) => stoppedAt !== null)).toBe(true);
    expect(dayOf(closedAt ?? new Date()) < addDays(TODAY, -1)).toBe(true);
  }
  const kinds = new Set(tickets.map(({ firstSatisfied }) => firstSatisfied));
  expect(kinds).toEqual(new Set([true, false]));
});

test('staff worked in opening hours alone; a few owners wrote in the evening', async () => {
  const events = await db().ticketEvent.findMany({ where: { actorKind: 'staff' }, select: { at: true } });
  const { workingTime } = defaultRules;
  const isOpen = (at: Date) =>
    blocksOn(dayOf(at), workingTime).some(([from, to]) => timeOf(at) >= from && timeOf(at) <= to);
  expect(events.filter(({ at }) => !isOpen(at))).toEqual([]);
  const opened = await db().ticket.findMany({ select: { openedAt: true } });
  const evening = opened.filter(({ openedAt }) => !isOpen(openedAt)).length;
  expect(evening).toBeGreaterThan(0);
  expect(evening / opened.length).toBeLessThan(0.25);
  expect(opened.every(({ openedAt }) => timeOf(openedAt) >= '08:30' && timeOf(openedAt) < '22:00')).toBe(true);
  // Neither all in time nor all late.
  const at = { db: db(), storeId: 'main', now: desk.clock.now() };
  const period = { from: addDays(TODAY, -100), to: TODAY };
  for (const metric of ['routeOnTimeRate', 'trackOnTimeRate', 'resolveOnTimeRate', 'verifyOnTimeRate'] as const) {
    const { value } = await runQuery(at, { metric, filters: {}, period, wantList: false });
    expect([metric, (value ?? 0) > 0.5 && (value ?? 1) < 1]).toEqual([metric, true]);
  }
});

test('questions about figures have something to show from the first minute on', async () => {
  const at = { db: db(), storeId: 'main', now: desk.clock.now() };
  const period = { from: addDays(TODAY, -60), to: TODAY };
  const result = await runQuery(at, {
    metric: 'complaintsReceived',
    filters: {},
    period,
    groupBy: 'department',
    wantList: false,
  });
  expect((result.groups ?? []).filter(({ value }) => (value ?? 0) > 0).length).toBeGreaterThan(4);
  const score = await runQuery(at, { metric: 'followUpScore', filters: {}, period, wantList: false });
  expect(score.count).toBeGreaterThan(20);
  expect(score.value).toBeGreaterThan(5);
  // Also after the first look at what the archive says now.
  await matchOutcomes(desk.as('system'));
  // Neither all nor nothing: a store where something is left to do.
  for (const metric of ['renewalRate', 'firstMaintenanceReturnRate', 'churnRate', 'reminderArrivalRate'] as const) {
    const rate = await runQuery(at, { metric, filters: {}, period, wantList: false });
    expect([metric, (rate.value ?? 0) > 0.01 && (rate.value ?? 1) < 0.99]).toEqual([metric, true]);
  }
});

test('a store that has tickets keeps its own past', async () => {
  expect(await seedPast(desk.database, sample)).toBe(0);
});

test('cars that only the past knows have plates and numbers of their own, and nothing due on the coming days', async () => {
  const vehicles = await db().vehicle.findMany();
  expect(vehicles.length).toBeGreaterThan(sample.vehicles.length + 20);
  expect(new Set(vehicles.map(({ vin }) => vin)).size).toBe(vehicles.length);
  expect(new Set(vehicles.map(({ plateNumber }) => plateNumber)).size).toBe(vehicles.length);
  const open = await db().reminder.count({ where: { status: { notIn: ['delivered', 'callTask'] } } });
  expect(open).toBe(0);
  const booked = await db().reminder.findMany({ where: { bookedAt: { not: null } } });
  expect(booked.filter(({ repliedAt }) => repliedAt === null)).toEqual([]);
  // Each came to an end that the day's proof knows.
  const days = await db().reminder.findMany({ distinct: ['plannedFor'], orderBy: { plannedFor: 'asc' } });
  expect(days.length).toBeGreaterThan(20);
  for (const { plannedFor } of days) {
    const { unexplained } = await coverageOf({ storeId: 'main', clock: desk.clock }, db(), dateToDay(plannedFor));
    expect([plannedFor, unexplained]).toEqual([plannedFor, []]);
  }
});
