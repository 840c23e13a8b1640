import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeReport } from '../../src/reports/index.ts';
import { readSheets } from '../reports/evaluate.ts';
import { type Site, startSite } from './site.ts';
import { visitorAt } from './visitor.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
  await site.open('配件等了一个月还没到，要投诉');
});
afterAll(() => site.close());

/** Monday 23 November. The report waits for its turn until it is given one. */
async function ask(userId: string, fields: Record<string, string>) {
  const visitor = visitorAt(site.url, userId);
  return visitor.press(await visitor.open('/reports'), 'make', { from: '', to: '', send: 'page', ...fields });
}
const newest = () => site.desk.database.client.report.findFirstOrThrow({ orderBy: { id: 'desc' } });

async function file(userId: string, address: string): Promise<Response> {
  const visitor = visitorAt(site.url, userId);
  await visitor.open('/staff');
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return fetch(new URL(address, site.url), { headers: { cookie } });
}

test('a report is asked for on the page, made, looked at and downloaded', async () => {
  const page = await ask('lin', { key: 'complaintMonthly', from: '2026-11-01', to: '2026-11-23' });
  expect(page.status).toBe(200);
  expect(page.text).toContain('正在生成');
  expect(page.headers.get('refresh')).toBe('4');
  const { id } = await newest();
  await makeReport(site.desk.as('system'), `main:${id}`);
  const shown = await visitorAt(site.url, 'fang').open('/reports');
  expect(shown.headers.get('refresh')).toBeNull();
  for (const words of ['客户抱怨表', '2026年11月1日至23日', '投诉 1 条', '林总监生成', '下载Excel', '看图']) {
    expect(shown.text).toContain(words);
  }
  const sheet = await file('fang', `/reports/${id}/file`);
  const name = encodeURIComponent('客户抱怨表-20261101-20261123.xlsx');
  expect(sheet.headers.get('content-disposition')).toContain(`filename*=UTF-8''${name}`);
  expect([...readSheets(Buffer.from(await sheet.arrayBuffer())).keys()]).toContain('未关闭投诉');
  const picture = await file('fang', `/reports/${id}/picture`);
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect(await site.desk.database.client.outboxMessage.count({ where: { channel: 'wecomFile' } })).toBe(0);
});

test('without days it is of the last complete period, and goes to whoever wanted it', async () => {
  await ask('lin', { key: 'threeDayWeekly', send: 'me' });
  const row = await newest();
  expect(row).toMatchObject({
    key: 'threeDayWeekly',
    fromOn: new Date('2026-11-16'),
    toOn: new Date('2026-11-22'),
    sentTo: ['lin'],
    requestedBy: 'lin',
    isOnDemand: true,
  });
});

test.each([
  [{ key: '' }, '请选择报表'],
  [{ key: 'nothing' }, '请选择报表'],
  [{ key: 'threeDayDaily', from: '2026-11-20' }, '日期请填完整'],
  [{ key: 'threeDayDaily', from: '2026-11-31', to: '2026-12-01' }, '日期请写成'],
  [{ key: 'threeDayDaily', from: '2026-12-01', to: '2026-12-01' }, '这段时间还没到'],
  [{ key: 'complaintMonthly', from: '2020-01-01', to: '2026-01-01' }, '最长一年'],
  [{ key: 'complaintMonthly', from: '2026-11-02', to: '2026-11-01' }, '最长一年'],
])('%j is refused in words, and nothing is made', async (fields, words) => {
  const before = await site.desk.database.client.report.count();
  const page = await ask('lin', fields);
  expect(page.status).toBe(422);
  expect(page.text).toContain(words);
  expect(await site.desk.database.client.report.count()).toBe(before);
});

test('reports are for the leaders and customer care alone, also by their addresses', async () => {
  const { id } = await site.desk.database.client.report.findFirstOrThrow({
    where: { status: 'made' },
    orderBy: { id: 'asc' },
  });
  for (const userId of ['luo', 'jiang']) {
    expect((await visitorAt(site.url, userId).open('/reports')).status).toBe(403);
    expect((await file(userId, `/reports/${id}/file`)).status).toBe(403);
    expect((await visitorAt(site.url, userId).open('/staff')).text).not.toContain('/reports');
  }
  expect((await file('lin', '/reports/999999/file')).status).toBe(404);
  const dong = visitorAt(site.url, 'dong');
  expect((await dong.open(`/reports/east/${id}/file`)).status).toBe(403);
});

test('a care specialist has the reports of the archive, and what was sent to them', async () => {
  const { client } = site.desk.database;
  const complaints = await client.report.findFirstOrThrow({ where: { status: 'made' }, orderBy: { id: 'asc' } });
  const page = await visitorAt(site.url, 'xu').open('/reports');
  expect(page.status).toBe(200);
  expect(page.text).not.toContain('投诉 1 条');
  expect(page.text).toContain('<option value="serviceArchive"');
  expect((await file('xu', `/reports/${complaints.id}/file`)).status).toBe(404);
  const refused = await ask('xu', { key: 'threeDayWeekly' });
  expect(refused.status).toBe(403);
  expect(refused.text).toContain('《销售档案表》《维修档案表》');
  expect((await ask('xu', { key: 'serviceArchive' })).text).toContain('正在生成');
  await client.report.update({ where: { id: complaints.id }, data: { sentTo: ['xu', 'luo'] } });
  for (const userId of ['xu', 'luo']) {
    expect((await visitorAt(site.url, userId).open('/reports')).text).toContain('投诉 1 条');
    expect((await file(userId, `/reports/${complaints.id}/file`)).status).toBe(200);
  }
});

test('the menu leads to follow-ups, and to reports whoever may have them', async () => {
  const menuOf = async (userId: string) =>
    /<nav aria-label="导航">[\s\S]*?<\/nav>/.exec((await visitorAt(site.url, userId).open('/staff')).text)?.[0] ?? '';
  for (const userId of ['fang', 'lin', 'xu']) expect(await menuOf(userId)).toMatch(/回访<[\s\S]*报表</);
  for (const userId of ['luo', 'jiang']) {
    expect(await menuOf(userId)).toContain('回访<');
    expect(await menuOf(userId)).not.toContain('报表');
  }
});
