import { afterAll, beforeAll, expect, test } from 'vitest';
import { FixedClock } from '../../src/clock.ts';
import { connectStore } from '../../src/connect.ts';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { silentLogger } from '../../src/logger.ts';
import { buildSampleStore } from '../../src/sample-store/index.ts';
import { sandboxSettings } from '../../src/sandbox/accounts.ts';
import { buildWorld } from '../../src/sandbox/world.ts';
import { createStoreConnections } from '../../src/stores/connections.ts';
import { ensureStores } from '../../src/stores/ensure-stores.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

const clock = new FixedClock('2026-11-22T02:00:00Z');
const stores = [{ storeId: 'main', name: '示例汽车' }];
let database: TestDatabase;
let emulator: Emulator;
beforeAll(async () => {
  database = await openTestDatabase();
  emulator = await startEmulator({
    clock: 'frozen',
    world: buildWorld(buildSampleStore({ seed: 1, today: '2026-11-22' })),
  });
});
afterAll(async () => {
  await emulator.close();
  await database.close();
});

const partsFor = (url: string) => ({
  database,
  clock,
  logger: silentLogger,
  connections: createStoreConnections([connectStore(sandboxSettings(url, '示例汽车', {}), clock)]),
});
const staff = () => database.client.staff.findMany({ orderBy: { userId: 'asc' } });

test('a store whose platform does not answer still starts, without staff', async () => {
  await ensureStores(partsFor('http://127.0.0.1:9'), stores);
  expect(await staff()).toEqual([]);
  expect(await database.client.store.count()).toBe(1);
});

test('a store without staff takes people, departments and roles from the WeCom directory', async () => {
  await ensureStores(partsFor(emulator.url), stores);
  const people = Object.fromEntries(
    (await staff()).map((person) => [person.userId, `${person.role} ${person.departmentKey}`]),
  );
  expect(people).toMatchObject({
    fang: 'generalManager management',
    lin: 'director customerCare',
    xu: 'careSpecialist customerCare',
    qin: 'departmentHead aftersalesTechnical',
    ma: 'departmentHead workshop',
    luo: 'departmentHead parts',
    jiang: 'serviceAdvisor serviceReception',
    shen: 'departmentHead sales',
  });
});

test('a store that has staff keeps them as they are', async () => {
  await database.client.staff.updateMany({ where: { userId: 'luo' }, data: { role: 'staff' } });
  await database.client.staff.deleteMany({ where: { userId: 'shen' } });
  await ensureStores(partsFor(emulator.url), stores);
  const people = await staff();
  expect(people.find((person) => person.userId === 'luo')?.role).toBe('staff');
  expect(people.some((person) => person.userId === 'shen')).toBe(false);
});
