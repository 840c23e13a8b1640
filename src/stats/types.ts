import type { Day } from '../calendar.ts';
import type { Category, Demand, Department, MessageKind, Severity } from '../understanding/taxonomy.ts';
import type { MetricKey } from './metrics.ts';

/** Calendar days in Asia/Shanghai, both included. */
export interface Period {
  from: Day;
  to: Day;
}

export type TicketStatus = 'triage' | 'routed' | 'acknowledged' | 'tracking' | 'resolved' | 'closed';
export type TicketSource = 'chat' | 'hotline' | 'followUp' | 'manufacturer' | 'staff';

export const VISIT_TYPES = [
  'firstMaintenance',
  'regularMaintenance',
  'repair',
  'accident',
  'warranty',
  'other',
] as const;
export type VisitType = (typeof VISIT_TYPES)[number];
export const FOLLOW_UP_ROUNDS = ['threeDay', 'sevenDay', 'oneMonth', 'oneYear'] as const;
export type FollowUpRound = (typeof FOLLOW_UP_ROUNDS)[number];
export const WORK_KINDS = ['ticket', 'call', 'followUp'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

export type Unit = '条' | '件' | '辆' | '台次' | '分' | '分钟' | '%';

/** Shares 0–1. `below`: less is good. */
export type Target = { atLeast: number } | { below: number };

/** Each list is a set of alternatives; different filters must hold together. Never an empty list. */
export interface Filters {
  department?: Department[];
  severity?: Severity[];
  category?: Category[];
  kind?: MessageKind[];
  status?: TicketStatus[];
  source?: TicketSource[];
  /** What the owner wants done; `none`: nothing was said. */
  demand?: Demand[];
  /** Kind of reminder to an owner, e.g. `annualInspection`; only for figures about reminders. */
  reminderKind?: string[];
  /** By which rung a reminder went, or by which way a follow-up was answered. */
  channel?: string[];
  /** Member ids: whose work it is; the owner's own adviser for reminders and cars. */
  assignee?: string[];
  /** 车系 as the archive writes it. */
  series?: string[];
  plate?: string[];
  visitType?: VisitType[];
  round?: FollowUpRound[];
  /** What a call is for. */
  purpose?: string[];
  workKind?: WorkKind[];
}
export type FilterKey = keyof Filters;

/** Steps of the calendar. */
export const BY_TIME = ['day', 'week', 'month', 'quarter'] as const;

export const GROUPINGS = [
  'department',
  'severity',
  'category',
  'kind',
  'status',
  'source',
  'assignee',
  'reminderKind',
  'channel',
  'purpose',
  'demand',
  'series',
  'vehicle',
  'visitType',
  'advisor',
  'round',
  'workKind',
  ...BY_TIME,
] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const isByTime = (groupBy: Grouping | undefined): groupBy is (typeof BY_TIME)[number] =>
  BY_TIME.some((each) => each === groupBy);

/** What a question was read as. Only this is run. */
export interface Query {
  metric: MetricKey;
  /** Further figures asked in the same sentence; filters and period are shared. */
  also?: MetricKey[];
  filters: Filters;
  groupBy?: Grouping;
  /** Absent for a state as it is now (待处理, 现在超时). */
  period?: Period;
  compareWith?: Period;
  order?: 'asc' | 'desc';
  /** Only the first n groups; ties with the last of them are kept. */
  top?: number;
  /** The tickets or tasks behind the figure are wanted. */
  wantList: boolean;
}

/** `value` is a count, a share 0–1, a median of minutes or an average score; null means "no data", which is not zero. */
export interface Figure {
  value: number | null;
  /** Only for shares. */
  numerator?: number;
  denominator?: number;
  /** Only for durations and means: how many rows they are taken of. */
  count?: number;
  /** Only for durations, in minutes: within what nine of ten were done, and the average. */
  p90?: number;
  mean?: number;
  /** Counts: how many of them are so right now (overdue). All others: how many are not decided or done yet. */
  aside?: number;
  /** How many of those that count are told apart. */
  part?: number;
}

export interface GroupRow extends Figure {
  key: string;
  label: string;
  compared?: Figure;
}

export interface ListItem {
  /** Ticket number, or plate. */
  name: string;
  /** What else one wants to know of it at a glance: of a ticket its car, department, state and the owner's first words. */
  facts: string[];
  department: string;
  status: string;
  /** Minutes since it was opened; 0 where nothing waits. */
  waitingMinutes: number;
  isOverdue: boolean;
  /** Only for durations. */
  takenMinutes?: number;
  /** Only for shares: false for the rows that count against it. */
  isMet?: boolean;
  /** The page behind it, as a place of the site: `tickets/TS-20261122-0001`. */
  place?: string;
}

export interface Result extends Figure {
  unit: Unit;
  /** What the store's rules want of this figure. */
  target?: Target;
  isTargetMet?: boolean;
  /** Only for the closure rate: 10 × the share, as the KPI sheets score it. */
  score?: number;
  compared?: Figure;
  /** When the period still runs: the same number of days of the period compared with. */
  comparedToDate?: Figure & { period: Period };
  also?: (Figure & { metric: MetricKey })[];
  groups?: GroupRow[];
  list?: { total: number; items: ListItem[] };
  /** First day of which the store has records; absent when it has none. */
  recordedFrom?: Day;
  /** Where what is asked goes on after what can be told: `档案数据到` and the day. */
  knownTo?: { words: string; day: Day };
  asOf: Date;
}

/** Who asks. */
export interface Viewer {
  userId: string;
  name: string;
  role: string;
  departmentKey: string;
}

export interface Answer {
  status: 'answer' | 'clarify' | 'cannot' | 'forbidden';
  text: string;
  query?: Query;
  result?: Result;
  /** The nearest questions, or what else this one may mean, in their order; each is read as just what it says. */
  offers?: string[];
}
