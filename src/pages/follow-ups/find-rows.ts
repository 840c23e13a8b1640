import type { RouterContext } from '@koa/router';
import { type Day, dayToDate } from '../../calendar.ts';
import type { Transaction } from '../../database/database.ts';
import type { Prisma } from '../../database/generated/client.ts';
import {
  type FollowUp,
  type FollowUpRound,
  type FollowUpStatus,
  isFollowUpRound,
  isFollowUpStatus,
  OPEN_FOLLOW_UPS,
} from '../../follow-ups/index.ts';
import { isCustomerCare, type Staff } from '../../stores/index.ts';
import { isAskedDay } from '../asked-day.ts';
import { queryOf } from '../query.ts';

export const FOLLOW_UP_LISTS = { today: '今天要回访', mine: '我负责的', all: '全部' } as const;
export type FollowUpList = keyof typeof FOLLOW_UP_LISTS;

export interface FollowUpFilters {
  list: FollowUpList;
  round: FollowUpRound | '';
  status: FollowUpStatus | '';
  /** Of the hand-back, delivery or invoice; '' for any. */
  day: Day;
}

export function readFilters(ctx: RouterContext, staff: Staff): FollowUpFilters {
  const [list, round, status, day] = ['list', 'round', 'status', 'day'].map((name) => queryOf(ctx, name)) as [
    string,
    string,
    string,
    string,
  ];
  const isKnown = Object.hasOwn(FOLLOW_UP_LISTS, list);
  return {
    // Whoever is not in customer care sees what they have to ask themselves.
    list: !isCustomerCare(staff) ? 'mine' : isKnown ? (list as FollowUpList) : 'today',
    round: isFollowUpRound(round) ? round : '',
    status: isFollowUpStatus(status) ? status : '',
    day: isAskedDay(day) ? day : '',
  };
}

const PAGE_SIZE = 50;

export interface FollowUpRow extends FollowUp {
  name: string;
  plate: string;
  assignee: string;
}

/** One page of a list, what is due first; done ones the latest first. */
export async function findRows(
  tx: Transaction,
  staff: Staff,
  input: { filters: FollowUpFilters; today: Day; page: number },
): Promise<{ rows: FollowUpRow[]; total: number; pages: number }> {
  const { filters, today } = input;
  const { storeId, userId } = staff;
  const { list, round, status, day } = filters;
  const isOver = status === 'done' || status === 'skipped' || status === 'closed';
  const where: Prisma.FollowUpWhereInput = {
    storeId,
    ...(round === '' ? {} : { round }),
    ...(status === '' ? {} : { status }),
    ...(day === '' ? {} : { basisOn: dayToDate(day) }),
    ...(list === 'mine' ? { assigneeUserId: userId } : {}),
    ...(list === 'all' || status !== '' || day !== ''
      ? {}
      : { status: { in: [...OPEN_FOLLOW_UPS] }, fromOn: { lte: dayToDate(today) } }),
  };
  const total = await tx.followUp.count({ where });
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const page = Math.min(pages, input.page);
  const found = await tx.followUp.findMany({
    where,
    orderBy: isOver || list === 'all' ? [{ dueOn: 'desc' }, { id: 'desc' }] : [{ dueOn: 'asc' }, { id: 'asc' }],
    skip: (page - 1) * PAGE_SIZE,
    take: PAGE_SIZE,
  });
  return { rows: await withNames(tx, storeId, found), total, pages };
}

/** Their owners, cars and callers, in three queries. */
export async function withNames(tx: Transaction, storeId: string, rows: readonly FollowUp[]): Promise<FollowUpRow[]> {
  const customers = await tx.customer.findMany({
    where: { id: { in: rows.map((row) => row.customerId) } },
    select: { id: true, name: true },
  });
  const vehicles = await tx.vehicle.findMany({
    where: { id: { in: rows.map((row) => row.vehicleId) } },
    select: { id: true, plateNumber: true, vin: true },
  });
  const people = await tx.staff.findMany({ where: { storeId }, select: { userId: true, name: true } });
  const nameOf = new Map(customers.map(({ id, name }) => [id, name]));
  const plateOf = new Map(vehicles.map(({ id, plateNumber, vin }) => [id, plateNumber ?? vin ?? '']));
  const personOf = new Map(people.map(({ userId, name }) => [userId, name]));
  return rows.map((row) => ({
    ...row,
    name: nameOf.get(row.customerId) ?? '',
    plate: plateOf.get(row.vehicleId) ?? '',
    assignee: row.assigneeUserId === null ? '' : (personOf.get(row.assigneeUserId) ?? ''),
  }));
}
