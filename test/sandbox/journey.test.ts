import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JourneyDay, SandboxState } from '../../src/console/contract.ts';
import { openDatabase } from '../../src/database/database.ts';
import { EmulatorControl, type PersonItem } from '../../src/emulator/index.ts';
import { silentLogger } from '../../src/logger.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { waitUntil } from '../support/wait.ts';

/** Machines are shared: a day may take a while, but it has to end. */
const PATIENCE_MS = 300_000;
const PATIENT = { timeoutMs: PATIENCE_MS, everyMs: 250 };

let sandbox: Sandbox;
let folder: string;
let isOpen = false;
const close = async () => {
  if (isOpen) await sandbox.close();
  isOpen = false;
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carebay-journey-'));
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
  isOpen = true;
}, 180_000);
afterAll(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

const post = (path: string, body: object = {}) =>
  fetch(`${sandbox.url}/sandbox/api${path}`, { method: 'POST', body: JSON.stringify(body) });
const state = async () => (await (await fetch(`${sandbox.url}/sandbox/api/state`)).json()) as SandboxState;
const journey = async () => (await state()).journey;
const ended = () => waitUntil(async () => (await journey())?.running === false, PATIENT);
const totalOf = (log: JourneyDay[], channel: keyof JourneyDay['counts']) =>
  log.reduce((sum, day) => sum + (day.counts[channel] ?? 0), 0);

/** What stands on all phones, also on those of owners without WeChat. */
async function received(): Promise<PersonItem[]> {
  const control = new EmulatorControl(sandbox.emulatorUrl);
  const { people } = await control.lastSeqs();
  const inboxes = await Promise.all(
    Object.keys(people).map((id) =>
      (id.startsWith(NUMBER) ? control.phone(id.slice(NUMBER.length)) : control.person(id)).inbox(),
    ),
  );
  return inboxes.flatMap(({ items }) => items);
}
const NUMBER = 'phone:';
/** Of the sample store: the service knows nothing of him but his number. */
const REACHED_BY_SMS = 'owner-0006';
const REACHED_BY_ACCOUNT = 'owner-0001';

test(
  'three days pass: what the log counts is what owners received, and nothing due is left behind',
  async () => {
    expect((await post('/journey', { days: 3, confirmGroupSends: true })).status).toBe(200);
    expect((await post('/journey', { days: 1, confirmGroupSends: true })).status).toBe(409);
    await ended();
    const { journey: over, counts } = await state();
    expect(over).toMatchObject({ passed: 3, days: 3, running: false });
    const log = over?.log ?? [];
    // The log is of reminders; owners are asked about their last visit too.
    const phones = (await received()).filter((item) => !JSON.stringify(item).includes('满意度打几分'));
    const on = (channel: PersonItem['channel']) => phones.filter((item) => item.channel === channel).length;
    expect(totalOf(log, 'officialAccountTemplate')).toBeGreaterThan(0);
    expect(on('service-notice')).toBe(totalOf(log, 'officialAccountTemplate') + totalOf(log, 'subscriptionNotice'));
    expect(on('sms')).toBe(totalOf(log, 'sms'));
    expect(counts['outboxPending']).toBe(0);
  },
  PATIENCE_MS * 2,
);

test(
  'an owner’s answer to a short message reaches the service; without one there is nothing to answer',
  async () => {
    const control = new EmulatorControl(sandbox.emulatorUrl);
    const { items, lastSeq } = await control.person(REACHED_BY_SMS).inbox();
    expect(items.map((item) => item.channel)).toContain('sms');
    expect((await post(`/owners/${REACHED_BY_SMS}/sms`, { text: 'TD' })).status).toBe(200);
    const news = await control.person(REACHED_BY_SMS).inbox({ after: lastSeq });
    expect(news.items.map(({ channel, from, text }) => ({ channel, from, text }))).toEqual([
      { channel: 'sms', from: 'person', text: 'TD' },
    ]);
    const refused = await post(`/owners/${REACHED_BY_ACCOUNT}/sms`, { text: 'TD' });
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ error: '还没有收到短信，收到以后才能回复。' });
  },
  PATIENCE_MS * 2,
);

test(
  'a journey that is stopped ends before its days are over, and leaves nothing due in the outbox',
  async () => {
    await post('/journey', { days: 300, confirmGroupSends: false });
    await waitUntil(async () => ((await journey())?.passed ?? 0) > 0, PATIENT);
    expect((await post('/journey/stop')).status).toBe(200);
    const stopped = await journey();
    expect(stopped).toMatchObject({ running: false, note: '已停下' });
    expect(stopped?.passed).toBeLessThan(300);
    const { now } = await state();
    await close();
    const database = await openDatabase({ dataDir: join(folder, 'data', 'database') });
    const waiting = await database.client.outboxMessage.findMany({
      where: {
        status: { in: ['pending', 'sending', 'unknown'] },
        OR: [{ notBeforeAt: null }, { notBeforeAt: { lte: new Date(now) } }],
      },
    });
    const refusals = await database.client.consent.findMany({
      where: { via: 'sms' },
      select: { kind: true, words: true },
    });
    await database.close();
    expect(waiting).toEqual([]);
    // What the owner of the test before this one answered.
    expect(refusals).toContainEqual({ kind: 'reminders', words: 'TD' });
  },
  PATIENCE_MS * 2,
);
