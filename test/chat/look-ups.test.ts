import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone } from '../support/phones.ts';
import { waitUntil } from '../support/wait.ts';

const { appId } = sampleAccounts;

describe('who an owner is beside that', { timeout: 120_000 }, () => {
  let house: House;
  let count = 0;
  beforeAll(async () => {
    house = await startHouse();
    await house.emulator.control.setSwitches({ kfUnionIdBound: true });
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    await house.emulator.control.clearFaults();
    await house.advance(60);
    count += 1;
  });

  const db = () => house.database.client;
  /** Somebody new who is on the platform, and not yet known here. */
  const newcomer = async (more: { follows?: boolean } = {}) => {
    const personId = `person-${count}`;
    const [externalUserId, openId, unionId] = [`wmPerson${count}`, `oPerson${count}`, `u-person-${count}`];
    await house.emulator.control.world({
      people: [
        {
          personId,
          name: personId,
          unionId,
          externalUserId,
          openIds: { [appId]: openId },
          ...(more.follows === true ? { followsAppIds: [appId] } : {}),
        },
      ],
    });
    const account = house.emulator.control.person(personId).officialAccount(appId);
    return { personId, externalUserId, openId, unionId, account, phone: ownerPhone(house, personId) };
  };
  const identity = (externalId: string) => db().channelIdentity.findFirst({ where: { externalId } });
  const becomes = (externalId: string, wanted: Record<string, unknown>) =>
    waitUntil(async () => {
      const found: Record<string, unknown> = (await identity(externalId)) ?? {};
      return Object.entries(wanted).every(([name, value]) => found[name] === value);
    });
  const owner = () => db().customer.findFirstOrThrow({ where: { identities: { none: {} } }, orderBy: { id: 'asc' } });
  const lookUps = (externalId: string) =>
    db().inboxEvent.findMany({ where: { channel: 'identity', dedupeKey: { startsWith: `u:${externalId}:` } } });
  const asked = async (api: string) => (await house.emulator.control.record({ api, kind: 'api' })).length;

  test('is found when they first write in 微信客服: their chat of the service account is the same owner', async () => {
    const { openId, externalUserId, unionId, account, phone } = await newcomer({ follows: true });
    await account.say('你好');
    await becomes(openId, { unionId, isSubscribed: true });
    const customer = await owner();
    await db().channelIdentity.updateMany({ where: { externalId: openId }, data: { customerId: customer.id } });
    await phone.say('你好');
    await becomes(externalUserId, { unionId, customerId: customer.id });
  });

  test('is found when they follow: what they are bound to in 微信客服 gets the service account as a channel', async () => {
    const { openId, externalUserId, unionId, account, phone } = await newcomer();
    await phone.say('你好');
    await becomes(externalUserId, { unionId });
    const customer = await owner();
    await db().channelIdentity.updateMany({ where: { externalId: externalUserId }, data: { customerId: customer.id } });
    await account.follow();
    await becomes(openId, { unionId, customerId: customer.id, isSubscribed: true });
  });

  test('is asked once, not at each message', async () => {
    const { externalUserId, unionId, phone } = await newcomer();
    const before = await asked('kf/customer/batchget');
    await phone.say('你好');
    await becomes(externalUserId, { unionId });
    await phone.say('在吗');
    await house.emulator.control.idle();
    await waitUntil(async () => (await house.service.queue.countOpen()) === 0);
    expect(await asked('kf/customer/batchget')).toBe(before + 1);
  });

  test('is never guessed: of two owners with one union id nobody gets the new chat', async () => {
    const { openId, externalUserId, unionId, account, phone } = await newcomer({ follows: true });
    await account.say('你好');
    await becomes(openId, { unionId });
    const first = await owner();
    await db().channelIdentity.updateMany({ where: { externalId: openId }, data: { customerId: first.id } });
    const second = await owner();
    const other = { storeId: 'main', channel: 'officialAccount', accountId: 'wxOther', externalId: `other-${openId}` };
    await db().channelIdentity.create({
      data: { ...other, unionId, customerId: second.id, createdAt: house.clock.now() },
    });
    await phone.say('你好');
    await becomes(externalUserId, { unionId });
    expect(await identity(externalUserId)).toMatchObject({ customerId: null });
  });

  test('is asked again later when the platform is busy, and the owner is answered meanwhile', async () => {
    const { externalUserId, unionId, phone } = await newcomer();
    await house.emulator.control.fault({ api: 'kf/customer/batchget', kind: 'errcode', errcode: -1, times: 2 });
    await phone.say('你们几点下班');
    await waitUntil(async () => (await phone.chat()).length > 0);
    const id = (await identity(externalUserId))?.id ?? 0;
    const waiting = async () => (await lookUps(String(id)))[0];
    await waitUntil(async () => (await waiting())?.attempts === 1);
    expect((await waiting())?.notBeforeAt).toEqual(new Date(house.clock.now().getTime() + 30_000));
    await waitUntil(async () => {
      await house.advance(15);
      return (await identity(externalUserId))?.unionId === unionId;
    });
    expect(await waiting()).toMatchObject({ status: 'done', error: null });
  });

  test('is given up quietly when the account may not be asked; the night asks for those who wrote lately', async () => {
    const { externalUserId, unionId, phone } = await newcomer();
    await house.emulator.control.fault({ api: 'kf/customer/batchget', kind: 'errcode', errcode: 48002 });
    await phone.say('你好');
    await waitUntil(async () => {
      const id = (await identity(externalUserId))?.id;
      return id !== undefined && (await lookUps(String(id)))[0]?.status === 'done';
    });
    expect(await identity(externalUserId)).toMatchObject({ unionId: null });
    await house.advance(20 * 3600);
    await becomes(externalUserId, { unionId });
  });

  test('does not keep the answer waiting while the platform is slow', async () => {
    const { externalUserId, unionId, phone } = await newcomer();
    await house.emulator.control.fault({ api: 'kf/customer/batchget', kind: 'slow', delayMs: 6000 });
    await phone.say('你们几点下班');
    await waitUntil(async () => (await phone.chat()).length > 0);
    expect(await identity(externalUserId)).toMatchObject({ unionId: null });
    await becomes(externalUserId, { unionId });
  });
});

