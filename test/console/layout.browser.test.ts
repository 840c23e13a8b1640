import { describe, expect, test } from 'vitest';
import { hasChromium } from './browser.ts';
import { layoutFaults } from './layout-check.ts';
import { NARROW, usePage, WIDE } from './page-fixture.ts';

const COMPLAINT = '刚修完的车，刹车又响了，而且踩下去发软！';

describe.skipIf(!hasChromium)('the layout of the sandbox page in Chromium', () => {
  const fixture = usePage();
  const { open } = fixture;

  /** Fills every phone with long and short texts, as far as the story goes. */
  const fill = (): void => {
    const { dealership } = fixture.server;
    dealership.ownerWrites('zhang', `${COMPLAINT}${'很长的一句话'.repeat(12)} https://example.com/${'a'.repeat(90)}`);
    dealership.clickCard('liu', 'TS-20261122-0001', 'acknowledge');
    dealership.staffWrites('liu', '已联系车主');
    dealership.staffWrites('gao', '今天有多少投诉');
    dealership.ownerWrites('li', '充电充到一半就断');
    dealership.advance(24 * 3600);
  };

  test.each([1920, 1440, 1280, 1200])(
    'at %i px all four parts stand side by side and nothing overlaps',
    async (width) => {
      const page = await open({ width, height: 900 });
      expect(await layoutFaults(page)).toEqual([]);
      fill();
      await page.getByTestId('owner-unread-notices').waitFor();
      for (const pane of ['owner', 'staff', 'manager', 'trace']) {
        expect(await page.getByTestId(`pane-${pane}`).isVisible()).toBe(true);
      }
      expect(await page.getByTestId('pane-tabs').isVisible()).toBe(false);
      expect(await layoutFaults(page)).toEqual([]);
      await page.getByTestId('owner-tab-notices').click();
      expect(await layoutFaults(page)).toEqual([]);
    },
  );

  test.each([390, 360, 768, 1024])('at %i px tabs switch between the phones and nothing overlaps', async (width) => {
    const page = await open({ ...NARROW, width });
    fill();
    await page.getByTestId('tab-unread-staff').waitFor();
    for (const pane of width < 760 ? ['owner', 'staff', 'manager', 'trace'] : ['owner', 'staff', 'manager']) {
      await page.getByTestId(`tab-${pane}`).click();
      await page.getByTestId(`pane-${pane}`).waitFor();
      for (const other of ['owner', 'staff', 'manager'].filter((one) => one !== pane)) {
        expect(await page.getByTestId(`pane-${other}`).isVisible()).toBe(false);
      }
      expect(await layoutFaults(page)).toEqual([]);
    }
  });

  test('on a low laptop screen the phones keep most of the height', async () => {
    const page = await open({ width: 1366, height: 768 });
    fill();
    await page.getByTestId('owner-unread-notices').waitFor();
    expect(await layoutFaults(page)).toEqual([]);
    const box = await page.getByTestId('pane-staff').locator('.phone').boundingBox();
    expect(box?.height).toBeGreaterThan(450);
  });

  test('at 390 px the newest message is in sight when its phone is shown', async () => {
    const page = await open(NARROW);
    fill();
    await page.getByTestId('tab-unread-staff').waitFor();
    await page.getByTestId('tab-staff').click();
    const box = page.getByTestId('staff-messages');
    await expect.poll(() => box.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight)).toBeLessThan(2);
  });

  test.each([WIDE, NARROW])('dialogs fit into $width px', async (viewport) => {
    const page = await open(viewport);
    await page.getByTestId('import-open').click();
    await page.getByTestId('import-sample').click();
    await page.getByTestId('import-summary').waitFor();
    expect(await layoutFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByTestId('trouble-open').click();
    await page.getByTestId('trouble-modelDown').waitFor();
    expect(await layoutFaults(page)).toEqual([]);
  });
});
