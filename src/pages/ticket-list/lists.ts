import { Prisma } from '../../database/generated/client.ts';
import { ENDED_STATUSES, OPEN_STATUSES } from '../../tickets/index.ts';
import { isOfDepartments, isVisible, type Scope, wasGivenOn } from '../scope.ts';

export interface TicketList {
  label: string;
  /** What an empty list says. */
  empty: string;
  /** Whether it says anything to this member. */
  isFor(scope: Scope): boolean;
  /** Which tickets (`t`, its next deadline `d.due_at`) stand in it. */
  holds(scope: Scope, now: Date): Prisma.Sql;
  /** Shown without the owner's personal data. */
  isMasked?: boolean;
}

const everybody = () => true;
const notEnded = Prisma.sql`t.status <> ALL(${[...ENDED_STATUSES]})`;

/** The lists of the page, in the order in which they are shown. */
export const TICKET_LISTS = {
  mine: {
    label: '我的工单',
    empty: '您手上没有未完成的工单，辛苦了。',
    isFor: everybody,
    holds: ({ staff }) => Prisma.sql`(${notEnded} AND t.assignee_user_id = ${staff.userId})`,
  },
  triage: {
    label: '待分派',
    empty: '没有等待分派的工单。',
    isFor: ({ seesAll }) => seesAll,
    holds: () => Prisma.sql`t.status = 'triage'`,
  },
  department: {
    label: '本部门',
    empty: '本部门没有待处理的工单。',
    isFor: everybody,
    holds: ({ departments }) => Prisma.sql`(t.status = ANY(${[...OPEN_STATUSES]}) AND ${isOfDepartments(departments)})`,
  },
  overdue: {
    label: '已超时',
    empty: '没有超时的工单，请继续保持。',
    isFor: everybody,
    holds: (scope, now) => Prisma.sql`(${notEnded} AND ${isVisible(scope)} AND d.due_at < ${now})`,
  },
  verify: {
    label: '待回访',
    empty: '没有等待回访的工单。',
    isFor: everybody,
    holds: (scope) => Prisma.sql`(t.status = 'resolved' AND ${isVisible(scope)})`,
  },
  unread: {
    label: '未读结果',
    empty: '处理结果都看过了。',
    isFor: ({ isLeader }) => isLeader,
    holds: () =>
      Prisma.sql`(t.status IN ('resolved', 'closed') AND t.resolved_at IS NOT NULL AND t.result_read_at IS NULL)`,
  },
  givenOn: {
    label: '已转出',
    empty: '没有转给其他部门的工单。',
    isFor: ({ seesAll }) => !seesAll,
    holds: (scope) => Prisma.sql`(${notEnded} AND ${wasGivenOn(scope)})`,
    isMasked: true,
  },
  all: {
    label: '全部',
    empty: '没有符合条件的工单。',
    isFor: everybody,
    holds: (scope) => isVisible(scope),
  },
} as const satisfies Record<string, TicketList>;
export type ListKey = keyof typeof TICKET_LISTS;

const LIST_KEYS = Object.keys(TICKET_LISTS) as ListKey[];

export function listsFor(scope: Scope): ListKey[] {
  return LIST_KEYS.filter((key) => TICKET_LISTS[key].isFor(scope));
}

/** A list by its name in an address; the first one the member has otherwise. */
export function findList(name: string, scope: Scope): ListKey {
  return listsFor(scope).find((key) => key === name) ?? 'mine';
}
