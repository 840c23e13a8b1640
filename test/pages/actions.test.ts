import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ticket } from '../../src/database/generated/client.ts';
import {
  acknowledgeTicket,
  dismissTicket,
  handOverTicket,
  mergeTickets,
  pauseTicket,
  resolveTicket,
  trackTicket,
  verifyTicket,
} from '../../src/tickets/index.ts';
import { startSite, type Site } from './site.ts';
import { buttonsOn, hiddenFields, type Page, type Visitor, visitorAt } from './visitor.ts';

const WORDS = '说好三天到货的配件，等了半个月还没消息';

let site: Site;
const visitors = new Map<string, Visitor>();
beforeAll(async () => {
  site = await startSite();
  const at = site.desk.clock.now();
  const common = { storeId: 'main', createdAt: at, updatedAt: at };
  const { client } = site.desk.database;
  await client.staff.create({
    data: { storeId: 'main', userId: 'xin', name: '小辛', role: 'staff', departmentKey: 'parts' },
  });
  const customer = await client.customer.create({ data: { ...common, name: '郑样本', mobiles: ['13800138000'] } });
  await client.vehicle.create({ data: { ...common, customerId: customer.id, plateNumber: '沪A12345' } });
});
afterAll(() => site.close());

/** Everybody signs in once. */
function as(userId: string): Visitor {
  const known = visitors.get(userId) ?? visitorAt(site.url, userId);
  visitors.set(userId, known);
  return known;
}
const open = (userId: string, ticket: Ticket): Promise<Page> => as(userId).open(`/tickets/${ticket.number}`);
async function press(
  userId: string,
  ticket: Ticket,
  action: string,
  fields: Record<string, string> = {},
): Promise<Page> {
  const page = await as(userId).press(await open(userId, ticket), action, fields);
  // Every event is told in words: none by the name the code has for it.
  expect(page.text).not.toMatch(/<strong>[a-zA-Z]+<\/strong>/);
  return page;
}
const now = (ticket: Ticket) => site.desk.ticket(ticket.id);

/** Brings a ticket of the parts department into a state. */
async function inState(state: string): Promise<Ticket> {
  const ticket = await site.open(WORDS);
  const about = { ticketId: ticket.id };
  const { desk } = site;
  const take = () => desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, about));
  const finish = () => desk.run('luo', (context, tx) => resolveTicket(context, tx, { ...about, result: '换件' }));
  switch (state) {
    case 'acknowledged':
      await take();
      break;
    case 'tracking':
      await take();
      await desk.run('luo', (context, tx) => trackTicket(context, tx, { ...about, note: '在路上' }));
      break;
    case 'paused':
      await take();
      await desk.run('luo', (context, tx) =>
        pauseTicket(context, tx, { ...about, reason: 'waitingParts', note: '等件' }),
      );
      break;
    case 'resolved':
      await take();
      await finish();
      break;
    case 'closed':
      await take();
      await finish();
      await desk.run('xu', (context, tx) => verifyTicket(context, tx, { ...about, isSatisfied: true, words: '好' }));
      break;
    case 'dismissed':
      await desk.run('xu', (context, tx) => dismissTicket(context, tx, { ...about, kind: 'question' }));
      break;
    case 'merged': {
      const into = await site.open(WORDS);
      await desk.run('xu', (context, tx) => mergeTickets(context, tx, { ...about, intoTicketId: into.id }));
      break;
    }
    case 'givenOn':
      await desk.run('luo', (context, tx) => handOverTicket(context, tx, { ...about, department: 'sales' }));
      break;
    default:
      break;
  }
  return now(ticket);
}

const DEPARTMENT = ['comment', 'attach', 'recategorize', 'bind', 'split', 'merge'];
const CARE = ['comment', 'noteToOwner', 'attach', 'recategorize', 'bind', 'split', 'merge'];
const WORK = ['note', 'resolve', 'handOver'];

