import { afterAll, beforeAll, expect, test } from 'vitest';
import { runQuery } from '../../src/stats/index.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import type { Rows } from './generated.ts';
import { NOW } from './generated-archive.ts';
import { writeStore } from './write-store.ts';

type Vehicle = Rows['vehicles'][number];

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** Delivered long ago, in use. */
const car = (id: number, fields: Partial<Vehicle> = {}): Vehicle => ({
  id,
  storeId: 'main',
  plateNumber: `沪A1000${id}`,
  brand: '大众',
  series: '速腾',
  model: null,
  deliveredOn: '2020-01-01',
  invoicedOn: null,
  registeredOn: null,
  createdAt: NOW,
  status: 'active',
  isDeceased: false,
  advisorUserId: null,
  referredBy: null,
  ...fields,
});

const cameOn = (vehicleId: number, ...days: string[]): Rows['visits'] =>
  days.map((enteredOn, index) => ({
    id: vehicleId * 10 + index,
    storeId: 'main',
    vehicleId,
    enteredOn,
    type: 'repair',
    advisorName: null,
  }));

async function churnedCars(
  rows: Partial<Rows>,
  to = '2026-11-22',
  newest: string | undefined = '2026-11-22',
): Promise<string[]> {
  // Files tell of visits up to today.
  const { vehicles = [], visits = [] } = rows;
  await writeStore(database, {
    ...rows,
    vehicles: [...vehicles, car(9, { deliveredOn: '2026-10-01' })],
    visits: [...visits, ...(newest === undefined ? [] : cameOn(9, newest))],
  });
  const { groups } = await runQuery(
    { db: database.client, storeId: 'main', now: NOW },
    { metric: 'churned', filters: {}, period: { from: '2026-01-01', to }, groupBy: 'vehicle', wantList: false },
  );
  return (groups ?? []).map(({ key }) => key).toSorted();
}

test('a car is lost the day after its last visit is twelve months old, without one since its delivery', async () => {
  const vehicles = [
    car(1),
    car(2),
    car(3),
    car(4, { deliveredOn: '2025-11-22' }),
    car(5, { deliveredOn: '2025-11-21' }),
    car(6, { status: 'sold' }),
  ];
  const visits = [...cameOn(1, '2025-11-22'), ...cameOn(2, '2025-11-21'), ...cameOn(3, '2021-05-01', '2026-11-20')];
  expect(await churnedCars({ vehicles, visits })).toEqual(['沪A10002', '沪A10005']);
});

test('a model with an interval of its own is lost half a year after it', async () => {
  const rules: Rows['rules'] = { maintenance: { byModel: { 速腾: { regular: { months: 24, km: 10_000 } } } } };
  const vehicles = [car(1), car(2), car(3, { series: '迈腾' })];
  const visits = [...cameOn(1, '2024-05-22'), ...cameOn(2, '2024-05-21'), ...cameOn(3, '2025-11-01')];
  expect(await churnedCars({ vehicles, visits, rules })).toEqual(['沪A10002', '沪A10003']);
});

test('as at the end of a period that is over, what came later does not count', async () => {
  const vehicles = [car(1), car(2, { deliveredOn: '2026-09-01' })];
  const visits = cameOn(1, '2025-01-10', '2026-10-05');
  expect(await churnedCars({ vehicles, visits }, '2026-08-31')).toEqual(['沪A10001']);
  expect(await churnedCars({ vehicles, visits })).toEqual([]);
});

test('where no file has come for weeks, as at the last day that files tell of, which the answer names', async () => {
  const vehicles = [car(1), car(2)];
  // A year before the end of October, and before today.
  const visits = [...cameOn(1, '2025-10-30'), ...cameOn(2, '2025-11-10')];
  expect(await churnedCars({ vehicles, visits }, '2026-11-30', '2026-10-31')).toEqual(['沪A10001']);
  expect(await churnedCars({ vehicles, visits }, '2026-11-30', '2026-11-22')).toEqual(['沪A10001', '沪A10002']);
});
