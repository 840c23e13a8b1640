import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayToDate } from '../../src/calendar.ts';
import type { Ticket } from '../../src/database/generated/client.ts';
import { startSite, type Site } from './site.ts';
import { buttonsOn, type Page, visitorAt } from './visitor.ts';

let site: Site;
let ticket: Ticket;
let counter = 0;
beforeAll(async () => {
  site = await startSite();
  const at = site.desk.clock.now();
  const common = { storeId: 'main', createdAt: at, updatedAt: at };
  const { client } = site.desk.database;
  const customer = await client.customer.create({ data: { ...common, name: '郑样本' } });
  const vehicle = await client.vehicle.create({
    data: { ...common, customerId: customer.id, plateNumber: '沪A12345', invoicedOn: dayToDate('2026-01-10') },
  });
  await client.warrantyWarning.create({
    data: {
      storeId: 'main',
      vehicleId: vehicle.id,
      kind: 'repairDays',
      stage: 'near',
      value: 22,
      reason: '累计修理22天，接近30天上限',
      warnedAt: at,
    },
  });
  ticket = await site.open('说好三天到货的配件，等了半个月还没消息', {
    customerId: customer.id,
    vehicleId: vehicle.id,
  });
});
afterAll(() => site.close());

async function begin(): Promise<string> {
  counter += 1;
  const number = `ZG-2026W47-${String(counter).padStart(2, '0')}`;
  const { client } = site.desk.database;
  const at = site.desk.clock.now();
  const { id } = await client.rectification.create({
    data: {
      storeId: 'main',
      number,
      kind: 'growingCause',
      causeKey: `category:P1:${counter}`,
      title: '配件缺货投诉增多',
      reason: '本周有5位车主投诉配件缺货，平时每周1位。',
      department: 'parts',
      ticketIds: [ticket.id],
      weekOn: dayToDate('2026-11-16'),
      headUserId: 'luo',
      measureDueOn: dayToDate('2026-11-26'),
      createdAt: at,
    },
  });
  await client.rectificationEvent.create({
    data: {
      storeId: 'main',
      rectificationId: id,
      type: 'opened',
      at,
      actorKind: 'system',
      actorId: 'x',
      actorName: '系统',
    },
  });
  return number;
}
const open = (userId: string, path: string): Promise<Page> => visitorAt(site.url, userId).open(path);
async function press(userId: string, number: string, action: string, words = ''): Promise<Page> {
  const visitor = visitorAt(site.url, userId);
  return visitor.press(await visitor.open(`/rectifications/${number}`), action, { words });
}

test('a measure is written, verified and decided, each by whose turn it is', async () => {
  const number = await begin();
  const path = `/rectifications/${number}`;
  const offered = async (userId: string) => buttonsOn(await open(userId, path));
  expect([await offered('luo'), await offered('xu')]).toEqual([['measure'], []]);
  const short = await press('luo', number, 'measure', '改');
  expect(short.status).toBe(422);
  expect(short.text).toContain('请写明原因和整改办法');
  const measured = await press('luo', number, 'measure', '安全库存翻倍，罗主管负责，月底完成');
  expect(measured.text).toContain('措施已提交');
  expect(measured.text).toContain('待验证');
  expect([await offered('luo'), await offered('xu')]).toEqual([[], ['pass', 'fail']]);
  const back = await press('xu', number, 'fail', '库存表没有变化');
  expect(back.text).toContain('退回重新整改');
  expect(back.text).toContain('第2轮');
  await press('luo', number, 'measure', '库存表已更新，见附表');
  const passed = await press('xu', number, 'pass', '抽查三次都有货');
  expect(passed.text).toContain('待总经理决定');
  expect(await offered('fang')).toEqual(['approve', 'reject']);
  const closed = await press('fang', number, 'approve', '同意');
  expect(closed.text).toContain('整改已关闭');
});

test('a form sent twice acts once, a stale one says how it stands', async () => {
  const number = await begin();
  const luo = visitorAt(site.url, 'luo');
  const page = await luo.open(`/rectifications/${number}`);
  const fields = { words: '安全库存翻倍，月底完成' };
  expect((await luo.press(page, 'measure', fields)).status).toBe(200);
  expect((await luo.press(page, 'measure', fields)).status).toBe(200);
  const other = await luo.press(page, 'measure', { words: '另一个措施，下月完成' });
  expect(other.status).toBe(409);
  expect(other.text).toContain('现在是「待验证」');
  const events = await site.desk.database.client.rectificationEvent.findMany({
    where: { type: 'measured', rectification: { number } },
  });
  expect(events).toHaveLength(1);
});

test('each department finds its own, customer care and the leaders all; 三包 warnings stand beside', async () => {
  const number = await begin();
  for (const [userId, isListed, isWarned] of [
    ['luo', true, false],
    ['wei', false, true],
    ['ding', false, false],
    ['xu', true, true],
    ['lin', true, true],
    ['fang', true, true],
  ] as const) {
    const page = await open(userId, '/rectifications');
    expect(page.status).toBe(200);
    expect([userId, page.text.includes(number), page.text.includes('累计修理22天')]).toEqual([
      userId,
      isListed,
      isWarned,
    ]);
  }
  expect((await open('ding', '/rectifications')).text).toContain('没有待整改的问题');
  expect((await open('ding', `/rectifications/${number}`)).status).toBe(403);
  expect((await open('lin', '/rectifications/ZG-2026W01-99')).status).toBe(404);
});

test('a rectification leads to its tickets, and a ticket to its rectification and the 三包 warning', async () => {
  const number = await begin();
  expect((await open('luo', `/rectifications/${number}`)).text).toContain(`href="/tickets/${ticket.number}"`);
  const page = await open('luo', `/tickets/${ticket.number}`);
  expect(page.text).toContain(`href="/rectifications/${number}"`);
  expect(page.text).toContain('三包预警：累计修理已达22天');
});

test('a decision forced by others is refused in words', async () => {
  const number = await begin();
  for (const [userId, action] of [
    ['xu', 'measure'],
    ['lin', 'approve'],
    ['luo', 'constructor'],
  ] as const) {
    const page = await press(userId, number, action, '我来决定这件事');
    expect([action, [403, 409, 422].includes(page.status)]).toEqual([action, true]);
    expect(page.text).toContain('role="alert"');
  }
});