describe('an owner who follows the service account', { timeout: 120_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse();
    // The first night's work is done before anything is tried.
    await house.advance(60);
    await waitUntil(async () => (await house.service.queue.countOpen()) === 0);
  });
  afterAll(() => house.close());
  beforeEach(() => house.advance(60));

  const follower = async (name: string) => {
    const openId = `oFollower${name}`;
    await house.emulator.control.world({
      people: [{ personId: name, name, openIds: { [appId]: openId }, followsAppIds: [appId] }],
    });
    const account = house.emulator.control.person(name).officialAccount(appId);
    const isSubscribed = async () =>
      (await house.database.client.channelIdentity.findFirst({ where: { externalId: openId } }))?.isSubscribed;
    return { openId, account, isSubscribed };
  };
  /** Who they are is known, so that nobody is asked. */
  const known = (openId: string) =>
    house.database.client.channelIdentity.create({
      data: {
        storeId: 'main',
        channel: 'officialAccount',
        accountId: appId,
        externalId: openId,
        unionId: `u-${openId}`,
        createdAt: house.clock.now(),
      },
    });
  /** An event as the platform would push it, with a time of its own. */
  const stored = async (openId: string, fields: string) => {
    await house.database.client.inboxEvent.create({
      data: {
        storeId: 'main',
        channel: 'officialAccount',
        accountId: appId,
        dedupeKey: `t:${fields}`,
        orderKey: `main:officialAccount:${appId}:${openId}`,
        payload: `<xml><FromUserName>${openId}</FromUserName>${fields}</xml>`,
        receivedAt: house.clock.now(),
      },
    });
    await waitUntil(async () => {
      await house.advance(6);
      return (await house.database.client.inboxEvent.count({ where: { status: 'received' } })) === 0;
    });
  };
  const event = (name: string, seconds: number) =>
    `<CreateTime>${seconds}</CreateTime><MsgType>event</MsgType><Event>${name}</Event>`;
  const now = () => Math.floor(house.clock.now().getTime() / 1000);

  test('from before we were connected is known as a follower from the first message', async () => {
    const { openId, account, isSubscribed } = await follower('words');
    expect(await isSubscribed()).toBeUndefined();
    await known(openId);
    await account.say('你好');
    await waitUntil(async () => (await isSubscribed()) === true);
  });

  test('is known by a tap on the menu, too', async () => {
    const { account, isSubscribed } = await follower('menu');
    await account.clickMenu('BOOK');
    await waitUntil(async () => (await isSubscribed()) === true);
  });

  test('whose event was lost is known after the night, and who has left is not', async () => {
    const lost = await follower('lost');
    const left = await follower('left');
    await left.account.say('你好');
    await waitUntil(async () => (await left.isSubscribed()) === true);
    await house.emulator.control.callbackMode({ drop: 1 });
    await left.account.unfollow();
    await house.advance(20 * 3600);
    await waitUntil(async () => (await lost.isSubscribed()) === true && (await left.isSubscribed()) === false);
  });

  test('again is a follower, although the older unsubscribe comes last', async () => {
    const { openId, isSubscribed } = await follower('again');
    await known(openId);
    const at = now();
    await stored(openId, event('subscribe', at - 10));
    await stored(openId, event('unsubscribe', at - 30));
    expect(await isSubscribed()).toBe(true);
    await stored(openId, event('unsubscribe', at - 5));
    expect(await isSubscribed()).toBe(false);
    await stored(openId, event('subscribe', at - 8));
    expect(await isSubscribed()).toBe(false);
  });

  test('and has written after an unsubscribe follows, whatever the order', async () => {
    const { openId, isSubscribed } = await follower('wrote');
    await known(openId);
    const at = now();
    await stored(openId, event('subscribe', at - 40));
    const text = `<CreateTime>${at - 10}</CreateTime><MsgType>text</MsgType><Content>你好</Content><MsgId>9001</MsgId>`;
    await stored(openId, text);
    await stored(openId, event('unsubscribe', at - 20));
    expect(await isSubscribed()).toBe(true);
  });
});
