import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseKinds, hasPostgres, openTestDatabase, type TestDatabase } from '../support/database.ts';

const store = { id: 'main', name: '门店', createdAt: new Date('2026-11-22T00:00:00Z') };

describe.each(databaseKinds)('a transaction on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await openTestDatabase(kind);
    });
    afterAll(() => database.close());

    test('a failed transaction leaves nothing behind', async () => {
      const failing = database.transaction(async (tx) => {
        await tx.store.create({ data: store });
        throw new Error('stop');
      });
      await expect(failing).rejects.toThrow('stop');
      expect(await database.client.store.count()).toBe(0);
    });

    test('the outer client inside a transaction throws at once instead of waiting for ever', async () => {
      const wrong = database.transaction(() => database.client.store.count());
      await expect(wrong).rejects.toThrow('inside a transaction use only its tx');
    });

    test('a transaction inside a transaction throws at once', async () => {
      const nested = database.transaction(() => database.transaction(async () => 1));
      await expect(nested).rejects.toThrow('inside a transaction use only its tx');
    });

    test('an error never repeats the row it is about', async () => {
      const secret = '王小明 13800000000';
      const customer = { storeId: 'nowhere', name: secret, createdAt: store.createdAt, updatedAt: store.createdAt };
      const outcomes = await Promise.allSettled([
        database.client.customer.create({ data: { ...customer, tier: 7 as unknown as string, employer: secret } }),
        database.client.staff.create({
          data: { storeId: 'nowhere', userId: secret, name: secret, role: 'staff', departmentKey: 'parts' },
        }),
        database.client.customer.findMany({ where: { name: secret, nothing: 1 } as { name: string } }),
        database.transaction((tx) => tx.customer.create({ data: { ...customer, createdAt: secret } })),
      ]);
      for (const one of outcomes) {
        expect(one.status).toBe('rejected');
        const { message, stack } = (one as PromiseRejectedResult).reason as Error;
        expect(`${message} ${stack}`).not.toMatch(/王小明|138/);
      }
      expect((outcomes[0] as PromiseRejectedResult).reason).toMatchObject({
        message: 'malformed query Customer.create: tier',
      });
    });

    test('many transactions at once all commit', async () => {
      const ids = Array.from({ length: 30 }, (_, index) => `s${index}`);
      await Promise.all(ids.map((id) => database.transaction((tx) => tx.store.create({ data: { ...store, id } }))));
      expect(await database.client.store.count()).toBe(ids.length);
    });
  });
});
