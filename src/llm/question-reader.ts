import { weekdayOf } from '../calendar.ts';
import { CareError } from '../errors.ts';
import type { QuestionReader } from '../ports.ts';
import { jsonIn } from './answer.ts';
import type { ChatMessage, ModelClient } from './model-client.ts';
import { loadPrompts } from './prompts.ts';
import type { Prompts } from './prompts.ts';
import { redactAll } from './redact.ts';

/** Longest question sent; nobody asks for a figure in more words. */
const SENT_CHARS = 300;
const WEEKDAYS = '日一二三四五六';

type Dependencies = {
  client: ModelClient;
  logger: { warn(fields: Record<string, unknown>, message: string): void };
  prompts?: Prompts;
};

/**
 * A language model as a `QuestionReader`. It answers in JSON which the caller checks against closed lists; one repair try;
 * budget, circuit breaker and time limit are those of the client.
 */
export function createModelQuestionReader({ client, logger, prompts = loadPrompts() }: Dependencies): QuestionReader {
  return {
    async read(input, { signal: given }) {
      const { texts, restore } = redactAll([input.text.slice(0, SENT_CHARS), input.previous ?? ''], input.names);
      const [text = '', previous = ''] = texts;
      const payload = JSON.stringify({
        text,
        today: `${input.today} 星期${WEEKDAYS[weekdayOf(input.today)]}`,
        ...(previous === '' ? {} : { previous }),
      });
      const checked = (content: string) => {
        const json = jsonIn(content);
        return json === undefined ? { fault: 'the reply is not a JSON object' } : input.check(json, restore);
      };
      const value = await client.run(given, async (complete, signal) => {
        const messages: ChatMessage[] = [
          { role: 'system', content: prompts.readQuestion.render({ ...input.catalogue }) },
          { role: 'user', content: payload },
        ];
        const first = await complete(messages, signal, 0);
        let result = checked(first);
        if ('fault' in result) {
          logger.warn({ fault: result.fault }, "the model's reading of a question is repaired once");
          messages.push(
            { role: 'assistant', content: first },
            { role: 'system', content: prompts.repairQuestion.render({ fault: result.fault }) },
            { role: 'user', content: payload },
          );
          result = checked(await complete(messages, signal, 0));
        }
        if ('fault' in result)
          throw new CareError('UPSTREAM', `the model's reading is unusable twice: ${result.fault}`);
        return result.value;
      });
      const { name: promptName, version: promptVersion } = prompts.readQuestion;
      return { value, promptName, promptVersion, model: client.model };
    },
  };
}
