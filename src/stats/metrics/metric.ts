import type { Day } from '../../calendar.ts';
import type { Prisma } from '../../database/generated/client.ts';
import type { Rules } from '../../stores/index.ts';
import type { MessageKind } from '../../understanding/taxonomy.ts';
import type { RowsKey } from '../rows.ts';
import { BY_TIME, type FilterKey, type Grouping, type Period, type Target, type Unit } from '../types.ts';

export { BY_TIME } from '../types.ts';

type Sql = Prisma.Sql;

/** What a metric's conditions may depend on. */
export interface Moment {
  storeId: string;
  now: Date;
  today: Day;
  /** The store's rules in force. */
  rules: Rules;
}

/** One figure, defined once. Everything that counts, words or checks a figure reads it here. */
export interface Metric {
  name: string;
  /** What is counted, for the line under every answer. */
  definition: string;
  /** Which time puts a row into the period; absent for a state without one. */
  datedBy: string;
  /** duration: median, mean and 90th percentile of minutes. mean: the average of a score. */
  shape: 'count' | 'share' | 'duration' | 'mean';
  unit: Unit;
  /** `none`: a state as it is now, when the question names no period. */
  defaultPeriod: 'month' | 'none';
  /** The period may lie ahead (plans, due days). */
  looksAhead?: boolean;
  /** Kinds of tickets that count when the question names none; absent: every kind. */
  kinds?: readonly MessageKind[];
  /** Kinds of reminders that count when the question names none; absent: every kind. */
  reminderKinds?: readonly string[];
  rows: RowsKey;
  /** What a filter or a grouping stands for where it is not the column of the rows: who did it, not whom it was given to. */
  columns?: Partial<Record<Grouping, Sql>>;
  /** How a grouping by person calls what nobody of the house did. */
  nobody?: string;
  /** Which rows belong: to the period, or to the present state when there is none. */
  belongs: (period: Period | undefined, moment: Moment) => Sql;
  /** All shapes but counts: rows that are decided or done; the others are told as `aside`. */
  counts?: (moment: Moment) => Sql;
  /** Shares: rows of the numerator. */
  hits?: (moment: Moment, period: Period | undefined) => Sql;
  /** Durations: minutes. Means: the score. */
  measure?: Sql;
  /** Counts: rows that are so at this very moment. */
  asideIf?: (moment: Moment) => Sql;
  aside?: string;
  /** The day of a row, for figures by day, week or month. */
  day?: (moment: Moment) => Sql;
  filters: readonly FilterKey[];
  groupings: readonly Grouping[];
  /** managersAndCare: about owners, not about a department's work. */
  visibleTo: 'ownDepartment' | 'managersAndCare';
  higherIs: 'better' | 'worse' | 'neutral';
  /** What the list behind a share holds: the rows that count against it. */
  missedName?: string;
  /** The rows of the numerator are those that count against it: 流失率. */
  listsHits?: boolean;
  /** What the figure should reach by the store's rules. */
  target?: (rules: Rules) => Target;
}

/** 投诉 as people say it: with a demand or without one. */
export const COMPLAINTS = ['complaint', 'grumble'] as const;

export const TICKET_FILTERS = [
  'department',
  'severity',
  'category',
  'kind',
  'status',
  'source',
  'demand',
  'assignee',
  'series',
  'plate',
] as const;
export const TICKET_GROUPS = [
  'department',
  'severity',
  'category',
  'kind',
  'status',
  'source',
  'assignee',
  'demand',
  'series',
  'vehicle',
] as const;

/** What figures about tickets have in common. */
export const ticketFigure = {
  rows: 'ticket',
  unit: '条',
  filters: TICKET_FILTERS,
  groupings: [...TICKET_GROUPS, ...BY_TIME],
  visibleTo: 'ownDepartment',
} as const;
