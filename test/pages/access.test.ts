import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ticket } from '../../src/database/generated/client.ts';
import { startSite, type Site } from './site.ts';
import { buttonsOn, hiddenFields, visitorAt } from './visitor.ts';

let site: Site;
let customerId: number;
let vehicleId: number;
beforeAll(async () => {
  site = await startSite();
  const at = site.desk.clock.now();
  const common = { storeId: 'main', createdAt: at, updatedAt: at };
  const customer = await site.desk.database.client.customer.create({ data: { ...common, name: '郑样本' } });
  customerId = customer.id;
  const vehicle = { ...common, customerId, plateNumber: '沪A12345', brand: 'SKODA', series: '速派' };
  vehicleId = (await site.desk.database.client.vehicle.create({ data: vehicle })).id;
});
afterAll(() => site.close());

const open = (text = '我是郑样本，车牌沪A12345，说好三天到货的配件，等了半个月还没到货') =>
  site.open(text, { customerId, vehicleId });
const pathOf = (ticket: Ticket) => `/tickets/${ticket.number}`;
const signIn = async (userId: string, ticket: Ticket) => {
  const visitor = visitorAt(site.url, userId);
  return { visitor, page: await visitor.open(pathOf(ticket)) };
};

test('the department, customer care and the leaders see the owner', async () => {
  const ticket = await open();
  expect(ticket.responsibleDepartment).toBe('parts');
  for (const userId of ['luo', 'lin', 'fang', 'xu']) {
    const { page } = await signIn(userId, ticket);
    expect(page.status).toBe(200);
    expect(page.text).toContain('郑样本');
    expect(page.text).toContain('沪A12345');
  }
});

test('people of other departments read that it is not theirs, and nothing of the case', async () => {
  const ticket = await open();
  const { visitor, page } = await signIn('qin', ticket);
  expect(page.status).toBe(403);
  expect(page.text).toContain('不归您的部门处理');
  expect(page.text).not.toMatch(/郑样本|沪A12345|半个月/);
  const { token } = hiddenFields((await signIn('luo', ticket)).page);
  const forced = await visitor.post(pathOf(ticket), { token, seen: '99999', action: 'acknowledge' });
  expect(forced.status).toBe(403);
  expect((await site.desk.ticket(ticket.id)).status).toBe('routed');
});

test('a department that handed the ticket over reads on without name, plate and buttons', async () => {
  const ticket = await open();
  const { visitor, page } = await signIn('luo', ticket);
  const after = await visitor.press(page, 'handOver', { department: 'sales' });
  expect(after.status).toBe(200);
  expect(after.text).toContain('由配件部转派给销售部');
  expect(after.text).toContain('郑**');
  expect(after.text).toContain('沪A***45');
  expect(after.text).not.toMatch(/郑样本|沪A12345/);
  expect(buttonsOn(after)).toEqual(['takeBack']);
  const forced = await visitor.press(after, 'acknowledge');
  expect(forced.status).toBe(403);
  expect(forced.text).toContain('不归您的部门处理');
});

test('another ticket of the owner is named to a department it is not with, and not told', async () => {
  const ticket = await open();
  const other = await open('刚修好的车又异响，要求返工');
  expect(other.responsibleDepartment).toBe('workshop');
  const seenByLuo = (await signIn('luo', ticket)).page.text;
  expect(seenByLuo).toContain(other.number);
  expect(seenByLuo).not.toContain(`href="/tickets/${other.number}"`);
  expect(seenByLuo).not.toContain('异响');
  const seenByXu = (await signIn('xu', ticket)).page.text;
  expect(seenByXu).toContain(`href="/tickets/${other.number}"`);
  expect(seenByXu).toContain('异响');
});

test('only customer care and its director may write down the verdict', async () => {
  const ticket = await open();
  const luo = await signIn('luo', ticket);
  let page = await luo.visitor.press(luo.page, 'acknowledge');
  page = await luo.visitor.press(page, 'resolve', { words: '换件' });
  page = await luo.visitor.press(page, 'satisfied', { words: '车主很满意' });
  expect(page.status).toBe(403);
  expect(page.text).toContain('责任部门不能自己关闭工单');
  expect((await site.desk.ticket(ticket.id)).status).toBe('resolved');
  for (const userId of ['xu', 'lin']) {
    expect(buttonsOn((await signIn(userId, ticket)).page)).toContain('satisfied');
  }
  expect(buttonsOn((await signIn('fang', ticket)).page)).not.toContain('satisfied');
});

test('every view is logged with ticket and member, and without personal data', async () => {
  const ticket = await open();
  site.log.length = 0;
  await signIn('luo', ticket);
  await signIn('qin', ticket);
  const views = site.log.filter((line) => line.message === 'ticket viewed');
  expect(views.map((line) => line.fields)).toEqual([
    { storeId: 'main', ticketId: ticket.id, userId: 'luo', isMasked: false },
  ]);
  expect(JSON.stringify(site.log)).not.toMatch(/郑样本|12345|半个月/);
});

test('what people wrote stays text, in content, attributes and forms', async () => {
  const attack = `</pre><script>alert('1')</script><img src=x onerror="alert(1)">&lt;b&gt; 配件等了半个月`;
  const ticket = await open(attack);
  const { visitor, page } = await signIn('luo', ticket);
  expect(page.text).toContain(
    '&lt;/pre&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&lt;img src=x onerror=&quot;',
  );
  expect(page.text).toContain('&amp;lt;b&amp;gt;');
  expect(page.text).not.toMatch(/<script|<img|onerror="/);
  const taken = await visitor.press(page, 'acknowledge');
  const typed = `</textarea><script>1</script>${'长'.repeat(600)}`;
  const refused = await visitor.press(taken, 'note', { words: typed });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('请控制在600字以内');
  expect(refused.text).toContain('&lt;/textarea&gt;&lt;script&gt;1&lt;/script&gt;长长');
  expect(refused.text).not.toContain('<script');
});

test('no page is cached, framed, or runs a script', async () => {
  const ticket = await open();
  const { visitor, page } = await signIn('luo', ticket);
  for (const answer of [page, await visitor.get('/tickets/TS-20261123-9999'), await visitor.get('/login/wecom')]) {
    expect(answer.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'sha256-[\w+/]{43}='; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(answer.headers.get('x-frame-options')).toBe('DENY');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  }
});
