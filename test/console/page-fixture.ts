import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { buildPage, launchChromium } from './browser.ts';
import { startMockServer } from './mock-server.ts';
import type { MockServer } from './mock-server.ts';

export const WIDE = { width: 1440, height: 900 };
export const NARROW = { width: 390, height: 844 };

export interface PageFixture {
  readonly server: MockServer;
  /** Addresses that the page has asked for. */
  readonly asked: string[];
  /** Opens the page and waits until it is live. */
  open: (viewport: { width: number; height: number }) => Promise<Page>;
  /** Ends the server and starts another one, without its memory, at the same address. */
  restart: (whileDown: () => Promise<void>) => Promise<void>;
}

/** Gives each test of the surrounding suite a scripted dealership; an error in the page fails the test. */
export function usePage(): PageFixture {
  let browser: Browser;
  let built: Awaited<ReturnType<typeof buildPage>>;
  let server: MockServer;
  let context: BrowserContext;
  let page: Page | undefined;
  let faults: string[] = [];
  const asked: string[] = [];

  beforeAll(async () => {
    [built, browser] = await Promise.all([buildPage(), launchChromium()]);
    // Each test has a server at a port, hence an origin and a storage, of its own.
    context = await browser.newContext({ reducedMotion: 'reduce' });
    context.setDefaultTimeout(15_000);
  });
  afterAll(async () => {
    await browser.close();
    await built.remove();
  });
  beforeEach(async () => {
    server = await startMockServer(0, built.folder);
    faults = [];
    asked.length = 0;
  });
  afterEach(async () => {
    await page?.close();
    await server.close();
    if (faults.length > 0) throw new Error(`errors in the page: ${faults.join('; ')}`);
  });

  return {
    get server() {
      return server;
    },
    asked,
    open: async (viewport) => {
      page = await context.newPage();
      await page.setViewportSize(viewport);
      page.on('pageerror', (error) => faults.push(String(error)));
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(server.url);
      await page.locator('[data-testid="connection"][data-state="live"]').waitFor();
      return page;
    },
    restart: async (whileDown) => {
      const { port } = server;
      await server.close();
      await whileDown();
      server = await startMockServer(port, built.folder);
    },
  };
}
