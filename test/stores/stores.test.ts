import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FixedClock } from '../../src/clock.ts';
import { NotFoundError } from '../../src/errors.ts';
import { sampleStoreDefinition } from '../../src/sample-store/definition.ts';
import {
  departmentName,
  departmentNames,
  escalationChain,
  findStaff,
  getStore,
  headOf,
  listOnDuty,
  listStores,
  upsertStore,
} from '../../src/stores/index.ts';
import { databaseKinds, hasPostgres, openTestDatabase, type TestDatabase } from '../support/database.ts';

describe.each(databaseKinds)('a store on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    const clock = new FixedClock('2026-11-22T02:00:00Z');
    let database: TestDatabase;
    const set = (definition = sampleStoreDefinition) =>
      database.transaction((tx) => upsertStore(tx, clock, definition));
    beforeAll(async () => {
      database = await openTestDatabase(kind);
      await set();
    });
    afterAll(() => database.close());

    test('setting it up twice changes nothing', async () => {
      const before = await database.client.staff.findMany({ orderBy: { id: 'asc' } });
      await set();
      expect(await database.client.staff.findMany({ orderBy: { id: 'asc' } })).toEqual(before);
      expect(await listStores(database.client)).toHaveLength(1);
      expect((await getStore(database.client, 'main')).name).toBe('明达汽车（示例）');
    });

    test('an unknown store is an error', async () => {
      await expect(getStore(database.client, 'nowhere')).rejects.toThrow(NotFoundError);
    });

    test('a member of staff is found in any letter case', async () => {
      expect(await findStaff(database.client, 'main', 'QIN')).toMatchObject({ name: '秦主管' });
      expect(await findStaff(database.client, 'main', 'nobody')).toBeUndefined();
    });

    test('departments go by the store’s own names', async () => {
      expect(await departmentName(database.client, 'main', 'parts')).toBe('配件部');
      expect((await departmentNames(database.client, 'main')).workshop).toBe('维修车间');
    });

    test('a department that the store has not named goes by its common name', async () => {
      await set({ ...sampleStoreDefinition, departments: [] });
      expect(await departmentName(database.client, 'main', 'parts')).toBe('配件');
      await set();
    });

    test('people on duty are listed with the head first', async () => {
      const people = await listOnDuty(database.client, 'main', 'serviceReception');
      expect(people.map((person) => person.userId)).toEqual(['su', 'jiang']);
    });

    test('a department with nobody on duty is stood in for', async () => {
      expect((await listOnDuty(database.client, 'main', 'finance')).map((person) => person.userId)).toEqual(['shen']);
      expect((await listOnDuty(database.client, 'main', 'triage')).map((person) => person.userId)).toEqual([
        'lin',
        'xu',
        'he',
      ]);
      expect(await headOf(database.client, 'main', 'finance')).toMatchObject({ userId: 'shen' });
    });

    test('the chain runs from the head over the director to the general manager', async () => {
      const chain = await escalationChain(database.client, 'main', 'parts');
      expect(chain.map(({ level, staff }) => [level, staff.userId])).toEqual([
        [0, 'luo'],
        [1, 'lin'],
        [2, 'fang'],
      ]);
    });

    test('nobody stands in the chain twice', async () => {
      const chain = await escalationChain(database.client, 'main', 'customerCare');
      expect(chain.map(({ level, staff }) => [level, staff.userId])).toEqual([
        [0, 'lin'],
        [2, 'fang'],
      ]);
    });

    test('staff who are no longer named become inactive, and the rota is left alone', async () => {
      await database.client.staff.updateMany({ where: { userId: 'xu' }, data: { onDuty: false } });
      await set({
        ...sampleStoreDefinition,
        staff: (sampleStoreDefinition.staff ?? []).filter((person) => person.userId !== 'he'),
      });
      expect(await findStaff(database.client, 'main', 'he')).toBeUndefined();
      expect(await findStaff(database.client, 'main', 'xu')).toMatchObject({ onDuty: false });
      await set();
      expect(await findStaff(database.client, 'main', 'he')).toMatchObject({ isActive: true });
    });

    test('a definition with bad rules is refused and changes nothing', async () => {
      await expect(set({ ...sampleStoreDefinition, name: '改名', rules: { x: 1 } })).rejects.toThrow('bad rules');
      expect((await getStore(database.client, 'main')).name).toBe('明达汽车（示例）');
    });
  });
});
