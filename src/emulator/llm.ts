/**
 * An OpenAI-compatible model on localhost: POST /v1/chat/completions, GET /v1/models.
 *
 * Control (JSON):
 *   GET    /_control/llm          → { mode, wrong, delayMs, timesLeft, refusesJsonMode, cases, requests }
 *   POST   /_control/llm          { mode?: 'ok'|'slow'|'wrong'|'down'|'hang', wrong?: 'notJson'|'unknownCategory'|'inventedEvidence'|'empty',
 *                                   delayMs?: number, times?: number, status?: number, refusesJsonMode?: boolean }
 *                                 `times`: only the next n requests misbehave, then 'ok'; without it until changed.
 *   POST   /_control/llm/cases    { match: string[], answer: object | string, times?: number } or an array of them; newest wins.
 *   DELETE /_control/llm/cases
 *   GET    /_control/llm/record?after=SEQ → { entries: RecordEntry[] }; DELETE empties it.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { wrongContent } from './llm-answers.ts';
import type { WrongKind } from './llm-answers.ts';
import { unscripted } from './llm-questions.ts';

type Mode = 'ok' | 'slow' | 'wrong' | 'down' | 'hang';
type RecordedCase = { match: string[]; answer: unknown; times?: number };
/** One request as it reached the wire; `raw` is the exact body, for tests that search it for personal data. */
export type LlmRecordEntry = {
  seq: number;
  at: string;
  mode: Mode;
  status: number;
  model: string;
  responseFormat: string;
  raw: string;
  answer: string;
};
type State = {
  mode: Mode;
  wrong: WrongKind;
  delayMs: number;
  /** Requests that still misbehave; null: all of them. */
  timesLeft: number | null;
  downStatus: number;
  refusesJsonMode: boolean;
  cases: RecordedCase[];
  record: LlmRecordEntry[];
  nextSeq: number;
};
type ChatBody = { model: string; lastUserMessage: string; responseFormat: string; stream: boolean };

const MODES: readonly string[] = ['ok', 'slow', 'wrong', 'down', 'hang'];
const WRONG_KINDS: readonly string[] = ['notJson', 'unknownCategory', 'inventedEvidence', 'empty'];
/** Bytes; owners' texts with examples stay far below. */
const MAX_BODY = 1024 * 1024;
const MAX_RECORD = 2000;
const MODEL_NAME = 'carebay-emulated-model';

const freshState = (): State => ({
  mode: 'ok',
  wrong: 'notJson',
  delayMs: 3000,
  timesLeft: null,
  downStatus: 503,
  refusesJsonMode: false,
  cases: [],
  record: [],
  nextSeq: 1,
});

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY) chunks.push(chunk);
  }
  return size > MAX_BODY ? undefined : Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): true {
  if (!response.destroyed) {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
  }
  return true;
}

const sendApiError = (response: ServerResponse, status: number, message: string): true =>
  sendJson(response, status, { error: { message, type: status >= 500 ? 'server_error' : 'invalid_request_error' } });

/** Content may be a string or a list of `{type: 'text', text}` parts. */
function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part) => (isObject(part) && typeof part['text'] === 'string' ? part['text'] : '')).join('');
}

function readChatBody(body: unknown): ChatBody | undefined {
  if (!isObject(body) || !Array.isArray(body['messages']) || typeof body['model'] !== 'string') return undefined;
  const users = body['messages'].filter((message) => isObject(message) && message['role'] === 'user');
  const last: unknown = users.at(-1);
  const format = body['response_format'];
  return {
    model: body['model'],
    lastUserMessage: isObject(last) ? contentText(last['content']) : '',
    responseFormat: isObject(format) && typeof format['type'] === 'string' ? format['type'] : '',
    stream: body['stream'] === true,
  };
}

