import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { build } from 'vite';

const executablePath = '/usr/bin/chromium';

/** Without Chromium the tests that need it are skipped and listed by name. */
export const hasChromium = existsSync(executablePath);

/** @returns a Chromium that asks the network for nothing by itself */
export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
}

/** Builds the page from today's source into a folder of its own, so that no test sees an older build. */
export async function buildPage(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'carebay-console-'));
  await build({
    configFile: join(import.meta.dirname, '../../src/console/vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true },
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
