import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FixedClock } from '../../src/clock.ts';
import { reconcileIdentities } from '../../src/contacts/index.ts';
import { PlatformError } from '../../src/errors.ts';
import { type Logger, silentLogger } from '../../src/logger.ts';
import type { AccountMessenger } from '../../src/ports.ts';
import { databaseKinds, hasPostgres, openTestDatabase, type TestDatabase } from '../support/database.ts';

const APP = 'wxFollowers';
const NIGHT = '2026-11-21T20:40:00.500Z';

describe.each(databaseKinds)('followers nobody told us of, on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let database: TestDatabase;
    let clock: FixedClock;
    const warnings: string[] = [];
    beforeAll(async () => {
      database = await openTestDatabase(kind);
    });
    afterAll(() => database.close());
    beforeEach(async () => {
      clock = new FixedClock(NIGHT);
      warnings.length = 0;
      await database.execute('TRUNCATE store, customer, channel_identity CASCADE');
      for (const id of ['main', 'north']) {
        await database.client.store.create({ data: { id, name: id, createdAt: clock.now() } });
      }
    });

    /** The platform's list, `pageSize` at a time, and how often it was asked. */
    const listing = (
      openIds: readonly string[],
      more: { pageSize?: number; unionIds?: Record<string, string>; total?: number } = {},
    ) => {
      const asked = { pages: 0, described: [] as string[][] };
      const account = {
        followers: (after: string) => {
          asked.pages += 1;
          const from = after === '' ? 0 : openIds.indexOf(after) + 1;
          const page = openIds.slice(from, from + (more.pageSize ?? 10_000));
          return Promise.resolve({ openIds: page, next: page.at(-1) ?? '', total: more.total ?? openIds.length });
        },
        unionIds: (some: readonly string[]) => {
          asked.described.push([...some]);
          return Promise.resolve(
            new Map(some.flatMap((one) => (more.unionIds?.[one] === undefined ? [] : [[one, more.unionIds[one]]]))),
          );
        },
      } as unknown as AccountMessenger;
      return { account, asked };
    };
    const reconcile = (account: AccountMessenger, appId = APP, storeId = 'main') => {
      const logger: Logger = { ...silentLogger, warn: (_fields, message) => void warnings.push(message) };
      const context = { database, clock, logger, storeId, queue: undefined as never };
      return reconcileIdentities(context, { channels: { account }, appId }, `${storeId}:officialAccount`);
    };
    const known = (externalId: string, more: Record<string, unknown> = {}) =>
      database.client.channelIdentity.create({
        data: {
          storeId: 'main',
          channel: 'officialAccount',
          accountId: APP,
          externalId,
          createdAt: new Date('2026-01-01T00:00:00Z'),
          ...more,
        },
      });
    const followers = async (where: Record<string, unknown> = { storeId: 'main', accountId: APP }) =>
      (
        await database.client.channelIdentity.findMany({
          where: { ...where, isSubscribed: true },
          orderBy: { externalId: 'asc' },
        })
      ).map(({ externalId }) => externalId);

    test('are marked, made when unknown, and all others of the account are not followers', async () => {
      await known('oOld');
      await known('oGone', { isSubscribed: true });
      await known('oStays', { isSubscribed: true });
      await reconcile(listing(['oStays', 'oOld', 'oNew'], { pageSize: 2 }).account);
      expect(await followers()).toEqual(['oNew', 'oOld', 'oStays']);
      expect(await database.client.channelIdentity.findFirst({ where: { externalId: 'oGone' } })).toMatchObject({
        isSubscribed: false,
        followChangedAt: new Date('2026-11-21T20:40:00.000Z'),
      });
    });

    test('of another account or store are left alone', async () => {
      await known('oElsewhere', { isSubscribed: true, accountId: 'wxOther' });
      await known('oNorth', { isSubscribed: true, storeId: 'north' });
      await reconcile(listing(['oNew']).account);
      expect(await followers({})).toEqual(['oElsewhere', 'oNew', 'oNorth']);
      await reconcile(listing(['oNew', 'oSecond']).account, APP, 'north');
      expect(await followers({ storeId: 'north' })).toEqual(['oNew', 'oSecond']);
      expect(await followers({ storeId: 'main' })).toEqual(['oElsewhere', 'oNew']);
    });

    test('can be reached again after a refusal that says they do not follow; a blacklist stays', async () => {
      const since = { isSubscribed: true, unreachableAt: new Date('2026-11-01T00:00:00Z') };
      await known('oBack', { ...since, lastErrorCode: 43004, refusedTemplates: ['maintenanceDue'] });
      await known('oBlack', { ...since, lastErrorCode: 43019 });
      await reconcile(listing(['oBack', 'oBlack']).account);
      const rows = await database.client.channelIdentity.findMany({ orderBy: { externalId: 'asc' } });
      expect(rows).toMatchObject([
        { externalId: 'oBack', unreachableAt: null, lastErrorCode: null, refusedTemplates: [] },
        { externalId: 'oBlack', lastErrorCode: 43019 },
      ]);
    });

    test('whose news is minutes old are as the news says: the list may be older', async () => {
      const justNow = new Date('2026-11-21T20:38:00Z');
      await known('oJustLeft', { isSubscribed: false, followChangedAt: justNow });
      await known('oJustCame', { isSubscribed: true, followChangedAt: justNow });
      await known('oJustWrote', { isSubscribed: true, windowOpenedAt: justNow });
      await reconcile(listing(['oJustLeft', 'oOther']).account);
      expect(await followers()).toEqual(['oJustCame', 'oJustWrote', 'oOther']);
      clock.advance(600);
      await reconcile(listing(['oJustLeft', 'oOther']).account);
      expect(await followers()).toEqual(['oJustLeft', 'oOther']);
    });

    test('nobody is written off because of half a list, or one that may not be had', async () => {
      await known('oThere', { isSubscribed: true });
      await reconcile(listing(['oNew'], { total: 2 }).account);
      expect(await followers()).toEqual(['oNew', 'oThere']);
      const refusing = (code: number) =>
        ({ followers: () => Promise.reject(new PlatformError('user/get', code, 'no')) }) as unknown as AccountMessenger;
      await reconcile(refusing(48001));
      await expect(reconcile(refusing(45009))).rejects.toMatchObject({ errcode: 45009 });
      expect(await followers()).toEqual(['oNew', 'oThere']);
      expect(warnings).toEqual([
        'the list of followers is not whole',
        'the service account may not list its followers',
      ]);
    });

    test('a list that leads back to its beginning is not read without end', async () => {
      let pages = 0;
      const followersOf = () => Promise.resolve({ openIds: ['oA', 'oB'], next: (pages += 1) % 2 === 0 ? 'oA' : 'oB' });
      await reconcile({ ...listing([]).account, followers: followersOf });
      expect(pages).toBeLessThanOrEqual(3);
      expect(await followers()).toEqual(['oA', 'oB']);
    });

    test('a second night writes nothing that has not changed', async () => {
      const all = Array.from({ length: 2500 }, (_, index) => `o${index}`);
      await reconcile(listing(all, { pageSize: 1100 }).account);
      const writes = () =>
        database.client.$queryRawUnsafe<{ count: number }[]>(
          'SELECT count(DISTINCT xmin::text)::int AS count, count(*) FILTER (WHERE is_subscribed)::int AS following FROM channel_identity',
        );
      const before = await writes();
      expect(before).toMatchObject([{ following: 2500 }]);
      clock.advance(86_400);
      await reconcile(listing(all, { pageSize: 1100 }).account);
      expect(await writes()).toEqual(before);
    });

    test('are the owners whom another chat of the same person is bound to, and nobody else', async () => {
      const customer = (name: string) =>
        database.client.customer.create({
          data: { storeId: 'main', name, createdAt: clock.now(), updatedAt: clock.now() },
        });
      const [zhang, li, wang] = [await customer('张'), await customer('李'), await customer('王')];
      const chat = (externalId: string, unionId: string, customerId: number) =>
        known(externalId, { channel: 'kf', accountId: 'wk1', unionId, customerId });
      await chat('wmZhang', 'uZhang', zhang.id);
      await chat('wmLi', 'uShared', li.id);
      await chat('wmWang', 'uShared', wang.id);
      await known('oBound', { unionId: 'uOwn', customerId: wang.id });
      const unionIds = { oZhang: 'uZhang', oShared: 'uShared', oNobody: 'uNobody' };
      const { account, asked } = listing(['oZhang', 'oShared', 'oNobody', 'oBound', 'oWithout'], { unionIds });
      await reconcile(account);
      const rows = await database.client.channelIdentity.findMany({
        where: { accountId: APP },
        orderBy: { externalId: 'asc' },
      });
      expect(rows.map(({ externalId, unionId, customerId }) => [externalId, unionId, customerId])).toEqual([
        ['oBound', 'uOwn', wang.id],
        ['oNobody', 'uNobody', null],
        ['oShared', 'uShared', null],
        ['oWithout', null, null],
        ['oZhang', 'uZhang', zhang.id],
      ]);
      expect(asked.described.flat().toSorted()).toEqual(['oNobody', 'oShared', 'oWithout', 'oZhang']);
    });

    test('who they are is asked a hundred at a time, and no further once the account has no union ids to tell', async () => {
      const all = Array.from({ length: 250 }, (_, index) => `o${index}`);
      const silent = listing(all);
      await reconcile(silent.account);
      expect(silent.asked.described.map((some) => some.length)).toEqual([100]);
      const telling = listing(all, { unionIds: Object.fromEntries(all.map((one) => [one, `u${one}`])) });
      await reconcile(telling.account);
      expect(telling.asked.described.map((some) => some.length)).toEqual([100, 100, 50]);
    });
  });
});
