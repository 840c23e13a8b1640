import type { Clock } from '../clock.ts';
import { CareError } from '../errors.ts';
import type { LabelledExample, LocalGuess, MessageClassifier, ModelAnswer } from '../ports.ts';
import { CATEGORIES, DEMANDS, MESSAGE_KINDS, SEVERITIES } from '../understanding/taxonomy.ts';
import { readAnswer } from './answer.ts';
import {
  type ChatMessage,
  type Complete,
  createModelClient,
  type ModelClient,
  type ModelConfig,
} from './model-client.ts';
import { loadPrompts } from './prompts.ts';
import type { Prompts } from './prompts.ts';
import { redactAll } from './redact.ts';

type Dependencies = {
  logger: { warn(fields: Record<string, unknown>, message: string): void };
  clock: Clock;
  prompts?: Prompts;
  /** Shared with other tasks of the same model; absent: one of its own. */
  client?: ModelClient;
};
type Question = Parameters<MessageClassifier['classify']>[0];

/** Longest text sent; the rest of a longer one adds cost, not meaning. */
const SENT_CHARS = 4000;
/** Asked again, a model that only guessed should be free to guess otherwise. */
const REPEAT_TEMPERATURE = 0.5;
const MAX_CACHED = 500;

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
  { logger, clock, prompts = loadPrompts(), client = createModelClient(config, { clock }) }: Dependencies,
): MessageClassifier {
  const cache = new Map<string, ModelAnswer>();

  function systemMessage(localGuess: LocalGuess | undefined, examples: readonly LabelledExample[]): string {
    return prompts.classifyMessage.render({
      ...TAXONOMY,
      examples: examples.length === 0 ? '(无)' : examples.map(asLine).join('\n'),
      localGuess:
        localGuess === undefined
          ? '（不提供，请独立判断）'
          : JSON.stringify({
              kind: localGuess.kind,
              categories: localGuess.categories,
              severity: localGuess.severity,
            }),
    });
  }

  async function ask(
    input: Question,
    complete: Complete,
    signal: AbortSignal,
    isRepeat: boolean,
  ): Promise<ModelAnswer> {
    const pieces = [
      input.text.slice(0, SENT_CHARS),
      (input.context ?? '').slice(0, SENT_CHARS),
      ...input.examples.map((example) => example.text),
    ];
    const { texts, restore } = redactAll(pieces, input.names);
    const [text = '', context = ''] = texts;
    const examples = input.examples.map((example, index) => ({ ...example, text: texts[index + 2] ?? '' }));
    const temperature = isRepeat ? REPEAT_TEMPERATURE : 0;
    const payload = context === '' ? { text } : { text, context };
    const messages: ChatMessage[] = [
      { role: 'system', content: systemMessage(isRepeat ? undefined : input.localGuess, examples) },
      { role: 'user', content: JSON.stringify(payload) },
    ];
    const first = await complete(messages, signal, temperature);
    let result = readAnswer(first, text);
    if ('fault' in result) {
      logger.warn({ fault: result.fault }, "the model's answer is repaired once");
      messages.push(
        { role: 'assistant', content: first },
        { role: 'system', content: prompts.repairAnswer.render({ fault: result.fault }) },
      );
      messages.push({ role: 'user', content: JSON.stringify(payload) });
      result = readAnswer(await complete(messages, signal, temperature), text);
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
      if (known !== undefined && options.isRepeat !== true) return known;
      const isRepeat = options.isRepeat === true;
      const answer = await client.run(options.signal, (complete, signal) => ask(input, complete, signal, isRepeat));
      if (isRepeat) return answer;
      cache.set(key, answer);
      if (cache.size > MAX_CACHED) cache.delete(cache.keys().next().value ?? '');
      return answer;
    },
  };
}
