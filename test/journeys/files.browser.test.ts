import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLogger } from '../../src/logger.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { buildPage, hasChromium, launchChromium } from '../console/browser.ts';

const PATIENCE_MS = 60_000;

describe.skipIf(!hasChromium)('pictures in the sandbox', () => {
  let sandbox: Sandbox;
  let browser: Browser;
  let page: Page;
  let dataDir: string;
  let build: Awaited<ReturnType<typeof buildPage>>;

  beforeAll(async () => {
    build = await buildPage();
    dataDir = await mkdtemp(join(tmpdir(), 'carebay-sandbox-'));
    sandbox = await startSandbox({
      port: 0,
      dataDir,
      reset: false,
      seed: 1,
      logger: silentLogger,
      onProgress: () => undefined,
      consoleDir: build.folder,
      modelSettings: undefined,
    });
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(sandbox.url);
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await sandbox.close();
    await build.remove();
    await rm(dataDir, { recursive: true, force: true });
  });

  test(
    'an owner complains, sends a picture, and reads that it went to the ticket; the picture is shown safely',
    async () => {
      await page.getByTestId('owner-picker').click();
      await page.getByTestId('owner-option-owner-0002').click();
      const chat = page.getByTestId('owner-messages');
      await page.getByTestId('owner-suggestion').filter({ hasText: '等了半个月' }).click();
      await chat.getByText('已转配件部处理').waitFor();
      await page.getByTestId('owner-attach').click();
      await page.getByTestId('owner-sample-2').click();
      const picture = chat.locator('img');
      await picture.waitFor();
      expect(
        await picture.evaluate(async (image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
      ).toBe(480);
      await chat.getByText('已补充到工单').waitFor();
      const answer = await fetch(new URL((await picture.getAttribute('src')) ?? '', sandbox.url));
      expect(answer.headers.get('content-type')).toBe('image/jpeg');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    },
    PATIENCE_MS * 2,
  );

  test(
    'what calls itself a picture and is a page is only downloaded',
    async () => {
      const buffer = Buffer.from('<!doctype html><script>document.title = "run"</script>');
      await page.getByTestId('staff-file').setInputFiles({ name: 'photo.html', mimeType: 'text/html', buffer });
      const link = page.getByTestId('staff-messages').getByRole('link', { name: 'photo.html' });
      await link.waitFor();
      const answer = await fetch(new URL((await link.getAttribute('href')) ?? '', sandbox.url));
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/);
      expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    },
    PATIENCE_MS * 2,
  );
});