describe('who is offered what', () => {
  test.each([
    // The head of the department, who has it.
    ['luo', 'routed', ['acknowledge', 'handOver', 'assign', ...DEPARTMENT]],
    ['luo', 'acknowledged', [...WORK, 'assign', 'takeBack', 'pause', ...DEPARTMENT]],
    ['luo', 'tracking', [...WORK, 'assign', 'takeBack', 'pause', ...DEPARTMENT]],
    ['luo', 'paused', ['resume', ...WORK, 'assign', 'takeBack', ...DEPARTMENT]],
    ['luo', 'resolved', ['note', ...DEPARTMENT]],
    ['luo', 'closed', ['comment', 'attach']],
    ['luo', 'dismissed', ['comment', 'attach']],
    ['luo', 'merged', ['comment']],
    ['luo', 'givenOn', ['takeBack']],
    // A colleague of the department.
    ['xin', 'routed', ['acknowledge', 'handOver', ...DEPARTMENT]],
    ['xin', 'acknowledged', [...WORK, 'pause', ...DEPARTMENT]],
    // Customer care.
    ['xu', 'routed', [...CARE, 'dismiss']],
    ['xu', 'acknowledged', CARE],
    ['xu', 'resolved', ['satisfied', 'dissatisfied', ...CARE]],
    ['xu', 'closed', ['dissatisfied', 'comment', 'attach']],
    ['xu', 'merged', ['comment']],
    // The director acts for everybody, and verifies.
    ['lin', 'routed', ['acknowledge', 'handOver', 'assign', ...CARE, 'dismiss']],
    ['lin', 'tracking', [...WORK, 'assign', 'takeBack', 'pause', ...CARE]],
    ['lin', 'resolved', ['note', 'satisfied', 'dissatisfied', ...CARE]],
    // The general manager acts, and does not verify.
    ['fang', 'resolved', ['note', ...CARE]],
    ['fang', 'closed', ['comment', 'attach']],
    // The department that got it.
    ['shen', 'givenOn', ['acknowledge', 'handOver', ...DEPARTMENT]],
  ] as const)('%s, %s', async (userId, state, expected) => {
    const page = await open(userId, await inState(state));
    expect(page.status).toBe(200);
    expect(buttonsOn(page).toSorted((a, b) => a.localeCompare(b))).toEqual(
      [...expected].toSorted((a, b) => a.localeCompare(b)),
    );
  });
});

test('what was not offered is refused when it is forced, in words', async () => {
  const ticket = await inState('resolved');
  for (const [userId, action, fields] of [
    ['luo', 'satisfied', { words: '好' }],
    ['luo', 'noteToOwner', { words: '您好' }],
    ['luo', 'dismiss', { kind: 'question' }],
    ['xu', 'resolve', { words: '好' }],
    ['xin', 'assign', { userId: 'luo' }],
    ['fang', 'satisfied', { words: '好' }],
  ] as const) {
    const page = await press(userId, ticket, action, fields);
    expect([action, [403, 409].includes(page.status)]).toEqual([action, true]);
    expect(page.text).toContain('role="alert"');
  }
  expect((await now(ticket)).status).toBe('resolved');
});

test('改派 gives the ticket to a colleague, 收回 to the department', async () => {
  const ticket = await inState('acknowledged');
  const assigned = await press('luo', ticket, 'assign', { userId: 'xin' });
  expect(assigned.text).toContain('改派给小辛');
  expect((await now(ticket)).assigneeUserId).toBe('xin');
  const back = await press('luo', ticket, 'takeBack');
  expect(back.text).toContain('从责任人处收回');
  expect(await now(ticket)).toMatchObject({ status: 'routed', assigneeUserId: null });
});

test('a department takes back what it gave on while nobody has 签收', async () => {
  const ticket = await inState('givenOn');
  const back = await press('luo', ticket, 'takeBack');
  expect(back.text).toContain('从销售部收回');
  expect(await now(ticket)).toMatchObject({ status: 'routed', responsibleDepartment: 'parts' });
});

test('暂停 stops the clocks until a day, 恢复 lets them run', async () => {
  const ticket = await inState('acknowledged');
  const missing = await press('luo', ticket, 'pause', { words: '等件' });
  expect(missing.text).toContain('请选择在等什么');
  expect(missing.text).toContain('>\n等件</textarea');
  const paused = await press('luo', ticket, 'pause', {
    reason: 'waitingParts',
    words: '右前减震器订货',
    untilOn: '2026-11-25',
  });
  expect(paused.text).toContain('已暂停计时');
  expect(paused.text).toContain('暂停计时：等待配件（最晚11月26日 00:00恢复）');
  expect(paused.text).toContain('右前减震器订货');
  const resumed = await press('luo', ticket, 'resume');
  expect(resumed.text).toContain('恢复计时');
  expect(buttonsOn(resumed)).toContain('pause');
});

