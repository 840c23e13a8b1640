import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectStore } from '../../src/connect.ts';
import { systemClock } from '../../src/clock.ts';
import type { SandboxState } from '../../src/console/contract.ts';
import { silentLogger } from '../../src/logger.ts';
import { subscribePageOf } from '../../src/pages/index.ts';
import { sandboxSettings } from '../../src/sandbox/accounts.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { sampleTemplateIds } from '../../src/sandbox/templates.ts';
import { waitUntil } from '../support/wait.ts';

let sandbox: Sandbox;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carebay-link-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  sandbox = await startSandbox({
    port: 0,
    dataDir: join(folder, 'data'),
    reset: false,
    seed: 1,
    logger: silentLogger,
    onProgress: () => undefined,
    consoleDir: folder,
    modelSettings: undefined,
  });
}, 180_000);
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

const PLATE = /沪[A-Z0-9]{6}/;

/** An ordinary browser: cookies by host, redirects followed. */
function browser() {
  const cookies = new Map<string, string>();
  return async function visit(address: string, body?: URLSearchParams): Promise<{ url: URL; text: string }> {
    let url = new URL(address, sandbox.url);
    for (let step = 0; step < 8; step += 1) {
      const headers = { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') };
      const init: RequestInit = step === 0 && body !== undefined ? { method: 'POST', body } : {};
      const response = await fetch(url, { ...init, headers, redirect: 'manual' });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, value);
      }
      const location = response.headers.get('location');
      if (location === null) return { url, text: await response.text() };
      url = new URL(location, url);
    }
    throw new Error('redirects without end');
  };
}

const openAs = (visitor: string, path: string) =>
  `/sandbox/open?${new URLSearchParams({ as: visitor, to: path }).toString()}`;

test('the link of a notice opens as the holder of the phone, who books the next notices with one tap', async () => {
  const state = (await (await fetch(`${sandbox.url}/sandbox/api/state`)).json()) as SandboxState;
  const owner = state.owners.find(({ follows, hint }) => follows === true && PLATE.test(hint));
  const plate = PLATE.exec(owner?.hint ?? '')?.[0] ?? '';
  const staff = await browser()(openAs('lin', `/owners?q=${encodeURIComponent(plate)}`));
  const customerId = Number(/\/owners\/(\d+)/.exec(staff.url.pathname + staff.text)?.[1]);
  const settings = sandboxSettings(sandbox.emulatorUrl, '', sampleTemplateIds, sandbox.url);
  const pageOf = subscribePageOf(connectStore(settings, systemClock), sandbox.url, () => systemClock.now());
  const path = new URL(pageOf?.(customerId) ?? '').pathname;

  const visit = browser();
  const page = await visit(openAs(owner?.personId ?? '', path));
  expect(page.text).toContain('<h1>预约下次提醒</h1>');
  expect(page.text).not.toContain('请在微信中打开');
  const templates = /name="templates" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const action = /<form method="post" action="([^"]+)"/.exec(page.text)?.[1] ?? '';
  expect((await visit(action, new URLSearchParams({ templates, answer: 'accept' }))).text).toContain('预约好了');
  await waitUntil(async () => (await visit(path)).text.includes('已预约 1 次'), { timeoutMs: 60_000, everyMs: 200 });

  const other = state.owners.find(({ personId }) => personId !== owner?.personId);
  expect((await browser()(openAs(other?.personId ?? '', path))).text).toContain('这个链接不是发给您的');
}, 180_000);
