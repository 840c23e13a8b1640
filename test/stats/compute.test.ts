import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, dayOf } from '../../src/calendar.ts';
import { type MetricKey, METRIC_KEYS, metricOf, runQuery, type Query } from '../../src/stats/index.ts';
import { databaseKinds, hasPostgres, openTestDatabase, type TestDatabase } from '../support/database.ts';
import { bruteForce, type Item } from './brute-force.ts';
import { NOW, type Rows, rowsOfStore, storeArbitrary, writeStore } from './generated.ts';

const TODAY = dayOf(NOW);

const periods = fc.oneof(
  fc.tuple(fc.integer({ min: -5, max: 70 }), fc.integer({ min: 0, max: 40 })).map(([start, days]) => {
    const from = addDays('2026-09-20', start);
    return { from, to: addDays(from, days) };
  }),
  fc.constantFrom({ from: '2026-11-01', to: '2026-11-30' }, { from: TODAY, to: TODAY }),
);
const some = <T>(...values: T[]) =>
  fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 1 });
const filterArbitrary = fc.record({
  department: some('parts', 'sales', 'workshop'),
  severity: some('P0', 'P2'),
  category: some('Q1', 'R1', 'P1'),
  kind: some('complaint', 'grumble', 'rescue'),
  status: some('routed', 'resolved'),
  source: some('chat', 'hotline'),
  reminderKind: some('annualInspection', 'birthday'),
});

const queryArbitrary = (metric: MetricKey) =>
  fc
    .record({
      filters: filterArbitrary,
      period: periods,
      isNow: fc.boolean(),
      compareWith: fc.option(periods),
      seed: fc.nat(),
      isGrouped: fc.boolean(),
      wantList: fc.boolean(),
    })
    .map(({ filters, period, isNow, compareWith, seed, isGrouped, wantList }): Query => {
      const definition = metricOf(metric);
      const allowed = Object.fromEntries(
        Object.entries(filters).filter(
          ([name, value]) => value !== undefined && definition.filters.some((each) => each === name),
        ),
      );
      const isState = isNow && (definition.defaultPeriod === 'none' || metric === 'overdue');
      const groupBy = definition.groupings[seed % definition.groupings.length];
      return {
        metric,
        filters: allowed,
        ...(isState ? {} : { period }),
        ...(compareWith === null || isState ? {} : { compareWith }),
        ...(isGrouped && groupBy !== undefined ? { groupBy } : {}),
        wantList,
      };
    });

// Both drivers pass days, instants and lists in their own way; the thorough run is on the embedded database.
describe.each(databaseKinds)('every figure on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await openTestDatabase(kind);
    });
    afterAll(() => database.close());

    test(
      'equals a count by hand over generated data, also grouped, compared and listed',
      { timeout: 240_000 },
      async () => {
        const seen = new Set<string>();
        await fc.assert(
          fc.asyncProperty(storeArbitrary, fc.tuple(...METRIC_KEYS.map(queryArbitrary)), async (store, queries) => {
            const rows = rowsOfStore(store);
            await writeStore(database, rows);
            for (const query of queries) {
              const result = await runQuery({ db: database.client, storeId: 'main', now: NOW }, query);
              const expected = bruteForce(query, rows);
              expect({ query, value: result.value }).toEqual({ query, value: expected.value });
              if ((expected.value ?? 0) > 0) seen.add(query.metric);
              const compared =
                query.compareWith === undefined
                  ? undefined
                  : bruteForce(query, rows, query.metric, query.compareWith).value;
              expect({ query, compared: result.compared?.value }).toEqual({ query, compared });
              checkGroups(query, result, expected, rows);
              checkList(query, result, expected);
            }
          }),
          // Shrinking writes the whole store again for every step; the failing query stands in the message.
          { numRuns: kind === 'pglite' ? 25 : 8, endOnFailure: true },
        );
        // The data must not be so thin that nothing is ever counted.
        expect(kind === 'pglite' ? METRIC_KEYS.filter((key) => !seen.has(key)) : []).toEqual([]);
      },
    );

    type Result = Awaited<ReturnType<typeof runQuery>>;

    function checkGroups(
      query: Query,
      { groups }: Result,
      { items, value }: ReturnType<typeof bruteForce>,
      _rows: Rows,
    ) {
      const name = query.groupBy;
      if (name === undefined || value === null || ['day', 'week', 'month'].includes(name)) return;
      const isShare = metricOf(query.metric).shape === 'share';
      const valuesOf = (item: Item) => (item.values[name]?.length === 0 ? [''] : (item.values[name] ?? []));
      const wanted = new Map<string, number | null>();
      for (const key of new Set(items.flatMap(valuesOf))) {
        const mine = items.filter((item) => valuesOf(item).includes(key));
        const counted = mine.filter(({ isCounted }) => isCounted);
        wanted.set(
          key,
          isShare
            ? counted.length === 0
              ? null
              : counted.filter(({ isHit }) => isHit).length / counted.length
            : mine.length,
        );
      }
      // Groups that only the other period has show up with nothing in this one.
      const got = (groups ?? []).filter((row) => wanted.has(row.key) || (row.value !== null && row.value > 0));
      expect({ query, groups: Object.fromEntries(got.map((row) => [row.key, row.value])) }).toEqual({
        query,
        groups: Object.fromEntries(wanted),
      });
    }

    function checkList(query: Query, { list }: Result, { counted, items, value }: ReturnType<typeof bruteForce>) {
      if (!query.wantList || value === null) return;
      const isShare = metricOf(query.metric).shape === 'share';
      const behind = isShare ? counted.filter(({ isHit }) => !isHit) : items;
      const numbers = new Set(behind.map(({ ticket }, index) => ticket?.number ?? String(index)));
      expect({ query, total: list?.total }).toEqual({ query, total: numbers.size });
      const named = (list?.items ?? []).filter(({ name }) => name.startsWith('TS-'));
      expect(named.filter(({ name }) => !numbers.has(name))).toEqual([]);
      expect(list?.items.length).toBe(Math.min(10, numbers.size));
    }

    test(
      'days, weeks and months of a period add up to the whole, quiet ones included',
      { timeout: 120_000 },
      async () => {
        await fc.assert(
          fc.asyncProperty(storeArbitrary, periods, async (store, period) => {
            await writeStore(database, rowsOfStore(store));
            for (const groupBy of ['day', 'week', 'month'] as const) {
              for (const metric of ['ticketsReceived', 'closed', 'resolved'] as const) {
                const result = await runQuery(
                  { db: database.client, storeId: 'main', now: NOW },
                  { metric, filters: {}, period, groupBy, wantList: false },
                );
                const sum = (result.groups ?? []).reduce((total, row) => total + (row.value ?? 0), 0);
                expect({ metric, groupBy, sum }).toEqual({ metric, groupBy, sum: result.value ?? 0 });
                expect((result.groups ?? []).map(({ key }) => key)).toEqual(
                  (result.groups ?? []).map(({ key }) => key).toSorted(),
                );
              }
            }
          }),
          { numRuns: kind === 'pglite' ? 10 : 4, endOnFailure: true },
        );
      },
    );
  });
});
