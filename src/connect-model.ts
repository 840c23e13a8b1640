import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { createModelClassifier, createModelClient, createModelQuestionReader } from './llm/index.ts';
import type { Logger } from './logger.ts';
import type { MessageClassifier, QuestionReader } from './ports.ts';

/** All tries together: the owner should not feel that somebody was asked. */
const TIMEOUT_MS = 8_000;

/** The configured model for its two tasks; nothing when none is configured. */
export function connectModel(
  settings: Config['model'],
  logger: Logger,
  clock: Clock,
): { model?: MessageClassifier; questionReader?: QuestionReader } {
  if (settings === undefined) return {};
  const config = { ...settings, timeoutMs: TIMEOUT_MS };
  const client = createModelClient(config, { clock });
  return {
    model: createModelClassifier(config, { logger, clock, client }),
    questionReader: createModelQuestionReader({ client, logger }),
  };
}
