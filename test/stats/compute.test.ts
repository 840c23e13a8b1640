import * as fc from '../support/property.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, dayOf } from '../../src/calendar.ts';
import {
  type Figure,
  type Filters,
  type MetricKey,
  METRIC_KEYS,
  metricOf,
  runQuery,
  type Query,
} from '../../src/stats/index.ts';
import { databaseKinds, hasPostgres, openTestDatabase, type TestDatabase } from '../support/database.ts';
import { BY_TIME } from '../../src/stats/types.ts';
import { momentOf } from '../../src/stats/condition.ts';
import { listRows } from '../../src/stats/list.ts';
import { outcomesOf } from '../../src/reminders/index.ts';
import { archiveTo, eachOnce } from './by-hand/item.ts';
import { BY_HAND, bruteForce, figureOf, keysOf } from './brute-force.ts';
import { NOW, rowsOfStore, storeArbitrary, writeStore } from './generated.ts';

const TODAY = dayOf(NOW);
const periods = fc.oneof(
  fc.tuple(fc.integer({ min: -5, max: 70 }), fc.integer({ min: 0, max: 40 })).map(([start, days]) => {
    const from = addDays('2026-09-20', start);
    return { from, to: addDays(from, days) };
  }),
  fc.constantFrom(
    { from: '2026-11-01', to: '2026-11-30' },
    { from: '2026-10-01', to: '2026-12-31' },
    { from: '2026-09-01', to: '2026-10-31' },
    { from: TODAY, to: TODAY },
  ),
);
const some = <T>(...values: T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
const filterArbitrary: fc.Arbitrary<Required<Filters>> = fc.record({
  department: some('parts', 'sales', 'workshop'),
  severity: some('P0', 'P2'),
  category: some('Q1', 'R1', 'P1'),
  kind: some('complaint', 'grumble', 'rescue'),
  status: some('routed', 'resolved'),
  source: some('chat', 'hotline'),
  demand: some('none', 'refund', 'apology'),
  reminderKind: some('insuranceRenewal', 'birthday', 'firstMaintenance'),
  channel: some('kf', 'callTask', 'call'),
  assignee: some('Lin', 'gao', 'care'),
  series: some('速腾', '迈腾'),
  plate: some('沪A10002', '沪A10003'),
  visitType: some('firstMaintenance', 'repair'),
  round: some('threeDay', 'sevenDay'),
  purpose: some('booking', 'reminder'),
  workKind: some('call', 'followUp'),
});

const queryArbitrary = (metric: MetricKey) =>
  fc
    .record({
      filters: filterArbitrary,
      period: periods,
      isNow: fc.boolean(),
      compareWith: fc.option(periods),
      seed: fc.nat(),
      filterSeeds: fc.oneof(fc.constant<number[]>([]), fc.array(fc.nat(), { maxLength: 2 })),
      isGrouped: fc.boolean(),
      wantList: fc.constantFrom(false, false, false, true),
    })
    .map(({ filters, period, isNow, compareWith, seed, filterSeeds, isGrouped, wantList }): Query => {
      const definition = metricOf(metric);
      const names = filterSeeds.map((each) => definition.filters[each % definition.filters.length]);
      const allowed = Object.fromEntries(
        Object.entries(filters).filter(([name]) => names.some((each) => each === name)),
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

/** Sums in another order end in other digits. */
const rounded = (value: number | null | undefined) =>
  typeof value === 'number' ? Number(value.toPrecision(9)) : value;

test('every metric of the catalogue has a count by hand', () => {
  expect(Object.keys(BY_HAND).toSorted()).toEqual(METRIC_KEYS.toSorted());
});

/** Of everything there is, so that every figure is more than nothing in some store. */
const plainQuery = (metric: MetricKey) =>
  fc.constant<Query>({ metric, filters: {}, period: { from: '2026-09-01', to: '2026-12-31' }, wantList: false });

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
          fc.asyncProperty(
            storeArbitrary,
            fc.tuple(...METRIC_KEYS.flatMap((key) => [queryArbitrary(key), plainQuery(key)])),
            async (store, queries) => {
              const rows = rowsOfStore(store);
              await writeStore(database, rows);
              for (const query of queries) {
                const result = await runQuery({ db: database.client, storeId: 'main', now: NOW }, query);
                const expected = bruteForce(query, rows);
                checkFigure(query, result, expected.figure);
                if ((expected.value ?? 0) > 0) seen.add(query.metric);
                if (query.compareWith !== undefined) {
                  const compared = bruteForce(query, rows, query.metric, query.compareWith);
                  checkFigure(query, result.compared ?? { value: null }, compared.figure);
                }
                checkGroups(query, result, expected);
                checkList(query, result, expected);
                await checkRows(query, expected.figure);
              }
            },
          ),
          // Shrinking writes the whole store again for every step; the failing query stands in the message.
          { numRuns: kind === 'pglite' ? 9 : 3, endOnFailure: true },
        );
        // The data must not be so thin that nothing is ever counted.
        expect(kind === 'pglite' ? METRIC_KEYS.filter((key) => !seen.has(key)) : []).toEqual([]);
      },
    );

    type Result = Awaited<ReturnType<typeof runQuery>>;

    function checkFigure(query: Query, got: Figure, wanted: Figure) {
      const names = ['value', 'numerator', 'denominator', 'aside', 'part', 'p90', 'mean', 'count'] as const;
      for (const name of names) {
        expect({ query, name, value: rounded(got[name]) }).toEqual({ query, name, value: rounded(wanted[name]) });
      }
    }

    function checkGroups(query: Query, { groups }: Result, { items, isCovered }: ReturnType<typeof bruteForce>) {
      const { groupBy, metric } = query;
      if (groupBy === undefined || !isCovered) return;
      const wanted = new Map<string, Figure>();
      for (const key of new Set(items.flatMap((item) => keysOf(item, groupBy)))) {
        wanted.set(
          key,
          figureOf(
            metric,
            items.filter((item) => keysOf(item, groupBy).includes(key)),
          ),
        );
      }
      const rows = new Map((groups ?? []).map((row) => [row.key, row]));
      for (const [key, figure] of wanted) checkFigure(query, rows.get(key) ?? { value: -1 }, figure);
      // Quiet days and departments, and groups that only the other period has, have nothing in this one.
      const others = [...rows.values()].filter(({ key, value }) => !wanted.has(key) && value !== null && value !== 0);
      expect({ query, others }).toEqual({ query, others: [] });
    }

    function checkList(query: Query, { list }: Result, { items, value }: ReturnType<typeof bruteForce>) {
      if (!query.wantList || value === null) return;
      const { shape, listsHits = false } = metricOf(query.metric);
      const counted = items.filter(({ isCounted }) => isCounted);
      const behind =
        shape === 'count'
          ? eachOnce(items)
          : shape === 'share'
            ? counted.filter(({ isHit }) => isHit === listsHits)
            : counted;
      expect({ query, total: list?.total }).toEqual({ query, total: behind.length });
      const numbers = behind.map(({ number }) => number);
      const odd = (list?.items ?? []).filter(({ name }) =>
        numbers.every((each) => each !== undefined && each !== name),
      );
      expect(numbers.includes(undefined) ? [] : odd).toEqual([]);
      expect(list?.items.length).toBe(Math.min(10, behind.length));
    }

    /** The whole list of a share: its rows are the denominator, those that are met the numerator (流失: the others). */
    async function checkRows(query: Query, { denominator, numerator }: Figure): Promise<void> {
      const { shape, listsHits = false } = metricOf(query.metric);
      if (shape !== 'share' || (denominator ?? 0) === 0) return;
      const at = { db: database.client, storeId: 'main', now: NOW };
      const list = async (onlyMissed: boolean) => listRows(at, query, await momentOf(at), { limit: 1000, onlyMissed });
      const all = await list(false);
      const hits = all.rows.filter(({ isMet }) => isMet === !listsHits).length;
      const told = all.rows.filter(({ cells }) => cells[1] === '达标').length;
      const first = all.rows.slice(0, all.rows.length - told).every(({ isMet }) => isMet === false);
      expect({ query, rows: all.total, hits, first }).toEqual({
        query,
        rows: denominator,
        hits: numerator,
        first: true,
      });
      const missed = await list(true);
      expect({ query, missed: missed.rows }).toEqual({
        query,
        missed: all.rows.filter(({ isMet }) => isMet === false),
      });
    }

    test('the figures of reminders are those of the results page', { timeout: 60_000 }, async () => {
      const at = { db: database.client, storeId: 'main', now: NOW };
      await fc.assert(
        fc.asyncProperty(storeArbitrary, periods, async (store, period) => {
          const rows = rowsOfStore(store);
          await writeStore(database, rows);
          for (const each of await outcomesOf(at.db, at.storeId, period, TODAY)) {
            const figure = (metric: MetricKey) =>
              runQuery(at, { metric, filters: { reminderKind: [each.kind] }, period, wantList: false });
            const { value: due, recordedFrom } = await figure('remindersDue');
            if (recordedFrom === undefined) continue;
            const channels = await runQuery(at, {
              metric: 'remindersDue',
              filters: { reminderKind: [each.kind] },
              period,
              groupBy: 'channel',
              wantList: false,
            });
            const got = {
              kind: each.kind,
              due,
              byChannel: Object.fromEntries(
                (channels.groups ?? []).filter(({ key }) => key !== '').map(({ key, value }) => [key, value]),
              ),
              over: { due: (await figure('reminderReachRate')).denominator, renewed: each.over.renewed },
              // The page also shows what those brought whose day has not passed; a rate does not.
              ...(period.to < TODAY && {
                reached: (await figure('reminderReachRate')).numerator,
                replied: (await figure('reminderReplyRate')).numerator,
                booked: (await figure('reminderBookingRate')).numerator,
              }),
              // Nor what came in where no file has told of it yet.
              ...(period.to < TODAY &&
                period.to <= (archiveTo(rows) ?? TODAY) && {
                  cameIn: (await figure('reminderArrivalRate')).numerator,
                }),
            };
            expect(got).toEqual(Object.fromEntries(Object.keys(got).map((name) => [name, each[name as 'due']])));
            if (each.kind !== 'insuranceRenewal') continue;
            const renewed = await runQuery(at, { metric: 'renewalRate', filters: {}, period, wantList: false });
            expect([renewed.numerator, renewed.denominator, renewed.aside]).toEqual([
              each.over.renewed,
              each.over.due,
              each.due - each.over.due,
            ]);
          }
        }),
        { numRuns: kind === 'pglite' ? 6 : 2, endOnFailure: true },
      );
    });

    test(
      'days, weeks, months and quarters of a period add up to the whole, quiet ones included',
      { timeout: 120_000 },
      async () => {
        await fc.assert(
          fc.asyncProperty(storeArbitrary, periods, async (store, period) => {
            await writeStore(database, rowsOfStore(store));
            for (const groupBy of BY_TIME) {
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
          { numRuns: kind === 'pglite' ? 5 : 2, endOnFailure: true },
        );
      },
    );
  });
});
