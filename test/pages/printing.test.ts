import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ticket } from '../../src/database/generated/client.ts';
import { COMPLAINT_COLUMNS } from '../../src/documents/index.ts';
import {
  acknowledgeTicket,
  handOverTicket,
  resolveTicket,
  trackTicket,
  verifyTicket,
} from '../../src/tickets/index.ts';
import { rowsOf } from '../documents/unzip.ts';
import { startSite, type Site } from './site.ts';
import { visitorAt } from './visitor.ts';

let site: Site;
let ticket: Ticket;
beforeAll(async () => {
  site = await startSite();
  const at = site.desk.clock.now();
  const common = { storeId: 'main', createdAt: at, updatedAt: at };
  const { client } = site.desk.database;
  const customer = await client.customer.create({
    data: { ...common, name: '郑样本', mobiles: ['13800138000'], advisorUserId: 'jiang' },
  });
  const vehicle = await client.vehicle.create({
    data: {
      ...common,
      customerId: customer.id,
      plateNumber: '沪A12345',
      vin: 'LSVAA4182E2123456',
      brand: 'SKODA',
      series: '速派',
      odometerKm: 32_000,
    },
  });
  ticket = await site.open('=1+1 说好三天到货的配件，等了半个月还没消息', {
    customerId: customer.id,
    vehicleId: vehicle.id,
  });
  const { desk } = site;
  const about = { ticketId: ticket.id };
  await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, about));
  await desk.run('luo', (context, tx) => trackTicket(context, tx, { ...about, note: '配件明天到店' }));
  await desk.run('luo', (context, tx) => resolveTicket(context, tx, { ...about, cause: '漏订', result: '已装好' }));
  await desk.run('xu', (context, tx) => verifyTicket(context, tx, { ...about, isSatisfied: true, words: '这回行了' }));
  await site.open('刚修好的车又异响，修车技术太差了，要求返工');
});
afterAll(() => site.close());

const EXPECTED = [
  '明达汽车（示例）',
  '车主聊天',
  '郑样本',
  '13800138000',
  '沪A12345',
  'LSVAA4182E2123456',
  'SKODA 速派',
  '32000公里',
  '配件',
  '一般',
  '配件部',
  '2026年11月23日 10:00',
  '漏订',
  '已装好',
  'xu',
  '满意',
  '这回行了',
];

test('抱怨处理单 on the page holds every field of the form, with lines to sign', async () => {
  const luo = visitorAt(site.url, 'luo');
  const page = await luo.open(`/tickets/${ticket.number}/print`);
  expect(page.status).toBe(200);
  expect(page.address).toBe(`/tickets/${ticket.number}/print`);
  for (const text of [...EXPECTED, ticket.number, '=1+1 说好三天到货的配件', 'luo：配件明天到店', '部门负责人']) {
    expect(page.text).toContain(text);
  }
});

test('the print view runs its one script and no other', async () => {
  const page = await visitorAt(site.url, 'luo').open(`/tickets/${ticket.number}/print`);
  expect(page.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; script-src 'sha256-[\w+/]{43}=';/,
  );
  expect(page.text.match(/<script>/g)).toHaveLength(1);
});

async function download(userId: string, address: string): Promise<{ response: Response; rows: string[][] }> {
  const visitor = visitorAt(site.url, userId);
  await visitor.open('/staff');
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(new URL(address, site.url), { headers: { cookie } });
  const isSheet = response.headers.get('content-type')?.includes('spreadsheetml') === true;
  return { response, rows: isSheet ? rowsOf(Buffer.from(await response.arrayBuffer())) : [] };
}

test('抱怨处理单 as a sheet is the same form, and what an owner wrote is no formula', async () => {
  const { response, rows } = await download('luo', `/tickets/${ticket.number}/sheet`);
  expect(response.headers.get('content-disposition')).toContain(
    `filename*=UTF-8''${encodeURIComponent(`抱怨处理单-${ticket.number}.xlsx`)}`,
  );
  const cells = rows.flat();
  for (const text of EXPECTED) expect(cells).toContain(text);
  expect(cells.some((cell) => cell.includes('=1+1 说好三天到货的配件'))).toBe(true);
  expect(cells.join()).not.toContain('<f>');
});

test('《客户抱怨表》 has the titles of the dealer system and the rows that the member may see', async () => {
  const all = await download('lin', '/tickets/sheet?list=all');
  expect(all.rows[0]?.[0]).toBe('客户抱怨表（截至2026年11月23日，共2条）');
  expect(all.rows[1]).toEqual(COMPLAINT_COLUMNS.map(([title]) => title));
  const row = Object.fromEntries((all.rows[1] ?? []).map((title, index) => [title, all.rows[2]?.[index]]));
  expect(row).toMatchObject({
    投诉编号: ticket.number,
    投诉类型: '配件',
    投诉人姓名: '郑样本',
    接单时间: '2026-11-23 10:00',
    客户经理: '江顾问',
    处理人: '罗主管',
    处理状态: '已关闭',
    发生部门: '配件部',
    回访结果: '满意',
    投诉来源: '车主聊天',
    及时处理: '是',
    投诉原因: '漏订',
    解决方案: '已装好',
    车牌号: '沪A12345',
  });
  expect((await download('luo', '/tickets/sheet')).rows).toHaveLength(3);
  expect((await download('ding', '/tickets/sheet')).rows).toHaveLength(2);
  const filtered = await download('lin', '/tickets/sheet?list=all&words=返工&from=2026-11-01');
  expect(filtered.rows[0]?.[0]).toBe('客户抱怨表（2026年11月1日至2026年11月23日，共1条）');
});

test('who may not read a ticket may not print it, and a department that gave it on neither', async () => {
  const other = await site.open('配件价格太离谱，比别家贵一倍');
  await site.desk.run('luo', (context, tx) => handOverTicket(context, tx, { ticketId: other.id, department: 'sales' }));
  for (const part of ['print', 'sheet']) {
    expect((await visitorAt(site.url, 'ding').open(`/tickets/${other.number}/${part}`)).status).toBe(403);
    const former = await visitorAt(site.url, 'luo').open(`/tickets/${other.number}/${part}`);
    expect(former.status).toBe(403);
    expect(former.text).toContain('已转给其他部门');
    expect((await visitorAt(site.url, 'xu').open(`/tickets/TS-20261123-9999/${part}`)).status).toBe(404);
  }
});
