import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Customer, Vehicle } from '../../src/database/generated/client.ts';
import { buildOwner, buildReminder } from './owner-case.ts';
import { startSite, type Site } from './site.ts';
import { buttonsOn, type Page, visitorAt } from './visitor.ts';

let site: Site;
let customer: Customer;
let vehicle: Vehicle;
const MOBILE = '13800001234';
beforeAll(async () => {
  site = await startSite();
  ({ customer, vehicle } = await buildOwner(site));
  const at = site.desk.clock.now();
  const { client } = site.desk.database;
  await client.channelIdentity.create({
    data: {
      storeId: 'main',
      channel: 'kf',
      accountId: 'kf1',
      externalId: 'wm1',
      customerId: customer.id,
      createdAt: at,
      windowOpenedAt: new Date(at.getTime() - 16 * 3_600_000),
      windowLeft: 3,
    },
  });
  await client.channelIdentity.create({
    data: {
      storeId: 'main',
      channel: 'officialAccount',
      accountId: 'wx1',
      externalId: 'o1',
      customerId: customer.id,
      createdAt: at,
      lastErrorCode: 43_101,
      subscriptions: { create: [{ storeId: 'main', templateKey: 'maintenanceDue', remaining: 2, acceptedAt: at }] },
    },
  });
  await client.channelIdentity.create({
    data: {
      storeId: 'main',
      channel: 'wecomContact',
      accountId: 'corp',
      externalId: 'wmc1',
      customerId: customer.id,
      createdAt: at,
      contacts: { create: [{ storeId: 'main', userId: 'jiang', addedAt: at }] },
    },
  });
  await buildReminder(
    site,
    { customer, vehicle },
    {
      passedRungs: [{ channel: 'officialAccountTemplate', reason: '未关注服务号' }],
      sentAt: at,
      repliedAt: at,
      bookedAt: at,
    },
  );
  await buildReminder(
    site,
    { customer, vehicle },
    { status: 'skipped', channel: null, skipReason: '车主已到店保养', leadDays: 3 },
  );
});
afterAll(() => site.close());

const path = () => `/owners/${customer.id}`;
const open = (userId: string, address: string): Promise<Page> => visitorAt(site.url, userId).open(address);
async function press(userId: string, action: string, fields: Record<string, string> = {}): Promise<Page> {
  const visitor = visitorAt(site.url, userId);
  return visitor.press(await visitor.open(path()), action, fields);
}
const owner = () => site.desk.database.client.customer.findUniqueOrThrow({ where: { id: customer.id } });

test('every channel stands there with its state and budget', async () => {
  const { text } = await open('xu', path());
  for (const words of [
    '还可发3条（共5条），31小时后关闭',
    '剩余2次',
    '江顾问的客户',
    '已取消关注或尚未关注',
    '最近一次错误：43101',
    '1个有效号码',
  ]) {
    expect(text).toContain(words);
  }
});

test('a reminder tells how it went, and why other channels were passed over', async () => {
  const { text } = await open('xu', path());
  expect(text).toContain('服务号模板消息：未关注服务号');
  expect(text).toContain('预约 11月23日 10:00');
  expect(text).toContain('车主已到店保养');
});

test('name, number and plate are masked until somebody asks; the asking is logged', async () => {
  const xu = visitorAt(site.url, 'xu');
  const masked = await xu.open(path());
  for (const secret of [customer.name, MOBILE, '沪A12345']) expect(masked.text).not.toContain(secret);
  expect(masked.text).toContain('138****1234');
  const full = await xu.open(`${path()}?full=1`);
  for (const secret of [customer.name, MOBILE, '沪A12345']) expect(full.text).toContain(secret);
  const views = site.log.filter(({ message }) => message === 'owner viewed').map(({ fields }) => fields);
  expect(views.at(-1)).toEqual({ storeId: 'main', customerId: customer.id, userId: 'xu', isMasked: false });
  expect(JSON.stringify(site.log)).not.toContain(MOBILE);
});

test('customer care, the leaders and the owner’s adviser look; others read why not', async () => {
  for (const [userId, status] of [
    ['xu', 200],
    ['lin', 200],
    ['fang', 200],
    ['jiang', 200],
    ['luo', 403],
    ['su', 403],
  ] as const) {
    const page = await open(userId, path());
    expect([userId, page.status]).toEqual([userId, status]);
    expect(page.text.includes('请联系客户关爱部')).toBe(status === 403);
  }
  expect((await open('xu', '/owners/999999')).status).toBe(404);
});

