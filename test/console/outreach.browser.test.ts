import { describe, expect, test } from 'vitest';
import { hasChromium } from './browser.ts';
import { layoutFaults } from './layout-check.ts';
import { NARROW, usePage, WIDE } from './page-fixture.ts';

const TEXT = '您好，您的爱车即将到定期保养时间，回复“预约”即可安排。';

describe.skipIf(!hasChromium)('reminders on the sandbox page in Chromium', () => {
  const fixture = usePage();
  const { open } = fixture;

  test('a group send waits on the staff phone; once confirmed, owners read it in the chat with their adviser', async () => {
    const page = await open(WIDE);
    fixture.server.dealership.outreach.asksForGroupSend('liu', TEXT);
    const task = page.getByTestId('pane-staff').getByTestId('group-send-msg1');
    await task.getByText('已提醒 1 次').waitFor();
    expect(await page.getByTestId('owner-unread-contact').count()).toBe(0);
    await task.getByTestId('group-send-confirm').click();
    await task.getByText('已确认发送').waitFor();
    await page.getByTestId('owner-unread-contact').waitFor();
    await page.getByTestId('owner-tab-contact').click();
    await page.getByTestId('owner-contact').getByText(TEXT).waitFor();
  });

  test('a group send that is put off stays unsent', async () => {
    const page = await open(WIDE);
    fixture.server.dealership.outreach.asksForGroupSend('liu', TEXT);
    await page.getByTestId('group-send-ignore').click();
    await page.getByTestId('group-send-status').getByText('客户尚未收到').waitFor();
    expect(await page.getByTestId('owner-unread-contact').count()).toBe(0);
  });

  test('short messages have a list of their own', async () => {
    const page = await open(WIDE);
    fixture.server.dealership.outreach.sendsSms('zhang', '【明达汽车】您的车辆沪A12345建议于12月6日前后保养。');
    await page.getByTestId('owner-unread-sms').waitFor();
    await page.getByTestId('owner-tab-sms').click();
    expect(await page.getByTestId('sms').innerText()).toContain('【明达汽车】');
    expect(await page.getByTestId('owner-notices').count()).toBe(0);
  });

  test('a tap allows one more notice', async () => {
    const page = await open(WIDE);
    await page.getByTestId('owner-tab-notices').click();
    await page.getByTestId('owner-notices-open').click();
    await page.getByTestId('notice-accept').click();
    await page.getByTestId('notice-prompt').getByText('还可发 1 条').waitFor();
    expect(await layoutFaults(page)).toEqual([]);
    await page.getByTestId('notice-refuse').click();
    await page.getByTestId('notice-prompt').getByText('还可发').waitFor({ state: 'detached' });
  });

  test('a call’s result is one tap', async () => {
    const page = await open(WIDE);
    await page.getByTestId('calls-open').click();
    await page.getByTestId('call').getByText('话术').click();
    await page.getByTestId('call').getByText('方便来店检查').waitFor();
    expect(await layoutFaults(page)).toEqual([]);
    await page.getByTestId('call-booked').click();
    await page.getByTestId('calls-dialog').getByText('现在没有要打的电话').waitFor();
  });

  test.each([WIDE, NARROW])(
    'days pass by themselves at $width px: a bar a day, totals by channel, and a stop',
    async (size) => {
      const page = await open(size);
      await page.getByTestId('journey-open').click();
      expect(await layoutFaults(page)).toEqual([]);
      await page.getByTestId('journey-30').click();
      await page.getByTestId('journey-stop').waitFor();
      expect(await page.getByTestId('clock-day').isDisabled()).toBe(true);
      for (let day = 1; day <= 28; day += 1) {
        fixture.server.dealership.outreach.passesDay(`2026-12-${String(day).padStart(2, '0')}`, day % 7);
      }
      await page.getByTestId('journey-progress').getByText('第 28 / 30 天').waitFor();
      expect(await page.getByTestId('journey-day').count()).toBe(28);
      expect(await page.getByTestId('journey-day').nth(1).getAttribute('title')).toBe(
        '2026-12-02：服务号模板 2，企业群发 3，短信 2，电话任务 1，未发送 1',
      );
      expect(await page.getByTestId('journey-totals').innerText()).toMatch(/服务号模板\s*84/);
      expect(await layoutFaults(page)).toEqual([]);
      await page.getByTestId('journey-stop').click();
      await page.getByTestId('journey-progress').getByText('已停下').waitFor();
      await page.getByTestId('journey-close').click();
      await page.getByTestId('journey').waitFor({ state: 'detached' });
      expect(await page.getByTestId('clock-day').isDisabled()).toBe(false);
    },
  );
});
