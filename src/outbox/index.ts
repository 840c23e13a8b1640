export { enqueueOutbox, enqueueTogether, idOf } from './enqueue.ts';
export { enqueueFile, enqueueKeptFile, type FileToStaff, keepFile, type NewFile } from './enqueue-file.ts';
export { pruneOutgoingFiles } from './prune-files.ts';
export {
  type FailureAction,
  failureActionOf,
  kfEventAction,
  RECEIPT_CODES,
  receiptFailure,
} from './failure-actions.ts';
export { grouped } from './grouped.ts';
export { reviseOutbox } from './revise.ts';
export { recordLateOutcome, recordOutcome } from './late-outcome.ts';
export { sendOnceMore } from './send-once-more.ts';
export { recordSmsReport } from './sms-report.ts';
export { recordSubscriptionReceipt } from './subscription-receipt.ts';
export { idempotencyKeyOf, type NewOutboxMessage, type OutboxChannel } from './message.ts';
export type { FailedOutcome, Outcome, SettledHook } from './outcome.ts';
export { createOutboxSender, type OutboxSender } from './sender.ts';
export { outcomeOfSms, RECEIPT_MS } from './unanswered.ts';
export type { OutboxRow } from './transmit.ts';
export { closedUntil, createRates, type RateRules } from './rates.ts';
