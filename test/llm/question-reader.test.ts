import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FixedClock } from '../../src/clock.ts';
import { createLlmEmulator, type LlmRecordEntry } from '../../src/emulator/llm.ts';
import { createModelClassifier, createModelClient, createModelQuestionReader } from '../../src/llm/index.ts';
import { silentLogger } from '../../src/logger.ts';
import { readWithModel } from '../../src/stats/reading/model-reading.ts';
import { readQuestion } from '../../src/stats/reading/question.ts';
import { ASKED_ON, PEOPLE, SERIES } from '../stats/question-lines.ts';

const clock = new FixedClock('2026-11-22T02:00:00Z');
const month = { from: '2026-11-01', to: '2026-11-30' };
let server: Server;
let base: string;

beforeAll(async () => {
  const emulator = createLlmEmulator({ now: () => clock.now() });
  server = createServer((request, response) => void emulator.handle(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
});

const control = (body: unknown, path = ''): Promise<Response> =>
  fetch(`${base}/_control/llm${path}`, { method: 'POST', body: JSON.stringify(body) });
const record = async (): Promise<LlmRecordEntry[]> =>
  ((await (await fetch(`${base}/_control/llm/record`)).json()) as { entries: LlmRecordEntry[] }).entries;

beforeEach(async () => {
  await control({ mode: 'ok', refusesJsonMode: false });
  for (const path of ['cases', 'record']) await fetch(`${base}/_control/llm/${path}`, { method: 'DELETE' });
});

const clientOf = (more: { timeoutMs?: number; dailyCallLimit?: number } = {}) =>
  createModelClient({ baseUrl: `${base}/v1`, apiKey: 'k', model: 'm', timeoutMs: 2000, ...more }, { clock });

function ask(question: string, client = clientOf()) {
  const options = { today: ASKED_ON, people: PEOPLE, series: SERIES };
  const reader = createModelQuestionReader({ client, logger: silentLogger });
  return readWithModel(reader, question, readQuestion(question, options), options);
}
const rules = (question: string) => readQuestion(question, { today: ASKED_ON, people: PEOPLE, series: SERIES });

describe('a question that the rules do not understand', () => {
  test('is read by the model, and the answer must say how', async () => {
    expect(rules('配件那头客户告状的多吗').kind).not.toBe('query');
    expect(await ask('配件那头客户告状的多吗')).toEqual({
      kind: 'query',
      query: { metric: 'complaintsReceived', filters: { department: ['parts'] }, period: month, wantList: false },
      isFollowUp: false,
      isGuessed: true,
    });
  });

  test('one that the rules understand never reaches the model', async () => {
    expect(await ask('本月投诉多少')).toMatchObject({ kind: 'query' });
    expect(await ask('本月利润')).toMatchObject({ kind: 'unsupported' });
    expect(await ask('24小时及时率')).toMatchObject({ doubt: { what: 'limit' } });
    expect(await record()).toEqual([]);
  });

  test('a condition that the model leaves over is asked back', async () => {
    expect(await ask('处理超过5天的投诉有哪些')).toMatchObject({ kind: 'doubtful', doubt: { what: 'words' } });
    expect(await record()).toHaveLength(1);
  });

  test('a reading against what the rules understood is asked back with both', async () => {
    await control([{ match: ['告状'], answer: { metric: 'closureRate', filters: {} } }], '/cases');
    expect(await ask('车间告状投诉多少')).toMatchObject({
      kind: 'doubtful',
      doubt: { what: 'words', words: ['告状'] },
      options: [{ metric: 'closureRate' }, { metric: 'complaintsReceived', filters: { department: ['workshop'] } }],
    });
  });

  test('a figure that does not go with its filter is asked back', async () => {
    await control([{ match: ['告状'], answer: { metric: 'vehicles', filters: { department: ['parts'] } } }], '/cases');
    expect(await ask('告状的配件车')).toMatchObject({ kind: 'doubtful', doubt: { what: 'filter' } });
  });
});

describe('names', () => {
  test('of staff and cars do not leave, and come back as whom and what they mean', async () => {
    const reading = await ask('王磊那边沪A12345被告状几回');
    const sent = (await record()).map(({ raw }) => raw).join('\n');
    expect(sent).toContain('⟦NAME_1⟧');
    expect(sent).not.toMatch(/王磊|A12345/);
    expect(reading).toMatchObject({ query: { filters: { assignee: ['wanglei'], plate: ['沪A12345'] } } });
  });

  test('that nobody has are asked back', async () => {
    await control(
      [{ match: ['告状'], answer: { metric: 'complaintsReceived', filters: { person: ['赵六'] } } }],
      '/cases',
    );
    expect(await ask('被告状几回')).toMatchObject({ kind: 'doubtful', doubt: { what: 'words', words: ['赵六'] } });
  });
});

describe('a model that is no help changes nothing', () => {
  const question = '配件那头客户告状的多吗';

  test.each(['notJson', 'unknownCategory', 'inventedEvidence', 'empty'])('twice %s', async (wrong) => {
    await control({ mode: 'wrong', wrong });
    expect(await ask(question)).toEqual(rules(question));
    expect(await record()).toHaveLength(2);
  });

  test.each(['notJson', 'unknownCategory', 'inventedEvidence', 'empty'])('once %s is repaired', async (wrong) => {
    await control({ mode: 'wrong', wrong, times: 1 });
    expect(await ask(question)).toMatchObject({ kind: 'query', isGuessed: true });
  });

  test.each([
    [{ metric: 'profit' }],
    [{ metric: 'complaintsReceived', sql: 'DROP TABLE ticket' }],
    [{ metric: 'complaintsReceived', filters: { department: ['presidentOffice'] } }],
    [{ metric: 'complaintsReceived', period: { from: '2026-02-30', to: '2026-03-01' } }],
    [{ metric: 'complaintsReceived', period: { from: '2026-03-02', to: '2026-03-01' } }],
    [{ metric: 'complaintsReceived', top: 0 }],
    [{ metric: 'complaintsReceived', groupBy: "1; SELECT 'x'" }],
  ])('%j is refused', async (answer) => {
    await control([{ match: ['告状'], answer }], '/cases');
    expect(await ask(question)).toEqual(rules(question));
  });

  test('down, or slower than the time limit', async () => {
    await control({ mode: 'down' });
    expect(await ask(question)).toEqual(rules(question));
    await control({ mode: 'hang' });
    const startedAt = performance.now();
    expect(await ask(question, clientOf({ timeoutMs: 200 }))).toEqual(rules(question));
    expect(performance.now() - startedAt).toBeLessThan(1500);
  });

  test('with no budget left: it is the one of the classifier', async () => {
    const client = clientOf({ dailyCallLimit: 1 });
    const config = { baseUrl: `${base}/v1`, apiKey: 'k', model: 'm', timeoutMs: 2000 };
    const classifier = createModelClassifier(config, { logger: silentLogger, clock, client });
    const localGuess = { kind: 'other', categories: [], severity: 'P3' };
    await classifier.classify({ text: '刹车异响', localGuess, examples: [] }, { signal: new AbortController().signal });
    expect(await ask(question, client)).toEqual(rules(question));
    expect(await record()).toHaveLength(1);
  });

  test('after three failures it rests for both', async () => {
    const client = clientOf();
    await control({ mode: 'down' });
    for (const _ of [1, 2, 3]) await ask(question, client);
    await control({ mode: 'ok' });
    expect(await ask(question, client)).toEqual(rules(question));
    expect(await record()).toHaveLength(3);
  });
});
