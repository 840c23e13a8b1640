import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ticket } from '../../src/database/generated/client.ts';
import { hasChromium, launchChromium } from '../console/browser.ts';
import { startSite, type Site } from './site.ts';

const TEXT = `我是样本车主，说好三天到货的配件，等了半个月还没消息${'，真的很生气'.repeat(8)}`;
const LONG_WORD = 'https://example.com/'.padEnd(180, 'x');

describe.skipIf(!hasChromium)('the ticket page in Chromium', () => {
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    site = await startSite();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  /** Opens the card's link and chooses who one is on the platform's login page. */
  async function signIn(name: string, ticket: Ticket, width: number): Promise<{ page: Page; complaints: string[] }> {
    const context = await browser.newContext({ viewport: { width, height: 844 } });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' && message.location().url.startsWith(site.url)) complaints.push(message.text());
    });
    await page.goto(`${site.url}/tickets/${ticket.number}`);
    await page.getByRole('link', { name }).click();
    await page.getByRole('heading', { name: ticket.number }).waitFor();
    return { page, complaints };
  }

  /** What sticks out of the window, or is too small for a finger. */
  const faultsOf = (page: Page) =>
    page.evaluate(() => {
      const faults: string[] = [];
      const width = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth > width) faults.push('the page scrolls sideways');
      for (const element of document.querySelectorAll('section, pre, textarea, select, button, dd, p')) {
        const box = element.getBoundingClientRect();
        if (box.left < 0 || box.right > width) faults.push(`${element.tagName} sticks out`);
      }
      for (const control of document.querySelectorAll(
        'main button, main select, main summary, main input:not([type=hidden])',
      )) {
        if (control.checkVisibility() && control.getBoundingClientRect().height < 44)
          faults.push('a control is too small');
      }
      return faults;
    });

  test.each([390, 1440])('the case is played by clicking at %i px, and nothing sticks out', async (width) => {
    const ticket = await site.open(`${TEXT} ${LONG_WORD}`);
    const { page, complaints } = await signIn('罗主管', ticket, width);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: '签收' }).click();
    await page.getByText('已签收，请尽快联系车主。').waitFor();
    await page.getByLabel('进展', { exact: true }).fill('配件今天下午到店');
    await page.getByRole('button', { name: '记录进展' }).click();
    await page.getByRole('region', { name: '处理过程' }).getByText('配件今天下午到店').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('原因', { exact: true }).fill('供应商缺货');
    await page.getByLabel('措施与结果', { exact: true }).fill('配件装好，工时免费');
    await page.getByRole('button', { name: '处理完毕' }).click();
    await page.getByText('待回访', { exact: true }).waitFor();
    const care = await signIn('徐专员', ticket, width);
    await care.page.getByRole('textbox', { name: '回访确认：车主原话' }).fill('还是没装好');
    await care.page.getByRole('button', { name: '不满意' }).click();
    await care.page.getByText('已登记不满意，工单已重开。').waitFor();
    expect(await faultsOf(care.page)).toEqual([]);
    // The style sheet is the one that the policy allows; nothing else was asked for.
    expect([...complaints, ...care.complaints]).toEqual([]);
  });
});
