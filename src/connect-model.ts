import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { createModelClassifier } from './llm/index.ts';
import type { Logger } from './logger.ts';
import type { MessageClassifier } from './ports.ts';

/** All tries together: the owner should not feel that somebody was asked. */
const TIMEOUT_MS = 8_000;

/** The configured model, or undefined when none is. */
export function connectModel(settings: Config['model'], logger: Logger, clock: Clock): MessageClassifier | undefined {
  return settings === undefined
    ? undefined
    : createModelClassifier({ ...settings, timeoutMs: TIMEOUT_MS }, { logger, clock });
}
