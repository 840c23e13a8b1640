import type { Day } from '../calendar.ts';
import type { Transaction } from '../database/database.ts';
import type { Period } from '../stats/index.ts';
import type { Rules, Store } from '../stores/index.ts';

/** For whom, of which days and at what moment a report is made: one look at the database for all of it. */
export interface ReportAt {
  db: Transaction;
  storeId: string;
  store: Store;
  rules: Rules;
  now: Date;
  today: Day;
  period: Period;
  /** What it is compared with; absent where nothing is alike: see `comparedWith`. */
  previous: Period | undefined;
}
