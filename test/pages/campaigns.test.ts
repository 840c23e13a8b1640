import { afterAll, beforeAll, expect, test } from 'vitest';
import { readViolations } from '../../src/pages/campaigns/read-violations.ts';
import { buildOwner } from './owner-case.ts';
import { startSite, type Site } from './site.ts';
import { type Page, type Visitor, visitorAt } from './visitor.ts';

let site: Site;
let lin: Visitor;
beforeAll(async () => {
  site = await startSite();
  await buildOwner(site, { consentMarketing: true });
  await buildOwner(site, { name: '钱退订', optedOutAt: site.desk.clock.now() }, { plateNumber: '沪B22222' });
  lin = visitorAt(site.url, 'lin');
  await lin.open('/campaigns');
});
afterAll(() => site.close());

const weather = {
  kind: 'badWeather',
  title: '明日暴雨',
  words: '明天有暴雨，请勿涉水行驶。',
  plannedFor: '2026-11-24',
  series: '速派',
};
const shown = (page: Page) =>
  (/name="previewed"\s+value="([^"]*)"/.exec(page.text)?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
const reminders = () => site.desk.database.client.reminder.findMany({ orderBy: { id: 'asc' } });

test('who would read what is shown first; only what was shown is sent, once', async () => {
  const preview = await lin.press(await lin.open('/campaigns/new'), 'preview', weather);
  expect(preview.text).toContain('确认发给1位车主');
  expect(preview.text).toContain('车主已退订（1位）');
  expect(preview.text).toContain('请勿涉水行驶');
  expect(preview.text).not.toContain('郑样本');
  const changed = await lin.press(preview, 'create', {
    ...weather,
    words: '今晚有冰雹，请停入车库。',
    previewed: shown(preview),
  });
  expect(changed.text).toContain('内容改过了');
  expect(await reminders()).toEqual([]);
  const done = await lin.press(preview, 'create', { ...weather, previewed: shown(preview) });
  expect(done.text).toContain('已安排发送');
  expect((await reminders()).map(({ status }) => status).toSorted()).toEqual(['planned', 'skipped']);
  const again = await lin.press(preview, 'create', { ...weather, previewed: shown(preview) });
  expect([again.status, (await reminders()).length]).toEqual([409, 2]);
});

test('what has not gone out is taken back', async () => {
  const page = await lin.open('/campaigns');
  const campaign = await site.desk.database.client.campaign.findFirstOrThrow();
  const after = await lin.press(page, 'cancel', { campaign: String(campaign.id) });
  expect(after.text).toContain('已取消未发出的部分');
  expect((await reminders()).some(({ status }) => status === 'planned')).toBe(false);
});

test('what can not be sent is said, and what was typed stays', async () => {
  const refused = await lin.press(await lin.open('/campaigns/new'), 'preview', {
    ...weather,
    words: '{生肖}年大吉大利',
  });
  expect([refused.status, refused.text.includes('{生肖}年大吉大利')]).toEqual([422, true]);
});

test('a list of violations is checked, told once, and bad rows are named', async () => {
  const xu = visitorAt(site.url, 'xu');
  const rows = new File(['车牌,违章情况\n沪A12345,11月20日闯红灯 记6分\n沪Z,停车\n沪C99999,超速'], '违章.csv');
  const check = await xu.upload(await xu.open('/campaigns'), 'checkViolations', {}, [rows]);
  expect(check.text).toContain('1条可以提醒车主');
  expect(check.text).toContain('第2行 沪Z：车牌号不正确');
  expect((await reminders()).filter(({ kind }) => kind === 'trafficViolation')).toEqual([]);
  const told = await xu.upload(await xu.open('/campaigns'), 'tellViolations', {}, [rows]);
  expect(told.text).toContain('1条将提醒车主');
  const again = await xu.upload(await xu.open('/campaigns'), 'tellViolations', {
    words: '沪A12345 11月20日闯红灯 记6分',
  });
  expect(again.text).toContain('1条之前提醒过');
  expect((await reminders()).filter(({ kind }) => kind === 'trafficViolation')).toHaveLength(1);
});

test('leaders run campaigns; customer care sees them; others do not', async () => {
  const statuses = async (userId: string) => {
    const visitor = visitorAt(site.url, userId);
    return [(await visitor.open('/campaigns')).status, (await visitor.open('/campaigns/new')).status];
  };
  expect([await statuses('fang'), await statuses('xu'), await statuses('luo')]).toEqual([
    [200, 200],
    [200, 403],
    [403, 403],
  ]);
});

test('a list is read however its columns are separated', () => {
  expect(readViolations('号牌号码\t情况\n沪A12345\t闯红灯\n\n沪B22222，"超速 记3分"\n沪C33333 违停')).toEqual([
    { plate: '沪A12345', text: '闯红灯' },
    { plate: '沪B22222', text: '超速 记3分' },
    { plate: '沪C33333', text: '违停' },
  ]);
});
