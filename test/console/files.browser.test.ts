import { describe, expect, test } from 'vitest';
import { hasChromium } from './browser.ts';
import { layoutFaults } from './layout-check.ts';
import { NARROW, usePage, WIDE } from './page-fixture.ts';

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n');

describe.skipIf(!hasChromium)('files on the phones', () => {
  const fixture = usePage();
  const { open } = fixture;

  test('a sample picture is drawn, sent as JPEG, and shown as a picture', async () => {
    const page = await open(WIDE);
    await page.getByTestId('owner-attach').click();
    await page.getByRole('menuitem', { name: '示例：维修结算单' }).click();
    const picture = page.getByTestId('owner-messages').locator('img');
    await picture.waitFor();
    expect(await picture.getAttribute('alt')).toBe('维修结算单.jpg');
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(480);
    expect(fixture.server.dealership.media.get('m1')?.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    expect(await page.getByRole('menu').count()).toBe(0);
  });

  test('a file from the disk and a voice message are sent by staff and can be downloaded', async () => {
    const page = await open(WIDE);
    await page
      .getByTestId('staff-file')
      .setInputFiles({ name: '检测报告.pdf', mimeType: 'application/pdf', buffer: PDF });
    const link = page.getByTestId('staff-messages').getByRole('link', { name: '检测报告.pdf' });
    await link.waitFor();
    expect(await link.getAttribute('download')).toBe('检测报告.pdf');
    expect(fixture.server.dealership.media.get('m1')).toEqual(PDF);
    await page.getByTestId('staff-attach').click();
    await page.getByTestId('staff-sample-3').click();
    await page.getByTestId('staff-messages').getByText('语音.amr').waitFor();
    expect(fixture.server.dealership.media.get('m2')?.subarray(0, 6).toString()).toBe('#!AMR\n');
  });

  test('a refused file is explained; Escape closes the list; nothing overlaps on a narrow phone', async () => {
    const page = await open(NARROW);
    await page.getByTestId('owner-attach').click();
    expect(await layoutFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('menu').count()).toBe(0);
    fixture.server.failNext('模拟平台没有接受这个操作。');
    await page.getByTestId('owner-file').setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: PDF });
    await page.getByTestId('owner-error').waitFor();
    expect(await page.getByTestId('owner-error').innerText()).toContain('没有接受');
  });
});