function readCase(value: unknown): RecordedCase | undefined {
  if (!isObject(value) || !('answer' in value)) return undefined;
  const match = typeof value['match'] === 'string' ? [value['match']] : value['match'];
  if (!Array.isArray(match) || !match.every((word) => typeof word === 'string')) return undefined;
  const times = value['times'];
  return { match, answer: value['answer'], ...(typeof times === 'number' ? { times } : {}) };
}

/** Resolves after the delay, or at once when the caller hangs up; true when the caller is still there. */
function waitUnlessClosed(response: ServerResponse, delayMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      resolve(!response.destroyed);
    };
    const timer = setTimeout(finish, Math.min(delayMs, 0x7fffffff));
    response.once('close', finish);
  });
}

export type LlmEmulator = {
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  snapshot(): unknown;
  restore(state: unknown): void;
};

/**
 * Creates the emulated model. `handle` resolves to true when the request was one of its own (then it is answered, or
 * kept open on purpose in mode `hang`), false when another handler should look at it.
 *
 * @param dependencies.now the emulator's virtual clock; stamps the record and the `created` field
 */
export function createLlmEmulator({ now }: { now: () => Date }): LlmEmulator {
  let state = freshState();

  /** The mode of this request; counts down `times`. */
  function takeMode(): Mode {
    const mode = state.mode;
    if (mode !== 'ok' && state.timesLeft !== null) {
      state.timesLeft -= 1;
      if (state.timesLeft <= 0) {
        state.mode = 'ok';
        state.timesLeft = null;
      }
    }
    return mode;
  }

  function answerFor(lastUserMessage: string): { object: Record<string, unknown>; content: string } {
    const index = state.cases.findIndex(({ match }) => match.every((word) => lastUserMessage.includes(word)));
    const found = state.cases[index];
    if (found === undefined) {
      const object = unscripted(lastUserMessage);
      return { object, content: JSON.stringify(object) };
    }
    if (found.times !== undefined) {
      found.times -= 1;
      if (found.times <= 0) state.cases.splice(index, 1);
    }
    if (typeof found.answer === 'string') return { object: {}, content: found.answer };
    const object = { ...unscripted(lastUserMessage), ...(isObject(found.answer) ? found.answer : {}) };
    return { object, content: JSON.stringify(object) };
  }

  function remember(entry: Omit<LlmRecordEntry, 'seq' | 'at'>): void {
    state.record.push({ seq: state.nextSeq, at: now().toISOString(), ...entry });
    state.nextSeq += 1;
    if (state.record.length > MAX_RECORD) state.record.shift();
  }

  function sendCompletion(response: ServerResponse, chat: ChatBody, content: string): true {
    const base = { id: `chatcmpl-${state.nextSeq}`, created: Math.floor(now().getTime() / 1000), model: chat.model };
    if (chat.stream) {
      const chunk = (delta: object, finish_reason: string | null): string =>
        `data: ${JSON.stringify({ ...base, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(`${chunk({ role: 'assistant', content }, null)}${chunk({}, 'stop')}data: [DONE]\n\n`);
      return true;
    }
    const tokens = { prompt_tokens: chat.lastUserMessage.length, completion_tokens: content.length };
    return sendJson(response, 200, {
      ...base,
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content, refusal: null }, finish_reason: 'stop' }],
      usage: { ...tokens, total_tokens: tokens.prompt_tokens + tokens.completion_tokens },
    });
  }

  async function complete(request: IncomingMessage, response: ServerResponse): Promise<true> {
    const raw = await readBody(request);
    if (raw === undefined) return sendApiError(response, 413, 'request body is larger than 1 MiB');
    const chat = readChatBody(parseJson(raw));
    if (chat === undefined) return sendApiError(response, 400, 'body needs "model" and "messages"');
    if (state.refusesJsonMode && chat.responseFormat !== '') {
      remember({ mode: 'ok', status: 400, model: chat.model, responseFormat: chat.responseFormat, raw, answer: '' });
      return sendApiError(response, 400, `response_format ${chat.responseFormat} is not supported by this model`);
    }
    const mode = takeMode();
    const { object, content } = answerFor(chat.lastUserMessage);
    const answer = mode === 'wrong' ? wrongContent(state.wrong, object) : content;
    const status = mode === 'down' ? state.downStatus : mode === 'hang' ? 0 : 200;
    remember({
      mode,
      status,
      model: chat.model,
      responseFormat: chat.responseFormat,
      raw,
      answer: status === 200 ? answer : '',
    });
    if (mode === 'hang') return true;
    if (mode === 'down') return sendApiError(response, state.downStatus, 'the emulated model is down');
    if (mode === 'slow' && !(await waitUnlessClosed(response, state.delayMs))) return true;
    return sendCompletion(response, chat, answer);
  }

  function configure(body: unknown): string | undefined {
    if (!isObject(body)) return 'body must be a JSON object';
    const { mode, wrong, delayMs, times, status, refusesJsonMode } = body;
    if (mode !== undefined && !(typeof mode === 'string' && MODES.includes(mode)))
      return `mode: one of ${MODES.join(', ')}`;
    if (wrong !== undefined && !(typeof wrong === 'string' && WRONG_KINDS.includes(wrong))) {
      return `wrong: one of ${WRONG_KINDS.join(', ')}`;
    }
    if (mode !== undefined) {
      state.mode = mode as Mode;
      state.timesLeft = typeof times === 'number' ? times : null;
    }
    if (wrong !== undefined) state.wrong = wrong as WrongKind;
    if (typeof delayMs === 'number') state.delayMs = delayMs;
    if (typeof status === 'number') state.downStatus = status;
    if (typeof refusesJsonMode === 'boolean') state.refusesJsonMode = refusesJsonMode;
    return undefined;
  }

  const status = (): object => {
    const { record, nextSeq, ...settings } = state;
    return { ...settings, requests: nextSeq - 1, recorded: record.length };
  };

  async function control(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    const call = `${request.method} ${url.pathname}`;
    const body = request.method === 'POST' ? parseJson((await readBody(request)) ?? '') : undefined;
    switch (call) {
      case 'GET /_control/llm':
        return sendJson(response, 200, status());
      case 'POST /_control/llm': {
        const fault = configure(body);
        return fault === undefined ? sendJson(response, 200, status()) : sendJson(response, 400, { error: fault });
      }
      case 'POST /_control/llm/cases': {
        const cases = (Array.isArray(body) ? body : [body]).map(readCase);
        const valid = cases.filter((one) => one !== undefined);
        if (valid.length !== cases.length)
          return sendJson(response, 400, { error: 'a case is { match: string[], answer }' });
        state.cases.unshift(...valid);
        return sendJson(response, 200, status());
      }
      case 'DELETE /_control/llm/cases':
        state.cases = [];
        return sendJson(response, 200, status());
      case 'GET /_control/llm/record': {
        const after = Number(url.searchParams.get('after') ?? 0);
        return sendJson(response, 200, { entries: state.record.filter(({ seq }) => seq > after) });
      }
      case 'DELETE /_control/llm/record':
        state.record = [];
        return sendJson(response, 200, status());
      default:
        return sendJson(response, 404, { error: `no such control call: ${call}` });
    }
  }

  return {
    async handle(request, response) {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (url.pathname === '/_control/llm' || url.pathname.startsWith('/_control/llm/'))
        return control(request, response, url);
      if (request.method === 'POST' && url.pathname === '/v1/chat/completions') return complete(request, response);
      if (request.method === 'GET' && url.pathname === '/v1/models') {
        const data = [{ id: MODEL_NAME, object: 'model', created: 0, owned_by: 'emulator' }];
        return sendJson(response, 200, { object: 'list', data });
      }
      return false;
    },
    snapshot: () => structuredClone(state),
    restore(saved) {
      state = { ...freshState(), ...(isObject(saved) ? structuredClone(saved) : {}) };
    },
  };
}
