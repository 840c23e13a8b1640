import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayOf, dayToDate } from '../../src/calendar.ts';
import type { Ticket } from '../../src/database/generated/client.ts';
import { startSite, type Site } from './site.ts';
import { hiddenFields, visitorAt } from './visitor.ts';

let site: Site;
let ticket: Ticket;
beforeAll(async () => {
  site = await startSite();
  ticket = await site.open('说好三天到货的配件，等了半个月还没消息');
});
afterAll(() => site.close());

const db = () => site.desk.database.client;
const taskOf = (id: number) => db().callTask.findUniqueOrThrow({ where: { id } });
async function createTask(key: string, about: { ticketId?: number; purpose?: string } = {}) {
  const now = site.desk.clock.now();
  return db().callTask.create({
    data: {
      storeId: 'main',
      dedupeKey: key,
      purpose: 'callback',
      assigneeUserId: 'luo',
      title: `回电 ${key}`,
      script: '车主想知道什么时候到货',
      dueOn: dayToDate(dayOf(now)),
      createdAt: now,
      ...about,
    },
  });
}

test('on the start page a call nobody answered is put off to the next day, and the same form again changes nothing', async () => {
  const { id } = await createTask('one');
  const luo = visitorAt(site.url, 'luo');
  const page = await luo.open('/staff');
  expect(page.text).toContain('登记通话结果');
  const fields = { call: String(id), heard: '0', result: 'noAnswer', words: '响了很久' };
  const done = await luo.press(page, 'reportCall', fields);
  expect(done.text).toContain('已登记通话结果');
  expect(done.text).not.toContain('回电 one');
  expect((await luo.press(page, 'reportCall', fields)).status).toBe(409);
  const { status, result } = await taskOf(id);
  expect(status).toBe('open');
  expect(result?.match(/无人接听：响了很久/g)).toHaveLength(1);
  await site.advance(24 * 3600);
  expect((await luo.open('/staff')).text).toContain('回电 one');
});

test('on the ticket page customer care reports a colleague’s call, and somebody else is refused', async () => {
  const { id } = await createTask('two', { ticketId: ticket.id });
  const path = `/tickets/${ticket.number}`;
  const fields = { call: String(id), heard: '0', result: 'reached', words: '明天到货' };
  const ma = visitorAt(site.url, 'ma');
  const start = await ma.open('/staff');
  expect((await ma.press(start, 'reportCall', fields)).status).toBe(403);
  const xu = visitorAt(site.url, 'xu');
  const page = await xu.open(path);
  expect(page.text).toContain('登记通话结果');
  const done = await xu.press(page, 'reportCall', fields);
  expect(done.text).toContain('已登记通话结果');
  expect(done.text).not.toContain('登记通话结果</summary>');
  expect(await taskOf(id)).toMatchObject({ status: 'done', result: expect.stringContaining('已联系上：明天到货') });
});

test('a call for a verdict that reached the owner ends with the verdict alone', async () => {
  const { id } = await createTask('three', { ticketId: ticket.id, purpose: 'verification' });
  const luo = visitorAt(site.url, 'luo');
  const page = await luo.open('/staff');
  expect(hiddenFields(page).token).not.toBe('');
  const refused = await luo.press(page, 'reportCall', { call: String(id), heard: '0', result: 'reached', words: '' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('请直接登记车主的答复');
  expect((await taskOf(id)).status).toBe('open');
});
