import { APIConnectionError, APIError, OpenAI } from 'openai';
import type { Clock } from '../clock.ts';
import { CareError } from '../errors.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';

export type ModelConfig = {
  /** Any OpenAI-compatible address, e.g. https://api.deepseek.com/v1 */
  baseUrl: string;
  apiKey: string;
  model: string;
  /** For both tries together. */
  timeoutMs: number;
  /** Requests a day (Asia/Shanghai) of this process; unlimited when absent. */
  dailyCallLimit?: number;
};
export type ChatMessage = { role: 'system' | 'user' | 'assistant'; content: string };

/** One completion; spends one call of the budget. */
export type Complete = (messages: ChatMessage[], signal: AbortSignal, temperature: number) => Promise<string>;

/** One model for every task: budget, circuit breaker and time limit are shared. */
export type ModelClient = {
  model: string;
  /**
   * Runs one task with as many completions as it needs, all within `timeoutMs`.
   *
   * @throws {CareError} `UPSTREAM` when the model rests, fails or is too slow; `LIMIT_EXCEEDED` when the budget is spent
   */
  run<T>(signal: AbortSignal, task: (complete: Complete, signal: AbortSignal) => Promise<T>): Promise<T>;
};

const SHANGHAI_OFFSET_MS = 8 * 3600 * 1000;

/** Connects to any OpenAI-compatible address. JSON mode is used where the server takes it. */
export function createModelClient(config: ModelConfig, { clock }: { clock: Clock }): ModelClient {
  const client = new OpenAI({
    baseURL: config.baseUrl,
    apiKey: config.apiKey,
    maxRetries: 0,
    timeout: config.timeoutMs,
  });
  const breaker = createCircuitBreaker(clock);
  const budget = { day: -1, calls: 0 };
  let takesJsonMode = true;

  function spendOne(): void {
    const day = Math.floor((clock.now().getTime() + SHANGHAI_OFFSET_MS) / 86_400_000);
    if (day !== budget.day) Object.assign(budget, { day, calls: 0 });
    if (config.dailyCallLimit !== undefined && budget.calls >= config.dailyCallLimit) {
      throw new CareError('LIMIT_EXCEEDED', "the model's budget for today is spent");
    }
    budget.calls += 1;
  }

  async function complete(messages: ChatMessage[], signal: AbortSignal, temperature: number): Promise<string> {
    spendOne();
    const body = { model: config.model, messages, temperature };
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
      return complete(messages, signal, temperature);
    }
  }

  return {
    model: config.model,
    async run(given, task) {
      if (!breaker.mayCall()) throw new CareError('UPSTREAM', 'the model failed repeatedly and rests');
      const signal = AbortSignal.any([given, AbortSignal.timeout(config.timeoutMs)]);
      try {
        const result = await task(complete, signal);
        breaker.succeeded();
        return result;
      } catch (error) {
        if (error instanceof CareError && error.code === 'LIMIT_EXCEEDED') breaker.wasNotMade();
        else breaker.failed();
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
