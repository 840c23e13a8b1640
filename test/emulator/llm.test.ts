import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLlmEmulator } from '../../src/emulator/llm.ts';
import type { LlmEmulator } from '../../src/emulator/llm.ts';

const NOW = new Date('2026-11-22T02:00:00Z');
let emulator: LlmEmulator;
let server: Server;
let base: string;

beforeEach(async () => {
  emulator = createLlmEmulator({ now: () => NOW });
  server = createServer((request, response) => {
    void emulator.handle(request, response).then((taken) => {
      if (!taken) response.writeHead(404).end('other');
      return taken;
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
});

const post = (path: string, body: unknown, signal?: AbortSignal): Promise<Response> =>
  fetch(base + path, { method: 'POST', body: JSON.stringify(body), ...(signal === undefined ? {} : { signal }) });
const ask = (text: string, extra: object = {}): Promise<Response> =>
  post('/v1/chat/completions', {
    model: 'm',
    messages: [
      { role: 'system', content: 'classify' },
      { role: 'user', content: JSON.stringify({ text }) },
    ],
    ...extra,
  });
type Completion = { choices: [{ message: { content: string } }] };
const contentOf = async (response: Response): Promise<string> =>
  ((await response.json()) as Completion).choices[0].message.content;
const record = async (): Promise<{ entries: { mode: string; status: number; raw: string }[] }> =>
  (await (await fetch(`${base}/_control/llm/record`)).json()) as never;

test('answers from its own keyword table with evidence taken from the text', async () => {
  const answer = JSON.parse(await contentOf(await ask('师傅你好,变速箱顿挫很厉害,要求处理'))) as Record<
    string,
    unknown
  >;
  expect(answer).toMatchObject({ kind: 'complaint', categories: ['Q1'], evidence: '变速箱顿挫很厉害', severity: 'P2' });
});

test('answers a recorded case whose words all stand in the last user message, the newest first', async () => {
  await post('/_control/llm/cases', [{ match: ['异响'], answer: { categories: ['Q2'] } }]);
  await post('/_control/llm/cases', { match: ['异响', '天窗'], answer: { categories: ['Q4'] } });
  expect(JSON.parse(await contentOf(await ask('底盘异响')))).toMatchObject({ categories: ['Q2'] });
  expect(JSON.parse(await contentOf(await ask('天窗异响')))).toMatchObject({ categories: ['Q4'] });
});

test('a case with times is used up', async () => {
  await post('/_control/llm/cases', { match: ['异响'], answer: 'verbatim', times: 1 });
  expect(await contentOf(await ask('异响'))).toBe('verbatim');
  expect(await contentOf(await ask('异响'))).not.toBe('verbatim');
});

test('is down for the given number of requests and then well again', async () => {
  await post('/_control/llm', { mode: 'down', times: 2 });
  expect([(await ask('a')).status, (await ask('b')).status, (await ask('c')).status]).toEqual([503, 503, 200]);
});

test.each([
  ['notJson', (content: string) => expect(() => JSON.parse(content) as unknown).toThrow(/JSON/)],
  ['unknownCategory', (content: string) => expect(content).toContain('X7')],
  ['inventedEvidence', (content: string) => expect(content).toContain('从来没有说过')],
  ['empty', (content: string) => expect(content).toBe('')],
])('answers wrongly as told: %s', async (wrong, check) => {
  await post('/_control/llm', { mode: 'wrong', wrong });
  check(await contentOf(await ask('刹车异响')));
});

test('a slow answer comes after the delay, and a hanging one never', async () => {
  await post('/_control/llm', { mode: 'slow', delayMs: 80, times: 1 });
  const startedAt = performance.now();
  expect((await ask('慢')).status).toBe(200);
  expect(performance.now() - startedAt).toBeGreaterThan(70);
  await post('/_control/llm', { mode: 'hang' });
  await expect(post('/v1/chat/completions', { model: 'm', messages: [] }, AbortSignal.timeout(150))).rejects.toThrow(
    /abort|timeout/i,
  );
  expect((await record()).entries.map(({ mode }) => mode)).toEqual(['slow', 'hang']);
});

test('refuses response_format with 400 when told so', async () => {
  await post('/_control/llm', { refusesJsonMode: true });
  expect((await ask('a', { response_format: { type: 'json_object' } })).status).toBe(400);
  expect((await ask('a')).status).toBe(200);
});

test('keeps the exact request body in its record', async () => {
  await ask('车牌沪A12345');
  const { entries } = await record();
  expect(entries).toHaveLength(1);
  expect(entries[0]?.raw).toContain('沪A12345');
  await fetch(`${base}/_control/llm/record`, { method: 'DELETE' });
  expect((await record()).entries).toHaveLength(0);
});

test('refuses malformed and oversized bodies and unknown settings', async () => {
  expect((await fetch(`${base}/v1/chat/completions`, { method: 'POST', body: '{' })).status).toBe(400);
  expect((await ask('x'.repeat(1024 * 1024 + 1))).status).toBe(413);
  expect((await post('/_control/llm', { mode: 'asleep' })).status).toBe(400);
  expect((await post('/_control/llm/cases', { match: 5, answer: {} })).status).toBe(400);
});

test('streams when asked to', async () => {
  const text = await (await ask('刹车异响', { stream: true })).text();
  expect(text).toMatch(/^data: /);
  expect(text.trimEnd().endsWith('data: [DONE]')).toBe(true);
});

test('lists one model and leaves other paths to others', async () => {
  expect(await (await fetch(`${base}/v1/models`)).json()).toMatchObject({
    object: 'list',
    data: [{ object: 'model' }],
  });
  expect((await fetch(`${base}/cgi-bin/gettoken`)).status).toBe(404);
});

test('goes on from a snapshot with its mode, cases and record', async () => {
  await post('/_control/llm', { mode: 'down', times: 3 });
  await post('/_control/llm/cases', { match: ['异响'], answer: {} });
  await ask('异响');
  const saved = JSON.parse(JSON.stringify(emulator.snapshot())) as unknown;
  emulator.restore({});
  expect((await ask('异响')).status).toBe(200);
  emulator.restore(saved);
  expect(emulator.snapshot()).toEqual(saved);
  expect((await ask('异响')).status).toBe(503);
});
