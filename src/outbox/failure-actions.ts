import type { OutboxChannel } from './message.ts';

/**
 * What the sender does about a code:
 * retry — again under the same key, with growing delay · later — the platform's quota is used up: wait out its block
 * success — the platform has it already · unreachable — this person, on this channel, until they act; next channel
 * next — only this message: next channel · configuration — an administrator must act; next channel
 * permanent — the payload is wrong
 */
export type FailureAction = 'retry' | 'later' | 'success' | 'unreachable' | 'next' | 'configuration' | 'permanent';

const COMMON: Record<number, FailureAction> = {
  [-1]: 'retry',
  6000: 'retry',
  // A token that fails right after it was fetched: another program fetches too, or the secret was changed just now.
  40014: 'retry',
  42001: 'retry',
  // Secret, corp id or app id are wrong.
  40001: 'configuration',
  40013: 'configuration',
  40125: 'configuration',
  45009: 'later',
  45011: 'later',
  45033: 'later',
};

const KF: Record<number, FailureAction> = {
  95033: 'success',
  95001: 'unreachable',
  95002: 'unreachable',
  95018: 'unreachable',
  95013: 'next',
  95014: 'next',
  95016: 'next',
  95019: 'next',
  95020: 'next',
  95003: 'configuration',
  95000: 'configuration',
  95004: 'configuration',
  95017: 'configuration',
  95023: 'configuration',
  95032: 'configuration',
  48002: 'configuration',
  48007: 'configuration',
  60020: 'configuration',
};

const ACCOUNT: Record<number, FailureAction> = {
  43004: 'unreachable',
  50005: 'unreachable',
  43019: 'unreachable',
  50002: 'unreachable',
  43101: 'unreachable',
  40003: 'unreachable',
  45015: 'unreachable',
  45047: 'unreachable',
  48002: 'unreachable',
  43117: 'next',
  40164: 'configuration',
  48001: 'configuration',
  48004: 'configuration',
  50004: 'configuration',
  40037: 'configuration',
  43116: 'configuration',
  48011: 'configuration',
  40165: 'configuration',
  40166: 'configuration',
};

const STAFF: Record<number, FailureAction> = {
  81013: 'next',
  48002: 'configuration',
  301002: 'configuration',
  60011: 'configuration',
  60020: 'configuration',
  43012: 'configuration',
};

/** The table of outreach-rules, per host: the same number means different things on different hosts. */
export function failureActionOf(channel: OutboxChannel, errcode: number): FailureAction {
  const table = channel.startsWith('wecom') ? STAFF : channel.startsWith('kf') ? KF : ACCOUNT;
  return table[errcode] ?? COMMON[errcode] ?? 'permanent';
}
