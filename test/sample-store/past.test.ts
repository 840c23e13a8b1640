import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, dayOf, instantAt } from '../../src/calendar.ts';
import { buildSampleStore, seedPast, seedSampleStore } from '../../src/sample-store/index.ts';
import { runQuery } from '../../src/stats/index.ts';
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
  for (const { status, closedAt, events, clocks, openedAt } of tickets) {
    const times = [openedAt, ...events.map(({ at }) => at)].map(Number);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect([status, events.at(-1)?.type, events.at(-1)?.at]).toEqual(['closed', 'closed', closedAt]);
    expect(clocks.every(({ stoppedAt }) => stoppedAt !== null)).toBe(true);
    expect(dayOf(closedAt ?? new Date()) < addDays(TODAY, -1)).toBe(true);
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
});

test('a store that has tickets keeps its own past', async () => {
  expect(await seedPast(desk.database, sample)).toBe(0);
});
