import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayToDate } from '../../src/calendar.ts';
import { hasChromium, launchChromium } from '../console/browser.ts';
import { buildOwner, buildReminder } from './owner-case.ts';
import { startSite, type Site } from './site.ts';

const LONG_WORD = 'https://example.com/'.padEnd(180, 'x');

describe.skipIf(!hasChromium)('the pages in Chromium', () => {
  let site: Site;
  let browser: Browser;
  let paths: string[];
  beforeAll(async () => {
    site = await startSite();
    browser = await launchChromium();
    const ticket = await site.open(`说好三天到货的配件，等了半个月还没消息 ${LONG_WORD}`);
    const at = site.desk.clock.now();
    await site.desk.database.client.rectification.create({
      data: {
        storeId: 'main',
        number: 'ZG-2026W47-01',
        kind: 'growingCause',
        causeKey: 'category:P1',
        title: `配件缺货投诉增多 ${LONG_WORD}`,
        reason: '本周有5位车主投诉配件缺货，平时每周1位。',
        department: 'parts',
        ticketIds: [ticket.id],
        weekOn: dayToDate('2026-11-16'),
        measureDueOn: dayToDate('2026-11-26'),
        createdAt: at,
      },
    });
    const owner = await buildOwner(site, { name: `郑${LONG_WORD}` }, { series: LONG_WORD });
    const reminder = { passedRungs: [{ channel: 'kf', reason: LONG_WORD }], skipReason: LONG_WORD, status: 'skipped' };
    await buildReminder(site, owner, reminder);
    await buildReminder(site, owner, { leadDays: 3, sentAt: at, deliveredAt: at, repliedAt: at, bookedAt: at });
    paths = [
      `/owners/${owner.customer.id}`,
      `/owners/${owner.customer.id}?full=1`,
      '/owners?q=%E9%83%91h',
      `/vehicles/${owner.vehicle.id}/calendar`,
      '/reminders?month=2026-11',
      '/reminders/results?month=2026-12',
      '/reminders/2026-11-20',
      '/reminders/preview?day=2026-12-14',
      '/rules',
      '/rules/history',
      '/rules?edit=outreach',
      '/rules?edit=maintenance',
      '/rules?edit=deadlines',
      '/campaigns',
      '/campaigns/new',
      '/staff',
      '/reports',
      '/followups',
      '/tickets?list=all&severity=P2',
      '/tickets?list=verify',
      '/tickets/new',
      `/tickets/${ticket.number}`,
      `/tickets/${ticket.number}/print`,
      '/rectifications',
      '/rectifications/ZG-2026W47-01',
      '/tickets/TS-20260101-0001',
    ];
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  /** What sticks out of the window, is too small for a finger, or has no name for a screen reader. */
  const faultsOf = (page: Page) =>
    page.evaluate(() => {
      const faults: string[] = [];
      const width = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth > width) faults.push('the page scrolls sideways');
      for (const element of document.querySelectorAll('section, pre, textarea, select, input, button, td, p, a')) {
        const box = element.getBoundingClientRect();
        if (box.left < 0 || box.right > width) faults.push(`${element.tagName} sticks out`);
      }
      const controls = 'main button, main select, main summary, main input:not([type=hidden]), nav a, main a.button';
      for (const control of document.querySelectorAll(controls)) {
        if (!control.checkVisibility()) continue;
        if (control.getBoundingClientRect().height < 44) faults.push(`${control.outerHTML.slice(0, 60)} is too small`);
      }
      for (const control of document.querySelectorAll<HTMLInputElement>('select, textarea, input:not([type=hidden])')) {
        if ((control.labels?.length ?? 0) === 0) faults.push(`${control.name} has no label`);
      }
      const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
      if (new Set(ids).size !== ids.length) faults.push('an id stands twice');
      if (document.querySelectorAll('h1').length !== 1) faults.push('not one heading');
      return faults;
    });

  test.each([390, 1280])('nothing sticks out, is too small or nameless at %i px', async (width) => {
    const context = await browser.newContext({ viewport: { width, height: 844 } });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      const isOurs = message.type() === 'error' && message.location().url.startsWith(site.url);
      if (isOurs && !message.text().includes('404')) complaints.push(message.text());
    });
    await page.goto(`${site.url}/staff`);
    await page.getByRole('link', { name: '林总监' }).click();
    await page.getByRole('heading', { name: '林总监，您好' }).waitFor();
    for (const path of paths) {
      await page.goto(site.url + path);
      // Folded forms count too.
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      expect([path, await faultsOf(page)]).toEqual([path, []]);
    }
    expect(complaints).toEqual([]);
  });

  test('the way through the pages by keyboard: from the start page to a ticket and back', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${site.url}/staff`);
    await page.getByRole('link', { name: '罗主管' }).click();
    await page.getByRole('link', { name: /本部门/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /本部门/ }).waitFor();
    await page.getByRole('listitem').getByRole('link').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^TS-/ }).waitFor();
    await page.getByText('转派', { exact: true }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('转派给').selectOption({ label: '销售部' });
    await page.getByRole('button', { name: '转派' }).press('Enter');
    await page.getByText('已转派。').waitFor();
    await page.getByRole('navigation', { name: '导航' }).getByRole('link', { name: '工单' }).press('Enter');
    await page.getByRole('heading', { name: /我的工单/ }).waitFor();
  });
});
