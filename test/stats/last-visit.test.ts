import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { addDays, dayToDate } from '../../src/calendar.ts';
import { FixedClock } from '../../src/clock.ts';
import { applyImport } from '../../src/imports/index.ts';
import { vinOf } from '../../src/sample-store/vehicles.ts';
import { upsertStore } from '../../src/stores/index.ts';
import { databaseKinds, hasPostgres, openTestDatabase, type TestDatabase } from '../support/database.ts';
import * as fc from '../support/property.ts';

const clock = new FixedClock('2026-11-22T06:05:00Z');
const CARS = [1, 2, 3, 4];
const HEADING = '车架号,车牌号,车主,手机,工单号,进厂日期';

const day = fc.integer({ min: 0, max: 400 }).map((offset) => addDays('2025-10-20', offset));
const car = fc.constantFrom(...CARS);
const pick = fc.nat();
/** What happens to an archive: files, corrections by hand, cars that get another owner. */
const stepArbitrary = fc.oneof(
  fc.record({ what: fc.constant('insert'), visits: fc.array(fc.record({ car, day }), { minLength: 1, maxLength: 4 }) }),
  fc.record({ what: fc.constant('import'), car, day, order: fc.nat({ max: 3 }) }),
  fc.record({ what: fc.constant('redate'), pick, day }),
  fc.record({ what: fc.constant('move'), pick, car }),
  fc.record({ what: fc.constant('delete'), picks: fc.array(pick, { minLength: 1, maxLength: 3 }) }),
  fc.record({ what: fc.constant('newOwner'), car, owner: car }),
  fc.record({ what: fc.constant('rollBack'), car, day }),
);
type Step = typeof stepArbitrary extends fc.Arbitrary<infer T> ? T : never;

describe.each(databaseKinds)("a car's last visit on %s", (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let database: TestDatabase;
    let numbers = 0;
    beforeAll(async () => {
      database = await openTestDatabase(kind);
      await database.transaction((tx) => upsertStore(tx, clock, { id: 'main', name: '样例店' }));
    });
    afterAll(() => database.close());

    const visitOf = (vehicleId: number, enteredOn: string) => {
      numbers += 1;
      return { storeId: 'main', vehicleId, repairOrderNo: `RO-${numbers}`, enteredOn: dayToDate(enteredOn) };
    };

    async function startAnew(): Promise<void> {
      await database.execute('TRUNCATE customer, vehicle, visit, import_batch RESTART IDENTITY CASCADE');
      const common = { storeId: 'main', createdAt: clock.now(), updatedAt: clock.now() };
      await database.client.customer.createMany({ data: CARS.map((id) => ({ ...common, id, name: `车主${id}` })) });
      await database.client.vehicle.createMany({
        data: CARS.map((id) => ({ ...common, id, customerId: id, vin: vinOf(9000 + id), plateNumber: `沪ACSA9${id}` })),
      });
    }

    async function take(step: Step): Promise<void> {
      const { client } = database;
      const ids = (await client.visit.findMany({ select: { id: true }, orderBy: { id: 'asc' } })).map(({ id }) => id);
      const chosen = (index: number) => ids[index % ids.length] ?? 0;
      if ('visits' in step)
        await client.visit.createMany({ data: step.visits.map((each) => visitOf(each.car, each.day)) });
      else if ('order' in step) {
        const row = `${vinOf(9000 + step.car)},沪ACSA9${step.car},车主${step.car},1549000000${step.car},FILE-${step.car}-${step.order},${step.day}`;
        numbers += 1;
        const file = { fileName: `${numbers}.csv`, bytes: Buffer.from(`${HEADING}\n${row}\n`) };
        await applyImport({ database, clock, storeId: 'main', actor: { kind: 'staff', id: 'xu', name: '徐' } }, file);
      } else if ('picks' in step) await client.visit.deleteMany({ where: { id: { in: step.picks.map(chosen) } } });
      else if ('owner' in step)
        await client.vehicle.update({ where: { id: step.car }, data: { customerId: step.owner } });
      else if (step.what === 'rollBack' && 'car' in step && 'day' in step)
        await database
          .transaction(async (tx) => {
            await tx.visit.create({ data: visitOf(step.car, step.day) });
            throw new Error('rolled back');
          })
          .catch(() => undefined);
      else if ('pick' in step && 'day' in step)
        await client.visit.updateMany({ where: { id: chosen(step.pick) }, data: { enteredOn: dayToDate(step.day) } });
      else if ('pick' in step)
        await client.visit.updateMany({ where: { id: chosen(step.pick) }, data: { vehicleId: step.car } });
    }

    const wrong = () => database.client.$queryRaw<unknown[]>`
      SELECT v.id, v.last_visit_on, l.day FROM vehicle v
      LEFT JOIN (SELECT vehicle_id, max(entered_on) AS day FROM visit GROUP BY vehicle_id) l ON l.vehicle_id = v.id
      WHERE v.last_visit_on IS DISTINCT FROM l.day`;

    test(
      'is the newest of its visits after every import, correction, removal and change of owner',
      { timeout: 120_000 },
      async () => {
        let known = 0;
        await fc.assert(
          fc.asyncProperty(fc.array(stepArbitrary, { minLength: 6, maxLength: 14 }), async (steps) => {
            await startAnew();
            for (const step of steps) {
              await take(step);
              expect({ step, wrong: await wrong() }).toEqual({ step, wrong: [] });
            }
            known += await database.client.vehicle.count({ where: { lastVisitOn: { not: null } } });
          }),
          { numRuns: kind === 'pglite' ? 8 : 6 },
        );
        expect(known).toBeGreaterThan(0);
      },
    );

    // The embedded database has one connection: nobody writes beside it.
    if (kind === 'pglite') return;

    test('is right whoever writes at the same time', { timeout: 60_000 }, async () => {
      const { client } = database;
      await startAnew();
      const old = await client.visit.create({ data: visitOf(1, '2026-06-01') });
      const newest = await client.visit.create({ data: visitOf(1, '2026-10-01') });
      const removal = async () => client.visit.delete({ where: { id: newest.id } });
      const correction = async () =>
        client.visit.update({ where: { id: old.id }, data: { enteredOn: dayToDate('2026-01-01') } });
      const move = async () => client.visit.updateMany({ data: { vehicleId: 2 } });
      const beside = new Client({ connectionString: database.url });
      await beside.connect();
      for (const [turn, other] of [removal, correction, move].entries()) {
        await beside.query('BEGIN');
        await beside.query(
          `INSERT INTO visit (store_id, vehicle_id, repair_order_no, entered_on) VALUES ('main', 1, $1, '2026-11-01')`,
          [`BESIDE-${turn}`],
        );
        const waiting = other();
        await vi.waitUntil(async () => (await blocked()) > 0, { timeout: 20_000, interval: 20 });
        await beside.query('COMMIT');
        await waiting;
        expect({ other: other.name, wrong: await wrong() }).toEqual({ other: other.name, wrong: [] });
      }
      await beside.end();
    });

    const blocked = async () => {
      const [row] = await database.client.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      return row?.count ?? 0;
    };
  });
});
