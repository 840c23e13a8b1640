import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const executablePath = '/usr/bin/chromium';

/** Without Chromium the tests that need it are skipped and listed by name. */
export const hasChromium = existsSync(executablePath);

/** @returns a Chromium that asks the network for nothing by itself */
export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
}

/**
 * Builds the page from today's source into a folder of its own, so that no test sees an older build. As a process
 * of its own, because the test runner's NODE_ENV would bring React's development build: what ships is what is tested.
 */
export async function buildPage(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'carebay-console-'));
  const config = join(root, 'src/console/vite.config.ts');
  await run(
    process.execPath,
    [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', config, '--outDir', folder, '--emptyOutDir'],
    { cwd: root, env: { ...process.env, NODE_ENV: 'production' } },
  );
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
