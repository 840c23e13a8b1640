import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayToDate } from '../../src/calendar.ts';
import { buildOwner } from './owner-case.ts';
import { startSite, type Site } from './site.ts';
import { type Visitor, visitorAt } from './visitor.ts';

let site: Site;
let su: Visitor;
beforeAll(async () => {
  site = await startSite();
  const { customer } = await buildOwner(site);
  await site.desk.database.client.callTask.createMany({
    data: Array.from({ length: 23 }, (_, index) => ({
      storeId: 'main',
      dedupeKey: `call-${index}`,
      purpose: 'reminder',
      assigneeUserId: 'su',
      customerId: customer.id,
      title: `质保到期提醒：样本${index}`,
      script: '请问您近期方便到店检查吗？',
      dueOn: dayToDate(index === 0 ? '2026-11-20' : '2026-11-23'),
      createdAt: site.desk.clock.now(),
    })),
  });
  su = visitorAt(site.url, 'su');
});
afterAll(() => site.close());

test('the start page shows twenty calls, says how many follow, and since when a late one waits', async () => {
  const { text } = await su.open('/staff');
  expect(text.match(/质保到期提醒：样本/g)).toHaveLength(20);
  expect(text).toContain('23个');
  expect(text).toContain('其余3个会接着出现');
  expect(text.match(/11月20日起/g)).toHaveLength(1);
  expect(text).toContain('href="tel:13800001234"');
});

test('a page that refuses leads back to the start', async () => {
  for (const path of ['/reminders', '/reports', '/rectifications/ZG-2026W01-01']) {
    const page = await su.open(path);
    expect([path, page.status >= 400, page.text.includes('href="/staff"')]).toEqual([path, true, true]);
  }
});
