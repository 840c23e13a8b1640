import type { LabelledExample, MessageClassifier } from '../ports.ts';
import { combine } from './combine.ts';
import { understandLocally } from './local.ts';
import { similarExamples } from './similar-examples.ts';
import { joinMessages } from './text.ts';
import type { Decision, UnderstandingInput } from './types.ts';

/** Everything together, including repair tries, ends within this many milliseconds. */
const TOTAL_MS = 8000;
/** Kinds that exact rules settle: nothing a model says would be better, and the owner should not wait. */
const SETTLED_BY_RULES = new Set(['optOut', 'human', 'binding', 'survey']);

export type UnderstandingDependencies = {
  model?: MessageClassifier;
  logger: { warn(fields: Record<string, unknown>, message: string): void };
  /** Labelled examples that resemble a text, for the model's prompt; default: from the training examples. */
  findExamples?: (text: string) => readonly LabelledExample[];
  /** Milliseconds; only tests shorten it. */
  totalMs?: number;
};

export type Understanding = { understand(input: UnderstandingInput): Promise<Decision> };

/**
 * Understands owners' messages: rules and the local classifier first, then a model where one is configured.
 *
 * @returns `understand` never throws because of the model: the local answer stands, with `modelError` saying why, and is
 *   there within 8 s. P0 texts and exact requests are not held up by asking a model.
 */
export function createUnderstanding(dependencies: UnderstandingDependencies): Understanding {
  const { model, logger, findExamples = similarExamples, totalMs = TOTAL_MS } = dependencies;
  return {
    async understand(input) {
      const local = understandLocally(input);
      const text = joinMessages(input.messages);
      if (model === undefined || text.trim() === '') return local;
      if (local.severity === 'P0' || (local.decidedBy === 'rules' && SETTLED_BY_RULES.has(local.kind))) return local;
      const { kind, categories, severity } = local;
      const limit = limitedTo(totalMs);
      try {
        const answer = await Promise.race([
          model.classify(
            {
              text,
              ...(input.context === undefined ? {} : { context: input.context }),
              localGuess: { kind, categories, severity },
              examples: findExamples(text),
            },
            { signal: limit.signal },
          ),
          limit.reached,
        ]);
        return combine(local, answer, input);
      } catch (error) {
        const modelError = (error instanceof Error ? error.message : String(error)).slice(0, 200);
        logger.warn({ modelError }, 'the model was of no help; the local decision stands');
        return { ...local, modelError };
      } finally {
        limit.clear();
      }
    },
  };
}

/** A signal that aborts, and a promise that rejects, after the time: also an adapter that ignores the signal is left. */
function limitedTo(milliseconds: number): { signal: AbortSignal; reached: Promise<never>; clear: () => void } {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const reached = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      controller.abort();
      reject(new Error(`no answer within ${milliseconds} ms`));
    }, milliseconds);
  });
  return { signal: controller.signal, reached, clear: () => clearTimeout(timer) };
}
