import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayToDate } from '../../src/calendar.ts';
import { buildOwner } from './owner-case.ts';
import { startSite, type Site } from './site.ts';
import { hiddenFields, visitorAt } from './visitor.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
  // The compulsory insurance is due 30 days after 30 November.
  await buildOwner(site, {}, { compulsoryInsuranceExpiresOn: dayToDate('2026-12-30') });
});
afterAll(() => site.close());

test('a dry run shows who would get what on a day, and plans nothing', async () => {
  const xu = visitorAt(site.url, 'xu');
  await xu.open('/reminders');
  const { text } = await xu.open('/reminders/preview?day=2026-11-30');
  expect(text).toContain('共1条要发');
  expect(text).toContain('2026-12-30到期，提前30天');
  expect(text).not.toContain('郑样本');
  expect((await xu.open('/reminders/preview?day=2026-12-01')).text).toContain('当天没有要发的提醒');
  expect(await site.desk.database.client.reminder.count()).toBe(0);
  expect((await visitorAt(site.url, 'luo').open('/reminders/preview')).status).toBe(403);
});

test('changed rules are tried before they are saved, beside those in force', async () => {
  const lin = visitorAt(site.url, 'lin');
  await lin.open('/rules');
  const page = await lin.open('/rules?edit=reminders.insuranceRenewal');
  const fields = {
    ...hiddenFields(page),
    group: 'reminders.insuranceRenewal',
    'reminders.insuranceRenewal.enabled': 'yes',
    'reminders.insuranceRenewal.leadDays': '60、20',
    'reminders.insuranceRenewal.wording': '',
    'reminders.insuranceRenewal.holdOutPercent': '0',
    action: 'preview',
  };
  const gone = await lin.post('/rules', { ...fields, day: '2026-11-30' });
  expect(gone.text).toMatch(/>0<small>原1<\/small>/);
  const found = await lin.post('/rules', { ...fields, day: '2026-12-10' });
  expect(found.text).toContain('2026-12-30到期，提前20天');
  expect(found.text).toMatch(/>1<small>原0<\/small>/);
  expect(found.text).toContain('value="60、20"');
  expect(await site.desk.database.client.rulesVersion.count()).toBe(0);
});
