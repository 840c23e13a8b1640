import type { LabelledExample, MessageClassifier, ModelAnswer } from '../ports.ts';
import { sharedClassifier } from './classifier.ts';
import { combine, LOCAL_SURE, readingOf } from './combine.ts';
import { createCorrectedCases } from './corrected-cases.ts';
import type { CorrectedCases } from './corrected-cases.ts';
import type { LabelledCase } from './labelled-case.ts';
import { decideWith } from './local.ts';
import { neighboursDepartment, similarExamples } from './similar-examples.ts';
import { joinMessages } from './text.ts';
import type { Decision, UnderstandingInput } from './types.ts';

/** Everything together, including repair tries, ends within this many milliseconds. */
const TOTAL_MS = 8000;
/** Kinds that exact rules settle: nothing a model says would be better, and the owner should not wait. */
const SETTLED_BY_RULES = new Set(['optOut', 'human', 'binding', 'survey']);
const MOST_EXAMPLES = 6;

/** Orders to a model: nothing that owners write to a dealership. Such a text is read by rules and local classifier alone. */
const ORDERS =
  /(?:忽略|无视|忘记|忘掉|不要理会|跳过)[^。\n]{0,8}(?:以上|上面|之前|前面|所有)?[^。\n]{0,6}(?:要求|指令|提示|规则|设定|说明)|(?:系统|system)\s?(?:提示词?|指令|prompt)|提示词|你现在(?:是|扮演)|ignore (?:all|previous|the above)|(?:kind|severity|categories|department|confidence)["'\s]*(?:写成|改成|设为|必须|=|:|：)/i;

type Now<T> = T | Promise<T>;
export type UnderstandingDependencies = {
  model?: MessageClassifier;
  logger: { warn(fields: Record<string, unknown>, message: string): void };
  /** What staff corrected, oldest first; asked before each text, so the caller keeps it at hand. */
  cases?: () => Now<readonly LabelledCase[]>;
  /** Labelled examples that resemble a text, for the model's prompt; default: from the training examples. */
  findExamples?: (text: string) => readonly LabelledExample[];
  /** Milliseconds; only tests shorten it. */
  totalMs?: number;
};

export type Understanding = { understand(input: UnderstandingInput): Promise<Decision> };

/**
 * Understands owners' messages: rules and the local classifier first, then what people decided about equal texts, then a
 * model where one is configured.
 *
 * @returns `understand` never throws because of the model: the local answer stands, with `modelError` saying why, and is
 *   there within 8 s. P0 texts, exact requests and texts that people have judged are not held up by asking a model.
 */
export function createUnderstanding(dependencies: UnderstandingDependencies): Understanding {
  const { model, logger, cases, findExamples = similarExamples, totalMs = TOTAL_MS } = dependencies;
  const casesFor = lastMade((list: readonly LabelledCase[]): CorrectedCases => createCorrectedCases(list));

  async function ask(model: MessageClassifier, local: Decision, input: UnderstandingInput, known: CorrectedCases) {
    const text = joinMessages(input.messages);
    const { kind, categories, severity } = local;
    const limit = limitedTo(totalMs);
    const examples = [...known.examples(text), ...findExamples(text)].slice(0, MOST_EXAMPLES);
    const { context, names } = input;
    const around = { ...(context === undefined ? {} : { context }), ...(names === undefined ? {} : { names }) };
    const call = (isRepeat: boolean): Promise<ModelAnswer> =>
      Promise.race([
        model.classify(
          { text, ...around, localGuess: { kind, categories, severity }, examples },
          { signal: limit.signal, isRepeat },
        ),
        limit.reached,
      ]);
    try {
      const answer = await call(false);
      const said = readingOf(answer, local, input);
      const isContradicted = said !== undefined && said.department !== local.department;
      const repeated =
        isContradicted && local.confidence >= LOCAL_SURE ? await call(true).catch(() => undefined) : undefined;
      const neighbours = isContradicted ? neighboursDepartment(text) : undefined;
      return combine(
        local,
        {
          answer,
          ...(repeated === undefined ? {} : { repeated }),
          ...(neighbours === undefined ? {} : { neighbours }),
        },
        input,
      );
    } catch (error) {
      const modelError = (error instanceof Error ? error.message : String(error)).slice(0, 200);
      logger.warn({ modelError }, 'the model was of no help; the local decision stands');
      return { ...local, modelError };
    } finally {
      limit.clear();
    }
  }

  return {
    async understand(input) {
      const known = casesFor((await cases?.()) ?? NO_CASES);
      const { decision: local } = decideWith(sharedClassifier(), input);
      if (joinMessages(input.messages).trim() === '') return local;
      if (local.decidedBy === 'rules' && SETTLED_BY_RULES.has(local.kind)) return local;
      const decided = known.apply(local, input);
      if (decided !== undefined) return decided;
      const isAsked = local.severity !== 'P0' && !ORDERS.test(joinMessages(input.messages));
      return model === undefined || !isAsked ? local : ask(model, local, input, known);
    },
  };
}

const NO_CASES: readonly LabelledCase[] = [];

/** Makes something of a value and keeps it until another value comes: models and cases change seldom. */
function lastMade<K extends object, V>(make: (key: K) => V): (key: K) => V {
  let last: { key: K; value: V } | undefined;
  return (key) => {
    if (last?.key !== key) last = { key, value: make(key) };
    return last.value;
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
