import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSite, type Site } from './site.ts';
import { type Visitor, visitorAt } from './visitor.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
  const at = site.desk.clock.now();
  const common = { storeId: 'main', createdAt: at, updatedAt: at };
  const { client } = site.desk.database;
  for (const [name, plateNumber, mobile] of [
    ['郑样本', '沪A12345', '13800138000'],
    ['钱样本', '沪B22222', '13800138001'],
    ['钱家人', '沪B33333', '13800138001'],
  ] as const) {
    const customer = await client.customer.create({ data: { ...common, name, mobiles: [mobile] } });
    await client.vehicle.create({ data: { ...common, customerId: customer.id, plateNumber, brand: 'SKODA' } });
  }
});
afterAll(() => site.close());

const WORDS = '说好三天到货的配件，等了半个月还没消息';
const ticketsOf = () => site.desk.database.client.ticket.findMany({ orderBy: { id: 'asc' } });
async function start(userId: string): Promise<{ visitor: Visitor; page: Awaited<ReturnType<Visitor['open']>> }> {
  const visitor = visitorAt(site.url, userId);
  return { visitor, page: await visitor.open('/tickets/new') };
}

test('the archive is asked before anything is entered, and what was typed stays', async () => {
  const { visitor, page } = await start('xu');
  const asked = await visitor.upload(page, 'lookUp', { plate: '沪a 12345', words: '<写了一半>', source: 'hotline' });
  expect(asked.status).toBe(200);
  expect(asked.text).toContain('档案：郑样本，沪A12345，SKODA');
  expect(asked.text).toContain('&lt;写了一半&gt;');
  expect(asked.text).toMatch(/<option value="hotline" selected/);
  expect(await ticketsOf()).toEqual([]);
});

test.each([
  ['xu', { phone: '138 0013 8000' }, '档案：郑样本，沪A12345'],
  ['jiang', { phone: '13800138000' }, '档案：郑**，沪A***45'],
  ['xu', { phone: '13800138001' }, '在档案里有2位车主，请再填写车牌号'],
  ['xu', { phone: '13800138001', plate: '沪B33333' }, '档案：钱家人'],
  ['xu', { plate: '沪C99999' }, '档案里没有找到'],
  ['xu', {}, '请先填写车牌号、手机号或车架号'],
] as const)('to %s who types %j the archive says %s', async (userId, fields, sentence) => {
  const { visitor, page } = await start(userId);
  expect((await visitor.upload(page, 'lookUp', fields)).text).toContain(sentence);
});

test('a complaint by phone opens a ticket with its source and files; the same matter again joins it', async () => {
  const { visitor, page } = await start('xu');
  const picture = new File([Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3)], '现场.jpg', { type: 'image/jpeg' });
  const fields = { plate: '沪A12345', phone: '13800138000', words: WORDS, source: 'hotline', externalNo: '400-77' };
  const done = await visitor.upload(page, 'enter', fields, [picture]);
  const [ticket] = await ticketsOf();
  expect(done.status).toBe(200);
  expect(done.text).toContain(`已登记，工单号 ${ticket?.number}，由配件部处理。`);
  expect(done.text).toContain(`href="/tickets/${ticket?.number}"`);
  expect(ticket).toMatchObject({ source: 'hotline', externalNo: '400-77', description: WORDS });
  const opened = await visitor.open(`/tickets/${ticket?.number}`);
  expect(opened.text).toContain('建立工单（来源：400热线）');
  expect(opened.text).toContain('alt="现场.jpg"');

  const he = await start('he');
  const again = await he.visitor.upload(he.page, 'enter', {
    phone: '13800138000',
    words: '厂家转来：车主说配件还没到货',
    source: 'manufacturer',
    externalNo: 'SVW-1',
  });
  expect(again.text).toContain(`同一件事正在处理，已并入 ${ticket?.number}（配件部）。`);
  expect(await ticketsOf()).toHaveLength(1);
  const joined = await he.visitor.open(`/tickets/${ticket?.number}`);
  expect(joined.text).toContain('厂家又反映了同一件事（编号SVW-1）');
  const asked = await he.visitor.upload(he.page, 'lookUp', { plate: '沪A12345' });
  expect(asked.text).toContain(`<a href="/tickets/${ticket?.number}">`);
});

test('a form sent twice, one after the other or at once, enters once', async () => {
  const { visitor, page } = await start('xu');
  const before = (await ticketsOf()).length;
  const fields = { plate: '沪B22222', words: '刚修好的车又异响，要求返工', source: 'followUp' };
  await Promise.all([visitor.upload(page, 'enter', fields), visitor.upload(page, 'enter', fields)]);
  const third = await visitor.upload(page, 'enter', fields);
  expect(third.text).toContain('已登记');
  expect(await ticketsOf()).toHaveLength(before + 1);
  const events = await site.desk.database.client.ticketEvent.findMany({ where: { type: 'joined' } });
  expect(events).toHaveLength(1);
});

test('whoever enters for another department reads the number, and cannot open what is not theirs', async () => {
  const { visitor, page } = await start('jiang');
  const done = await visitor.upload(page, 'enter', {
    plate: '沪B33333',
    words: '保险续保的价格和当初说的不一样，定损也不合理',
    source: 'staff',
  });
  expect(done.text).toContain('已登记，工单号');
  expect(done.text).not.toContain('打开工单');
  // Nobody learns of other people's tickets by trying numbers.
  const [first] = await ticketsOf();
  expect((await visitor.get(`/tickets/new?entered=${first?.number}`)).text).not.toContain(first?.number);
});

test.each([
  [{ plate: '沪A12345', words: WORDS }, '请选择来源'],
  [{ plate: '沪A12345', words: WORDS, source: 'toString' }, '请选择来源'],
  [{ words: WORDS, source: 'hotline' }, '请写上车牌号、手机号或车架号'],
  [{ plate: '沪A12345', words: ' ', source: 'hotline' }, '请写明车主反映的内容'],
  [{ plate: '沪A12345', words: '长'.repeat(601), source: 'hotline' }, '请控制在600字以内'],
] as const)('an incomplete form comes back with what is missing: %#', async (fields, message) => {
  const { visitor, page } = await start('xu');
  const before = (await ticketsOf()).length;
  const answer = await visitor.upload(page, 'enter', fields);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(message);
  expect(await ticketsOf()).toHaveLength(before);
});

test('a file above 20 MB is refused in words, and a stranger’s upload is not read', async () => {
  const { visitor, page } = await start('xu');
  const large = new File([new Uint8Array(21 * 1024 * 1024)], 'a.mp4');
  const refused = await visitor.upload(page, 'enter', { plate: '沪A12345', words: WORDS, source: 'hotline' }, [large]);
  expect(refused.status).toBe(413);
  expect(refused.text).toContain('附件请控制在20MB以内');
  // Many files that are small each: the whole form is limited too.
  const half = () => new File([new Uint8Array(11 * 1024 * 1024)], 'b.mp4');
  expect((await visitor.upload(page, 'lookUp', {}, [half(), half()])).status).toBe(413);
  const stranger = await visitorAt(site.url, 'xu').upload(page, 'enter', {});
  expect(stranger.status).toBe(401);
});
