import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerQuestion, type Query, writeQuery } from '../../src/stats/index.ts';
import { buildOwner, buildReminder } from './owner-case.ts';
import { type Site, startSite } from './site.ts';
import { type Visitor, visitorAt } from './visitor.ts';

/** Rows behind figures, for everybody as far as they may see them. */
describe('the list behind a figure', () => {
  let site: Site;
  const visitors = new Map<string, Visitor>();
  const as = (userId: string): Visitor => {
    const known = visitors.get(userId) ?? visitorAt(site.url, userId);
    visitors.set(userId, known);
    return known;
  };
  const addressOf = (query: Partial<Query> & { metric: Query['metric'] }, folder = '/figures') =>
    `${folder}?q=${writeQuery({ filters: {}, wantList: true, ...query })}`;
  const november = { from: '2026-11-01', to: '2026-11-30' };

  beforeAll(async () => {
    site = await startSite();
    for (let index = 0; index < 33; index += 1) await site.open('配件等了两个星期还没到，太慢了，我要投诉');
    await site.open('新车交车时发现漆面有划痕，我要投诉销售');
    const { client } = site.desk.database;
    await client.ticket.updateMany({ data: { responsibleDepartment: 'parts' } });
    const [first] = await client.ticket.findMany({ orderBy: { id: 'desc' }, take: 1 });
    await client.ticket.update({
      where: { id: first?.id ?? 0 },
      data: { responsibleDepartment: 'sales', assigneeUserId: 'Jiang', summary: '=1+1 <script>' },
    });
    const own = await buildOwner(site);
    await buildReminder(site, own, { kind: 'insuranceRenewal', status: 'sent', channel: 'kf' });
  });
  afterAll(() => site.close());

  const numbersIn = (text: string) => [...text.matchAll(/<strong>(TS-\d{8}-\d+)<\/strong>/g)].map((match) => match[1]);

  test('an answer links to it, and it holds every row on its pages, each with the way to its ticket', async () => {
    const { desk, url } = site;
    const context = { database: desk.database, clock: desk.clock, storeId: 'main', publicUrl: url };
    const { text } = await answerQuestion(context, { userId: 'fang', text: '本月配件投诉列出来', previous: 'none' });
    expect(text.match(/<a href="[^"]+\/tickets\/main\/TS-[\d-]+">TS-[\d-]+<\/a>｜配件部｜/g)?.length).toBeGreaterThan(
      5,
    );
    const link = /<a href="([^"]+\/figures\/main\?q=[^"]+)">查看全部 33 条<\/a>/.exec(text)?.[1] ?? '';
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);
    const first = await as('fang').open(link.slice(url.length));
    expect(first.text).toContain('本月配件部投诉 33 条');
    expect(first.text).toContain('第1页，共2页');
    expect(first.text).toMatch(/href="\/tickets\/TS-/);
    const second = await as('fang').open(`${link.slice(url.length)}&page=2`);
    const all = [...numbersIn(first.text), ...numbersIn(second.text)];
    expect([numbersIn(first.text).length, new Set(all).size]).toEqual([30, 33]);
    // Beyond the end it begins again.
    expect((await as('fang').open(`${link.slice(url.length)}&page=99`)).text).toContain('第1页');
  });

  test('everybody sees of it what they may see, whoever sends the link', async () => {
    const address = addressOf({ metric: 'complaintsReceived', period: november });
    expect((await as('lin').open(address)).text).toContain('34 条');
    expect((await as('luo').open(address)).text).toContain('以下为配件部：本月投诉 33 条');
    expect((await as('jiang').open(address)).text).toContain('以下为您本人的：本月投诉 1 条');
    expect((await as('xu').open(address)).text).toContain('以下为您本人的：本月投诉 0 条');
    const others = addressOf({ metric: 'complaintsReceived', period: november, filters: { department: ['sales'] } });
    expect(await as('luo').open(others)).toMatchObject({
      status: 403,
      text: expect.stringContaining('本部门（配件部）') as string,
    });
    const anothers = addressOf({ metric: 'open', filters: { assignee: ['luo'] } });
    expect((await as('jiang').open(anothers)).status).toBe(403);
  });

  test('what owners write stays text, and other kinds of rows lead to their own pages', async () => {
    const { client } = site.desk.database;
    const { id, description } = await client.ticket.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await client.ticket.update({ where: { id }, data: { description: '=1+1 <script>' } });
    const own = await as('jiang').open(addressOf({ metric: 'complaintsReceived', period: november }));
    await client.ticket.update({ where: { id }, data: { description } });
    expect(own.text).toContain('=1+1 &lt;script&gt;');
    const reminders = await as('lin').open(
      addressOf({ metric: 'remindersPlanned', period: { from: '2026-01-01', to: '2027-12-31' } }),
    );
    expect(reminders.text).toMatch(/href="\/owners\/\d+"/);
    expect(reminders.text).toMatch(/续保 · 到期日 [\d-]+ · 计划发出 [\d-]+ · 微信客服/);
  });

  test('without a question it shows what is often asked for, each with its list, as far as the member may see it', async () => {
    const { text } = await as('lin').open('/figures');
    expect(text).toContain('本月投诉');
    const links = [...text.matchAll(/<a href="(\/figures\?q=[^"]+)"/g)].map(([, address = '']) => address);
    expect(links.length).toBeGreaterThan(7);
    for (const address of links)
      expect({ address, status: (await as('lin').open(address)).status }).toEqual({ address, status: 200 });
    expect((await as('luo').open('/figures')).text).not.toContain('进厂台次');
  });

  test('an address that was changed or is none of the catalogue opens nothing', async () => {
    const odd = [
      '/figures?q=',
      '/figures?q=abc',
      `/figures?q=${Buffer.from('{"metric":"secrets"}').toString('base64url')}`,
      `/figures?q=${Buffer.from('{"metric":"visits","filters":{"severity":["P0"]}}').toString('base64url')}`,
      `/figures?q=${Buffer.from('{"metric":"open","filters":{"department":["x\' OR 1=1"]}}').toString('base64url')}`,
      `/figures?q=${Buffer.from('[1]').toString('base64url')}`,
    ];
    for (const address of odd)
      expect({ address, status: (await as('fang').open(address)).status }).toEqual({ address, status: 404 });
    expect((await as('stranger').get(addressOf({ metric: 'open' }))).status).toBe(302);
  });

  test('in a chat a ticket says its car, department, state, what the owner said and how long it waits', async () => {
    const { client } = site.desk.database;
    const car = await client.vehicle.findFirstOrThrow({ orderBy: { id: 'asc' } });
    await client.vehicle.update({ where: { id: car.id }, data: { series: '明锐' } });
    const ticket = await client.ticket.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await client.ticket.update({ where: { id: ticket.id }, data: { vehicleId: car.id } });
    const context = { database: site.desk.database, clock: site.desk.clock, storeId: 'main' };
    site.desk.clock.advance(3 * 3600);
    const { text } = await answerQuestion(context, { userId: 'fang', text: '本月销售投诉列出来', previous: 'none' });
    expect(text.split('\n')[1]).toBe(
      `${ticket.number}｜${car.plateNumber}｜明锐｜销售部｜待签收｜“新车交车时发现漆面有划痕，我要投诉销售”｜已等 3 小时｜超时`,
    );
  });

  test('behind a rate stand all rows, first those that count against it, and these alone where one asks for them', async () => {
    const { client } = site.desk.database;
    const closed = await client.ticket.findMany({ orderBy: { id: 'asc' }, take: 31 });
    await client.ticket.updateMany({
      where: { id: { in: closed.map(({ id }) => id) } },
      data: { status: 'closed', closedAt: site.desk.clock.now() },
    });
    const address = addressOf({ metric: 'closureRate', period: november });
    const { text } = await as('fang').open(address);
    expect(text).toContain('本月关闭率 91.2%（31/34）');
    expect(text).toMatch(/aria-current="page"\s*>全部34条<[^]+aria-current="false"\s*>未达标3条（未关闭）</);
    const states = [...text.matchAll(/<span class="tag (yes|no)"\s*>(达标|未达标)<\/span>/g)].map((match) => match[2]);
    expect(states).toEqual([...Array<string>(3).fill('未达标'), ...Array<string>(27).fill('达标')]);
    const missed = /href="([^"]+)" aria-current="false"\s*>未达标/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const only = await as('fang').open(missed);
    expect([numbersIn(only.text).length, only.text.includes('>达标<')]).toEqual([3, false]);
    expect(only.text).toMatch(/aria-current="page"\s*>未达标3条/);
    expect(only.text).toMatch(/figures\/sheet\?q=[^"]+&amp;only=missed"/);
    // A head: of the own department, the rest does not even count.
    expect((await as('luo').open(address)).text).toContain('>全部33条<');
  });

  test('the sheet holds all rows, ready for the printer', async () => {
    const address = addressOf({ metric: 'complaintsReceived', period: november }, '/figures/sheet');
    const file = await as('fang').get(new URL(address, site.url).href);
    expect(file.status).toBe(200);
    expect(file.headers.get('content-type')).toContain('spreadsheetml');
    expect(decodeURIComponent(file.headers.get('content-disposition') ?? '')).toContain('本月投诉-2026-');
    const none = await as('luo').get(
      new URL(addressOf({ metric: 'remindersPlanned', period: november }, '/figures/sheet'), site.url).href,
    );
    expect(none.status).toBe(403);
  });
});
