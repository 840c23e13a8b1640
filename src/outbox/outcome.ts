import type { Transaction } from '../database/database.ts';
import type { SmsFailure } from '../errors.ts';
import type { FailureAction } from './failure-actions.ts';
import type { OutboxRow, Receipt } from './transmit.ts';

export interface FailedOutcome {
  status: 'failed';
  /** 0 when there was no answer, or a vendor whose codes are no numbers. */
  errorCode: number;
  action: FailureAction;
  reason: string;
  /** Nobody can say whether it arrived: no other message may follow, a person calls (decision 0009). */
  isUnresolved?: true;
  /** Of an SMS vendor. */
  vendorCode?: string;
  smsFailure?: SmsFailure;
  /** The person who has the session of 微信客服 (action `suggestion`). */
  servicerUserId?: string;
}

/** How a message ended. `failed` with `unreachable` or `gone` also closes this person's channel. */
export type Outcome =
  | { status: 'sent'; receipt: Receipt }
  /** Said by a receipt, later. */
  | { status: 'delivered' }
  | FailedOutcome;

/** Called in the transaction that records the outcome. */
export interface SettledHook {
  (tx: Transaction, row: OutboxRow, outcome: Outcome): Promise<void>;
  /** Before anything is changed in that transaction: takes the locks that everybody takes first. */
  before?: (tx: Transaction, row: OutboxRow, outcome: Outcome) => Promise<void>;
  /** The same for many reminders that were sent, at once; absent: called for each. */
  sentTogether?: (tx: Transaction, rows: readonly OutboxRow[]) => Promise<void>;
}
