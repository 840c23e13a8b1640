import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayToDate } from '../../src/calendar.ts';
import { countCoverage } from '../../src/pages/coverage/count-coverage.ts';
import { buildOwner, buildReminder } from './owner-case.ts';
import { startSite, type Site } from './site.ts';
import { type Visitor, visitorAt } from './visitor.ts';

const DAY = '2026-11-20';
const waits = (reason: string) => ({ channel: 'officialAccountTemplate', reason, waits: true });
const passed = { channel: 'officialAccountTemplate', reason: '未关注服务号' };
let site: Site;
let xu: Visitor;
beforeAll(async () => {
  site = await startSite();
  xu = visitorAt(site.url, 'xu');
  await xu.open('/reminders');
  const subject = await buildOwner(site);
  let lead = 100;
  const add = (data: Parameters<typeof buildReminder>[2]) =>
    buildReminder(site, subject, { ...data, leadDays: (lead += 1) });
  await add({ status: 'delivered', passedRungs: [waits('免打扰时段 21:00–09:00，顺延发送'), passed] });
  await add({ status: 'sent', channel: 'officialAccountTemplate', kind: 'insuranceRenewal' });
  const put = [waits('免打扰时段 21:00–09:00，顺延发送'), waits('当天已有企业群发，顺延发送')];
  await add({ status: 'planned', channel: null, passedRungs: put });
  const message = await site.desk.database.client.outboxMessage.create({
    data: {
      storeId: 'main',
      channel: 'kfMessage',
      recipient: 'wm1',
      orderKey: 'kf:wm1',
      idempotencyKey: 'coverage-1',
      payload: {},
      createdAt: site.desk.clock.now(),
    },
  });
  await add({ status: 'sending', outboxId: message.id });
  await add({ status: 'skipped', channel: null, skipReason: '车主已退订' });
  await add({ status: 'heldOut', channel: null, skipReason: '对照组' });
  const open = await add({ status: 'callTask', channel: 'callTask' });
  const done = await add({ status: 'callTask', channel: 'callTask' });
  for (const [reminder, status] of [
    [open, 'open'],
    [done, 'done'],
  ] as const) {
    const { id: callTaskId } = await site.desk.database.client.callTask.create({
      data: {
        storeId: 'main',
        dedupeKey: `reminder:${reminder.id}`,
        purpose: 'reminder',
        reminderId: reminder.id,
        title: '',
        script: '',
        status,
        dueOn: dayToDate(DAY),
        createdAt: site.desk.clock.now(),
      },
    });
    await site.desk.database.client.reminder.update({ where: { id: reminder.id }, data: { callTaskId } });
  }
});
afterAll(() => site.close());

const counts = async () => {
  const rows = await site.desk.database.transaction((tx) =>
    countCoverage(tx, 'main', { day: DAY, now: site.desk.clock.now() }),
  );
  return Object.fromEntries(
    [...Map.groupBy(rows, ({ outcome }) => outcome)].map(([outcome, own]) => [
      outcome,
      own.reduce((sum, { count }) => sum + count, 0),
    ]),
  );
};

test('every reminder of a day ends in exactly one place, and the sum is what was due', async () => {
  expect(await counts()).toEqual({ reached: 1, sent: 1, underWay: 2, explained: 2, callOpen: 1, callDone: 1 });
  const page = await xu.open(`/reminders/${DAY}`);
  expect(page.text).toContain('应提醒8，全部有着落');
  expect(page.text).toMatch(/已送达 <b>1<\/b>/);
  expect(page.text).toMatch(/已发出（无回执） <b>1<\/b>/);
  expect(page.text).toMatch(/车主已退订<\/span\s*><b>1<\/b>/);
});

test('the list shows whom a number is made of', async () => {
  const rows = (text: string) => (text.match(/href="\/owners\/\d+"/g) ?? []).length;
  expect(rows((await xu.open(`/reminders/${DAY}`)).text)).toBe(8);
  expect(rows((await xu.open(`/reminders/${DAY}?outcome=explained`)).text)).toBe(2);
  expect(rows((await xu.open(`/reminders/${DAY}?kind=insuranceRenewal`)).text)).toBe(1);
  expect(rows((await xu.open(`/reminders/${DAY}?channel=callTask&outcome=callDone`)).text)).toBe(1);
  const { text } = await xu.open(`/reminders/${DAY}`);
  expect([text.includes('郑样本'), text.includes('沪A12345')]).toEqual([false, false]);
});

test('why it waits stands with what still waits, beside the channels that were passed over', async () => {
  const { text } = await xu.open(`/reminders/${DAY}`);
  expect(text).toContain('>服务号模板消息：未关注服务号<');
  expect(text.match(/[^>]*顺延发送/g)).toEqual(['当天已有企业群发，顺延发送']);
});

test('a month shows each day, and a forgotten owner stands out', async () => {
  expect((await xu.open('/reminders?month=2026-11')).text).toContain('2026-11-20 8条 3条待办');
  const { client } = site.desk.database;
  const planned = await client.reminder.findFirstOrThrow({ where: { status: 'planned' }, orderBy: { id: 'asc' } });
  await client.reminder.update({ where: { id: planned.id }, data: { status: 'failed' } });
  expect((await xu.open(`/reminders/${DAY}`)).text).toContain('应提醒8，1条无法说明');
  expect((await xu.open('/reminders?month=2026-11')).text).toContain('2026-11-20 8条 1条无法说明');
  await client.reminder.update({ where: { id: planned.id }, data: { status: 'planned' } });
});

test('customer care and the leaders look; others read why not', async () => {
  expect((await visitorAt(site.url, 'fang').open('/reminders')).status).toBe(200);
  expect((await visitorAt(site.url, 'luo').open(`/reminders/${DAY}`)).status).toBe(403);
  expect((await xu.open('/reminders/2026-02-30')).status).toBe(404);
});
