import { afterAll, beforeAll, expect, test } from 'vitest';
import { FixedClock } from '../../src/clock.ts';
import { type Context, nothingConnected, systemActor } from '../../src/context.ts';
import { silentLogger } from '../../src/logger.ts';
import { createQueue, type Queue } from '../../src/queue/queue.ts';
import { runSlot } from '../../src/schedule/run-slot.ts';
import { sweepSlots } from '../../src/schedule/sweeps.ts';
import { createStoreConnections, type StoreConnection } from '../../src/stores/connections.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

const clock = new FixedClock('2026-11-22T23:30:00Z');
const slotAt = new Date('2026-11-22T23:30:00Z');
const KEY = `reminders.plan|${slotAt.toISOString()}`;

let database: TestDatabase;
let queue: Queue;
beforeAll(async () => {
  database = await openTestDatabase();
  queue = createQueue({ database, logger: silentLogger });
  await queue.start();
  await database.client.store.create({ data: { id: 'east', name: '东店', createdAt: clock.now() } });
  await database.client.scheduleSlot.create({ data: { name: 'reminders.plan', slotAt, claimedAt: clock.now() } });
});
afterAll(async () => {
  await queue.stop();
  await database.close();
});

const connection = (storeId: string): StoreConnection => ({
  storeId,
  callbacks: [],
  channels: {},
  openKfIds: [],
  appId: '',
  templateIds: {},
  subscriptionTemplateIds: {},
});
const contextOf = (storeId: string): Context => ({
  database,
  queue,
  clock,
  logger: silentLogger,
  storeId,
  actor: systemActor,
  publicUrl: 'http://localhost',
  connected: nothingConnected,
});
// The first store has no row yet: planning for it throws.
const parts = { contextOf, connections: createStoreConnections([connection('main'), connection('east')]) };
const slot = () =>
  database.client.scheduleSlot.findUniqueOrThrow({ where: { name_slotAt: { name: 'reminders.plan', slotAt } } });
const planned = () => database.client.scheduleSlot.count({ where: { name: 'reminders.planned:east' } });

test('one store’s failure keeps no other store waiting, and the slot stays open', async () => {
  await runSlot(parts, KEY);
  expect(await planned()).toBe(1);
  expect((await slot()).doneAt).toBeNull();
});

test('an open slot gets another turn after forty seconds, not before', async () => {
  clock.advance(30);
  await sweepSlots({ database, queue, clock }, ['reminders.plan']);
  expect(await queue.countOpen()).toBe(0);
  clock.advance(11);
  await sweepSlots({ database, queue, clock }, ['reminders.plan']);
  expect(await queue.countOpen()).toBe(1);
});

test('a slot that came through is done and gets no other turn', async () => {
  await database.client.store.create({ data: { id: 'main', name: '主店', createdAt: clock.now() } });
  await runSlot(parts, KEY);
  expect((await slot()).doneAt).not.toBeNull();
  const before = await queue.countOpen();
  clock.advance(120);
  await sweepSlots({ database, queue, clock }, ['reminders.plan']);
  expect(await queue.countOpen()).toBe(before);
});
