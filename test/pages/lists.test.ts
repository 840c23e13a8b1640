import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ticket } from '../../src/database/generated/client.ts';
import { acknowledgeTicket, handOverTicket, resolveTicket } from '../../src/tickets/index.ts';
import { startSite, type Site } from './site.ts';
import { type Page, visitorAt } from './visitor.ts';

let site: Site;
let parts: Ticket;
let mine: Ticket;
let workshop: Ticket;
let critical: Ticket;
let resolved: Ticket;
let triage: Ticket;
let given: Ticket;
beforeAll(async () => {
  site = await startSite();
  const at = site.desk.clock.now();
  const common = { storeId: 'main', createdAt: at, updatedAt: at };
  const { client } = site.desk.database;
  const customer = await client.customer.create({ data: { ...common, name: '郑样本', mobiles: ['13800138000'] } });
  const vehicle = await client.vehicle.create({
    data: { ...common, customerId: customer.id, plateNumber: '沪A12345' },
  });
  const about = { customerId: customer.id, vehicleId: vehicle.id };
  parts = await site.open('说好三天到货的配件，等了半个月还没消息', about);
  mine = await site.open('配件一直缺货，订了一个月了');
  workshop = await site.open('刚修好的车又异响，修车技术太差了，要求返工', about);
  critical = await site.open('高速上刹车突然失灵，差点出人命');
  resolved = await site.open('换的配件是副厂件，要求更换');
  triage = await site.desk.open('你们太差了', { needsHuman: true, severity: 'P2' });
  given = await site.open('配件价格太离谱，比别家贵一倍', about);
  const { desk } = site;
  await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: mine.id }));
  await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: resolved.id }));
  await desk.run('luo', (context, tx) => resolveTicket(context, tx, { ticketId: resolved.id, result: '换成原厂件' }));
  await desk.run('luo', (context, tx) => handOverTicket(context, tx, { ticketId: given.id, department: 'sales' }));
});
afterAll(() => site.close());

const listed = (page: Page) => [...page.text.matchAll(/<strong>(TS-[\d-]+)<\/strong/g)].map((match) => match[1]);
const numbers = (...tickets: Ticket[]) => tickets.map((ticket) => ticket.number);
/** Signs in and opens a list: the login leads back to the page, without what stood behind its question mark. */
async function open(userId: string, query: string): Promise<Page> {
  const visitor = visitorAt(site.url, userId);
  await visitor.open('/tickets');
  return visitor.get(`/tickets?${query}`);
}

test.each([
  ['luo', 'mine', () => [mine, resolved]],
  ['luo', 'department', () => [mine, parts]],
  ['luo', 'verify', () => [resolved]],
  ['luo', 'givenOn', () => [given]],
  ['luo', 'all', () => [parts, mine, resolved]],
  ['ma', 'department', () => [workshop]],
  ['ma', 'all', () => [workshop]],
  ['xu', 'triage', () => [triage]],
  ['xu', 'department', () => [triage]],
  ['xu', 'verify', () => [resolved]],
  ['xu', 'all', () => [parts, mine, workshop, critical, resolved, triage, given]],
  ['lin', 'unread', () => [resolved]],
  ['fang', 'unread', () => [resolved]],
  ['fang', 'mine', () => []],
  ['ding', 'all', () => []],
] as const)('%s finds in %s what is their business, and nothing else', async (userId, list, expected) => {
  const page = await open(userId, `list=${list}`);
  expect(page.status).toBe(200);
  expect(new Set(listed(page))).toEqual(new Set(numbers(...expected())));
});

test('a list that is not for a role is not shown to it, asked for by name neither', async () => {
  const page = await open('luo', 'list=unread');
  expect(page.text).toContain('<h1>我的工单');
  expect(page.text).not.toContain('未读结果');
  expect((await open('lin', 'list=unread')).text).toContain('<h1>未读结果');
  expect((await open('lin', 'list=constructor')).text).toContain('<h1>我的工单');
});

test('what burns stands on top: critical first, then by deadline', async () => {
  expect(listed(await open('lin', 'list=all'))[0]).toBe(critical.number);
  await site.advance(3 * 3600);
  const overdue = await open('luo', 'list=overdue');
  expect(listed(overdue)).toEqual([parts.number]);
  expect(overdue.text).toContain('签收已超时1小时');
  expect(listed(await open('lin', 'list=overdue'))).toEqual(expect.arrayContaining(numbers(critical, parts, workshop)));
});

test('a ticket given to another department is listed without name and plate', async () => {
  const page = await open('luo', 'list=givenOn');
  expect(page.text).toContain('郑** 沪A***45');
  expect(page.text).not.toMatch(/郑样本|沪A12345/);
});

test.each([
  ['words=沪A12345', () => [parts, workshop, given]],
  ['words=沪a12345', () => [parts, workshop, given]],
  ['words=13800138000', () => [parts, workshop, given]],
  ['words=郑样本', () => [parts, workshop, given]],
  ['words=返工', () => [workshop]],
  ['words=%25', () => []],
  ['words=_', () => []],
  ["words=' OR 1=1 --", () => []],
  ['severity=P0', () => [critical]],
  ['status=resolved', () => [resolved]],
  ['status=resolved&words=返工', () => []],
  ['department=sales', () => [given]],
  ['from=2026-11-24', () => []],
  ['to=2026-11-22', () => []],
  ['from=2026-11-23&to=2026-11-23&severity=P0', () => [critical]],
  ['from=2026-13-45&severity=P0', () => [critical]],
] as const)('the leaders find by %s', async (query, expected) => {
  const page = await open('lin', `list=all&${query}`);
  expect(page.status).toBe(200);
  expect(new Set(listed(page))).toEqual(new Set(numbers(...expected())));
});

test('a ticket is found by its number, typed as people type it', async () => {
  const page = await open('lin', `list=all&words=${workshop.number.toLowerCase().replaceAll('-', '')}`);
  expect(listed(page)).toEqual([workshop.number]);
});

test('a search of one department finds nothing of another', async () => {
  expect(listed(await open('luo', 'list=all&words=郑样本'))).toEqual([parts.number]);
});

test('a page beyond the last one is empty and kind, and long lists are turned page by page', async () => {
  const far = await open('lin', 'list=all&page=99999999999');
  expect(far.status).toBe(200);
  for (let count = 0; count < 20; count += 1) await site.open('配件等了半个月');
  const first = await open('lin', 'list=all');
  expect(listed(first)).toHaveLength(20);
  expect(first.text).toContain('第1页，共2页');
  const second = await open('lin', 'list=all&page=2');
  expect(listed(second)).toHaveLength(7);
  expect(new Set([...listed(first), ...listed(second)]).size).toBe(27);
});

test('an empty list says something kind', async () => {
  expect((await open('ding', 'list=mine')).text).toContain('您手上没有未完成的工单，辛苦了。');
});

test('the start page counts what waits, and leads to the lists; each store has its own', async () => {
  const page = await visitorAt(site.url, 'xu').open('/staff');
  expect(page.text).toContain('徐专员，您好');
  expect(page.text).toMatch(/list=triage"\s+class="pressing"\s*><b>1<\/b><span>待分派/);
  const dong = visitorAt(site.url, 'dong');
  const east = await dong.open('/staff/east');
  expect(east.address).toBe('/staff/east');
  expect(east.text).toContain('href="/tickets/east?list=mine"');
  expect(listed(await dong.get('/tickets/east?list=all'))).toEqual([]);
});
