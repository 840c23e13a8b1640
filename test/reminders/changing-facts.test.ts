import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, dateToDay, dayToDate, instantAt } from '../../src/calendar.ts';
import { planDay, prepareDueDates, refreshDueDates } from '../../src/reminders/index.ts';
import { defaultRules } from '../../src/stores/index.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { addOwner, deliveredFor, empty, reminders } from './support.ts';

const TODAY = '2026-11-23';

describe.each(databaseKinds)('facts that change while due days are computed, on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let desk: Desk;
    beforeAll(async () => {
      desk = await openDesk({ kind });
    });
    afterAll(() => desk.close());
    beforeEach(async () => {
      await empty(desk);
      desk.clock.set(instantAt(TODAY, '07:30'));
    });

    /** A process that has read its records, and is about to write what it made of them. */
    const processThatPauses = (pause: () => Promise<void>) => {
      let isFirst = true;
      const context = desk.as('system');
      const statement: typeof context.database.statement = async (one, parameters) => {
        if (one.lock !== undefined && isFirst) {
          isFirst = false;
          await pause();
        }
        return context.database.statement(one, parameters);
      };
      return { ...context, database: { ...context.database, statement } };
    };
    const deliverAgain = async (id: number, dueOn: string) => {
      desk.clock.advance(60);
      const data = { deliveredOn: deliveredFor(dueOn), updatedAt: desk.clock.now() };
      await desk.database.client.vehicle.update({ where: { id }, data });
    };
    const table = async () => {
      const rows = await desk.database.client.dueDate.findMany({ orderBy: { dueOn: 'asc' } });
      return rows.map((row) => `${row.kind} ${dateToDay(row.dueOn)}`);
    };

    test('a change between reading and writing is what the table says', async () => {
      const { vehicle } = await addOwner(desk, {}, { deliveredOn: deliveredFor(addDays(TODAY, 14)) });
      const context = processThatPauses(() => deliverAgain(vehicle.id, addDays(TODAY, 40)));
      await refreshDueDates(context, defaultRules, TODAY);
      expect(await table()).toEqual([`firstMaintenance ${addDays(TODAY, 40)}`]);
      const { updatedAt } = await desk.database.client.vehicle.findFirstOrThrow();
      const state = await desk.database.client.dueDateState.findFirstOrThrow({ where: { subject: 'vehicle' } });
      expect(state.computedAt).toEqual(updatedAt);
    });

    test('who read before a change and writes after another has computed it undoes nothing', async () => {
      const { vehicle } = await addOwner(desk, {}, { deliveredOn: deliveredFor(addDays(TODAY, 14)) });
      const slow = processThatPauses(async () => {
        await deliverAgain(vehicle.id, addDays(TODAY, 40));
        await refreshDueDates(desk.as('system'), defaultRules, TODAY);
      });
      await refreshDueDates(slow, defaultRules, TODAY);
      expect(await table()).toEqual([`firstMaintenance ${addDays(TODAY, 40)}`]);
    });

    test('a plan meanwhile takes the new day', async () => {
      const { vehicle } = await addOwner(desk, {}, { deliveredOn: deliveredFor(addDays(TODAY, 40)) });
      await planDay(
        processThatPauses(() => deliverAgain(vehicle.id, addDays(TODAY, 14))),
        TODAY,
      );
      expect(await reminders(desk)).toMatchObject([{ dueOn: dayToDate(addDays(TODAY, 14)), status: 'planned' }]);
    });

    test('after a preparation in the night the plan has nothing left to compute', async () => {
      desk.clock.set(instantAt(TODAY, '02:35'));
      await addOwner(desk, { birthday: '1990-05-05' }, { registeredOn: dayToDate('2018-02-01') });
      expect(await prepareDueDates(desk.as('system'))).toBe(2);
      const states = await desk.database.client.dueDateState.findMany();
      const lastKnown = states.map(({ toOn }) => dateToDay(toOn)).toSorted()[0] ?? '';
      // On each day that follows, also on those on which the computed days come to their end.
      for (let day = addDays(lastKnown, -95); day < addDays(lastKnown, -85); day = addDays(day, 1)) {
        desk.clock.set(instantAt(day, '02:35'));
        await prepareDueDates(desk.as('system'));
        desk.clock.set(instantAt(day, '07:30'));
        expect(await refreshDueDates(desk.as('system'), defaultRules, day)).toBe(0);
      }
    });

    test('equal days are not written again', async () => {
      const { vehicle } = await addOwner(desk, {}, { deliveredOn: deliveredFor(addDays(TODAY, 14)) });
      await refreshDueDates(desk.as('system'), defaultRules, TODAY);
      const version = () => desk.database.client.$queryRaw`SELECT id, xmin::text, ctid::text, xmax::text FROM due_date`;
      const before = await version();
      desk.clock.advance(60);
      await desk.database.client.vehicle.update({ where: { id: vehicle.id }, data: { updatedAt: desk.clock.now() } });
      expect(await refreshDueDates(desk.as('system'), defaultRules, TODAY)).toBe(1);
      expect(await version()).toEqual(before);
    });
  });
});
