import { addDays, type Day } from '../../calendar.ts';
import type { Prisma } from '../../database/generated/client.ts';
import type { Rules } from '../../stores/index.ts';
import type { MessageKind } from '../../understanding/taxonomy.ts';
import type { RowsKey } from '../rows.ts';
import { BY_TIME, type FilterKey, type Filters, type Grouping, type Period, type Target, type Unit } from '../types.ts';

export { BY_TIME } from '../types.ts';

type Sql = Prisma.Sql;

/** What a metric's conditions may depend on. */
export interface Moment {
  storeId: string;
  now: Date;
  today: Day;
  /** The store's rules in force. */
  rules: Rules;
  /** The newest visit that a file has brought: of later days the archive knows nothing yet. Absent without any visit. */
  archiveTo?: Day | undefined;
}

/** Until when it is known what happened to a car: the archive's last day, at latest today. */
export const lastKnownDay = ({ today, archiveTo }: Moment): Day =>
  archiveTo !== undefined && archiveTo < today ? archiveTo : today;

/** How far a figure reaches. */
export interface Reach {
  /** The last day that it can tell. */
  to: Day;
  /** What is said of it: `档案数据到10月31日`. */
  words: string;
  day: Day;
}

/** As far as the archive's files tell. */
export const archiveReach = ({ archiveTo }: Moment, days = 0): Reach | undefined =>
  archiveTo === undefined ? undefined : { to: addDays(archiveTo, days), words: '档案数据到', day: archiveTo };

/** What fell due before this day is over, and the archive tells what came of it. */
export const dayAfterKnown = ({ today, archiveTo }: Moment): Day =>
  archiveTo !== undefined && archiveTo < today ? addDays(archiveTo, 1) : today;

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
  /** Until when it is known, where that is not simply today: the archive tells no more than its files do. */
  reach?: (moment: Moment, filters: Filters) => Reach | undefined;
  /** Of later days there is no data then; otherwise the figure is as of that day. */
  endsThere?: boolean;
  rows: RowsKey;
  /** Tickets that are found by their clocks: each counts once, in every group that such a clock of it stands in. */
  through?: 'clock';
  /** Other rows than the table's own: with what will be entered on days to come. Named and joined as the table is. */
  tables?: (period: Period | undefined, moment: Moment) => Sql;
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
  /** Rows that count, and are told apart all the same. */
  partIf?: (moment: Moment) => Sql;
  part?: string;
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

const TICKET_FILTERS = [
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

const isNoPerson = <T extends string>(name: T): name is Exclude<T, 'assignee'> => name !== 'assignee';

/** The owner's verdict is customer care's to ask for, and nobody's own there. */
export const ofCustomerCare = {
  filters: TICKET_FILTERS.filter(isNoPerson),
  groupings: ticketFigure.groupings.filter(isNoPerson),
  visibleTo: 'managersAndCare',
} as const;
