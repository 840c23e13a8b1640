import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import { createInbox } from '../../src/inbox/index.ts';
import { silentLogger } from '../../src/logger.ts';
import { createQueue } from '../../src/queue/queue.ts';
import { connection, type Door, innerXml, openDoor, seal, textFrom } from '../http/door.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';

const keys = connection({ storeId: 'main' });

describe.each(databaseKinds)('the inbox on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let door: Door;
    beforeAll(async () => {
      door = await openDoor([keys], { kind });
      await door.database.execute(`
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk full'; END $$`);
    });
    afterAll(() => door.close());

    const post = (text: string) => {
      const { query, body } = seal(text, keys);
      return door.post('/callback/wecom', query, body);
    };
    const keysStored = async () =>
      (await door.database.client.inboxEvent.findMany({ orderBy: { id: 'asc' } })).map((row) => row.dedupeKey);
    /** While a table refuses rows. */
    const refusing = async (table: string, work: () => Promise<void>) => {
      await door.database.execute(
        `CREATE TRIGGER refuse BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse()`,
      );
      await work();
      await door.database.execute(`DROP TRIGGER refuse ON ${table}`);
    };

    test('shares commits between callbacks that arrive together', async () => {
      const queue = createQueue({ database: door.database, logger: silentLogger });
      await queue.start();
      const inbox = createInbox({ database: door.database, queue, clock: door.clock });
      const before = await door.stored();
      const event = (index: number) => ({
        storeId: 'main',
        channel: 'wecom' as const,
        accountId: 'c',
        dedupeKey: `m:${1000 + index}`,
        orderKey: `main:wecom:member${index}`,
        payload: '',
        queue: 'conversation.turn' as const,
      });
      await Promise.all(Array.from({ length: 60 }, (_, index) => inbox.store(event(index))));
      expect(await door.stored()).toEqual({ events: before.events + 60, jobs: before.jobs + 60 });
      const commits = await door.database.client.$queryRawUnsafe<{ count: number }[]>(
        'SELECT count(DISTINCT xmin::text)::int AS count FROM inbox_event',
      );
      expect(commits[0]?.count).toBeLessThanOrEqual(3);
      await queue.stop();
    });

    test('takes sixty callbacks at once, each answered when it is stored', async () => {
      const before = await door.stored();
      const replies = await Promise.all(
        Array.from({ length: 60 }, (_, index) => post(textFrom(`member${index}`, String(2000 + index)))),
      );
      expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([200]));
      expect(await door.stored()).toEqual({ events: before.events + 60, jobs: before.jobs + 60 });
    });

    test.each(['inbox_event', 'queue.job'])(
      'answers 5xx and keeps nothing when %s takes no rows; the repeat of the platform is stored',
      async (table) => {
        const messages = [1, 2, 3].map((index) => textFrom('luo', `${table.length}00${index}`));
        const before = await door.stored();
        await refusing(table, async () => {
          const replies = await Promise.all(messages.map(post));
          expect(replies.map((reply) => reply.status)).toEqual([500, 500, 500]);
          expect(replies[0]?.body).not.toContain('disk full');
        });
        expect(await door.stored()).toEqual(before);
        expect((await Promise.all(messages.map(post))).map((reply) => reply.status)).toEqual([200, 200, 200]);
        expect((await door.stored()).events).toBe(before.events + 3);
      },
    );

    test('keeps one of a message that comes five times, at once and later', async () => {
      const before = await door.stored();
      const text = textFrom('luo', '4561255354251345929');
      await Promise.all([post(text), post(text), post(text), post(text)]);
      await post(text);
      expect(await door.stored()).toEqual({ events: before.events + 1, jobs: before.jobs + 1 });
    });

    test('tells two messages apart whose 64-bit ids differ in the last digit', async () => {
      await post(textFrom('luo', '4561255354251345930'));
      await post(textFrom('luo', '4561255354251345931'));
      expect((await keysStored()).slice(-2)).toEqual(['m:4561255354251345930', 'm:4561255354251345931']);
    });

    test('keeps two different events of one sender and second, and one of an event that comes twice', async () => {
      const contact = (id: string) =>
        innerXml({
          ToUserName: 'ww1',
          FromUserName: 'sys',
          CreateTime: 1_750_000_000,
          MsgType: 'event',
          Event: 'change_external_contact',
          ChangeType: 'add_external_contact',
          ExternalUserID: id,
        });
      const before = await door.stored();
      for (const id of ['wm1', 'wm2', 'wm1']) expect((await post(contact(id))).status).toBe(200);
      expect((await door.stored()).events).toBe(before.events + 2);
    });

    test('takes an event whose fields come in another order for the same one', async () => {
      const fields = { FromUserName: 'luo', CreateTime: 5, MsgType: 'event', Event: 'enter_agent', AgentID: 1 };
      const before = await door.stored();
      await post(innerXml(fields));
      await post(innerXml(Object.fromEntries(Object.entries(fields).toReversed())));
      expect((await door.stored()).events).toBe(before.events + 1);
    });

    test('hears a member under one key, however the id is written', async () => {
      await post(textFrom('LUO', '71'));
      await post(textFrom('Luo', '72'));
      const rows = await door.database.client.inboxEvent.findMany({ where: { dedupeKey: { in: ['m:71', 'm:72'] } } });
      expect(rows.map((row) => row.orderKey)).toEqual(['main:wecom:luo', 'main:wecom:luo']);
    });

    // Only a server can be held up from outside.
    if (kind === 'postgres') {
      test('answers only when the rows are committed', async () => {
        const other = await openDatabase({ url: door.database.url, poolSize: 1 });
        let isAnswered = false;
        let answer = Promise.resolve({ status: 0, body: '' });
        await other.transaction(async (tx) => {
          await tx.$executeRawUnsafe('LOCK TABLE inbox_event IN EXCLUSIVE MODE');
          answer = post(textFrom('luo', '81')).finally(() => {
            isAnswered = true;
          });
          await new Promise((resolve) => setTimeout(resolve, 400));
          expect(isAnswered).toBe(false);
        });
        expect((await answer).status).toBe(200);
        expect(await keysStored()).toContain('m:81');
        await other.close();
      });
    }
  });
});
