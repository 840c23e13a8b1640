import { afterAll, beforeAll, expect, test } from 'vitest';
import { FixedClock } from '../../src/clock.ts';
import { applyImport } from '../../src/imports/index.ts';
import { buildSampleImport, buildSampleStore, seedSampleStore } from '../../src/sample-store/index.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

const clock = new FixedClock('2026-11-22T06:05:00Z');
const sample = buildSampleStore({ seed: 1, today: '2026-11-22' });
let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await seedSampleStore(database, clock, sample);
});
afterAll(() => database.close());

test('the sample file shows every outcome of an import', async () => {
  const actor = { kind: 'staff', id: 'xu', name: '徐专员' } as const;
  const report = await applyImport({ database, clock, storeId: 'main', actor }, buildSampleImport(sample));
  expect(report.encoding).toBe('gb18030');
  expect(report.summary).toMatchObject({
    rows: 7,
    accepted: 4,
    refused: 3,
    customers: { new: 2, changed: 1 },
    vehicles: { new: 2 },
    visits: { new: 2 },
  });
  expect(report.problems.map((problem) => problem.line)).toEqual([7, 8, 9]);
});
