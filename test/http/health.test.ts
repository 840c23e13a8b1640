import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseKinds, hasPostgres, type TestDatabase } from '../support/database.ts';
import { connection, type Door, openDoor } from './door.ts';

describe.each(databaseKinds)('health on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let door: Door;
    let isHanging = false;
    /** A database that accepts questions and never answers, as behind a dead network. */
    const spoil = (database: TestDatabase): TestDatabase => ({
      ...database,
      get client() {
        return isHanging
          ? ({ $queryRaw: () => new Promise(() => undefined) } as unknown as TestDatabase['client'])
          : database.client;
      },
    });
    beforeAll(async () => {
      door = await openDoor([connection({ storeId: 'main' })], { kind, spoil });
    });
    afterAll(() => door.close());

    test('a working service is alive and ready', async () => {
      expect(await door.get('/healthz', {})).toEqual({ status: 200, body: '{"status":"ok"}' });
      expect(await door.get('/readyz', {})).toEqual({ status: 200, body: '{"database":"ok","queue":"ok"}' });
    });

    test('a database that does not answer makes it unready within seconds', async () => {
      isHanging = true;
      const reply = await door.get('/readyz', {});
      isHanging = false;
      expect(reply.status).toBe(503);
      expect(JSON.parse(reply.body)).toMatchObject({ database: 'failed' });
    });

    test('a database that is gone makes it unready, and it stays alive', async () => {
      await door.database.close();
      expect((await door.get('/readyz', {})).status).toBe(503);
      expect((await door.get('/healthz', {})).status).toBe(200);
    });
  });
});