test('内部备注 stays inside, 给车主留言 is told apart', async () => {
  const ticket = await inState('acknowledged');
  const commented = await press('xin', ticket, 'comment', { words: '车主脾气急，先道歉' });
  expect(commented.text).toContain('内部备注');
  expect(commented.text).toContain('车主脾气急，先道歉');
  const told = await press('xu', ticket, 'noteToOwner', { words: '我们正在催配件' });
  expect(told.text).toContain('给车主留言');
});

test('处理完毕 keeps cause and result apart', async () => {
  const ticket = await inState('tracking');
  const page = await press('luo', ticket, 'resolve', { cause: '供应商缺货', words: '空运到店并装好' });
  expect(await now(ticket)).toMatchObject({ cause: '供应商缺货', result: '空运到店并装好' });
  expect(page.text).toContain('原因：供应商缺货');
});

test('类别 and 等级 are corrected on the page', async () => {
  const ticket = await inState('routed');
  const none = await press('xu', ticket, 'recategorize', { category: '', severity: 'P2' });
  expect(none.text).toContain('请选择一到三个类别');
  const fields = new URLSearchParams({ ...hiddenFields(none), action: 'recategorize', severity: 'P1' });
  for (const category of ['P1', 'C2', '']) fields.append('category', category);
  expect((await as('xu').postAll(none.address, fields)).status).toBe(303);
  expect(await now(ticket)).toMatchObject({ categories: ['P1', 'C2'], severity: 'P1' });
});

test('拆分 opens a second ticket, 合并 ends one; each page leads to the other', async () => {
  const ticket = await inState('routed');
  const split = await press('xu', ticket, 'split', { category: 'F1', words: '工时费还比报价多收了三百' });
  const second = await site.desk.database.client.ticket.findFirstOrThrow({ where: { splitFromId: ticket.id } });
  expect(split.text).toContain(`拆分出工单${second.number}（维修收费）`);
  expect(split.text).toContain(`href="/tickets/${second.number}"`);
  const wrong = await press('xu', second, 'merge', { into: 'TS-20261123-9999' });
  expect(wrong.text).toContain('没有找到工单 TS-20261123-9999');
  const merged = await press('xu', second, 'merge', { into: ticket.number.toLowerCase() });
  expect(merged.text).toContain(`合并到工单${ticket.number}`);
  expect(merged.text).toContain('已合并到');
  expect((await open('xu', ticket)).text).toContain('并入本单');
});

test('绑定车主 needs plate and phone of the archive', async () => {
  const ticket = await inState('routed');
  const wrong = await press('xu', ticket, 'bind', { plate: '沪A12345', phone: '13900139000' });
  expect(wrong.text).toContain('档案里没有这样的车牌和手机号');
  expect(wrong.text).toContain('value="13900139000"');
  const bound = await press('xu', ticket, 'bind', { plate: '沪A12345', phone: '13800138000' });
  expect(bound.text).toContain('郑样本');
  expect(bound.text).toContain('href="tel:13800138000"');
  expect(buttonsOn(bound)).not.toContain('bind');
});

test('非投诉 ends the ticket as what it was', async () => {
  const ticket = await inState('routed');
  const page = await press('xu', ticket, 'dismiss', { kind: 'booking' });
  expect(page.text).toContain('非投诉，按预约处理');
  expect((await now(ticket)).status).toBe('dismissed');
});

test('an owner who is unhappy again after the end gets the ticket reopened', async () => {
  const ticket = await inState('closed');
  const page = await press('xu', ticket, 'dissatisfied', { words: '又坏了' });
  expect(page.text).toContain('已登记不满意，工单已重开');
  expect((await now(ticket)).status).toBe('routed');
});

test('the director’s look at the page marks the result as read, other people’s does not', async () => {
  const ticket = await inState('resolved');
  await open('xu', ticket);
  await open('luo', ticket);
  expect((await now(ticket)).resultReadAt).toBeNull();
  const page = await open('lin', ticket);
  expect(page.text).toContain('查阅处理结果');
  expect(await now(ticket)).toMatchObject({ resultReadBy: 'lin' });
  await open('lin', ticket);
  const events = await site.desk.events(ticket.id);
  expect(events.filter((event) => event.type === 'resultRead')).toHaveLength(1);
});