test('an opt-out is written down with the owner’s words, once, and taken back with theirs', async () => {
  const without = await press('xu', 'optOut');
  expect([without.status, (await owner()).optedOutAt]).toEqual([422, null]);
  const done = await press('xu', 'optOut', { words: '别再给我发了' });
  expect(done.text).toContain('已登记退订');
  expect(buttonsOn(done)).not.toContain('allowMarketing');
  expect((await owner()).optedOutAt).not.toBeNull();
  await press('xu', 'optOut', { words: '别再给我发了' });
  await press('jiang', 'optIn', { words: '还是发吧' });
  await press('xu', 'allowMarketing', { words: '有活动叫我' });
  expect(await owner()).toMatchObject({ optedOutAt: null, consentMarketing: true });
  const consents = await site.desk.database.client.consent.findMany({
    where: { customerId: customer.id },
    orderBy: { id: 'asc' },
  });
  expect(consents.map(({ kind, state, words, recordedBy }) => [kind, state, words, recordedBy])).toEqual([
    ['reminders', 'withdrawn', '别再给我发了', '徐专员'],
    ['reminders', 'given', '还是发吧', '江顾问'],
    ['marketing', 'given', '有活动叫我', '徐专员'],
  ]);
});

test('what waits to be sent is taken back with the opt-out', async () => {
  const { client } = site.desk.database;
  const message = await client.outboxMessage.create({
    data: {
      storeId: 'main',
      channel: 'kfMessage',
      recipient: 'wm1',
      orderKey: 'kf:wm1',
      idempotencyKey: 'owners-1',
      payload: {},
      createdAt: site.desk.clock.now(),
    },
  });
  const waiting = { status: 'sending', outboxId: message.id, leadDays: 30 };
  const reminder = await buildReminder(site, { customer, vehicle }, waiting);
  await press('xu', 'optOut', { words: '别发了' });
  expect((await client.outboxMessage.findUniqueOrThrow({ where: { id: message.id } })).status).toBe('withdrawn');
  const after = await client.reminder.findUniqueOrThrow({ where: { id: reminder.id } });
  expect([after.status, after.skipReason]).toEqual(['skipped', '车主已退订']);
  await press('xu', 'optIn', { words: '可以发' });
});

test('a car is sold and driven again, a number is wrong and right, a mistake about a death is corrected', async () => {
  const fields = { vehicle: String(vehicle.id), status: 'sold', words: '卖给亲戚了' };
  const sold = await press('jiang', 'vehicle', fields);
  expect(sold.text).toContain('已转让');
  const stored = () => site.desk.database.client.vehicle.findUniqueOrThrow({ where: { id: vehicle.id } });
  expect((await stored()).statusNote).toBe('11月23日 10:00 江顾问登记已转让：卖给亲戚了');
  await press('xu', 'vehicle', { ...fields, status: 'active', words: '' });
  expect((await stored()).status).toBe('active');
  await press('xu', 'wrongMobile', { mobile: '0' });
  expect((await owner()).wrongMobiles).toEqual([MOBILE]);
  await press('xu', 'rightMobile', { mobile: '0' });
  await press('xu', 'deceased');
  expect(await owner()).toMatchObject({ wrongMobiles: [], isDeceased: true });
  await press('xu', 'alive');
  expect((await owner()).isDeceased).toBe(false);
});

test('how an owner wants to be reached is set and taken back on the page, and shown', async () => {
  const page = await press('xu', 'preferred', { channel: 'sms' });
  expect(page.status).toBe(200);
  expect((await owner()).preferredChannel).toBe('sms');
  await press('xu', 'preferred', { channel: 'none' });
  expect((await owner()).preferredChannel).toBeNull();
  expect((await press('xu', 'preferred', { channel: 'subscriptionNotice' })).status).toBe(422);
});

test('a car of somebody else is not changed by a forged form', async () => {
  const other = await buildOwner(site, { name: '他人' }, { plateNumber: '沪B22222' });
  const page = await press('jiang', 'vehicle', { vehicle: String(other.vehicle.id), status: 'sold', words: '' });
  expect(page.status).toBe(422);
});

test('owners are found by number, plate, VIN, name and a part of the plate; an adviser finds their own', async () => {
  const { customer: second } = await buildOwner(
    site,
    { name: '郑远方', mobiles: ['13900005678'], advisorUserId: null },
    { plateNumber: '沪C77889', vin: 'LSVAA4187E2123456' },
  );
  const search = async (userId: string, words: string) => {
    const visitor = visitorAt(site.url, userId);
    // Signing in leads to the page without its question.
    await visitor.open('/owners');
    return visitor.open(`/owners?q=${encodeURIComponent(words)}`);
  };
  const found = async (userId: string, words: string) => {
    const page = await search(userId, words);
    return [...page.text.matchAll(/href="\/owners\/(\d+)"/g)].map((match) => Number(match[1]));
  };
  expect(await found('xu', '139 0000 5678')).toEqual([second.id]);
  expect(await found('xu', '沪c·77889')).toEqual([second.id]);
  expect(await found('xu', 'C7788')).toEqual([second.id]);
  expect(await found('xu', '郑远')).toEqual([second.id]);
  expect(await found('xu', '郑')).toEqual([]);
  expect(await found('jiang', '郑样')).toEqual([customer.id]);
  expect(await found('jiang', '郑远')).toEqual([]);
  const page = await search('xu', '郑远方');
  expect(page.text.replace(/<input[^>]*>/g, '')).not.toContain('郑远方');
});
