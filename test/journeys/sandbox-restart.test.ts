import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../support/wait.ts';

const ENTRY = new URL('../../src/sandbox.ts', import.meta.url).pathname;

let dataDir: string;
let running: ChildProcess | undefined;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'carebay-sandbox-'));
});
afterAll(async () => {
  running?.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

/** Starts the sandbox as a user does and waits for the address it prints. */
async function start(): Promise<string> {
  let printed = '';
  const child = spawn(process.execPath, [ENTRY, '--port', '0', '--data', dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running = child;
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  return waitFor(() => /ready:\s+(http:\/\/\S+)/.exec(printed)?.[1], { timeoutMs: 90_000, everyMs: 100 });
}

async function kill(): Promise<void> {
  const child = running;
  if (child === undefined) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

async function get<T>(url: string): Promise<T> {
  const response = await fetch(url);
  return (await response.json()) as T;
}

async function post(url: string, body: unknown): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
}

type Inbox = { items: { from: string; text: string }[] };

test('after kill -9 the sandbox goes on where it was: chats, tickets and the travelled clock are there', async () => {
  const first = await start();
  await post(`${first}/sandbox/api/clock/advance`, { seconds: 3600 });
  await post(`${first}/sandbox/api/owners/owner-0002/messages`, { text: '说好三天到货的配件，等了半个月还没消息' });
  const answered = (url: string) =>
    waitFor(
      async () => {
        const { items } = await get<Inbox>(`${url}/sandbox/api/owners/owner-0002/inbox`);
        return items.find((item) => item.from === 'store' && item.text.includes('TS-'));
      },
      { timeoutMs: 60_000 },
    );
  const before = await answered(first);
  const clock = new Date((await get<{ now: string }>(`${first}/sandbox/api/state`)).now);
  await kill();

  const second = await start();
  const { items } = await get<Inbox>(`${second}/sandbox/api/owners/owner-0002/inbox`);
  expect(items.map((item) => item.text)).toContain(before.text);
  expect(items.filter((item) => item.from === 'store' && item.text === before.text)).toHaveLength(1);
  const state = await get<{ now: string; counts: Record<string, number> }>(`${second}/sandbox/api/state`);
  expect(new Date(state.now).getTime()).toBeGreaterThanOrEqual(clock.getTime());
  expect(state.counts['openTickets']).toBe(1);
}, 240_000);
