import type { Day } from '../calendar.ts';
import type { Category, Department, MessageKind, Severity } from '../understanding/taxonomy.ts';
import type { MetricKey } from './metrics.ts';

/** Calendar days in Asia/Shanghai, both included. */
export interface Period {
  from: Day;
  to: Day;
}

export type TicketStatus = 'triage' | 'routed' | 'acknowledged' | 'tracking' | 'resolved' | 'closed';
export type TicketSource = 'chat' | 'hotline' | 'followUp' | 'manufacturer' | 'staff';

/** Each list is a set of alternatives; different filters must hold together. Never an empty list. */
export interface Filters {
  department?: Department[];
  severity?: Severity[];
  category?: Category[];
  kind?: MessageKind[];
  status?: TicketStatus[];
  source?: TicketSource[];
  /** Kind of reminder to an owner, e.g. `annualInspection`; only for figures about reminders. */
  reminderKind?: string[];
}
export type FilterKey = keyof Filters;

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
  'day',
  'week',
  'month',
] as const;
export type Grouping = (typeof GROUPINGS)[number];

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

/** `value` is a count, or a share 0–1; null means "no data", which is not zero. */
export interface Figure {
  value: number | null;
  /** Only for shares. */
  numerator?: number;
  denominator?: number;
  /** Counts: how many of them are so right now (overdue). Shares: how many are not decided yet. */
  aside?: number;
}

export interface GroupRow extends Figure {
  key: string;
  label: string;
  compared?: Figure;
}

export interface ListItem {
  /** Ticket number, or the title of a call task. */
  name: string;
  department: string;
  status: string;
  /** Minutes since it was opened. */
  waitingMinutes: number;
  isOverdue: boolean;
}

export interface Result extends Figure {
  unit: '条' | '%';
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
}
