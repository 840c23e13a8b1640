import type { Customer, Reminder, Vehicle } from '../../database/generated/client.ts';
import type { Reply } from '../../understanding/index.ts';

/** An owner's words, and the reminder that they answer. */
export interface Answer {
  /** What they wrote. */
  text: string;
  /** Names these words: staff are told of them once. */
  wordsKey: string;
  customer: Customer | null;
  reminder: Reminder;
  /** What went out with it, itself included: staff read of all of it. */
  together: readonly Reminder[];
  /** The car it is about; null for a licence, a birthday. */
  vehicle: Vehicle | null;
  reply: Reply;
  /** Answers the owner where they wrote. A short message can't be answered: there the act is the answer. */
  say(words: string): Promise<void>;
}
