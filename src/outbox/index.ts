export { enqueueOutbox } from './enqueue.ts';
export { type FailureAction, failureActionOf } from './failure-actions.ts';
export { recordLateOutcome } from './late-outcome.ts';
export { idempotencyKeyOf, type NewOutboxMessage, type OutboxChannel } from './message.ts';
export { createOutboxSender, type Outcome, type OutboxSender, type SettledHook } from './sender.ts';
export type { OutboxRow } from './transmit.ts';
