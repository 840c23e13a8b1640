import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instantAt } from '../../src/calendar.ts';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { createWecomApi } from '../../src/wecom/api.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { type House, startHouse } from '../support/house.ts';
import { waitFor, waitUntil } from '../support/wait.ts';

const VISITOR = 'owner-9999';
/** A demo owner who is nobody's contact yet; 微信客服 knows them. */
const KNOWN = 'owner-0003';

describe.each(databaseKinds)('contacts of members on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let house: House;
    beforeAll(async () => {
      house = await startHouse({ kind });
    });
    afterAll(() => house.close());

    const person = (id: string) => house.emulator.control.person(id);
    const identity = (personId: string) =>
      house.database.client.channelIdentity.findFirst({
        where: { channel: 'wecomContact', externalId: personId.replace('owner-', 'wmSampleOwner') },
        include: { contacts: { orderBy: { id: 'asc' } }, customer: true },
      });
    const relation = async (personId: string, userId: string) =>
      (await identity(personId))?.contacts.find((contact) => contact.userId === userId);
    const read = async (personId: string) =>
      (await person(personId).inbox()).items.filter(
        ({ channel, direction }) => channel === 'wecom-contact' && direction === 'received',
      );
    /** Nothing is on its way any more. */
    const settled = async () => {
      await house.emulator.control.idle();
      await waitUntil(async () => (await house.service.queue.countOpen()) === 0);
    };

    test('a new contact is greeted once, and known by the id that 微信客服 has for them', async () => {
      await person(KNOWN).contact('su').add();
      const [hello] = await waitFor(async () => ((await read(KNOWN)).length > 0 ? read(KNOWN) : undefined));
      expect(hello?.text).toMatch(/^您好，我是苏.+，欢迎添加明达汽车（示例）。/);
      await waitUntil(async () => (await identity(KNOWN))?.customerId != null);
      const found = await identity(KNOWN);
      const kf = await house.database.client.channelIdentity.findFirstOrThrow({
        where: { channel: 'kf', externalId: found?.externalId ?? '' },
      });
      expect(found).toMatchObject({ accountId: sampleAccounts.corpId, customerId: kf.customerId });
      expect(found?.contacts).toMatchObject([{ userId: 'su', addedAt: house.clock.now(), endedAt: null }]);
      await settled();
      expect(await read(KNOWN)).toHaveLength(1);
    });

    test('an owner who removes the member, and a member who removes the owner, are two things', async () => {
      await house.advance(1);
      await person(KNOWN).contact('su').delete();
      await waitUntil(async () => (await relation(KNOWN, 'su'))?.removedByOwnerAt != null);
      expect(await relation(KNOWN, 'su')).toMatchObject({ endedAt: null });
      await house.advance(1);
      await person(KNOWN).contact('su').add();
      await waitUntil(async () => (await relation(KNOWN, 'su'))?.removedByOwnerAt === null);
      await house.advance(1);
      await house.emulator.control.member('su').customer(KNOWN).delete();
      await waitUntil(async () => (await relation(KNOWN, 'su'))?.endedAt != null);
      await settled();
      expect(await relation(KNOWN, 'su')).toMatchObject({ endedAt: house.clock.now(), removedByOwnerAt: null });
    });

    test('who has added a member and was not added back is no contact yet', async () => {
      await person(VISITOR).contact('jiang').add({ half: true });
      await waitUntil(async () => (await relation(VISITOR, 'jiang')) !== undefined);
      await settled();
      expect((await relation(VISITOR, 'jiang'))?.endedAt).not.toBeNull();
      await house.emulator.control.member('jiang').customer(VISITOR).addBack();
      await waitUntil(async () => (await relation(VISITOR, 'jiang'))?.endedAt === null);
    });

    test('a stranger becomes an owner by the number that the member notes', async () => {
      expect((await identity(VISITOR))?.customerId).toBeNull();
      const [customer] = await house.database.client.customer.findMany({ orderBy: { id: 'desc' }, take: 1 });
      const now = () => house.clock.now();
      const { corpId, agentSecret: secret } = sampleAccounts;
      const api = createWecomApi({ apiBaseUrl: `${house.emulator.url}/wecom`, corpId, secret, now });
      const remark = { userid: 'jiang', external_userid: (await identity(VISITOR))?.externalId };
      await api.post('externalcontact/remark', { ...remark, remark_mobiles: customer?.mobiles });
      await house.emulator.control.member('jiang').customer(VISITOR).edit('老客户');
      await waitUntil(async () => (await identity(VISITOR))?.customerId === customer?.id);
    });

    test('a code of 联系我 that names a car binds to its owner', async () => {
      const personId = 'walk-in';
      await house.emulator.control.world({
        people: [{ personId, name: '新客', externalUserId: 'wmWalkIn' }],
      });
      const vehicle = await house.database.client.vehicle.findFirstOrThrow({ orderBy: { id: 'desc' } });
      const now = () => house.clock.now();
      const { corpId, agentSecret: secret } = sampleAccounts;
      const api = createWecomApi({ apiBaseUrl: `${house.emulator.url}/wecom`, corpId, secret, now });
      const way = { type: 1, scene: 2, user: ['jiang'], state: `bind-${vehicle.id}` };
      const { config_id: configId } = await api.post('externalcontact/add_contact_way', way);
      await person(personId)
        .contact('jiang')
        .add({ configId: String(configId) });
      await waitUntil(async () => {
        const found = await house.database.client.channelIdentity.findFirst({ where: { externalId: 'wmWalkIn' } });
        return found?.customerId === vehicle.customerId;
      });
    });

    test('a contact is the owner who follows the service account with the same union id', async () => {
      const { client } = house.database;
      const customer = await client.customer.findFirstOrThrow({
        where: { identities: { none: {} } },
        orderBy: { id: 'asc' },
      });
      const account = { channel: 'officialAccount', accountId: sampleAccounts.appId, externalId: 'oUnion' };
      await client.channelIdentity.create({
        data: {
          storeId: 'main',
          ...account,
          unionId: 'u-walk-in-2',
          customerId: customer.id,
          createdAt: house.clock.now(),
        },
      });
      await house.emulator.control.setSwitches({ kfUnionIdBound: true });
      const personId = 'walk-in-2';
      await house.emulator.control.world({
        people: [{ personId, name: '老客', externalUserId: 'wmWalkIn2', unionId: 'u-walk-in-2' }],
      });
      await person(personId).contact('jiang').add();
      const found = () =>
        client.channelIdentity.findFirst({ where: { channel: 'wecomContact', externalId: 'wmWalkIn2' } });
      await waitUntil(async () => (await found())?.customerId === customer.id);
      expect(await found()).toMatchObject({ unionId: 'u-walk-in-2' });
      await house.emulator.control.setSwitches({ kfUnionIdBound: false });
    });

    test('events of one second are all kept, whatever is the same about them', async () => {
      const before = await house.database.client.inboxEvent.count();
      await house.advance(1);
      const both = [person(VISITOR), person(KNOWN)];
      for (const one of both) await one.contact('xu').add();
      await person(VISITOR).contact('su').add();
      await settled();
      expect(await house.database.client.inboxEvent.count()).toBe(before + 3);
      for (const [id, userId] of [
        [VISITOR, 'xu'],
        [KNOWN, 'xu'],
        [VISITOR, 'su'],
      ] as const) {
        expect(await relation(id, userId)).toMatchObject({ addedAt: house.clock.now(), endedAt: null });
      }
    });

    test('a welcome whose time is over is not sent', async () => {
      const before = (await read(KNOWN)).length;
      await house.emulator.control.callbackMode({ hold: true });
      await person(KNOWN).contact('jiang').add();
      await house.advance(20);
      await house.emulator.control.callbackMode({ hold: false });
      await waitUntil(async () => (await relation(KNOWN, 'jiang')) !== undefined);
      await settled();
      expect(await read(KNOWN)).toHaveLength(before);
    });

    test('what lost events left behind is found at night', async () => {
      await house.emulator.control.callbackMode({ drop: 2 });
      await person('owner-0009').contact('su').add();
      await house.emulator.control.member('jiang').customer(VISITOR).delete();
      await settled();
      expect(await relation('owner-0009', 'su')).toBeUndefined();
      expect(await relation(VISITOR, 'jiang')).toMatchObject({ endedAt: null });
      const night = instantAt('2026-11-23', '04:20').getTime();
      await house.advance((night - house.clock.now().getTime()) / 1000);
      await waitUntil(async () => (await relation('owner-0009', 'su')) !== undefined);
      await waitUntil(async () => (await relation(VISITOR, 'jiang'))?.endedAt != null);
      await settled();
      expect(await relation(VISITOR, 'su')).toMatchObject({ endedAt: null });
    });
  });
});
