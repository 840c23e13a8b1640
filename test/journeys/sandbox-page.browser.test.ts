import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLogger } from '../../src/logger.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { buildPage, hasChromium, launchChromium } from '../console/browser.ts';
import { layoutFaults } from '../console/layout-check.ts';

/** Machines are shared: a step may take a while, but it has to come. */
const PATIENCE_MS = 60_000;

describe.skipIf(!hasChromium)('the sandbox in Chromium', () => {
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

  const pick = async (phone: 'owner' | 'staff', id: string) => {
    await page.getByTestId(`${phone}-picker`).click();
    await page.getByTestId(`${phone}-option-${id}`).click();
  };
  const owner = () => page.getByTestId('owner-messages');
  const staff = () => page.getByTestId('pane-staff');

  test(
    'a case is played by clicking: complaint, card, acknowledged, resolved, the owner confirms, closed',
    async () => {
      await pick('owner', 'owner-0002');
      await page.getByTestId('owner-suggestion').filter({ hasText: '等了半个月' }).click();
      await owner().getByText('已转配件部处理').waitFor();
      await pick('staff', 'luo');
      await staff().getByTestId('card-button-acknowledge').click();
      await owner().getByText('由配件部罗主管负责').waitFor();
      await page.getByTestId('staff-input').fill('配件今天下午到店');
      await page.getByTestId('staff-send').click();
      await owner().getByText('有新进展：配件今天下午到店').waitFor();
      await staff().getByTestId('card-button-resolve').click();
      await owner().getByText('您对处理结果满意吗').waitFor();
      await page.getByRole('button', { name: '满意', exact: true }).click();
      await owner().getByText('已为您关闭').waitFor();
      await page.getByTestId('trace').getByText('车主确认，已关闭').first().waitFor();
    },
    PATIENCE_MS * 5,
  );

  test(
    'the manager asks for figures and reads them',
    async () => {
      await page.getByTestId('manager-suggestion').filter({ hasText: '今天有多少投诉' }).click();
      await page.getByTestId('manager-messages').getByText('口径').last().waitFor();
      expect(await page.getByTestId('manager-messages').innerText()).toMatch(/1\s*[件条张起单]/);
    },
    PATIENCE_MS * 2,
  );

  test(
    'a day passes by clicking the clock, and due reminders stand among the owner’s service notices',
    async () => {
      await page.getByTestId('clock-day').click();
      await pick('owner', 'owner-0001');
      await page.getByTestId('owner-tab-notices').click();
      await page.getByTestId('notice').first().waitFor();
      expect(await page.getByTestId('notice').first().innerText()).toContain('提醒');
      await page
        .getByTestId('trace')
        .getByText(/生成 \d+ 条提醒/)
        .first()
        .waitFor();
    },
    PATIENCE_MS * 4,
  );

  test.each([1440, 390])('nothing overlaps or is cut off at %i px', async (width) => {
    await page.setViewportSize({ width, height: 900 });
    expect(await layoutFaults(page)).toEqual([]);
  });
});
