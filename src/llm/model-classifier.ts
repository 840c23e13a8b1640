import { APIConnectionError, APIError, OpenAI } from 'openai';
import type { Clock } from '../clock.ts';
import { CareError } from '../errors.ts';
import type { LabelledExample, LocalGuess, MessageClassifier, ModelAnswer } from '../ports.ts';
import { CATEGORIES, DEMANDS, MESSAGE_KINDS, SEVERITIES } from '../understanding/taxonomy.ts';
import { readAnswer } from './answer.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';
import { loadPrompts } from './prompts.ts';
import type { Prompts } from './prompts.ts';
import { redactAll } from './redact.ts';

export type ModelConfig = {
  /** Any OpenAI-compatible address, e.g. https://api.deepseek.com/v1 */
  baseUrl: string;
  apiKey: string;
  model: string;
  /** For both tries together. */
  timeoutMs: number;
  /** Requests a day (Asia/Shanghai); unlimited when absent. */
  dailyCallLimit?: number;
};
type Dependencies = {
  logger: { warn(fields: Record<string, unknown>, message: string): void };
  clock: Clock;
  prompts?: Prompts;
};
type ChatMessage = { role: 'system' | 'user' | 'assistant'; content: string };

/** Longest text sent; the rest of a longer one adds cost, not meaning. */
const SENT_CHARS = 4000;
const MAX_CACHED = 500;
const SHANGHAI_OFFSET_MS = 8 * 3600 * 1000;

const list = (entries: readonly (readonly [string, string])[]): string =>
  entries.map(([key, text]) => `- ${key}: ${text}`).join('\n');

const TAXONOMY = {
  kinds: list(Object.entries(MESSAGE_KINDS).map(([key, { label, description }]) => [key, `${label}。${description}`])),
  categories: list(
    Object.entries(CATEGORIES).map(([key, { label, description, nearMisses }]) => [
      key,
      `${label}。${description}。易混:${nearMisses.join(';')}`,
    ]),
  ),
  severities: list(
    Object.entries(SEVERITIES).map(([key, { label, description }]) => [key, `${label}。${description}`]),
  ),
  demands: list(Object.entries(DEMANDS).map(([key, { label }]) => [key, label])),
};

const asLine = (example: LabelledExample): string => {
  const { text, kind, categories, severity } = example;
  return JSON.stringify({ text, kind, categories, severity });
};

/**
 * A language model behind any OpenAI-compatible address, as a `MessageClassifier`. Personal data is replaced before the
 * call and restored after; JSON mode is used where the server takes it; one repair try; all within `timeoutMs`.
 */
export function createModelClassifier(
  config: ModelConfig,
  { logger, clock, prompts = loadPrompts() }: Dependencies,
): MessageClassifier {
  const client = new OpenAI({
    baseURL: config.baseUrl,
    apiKey: config.apiKey,
    maxRetries: 0,
    timeout: config.timeoutMs,
  });
  const breaker = createCircuitBreaker(clock);
  const cache = new Map<string, ModelAnswer>();
  const budget = { day: -1, calls: 0 };
  let takesJsonMode = true;

  function spendOne(): void {
    const day = Math.floor((clock.now().getTime() + SHANGHAI_OFFSET_MS) / 86_400_000);
    if (day !== budget.day) Object.assign(budget, { day, calls: 0 });
    budget.calls += 1;
    if (config.dailyCallLimit !== undefined && budget.calls > config.dailyCallLimit) {
      throw new CareError('LIMIT_EXCEEDED', "the model's budget for today is spent");
    }
  }

  async function complete(messages: ChatMessage[], signal: AbortSignal): Promise<string> {
    spendOne();
    const body = { model: config.model, messages, temperature: 0 };
    try {
      const reply = await client.chat.completions.create(
        takesJsonMode ? { ...body, response_format: { type: 'json_object' } } : body,
        { signal },
      );
      return reply.choices[0]?.message.content ?? '';
    } catch (error) {
      // Some servers refuse response_format; they are asked again without it, and from then on.
      if (!takesJsonMode || !(error instanceof APIError) || (error.status !== 400 && error.status !== 422)) throw error;
      takesJsonMode = false;
      return complete(messages, signal);
    }
  }

  function systemMessage(localGuess: LocalGuess, examples: readonly LabelledExample[]): string {
    return prompts.classifyMessage.render({
      ...TAXONOMY,
      examples: examples.length === 0 ? '(无)' : examples.map(asLine).join('\n'),
      localGuess: JSON.stringify({
        kind: localGuess.kind,
        categories: localGuess.categories,
        severity: localGuess.severity,
      }),
    });
  }

  async function ask(input: Parameters<MessageClassifier['classify']>[0], signal: AbortSignal): Promise<ModelAnswer> {
    const { texts, restore } = redactAll([input.text.slice(0, SENT_CHARS), (input.context ?? '').slice(0, SENT_CHARS)]);
    const [text = '', context = ''] = texts;
    const payload = context === '' ? { text } : { text, context };
    const messages: ChatMessage[] = [
      { role: 'system', content: systemMessage(input.localGuess, input.examples) },
      { role: 'user', content: JSON.stringify(payload) },
    ];
    const first = await complete(messages, signal);
    let result = readAnswer(first, text);
    if ('fault' in result) {
      logger.warn({ fault: result.fault }, "the model's answer is repaired once");
      messages.push(
        { role: 'assistant', content: first },
        { role: 'system', content: prompts.repairAnswer.render({ fault: result.fault }) },
      );
      messages.push({ role: 'user', content: JSON.stringify(payload) });
      result = readAnswer(await complete(messages, signal), text);
    }
    if ('fault' in result) throw new CareError('UPSTREAM', `the model's answer is unusable twice: ${result.fault}`);
    const { answer } = result;
    return {
      ...answer,
      evidence: restore(answer.evidence),
      summary: restore(answer.summary),
      reliedOn: answer.reliedOn.map(restore),
      promptName: prompts.classifyMessage.name,
      promptVersion: prompts.classifyMessage.version,
      model: config.model,
    };
  }

  return {
    async classify(input, options) {
      const key = JSON.stringify([input.text, input.context ?? '']);
      const known = cache.get(key);
      if (known !== undefined) return known;
      if (breaker.isOpen()) throw new CareError('UPSTREAM', 'the model failed repeatedly and rests');
      const signal = AbortSignal.any([options.signal, AbortSignal.timeout(config.timeoutMs)]);
      try {
        const answer = await ask(input, signal);
        breaker.succeeded();
        cache.set(key, answer);
        if (cache.size > MAX_CACHED) cache.delete(cache.keys().next().value ?? '');
        return answer;
      } catch (error) {
        breaker.failed();
        throw asCareError(error, signal, config.timeoutMs);
      }
    },
  };
}

/** The provider's messages may quote the request: only status and kind of the error are passed on. */
function asCareError(error: unknown, signal: AbortSignal, timeoutMs: number): CareError {
  if (error instanceof CareError) return error;
  if (signal.aborted) return new CareError('UPSTREAM', `the model gave no answer within ${timeoutMs} ms`);
  if (error instanceof APIConnectionError) return new CareError('UPSTREAM', 'the model cannot be reached');
  if (error instanceof APIError) return new CareError('UPSTREAM', `the model answered HTTP ${String(error.status)}`);
  return new CareError('UPSTREAM', 'the model call failed');
}
