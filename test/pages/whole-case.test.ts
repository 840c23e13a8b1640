import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ticket } from '../../src/database/generated/client.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { complain, passTime } from './case.ts';
import { buttonsOn, visitorAt } from './visitor.ts';

let house: House;
let ticket: Ticket;
beforeAll(async () => {
  house = await startHouse();
  ticket = await complain(house, 'owner-0002', '说好三天到货的配件，等了半个月还没消息');
});
afterAll(() => house.close());

test('the page behind the card shows the case, and the department plays it to 处理完毕', async () => {
  const owner = ownerPhone(house, 'owner-0002');
  const card = await staffPhone(house, 'luo').card(ticket.number);
  const address = (card.card['card_action'] as { url: string }).url;
  const luo = visitorAt(house.url, 'luo');
  let page = await luo.open(address);
  expect(page.status).toBe(200);
  const customer = await house.database.client.customer.findUniqueOrThrow({ where: { id: ticket.customerId ?? 0 } });
  for (const words of [
    ticket.number,
    '待签收',
    '一般',
    '配件部',
    customer.name,
    '等了半个月还没消息',
    '签收时限2小时，按自然时间计，11月22日 12:00到期，还剩2小时。',
    '处理完毕后开始计时',
    '建立工单',
    '罗主管（部门负责人）',
  ]) {
    expect(page.text).toContain(words);
  }
  expect(buttonsOn(page)).toEqual(expect.arrayContaining(['acknowledge', 'handOver']));

  await passTime(house, 1200);
  page = await luo.press(page, 'acknowledge');
  expect(page.text).toContain('已签收，请尽快联系车主。');
  expect(page.text).toContain('11月22日 10:20停止，提前1小时40分钟');
  expect(buttonsOn(page)).toEqual(expect.arrayContaining(['note', 'resolve', 'handOver']));
  await owner.reads('由配件部罗主管负责');
  await staffPhone(house, 'luo').card('已签收');

  page = await luo.press(page, 'note', { words: '配件今天下午到店\r\n请您稍等' });
  expect(page.text).toContain('处理中');
  expect(page.text).toContain('配件今天下午到店\n请您稍等');
  await owner.reads('有新进展：配件今天下午到店');

  page = await luo.press(page, 'resolve', { words: '配件到货并装好，工时免费' });
  expect(page.text).toContain('待回访');
  expect(buttonsOn(page)).toContain('note');
  expect(buttonsOn(page)).not.toContain('satisfied');
  await owner.reads('已处理：配件到货并装好，工时免费');
});

test('customer care writes down what the owner said: dissatisfied reopens, satisfied closes', async () => {
  const owner = ownerPhone(house, 'owner-0002');
  const xu = visitorAt(house.url, 'xu');
  const luo = visitorAt(house.url, 'luo');
  const path = `/tickets/${ticket.number}`;
  let page = await xu.open(path);
  expect(buttonsOn(page)).toEqual(expect.arrayContaining(['satisfied', 'dissatisfied']));
  page = await xu.press(page, 'dissatisfied', { words: '装错型号了' });
  expect(page.text).toContain('车主不满意');
  expect(page.text).toContain('装错型号了');
  expect(page.text).toContain('签收（第2次）');
  expect(buttonsOn(page)).not.toContain('satisfied');
  await owner.reads('已重新打开');

  page = await luo.open(path);
  page = await luo.press(page, 'acknowledge');
  page = await luo.press(page, 'resolve', { words: '换成正确型号' });
  page = await xu.open(path);
  page = await xu.press(page, 'satisfied', { words: '这回好了，谢谢' });
  expect(page.text).toContain('已登记满意，工单已关闭。');
  expect(page.text).toContain('这回好了，谢谢');
  expect(buttonsOn(page)).toEqual(['dissatisfied', 'comment', 'attach']);
  await staffPhone(house, 'luo').reads('车主确认满意：“这回好了，谢谢”');
  const stored = await house.database.client.ticket.findUniqueOrThrow({ where: { id: ticket.id } });
  expect(stored).toMatchObject({ status: 'closed', isSatisfied: true, result: '换成正确型号', reopenCount: 1 });
  const events = await house.database.client.ticketEvent.findMany({
    where: { ticketId: ticket.id, toStatus: { not: null } },
    orderBy: { id: 'asc' },
  });
  expect(events.map((event) => `${event.type} ${event.actorId}`).slice(1)).toEqual([
    'acknowledged luo',
    'tracked luo',
    'resolved luo',
    'reopened xu',
    'acknowledged luo',
    'resolved luo',
    'closed xu',
  ]);
});

test('a department hands over on the page; the next one gets the card and the buttons', async () => {
  const other = await complain(house, 'owner-0005', '刚修好的车又异响，修车技术太差了，要求返工');
  const head = await house.database.client.staff.findFirstOrThrow({
    where: { departmentKey: other.responsibleDepartment, role: 'departmentHead' },
  });
  const first = visitorAt(house.url, head.userId);
  let page = await first.open(`/tickets/${other.number}`);
  page = await first.press(page, 'handOver');
  expect(page.status).toBe(422);
  expect(page.text).toContain('请选择要转派的部门。');
  page = await first.press(page, 'handOver', { department: 'parts' });
  expect(page.text).toContain('转派给配件部');
  await staffPhone(house, 'luo').card(other.number);
  const luo = visitorAt(house.url, 'luo');
  expect(buttonsOn(await luo.open(`/tickets/${other.number}`))).toContain('acknowledge');
});
