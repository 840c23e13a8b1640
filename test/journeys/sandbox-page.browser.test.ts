import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { World } from '../../src/emulator/index.ts';
import { silentLogger } from '../../src/logger.ts';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
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
      await staff().getByText('请回复一句处理结果').waitFor();
      await page.getByTestId('staff-input').fill('已从邻店调货装好');
      await page.getByTestId('staff-send').click();
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

  test(
    'a day passes by itself, and reminders stand in several inboxes',
    async () => {
      await page.getByTestId('journey-open').click();
      await page.getByTestId('journey-1').click();
      await page.locator('[data-testid="journey"][data-running="false"]').waitFor({ timeout: PATIENCE_MS * 4 });
      expect(await page.getByTestId('journey-totals').innerText()).toMatch(/服务号模板\s*[1-9]/);
      const reached = await Promise.all(
        ['owner-0001', 'owner-0003', 'owner-0004'].map(async (personId) => {
          const { items } = await json<{ items: unknown[] }>(`/owners/${personId}/inbox`);
          return items.length;
        }),
      );
      expect(reached.filter((count) => count > 0).length).toBeGreaterThan(1);
    },
    PATIENCE_MS * 5,
  );

  test(
    'a member confirms a group send on the phone, and the owner reads it in the chat with the adviser',
    async () => {
      const { externalUserId } = await ownerBehind('owner-0002');
      const text = '您好，您的爱车即将到定期保养时间，回复“预约”即可安排。';
      await wecom('externalcontact/add_msg_template', {
        sender: 'su',
        external_userid: [externalUserId],
        text: { content: text },
      });
      await pick('staff', 'su');
      const task = staff()
        .locator('[data-testid^="group-send-"][data-status="waiting"]')
        .filter({ hasText: text })
        .last();
      await task.getByTestId('group-send-confirm').click();
      await pick('owner', 'owner-0002');
      await page.getByTestId('owner-tab-contact').click();
      await page.getByTestId('owner-contact').getByText(text).last().waitFor();
    },
    PATIENCE_MS * 4,
  );

  test(
    'links on a phone open as its holder, whoever was there before',
    async () => {
      const visitor = await browser.newContext();
      for (const [userId, name] of [
        ['fang', '方总'],
        ['luo', '罗主管'],
      ]) {
        const tab = await visitor.newPage();
        await tab.goto(`${sandbox.url}/sandbox/open?as=${userId}&to=/staff`);
        await tab
          .getByText(name ?? '')
          .first()
          .waitFor({ timeout: PATIENCE_MS });
        await tab.close();
      }
      await visitor.close();
    },
    PATIENCE_MS * 2,
  );

  /** The platform as another app of the same corp would use it. */
  const wecom = async (path: string, body: object) => {
    const base = `${sandbox.emulatorUrl}/wecom/cgi-bin`;
    const { corpId, agentSecret } = sampleAccounts;
    const token = await fetch(`${base}/gettoken?corpid=${corpId}&corpsecret=${agentSecret}`);
    const { access_token: key } = (await token.json()) as { access_token: string };
    const answer = await fetch(`${base}/${path}?access_token=${key}`, { method: 'POST', body: JSON.stringify(body) });
    expect(await answer.json()).toMatchObject({ errcode: 0, fail_list: [] });
  };
  const ownerBehind = async (personId: string) => {
    const world = await fetch(`${sandbox.emulatorUrl}/_control/world`);
    const { people } = (await world.json()) as World;
    const ids = people?.find((person) => person.personId === personId)?.externalUserId;
    return { externalUserId: typeof ids === 'object' ? ids[sampleAccounts.corpId] : ids };
  };
  const json = async <T>(path: string) => (await (await fetch(`${sandbox.url}/sandbox/api${path}`)).json()) as T;

  test.each([1440, 390])('nothing overlaps or is cut off at %i px', async (width) => {
    await page.setViewportSize({ width, height: 900 });
    expect(await layoutFaults(page)).toEqual([]);
  });
});
