import { afterAll, beforeAll, expect, test } from 'vitest';
import { narrow } from '../../src/stats/answers/narrow.ts';
import { listFigures, METRIC_KEYS, type Query } from '../../src/stats/index.ts';
import { metricOf } from '../../src/stats/metrics.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import * as fc from '../support/property.ts';
import { bruteForce } from './brute-force.ts';
import { eachOnce } from './by-hand/item.ts';
import { NOW, rowsOfStore, storeArbitrary, writeStore } from './generated.ts';
import { STAFF } from './write-store.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const sorted = (values: readonly string[]) => values.toSorted((a, b) => (a < b ? -1 : 1));

/** Everybody of the generated store, and roles that it lacks. */
const VIEWERS = [
  ...STAFF,
  { userId: 'kehead', name: '关爱主管', role: 'departmentHead', departmentKey: 'customerCare' },
  { userId: 'adviser', name: '顾问', role: 'serviceAdvisor', departmentKey: 'serviceReception' },
  { userId: 'clerk', name: '信息员', role: 'dataClerk', departmentKey: 'sales' },
];

test(
  'behind every figure, of whatever shape, nobody sees another row than the figure counts for them',
  { timeout: 120_000 },
  async () => {
    let [shown, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(storeArbitrary, async (store) => {
        const rows = rowsOfStore(store);
        await writeStore(database, rows);
        const at = { db: database.client, storeId: 'main', now: NOW };
        for (const metric of METRIC_KEYS) {
          for (const viewer of VIEWERS) {
            const query: Query = {
              metric,
              filters: {},
              period: { from: '2026-09-01', to: '2026-12-31' },
              wantList: true,
            };
            const who = `${metric} for ${viewer.userId}`;
            const list = await listFigures(at, viewer, query, { offset: 0, limit: 1000, onlyMissed: false });
            const scope = narrow(query, viewer, { names: {} });
            const refusal = 'refusal' in list ? list.refusal : undefined;
            expect([who, refusal]).toEqual([who, scope.refusal]);
            refused += refusal === undefined ? 0 : 1;
            const { items, isCovered } = bruteForce(scope.query, rows);
            if ('refusal' in list || !isCovered) continue;
            const wanted =
              metricOf(metric).shape === 'count' ? eachOnce(items) : items.filter(({ isCounted }) => isCounted);
            const plateAt = list.columns.findIndex(({ kind }) => kind === 'plate');
            const got = list.rows.map(({ cells }) => String(cells[plateAt] ?? ''));
            const plates = wanted.map(({ values }) => (plateAt < 0 ? '' : (values.vehicle?.[0] ?? '')));
            expect([who, list.total, sorted(got)]).toEqual([who, wanted.length, sorted(plates)]);
            shown += list.rows.length;
          }
        }
      }),
      { numRuns: 1, endOnFailure: true },
    );
    expect([shown > 200, refused > 50]).toEqual([true, true]);
  },
);
