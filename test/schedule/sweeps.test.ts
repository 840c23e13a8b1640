import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitUntil } from '../support/wait.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());
beforeEach(() => house.advance(60));

const store = { storeId: 'main' };
const textXml = (userId: string, text: string) =>
  `<xml><ToUserName>c</ToUserName><FromUserName>${userId}</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>${text}</Content></xml>`;

test('an event whose job was lost is answered after a sweep, once', async () => {
  const { id } = await house.database.client.inboxEvent.create({
    data: {
      ...store,
      channel: 'wecom',
      accountId: 'c',
      dedupeKey: 'm:lost',
      orderKey: 'main:wecom:luo',
      payload: textXml('luo', '我的工单'),
      receivedAt: house.clock.now(),
    },
  });
  const handled = async () => (await house.database.client.inboxEvent.findUniqueOrThrow({ where: { id } })).status;
  const before = (await staffPhone(house, 'luo').received()).length;
  expect(await handled()).toBe('received');
  await waitUntil(async () => {
    await house.advance(6);
    return (await handled()) === 'done';
  });
  await waitUntil(async () => (await staffPhone(house, 'luo').received()).length === before + 1);
});

test('a message to staff whose job was lost leaves after a sweep, once', async () => {
  const { id } = await house.database.client.outboxMessage.create({
    data: {
      ...store,
      channel: 'wecomText',
      recipient: 'qin',
      orderKey: 'main:wecom::qin',
      idempotencyKey: 'lost-job',
      payload: { text: '丢了任务的消息' },
      createdAt: house.clock.now(),
    },
  });
  await waitUntil(async () => {
    await house.advance(6);
    return (await house.database.client.outboxMessage.findUniqueOrThrow({ where: { id } })).status === 'sent';
  });
  const texts = (await staffPhone(house, 'qin').received()).map((item) => item.text);
  expect(texts.filter((text) => text === '丢了任务的消息')).toHaveLength(1);
});

test('what an owner wrote is found by the regular pull although every callback was lost', async () => {
  await house.emulator.control.callbackMode({ drop: 1 });
  const owner = ownerPhone(house, 'owner-0002');
  await owner.say('转人工');
  await house.emulator.control.idle();
  expect(await house.database.client.message.count({ where: { text: '转人工' } })).toBe(0);
  await house.advance(121);
  await owner.reads('人工');
});

test('a claimed slot of long ago is pruned, a recent one kept', async () => {
  const slots = house.database.client.scheduleSlot;
  await slots.create({ data: { name: 'tickets.deadlines', slotAt: new Date('2026-11-01'), claimedAt: new Date() } });
  const newest = await slots.findFirstOrThrow({ where: { name: 'tickets.deadlines' }, orderBy: { slotAt: 'desc' } });
  // Past 03:15 in Shanghai.
  await house.advance(18 * 3600);
  await waitUntil(async () => (await slots.count({ where: { slotAt: new Date('2026-11-01') } })) === 0);
  expect(await slots.count({ where: { name: newest.name, slotAt: newest.slotAt } })).toBe(1);
});
