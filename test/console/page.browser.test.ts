import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { hasChromium } from './browser.ts';
import { usePage, WIDE } from './page-fixture.ts';

const COMPLAINT = '刚修完的车，刹车又响了，而且踩下去发软！';

describe.skipIf(!hasChromium)('the sandbox page in Chromium', () => {
  const fixture = usePage();
  const { open, asked } = fixture;

  const complain = async (page: Page) => {
    await page.getByTestId('owner-suggestion').first().click();
    await page.getByTestId('owner-messages').getByText('非常抱歉').waitFor();
  };
  const pick = async (page: Page, phone: 'owner' | 'staff', id: string) => {
    await page.getByTestId(`${phone}-picker`).click();
    await page.getByTestId(`${phone}-option-${id}`).click();
  };
  const inStaffPhone = (page: Page) => page.getByTestId('pane-staff');

  test('a case is played by clicking, from the complaint to the satisfied owner', async () => {
    const page = await open(WIDE);
    await complain(page);
    const card = inStaffPhone(page).getByTestId('card-TS-20261122-0001');
    expect(await card.innerText()).toContain(COMPLAINT);
    await card.getByTestId('card-button-acknowledge').click();
    await card.getByText('刘建国 已签收，请尽快联系车主').waitFor();
    await page.getByTestId('staff-suggestion').first().click();
    await inStaffPhone(page).getByText('已记到 TS-20261122-0001。').waitFor();
    await card.getByTestId('card-button-resolve').click();
    await page.getByTestId('owner-menu-satisfied').click();
    await page.getByTestId('owner-messages').getByText('这件事已为您关闭').waitFor();
    await page.getByTestId('trace').getByText('车主确认满意，工单关闭').waitFor();
    const stages = await page
      .getByTestId('trace-item')
      .evaluateAll((items) => items.map((item) => item.getAttribute('data-stage')));
    expect(stages.slice(0, 5)).toEqual(['callback', 'inbox', 'decision', 'ticket', 'outbox']);
  });

  test('each member sees the card as it is for that member', async () => {
    const page = await open(WIDE);
    await complain(page);
    await page.getByTestId('staff-waiting-chen').waitFor();
    await inStaffPhone(page).getByTestId('card-button-acknowledge').click();
    await inStaffPhone(page).getByText('刘建国 已签收，请尽快联系车主').waitFor();
    await page.getByTestId('staff-waiting-chen').click();
    await inStaffPhone(page).getByTestId('card-replaced').waitFor();
    expect(await inStaffPhone(page).getByTestId('card-replaced').innerText()).toBe('刘建国 已签收');
    expect(await inStaffPhone(page).getByTestId('card-button-acknowledge').count()).toBe(0);
  });

  test('the chosen department goes along with the click on a card', async () => {
    const page = await open(WIDE);
    await complain(page);
    await page.getByTestId('card-selection').selectOption('parts');
    const [request] = await Promise.all([
      page.waitForRequest(/\/click$/),
      page.getByTestId('card-button-handOver').click(),
    ]);
    expect(request.postDataJSON()).toEqual({ key: 'handOver', selected: { department: ['parts'] } });
  });

  test('the manager asks for a figure and reads the answer', async () => {
    const page = await open(WIDE);
    await page.getByTestId('manager-input').fill('今天有多少投诉');
    await page.getByTestId('manager-input').press('Enter');
    await page.getByTestId('manager-messages').getByText('共受理投诉 0 件').waitFor();
    expect(await page.getByTestId('manager-input').inputValue()).toBe('');
    const link = page.getByTestId('manager-messages').getByRole('link', { name: '查看明细' });
    expect(await link.getAttribute('href')).toBe('/tickets');
  });

  test('the clock moves on, and what was due then appears among the notices', async () => {
    const page = await open(WIDE);
    await page.getByTestId('clock').getByText('09:30').waitFor();
    expect(await page.getByTestId('clock').innerText()).toMatch(/09:30\s*2026年11月22日 周日/);
    await page.getByTestId('clock-hour').click();
    await page.getByTestId('clock').getByText('10:30').waitFor();
    await page.getByTestId('clock-day').click();
    await page.getByTestId('owner-unread-notices').waitFor();
    await page.getByTestId('clock').getByText('2026年11月23日').waitFor();
    expect(await page.getByTestId('clock').innerText()).toMatch(/10:30\s*2026年11月23日 周一/);
    await page.getByTestId('owner-tab-notices').click();
    expect(await page.getByTestId('notice').innerText()).toContain('车辆保养提醒');
    expect(await page.getByTestId('owner-unread-notices').count()).toBe(0);
    await page.getByTestId('trace').getByText('状态：已送达').waitFor();
    await page.getByTestId('owner-unfollow').click();
    await page.getByTestId('owner-follow').waitFor();
  });

  test('what others have waiting is counted until it has been looked at, also after a reload', async () => {
    const page = await open(WIDE);
    await complain(page);
    await page.getByTestId('staff-waiting-chen').waitFor();
    expect(await page.getByTestId('staff-waiting-chen').innerText()).toContain('1');
    await pick(page, 'staff', 'chen');
    await page.getByTestId('staff-waiting-chen').waitFor({ state: 'detached' });
    await page.reload();
    await inStaffPhone(page).getByTestId('card-TS-20261122-0001').waitFor();
    expect(await page.getByTestId('staff-picker').innerText()).toContain('陈志强');
    expect(await page.locator('.picker__chip').count()).toBe(0);
  });

  test('a refused message is explained in Chinese and stays in the box', async () => {
    const page = await open(WIDE);
    fixture.server.failNext('平台正忙，请稍后再试');
    await page.getByTestId('staff-input').fill('已联系车主');
    await page.getByTestId('staff-send').click();
    await page.getByTestId('staff-error').waitFor();
    expect(await page.getByTestId('staff-error').innerText()).toContain('平台正忙，请稍后再试');
    expect(await page.getByTestId('staff-input').inputValue()).toBe('已联系车主');
    await page.getByTestId('staff-send').click();
    await page.getByTestId('staff-error').waitFor({ state: 'detached' });
  });

  test('a refused click on a card is explained on the card', async () => {
    const page = await open(WIDE);
    await complain(page);
    fixture.server.failNext('这张工单刚被别人签收了');
    await page.getByTestId('card-button-acknowledge').click();
    await page.getByTestId('card-error').waitFor();
    expect(await page.getByTestId('card-error').innerText()).toContain('这张工单刚被别人签收了');
    expect(await page.getByTestId('card-button-acknowledge').isEnabled()).toBe(true);
  });

  test('Enter that picks a word of the input method sends nothing, and Shift+Enter breaks the line', async () => {
    const page = await open(WIDE);
    const box = page.getByTestId('owner-input');
    await box.fill('刹车');
    await box.evaluate((element) =>
      element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true })),
    );
    await box.press('Shift+Enter');
    expect(await box.inputValue()).toBe('刹车\n');
    expect(fixture.server.dealership.ownerInbox('zhang')).toEqual([]);
  });

  test('one double click on a button is one request, and the button shows that it works', async () => {
    const page = await open(WIDE);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/messages', async (route) => {
      await held;
      await route.continue();
    });
    await page.getByTestId('manager-input').fill('本月关闭率');
    await page.getByTestId('manager-send').dblclick();
    expect(await page.getByTestId('manager-send').innerText()).toBe('发送中…');
    expect(await page.getByTestId('manager-send').isDisabled()).toBe(true);
    release();
    await page.getByTestId('manager-messages').getByText('本月关闭率').waitFor();
    expect(fixture.server.dealership.staffInbox('gao').filter((item) => item.from === 'staff')).toHaveLength(1);
  });

  test('after a restart of the server the page comes back by itself with what is there now', async () => {
    const page = await open(WIDE);
    await complain(page);
    await fixture.restart(() => page.locator('[data-testid="connection"][data-state="lost"]').waitFor());
    await page.locator('[data-testid="connection"][data-state="live"]').waitFor();
    await page.getByTestId('owner-messages').getByText('还没有消息').waitFor();
    await complain(page);
  });

  test('lists follow the newest until their reader scrolls up', async () => {
    const page = await open(WIDE);
    fixture.server.dealership.makeNoise(40);
    const box = page.getByTestId('trace').getByRole('log');
    const last = page.getByTestId('trace-item').last();
    await page.getByTestId('trace').getByText('第 40 次例行核对').waitFor();
    await expect.poll(() => box.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight)).toBeLessThan(2);
    await box.evaluate((log) => {
      log.scrollTop = 0;
    });
    const toNewest = page.getByTestId('trace').getByRole('button', { name: '最新进展' });
    await toNewest.waitFor();
    fixture.server.dealership.makeNoise(1);
    await expect.poll(() => page.getByTestId('trace-item').count()).toBe(41);
    expect(await box.evaluate((log) => log.scrollTop)).toBe(0);
    await toNewest.click();
    await toNewest.waitFor({ state: 'detached' });
    expect(await last.isVisible()).toBe(true);
  });

  test('the trace can be narrowed to one ticket', async () => {
    const page = await open(WIDE);
    await complain(page);
    await page.getByTestId('trace-filter').selectOption('TS-20261122-0001');
    const items = page.getByTestId('trace-item');
    await expect.poll(() => items.count()).toBe(4);
    expect(await items.evaluateAll((all) => all.map((item) => item.getAttribute('data-ticket')))).toEqual(
      Array.from({ length: 4 }, () => 'TS-20261122-0001'),
    );
  });

  test('a file is previewed with its bad rows, then imported', async () => {
    const page = await open(WIDE);
    await page.getByTestId('import-open').click();
    await page
      .getByTestId('import-file')
      .setInputFiles({ name: '客户.csv', mimeType: 'text/csv', buffer: Buffer.from('车牌号,VIN\n沪A12345,1') });
    await page.getByTestId('import-summary').waitFor();
    expect(await page.getByTestId('import-problems').innerText()).toContain('第 5 行');
    await page.getByTestId('import-apply').click();
    await page.getByTestId('import-done').waitFor();
    await page
      .getByTestId('import-file')
      .setInputFiles({ name: '空.csv', mimeType: 'text/csv', buffer: Buffer.from('') });
    await page.getByTestId('import-error').waitFor();
    expect(await page.getByTestId('import-error').innerText()).toContain('文件是空的');
    await page.keyboard.press('Escape');
    await page.getByTestId('import-dialog').waitFor({ state: 'detached' });
  });

  test('a dialog opened before the first answer stays open when it comes', async () => {
    const page = await open(WIDE);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/state', async (route) => {
      await held;
      await route.continue();
    });
    await page.reload();
    await page.getByTestId('import-open').click();
    release();
    await page.getByTestId('import-sample').waitFor();
  });

  test('trouble is made and put right', async () => {
    const page = await open(WIDE);
    await page.getByTestId('trouble-open').click();
    await page.getByTestId('trouble-make-modelDown').click();
    await page.getByTestId('trouble-modelDown').getByText('生效中').waitFor();
    await page.getByTestId('trouble-make-modelOk').click();
    await page.getByTestId('trouble-modelDown').getByText('生效中').waitFor({ state: 'detached' });
  });

  test('the list of people closes with Escape and gives the focus back', async () => {
    const page = await open(WIDE);
    await page.getByTestId('owner-picker').focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('owner-option-li').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('owner-option-li').waitFor({ state: 'hidden' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('owner-picker');
  });

  test('nothing is asked of any other host', async () => {
    const page = await open(WIDE);
    await complain(page);
    const strange = asked.filter((url) => !url.startsWith(fixture.server.url) && !url.startsWith('data:'));
    expect(asked.length).toBeGreaterThan(5);
    expect(strange).toEqual([]);
  });
});
