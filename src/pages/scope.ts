import type { Transaction } from '../database/database.ts';
import { Prisma, type Staff } from '../database/generated/client.ts';
import { getStore, rulesOf } from '../stores/index.ts';

/** Which tickets are a member's business: the same people as `accessOf` lets in, asked for many tickets at once. */
export interface Scope {
  staff: Staff;
  /** Customer care and the leaders. */
  seesAll: boolean;
  isLeader: boolean;
  isCare: boolean;
  /** Their own, and those without people for which theirs stands in. */
  departments: readonly string[];
}

export async function scopeOf(tx: Transaction, staff: Staff): Promise<Scope> {
  const isLeader = staff.role === 'director' || staff.role === 'generalManager';
  const isCare = staff.departmentKey === 'customerCare';
  const { standIn } = rulesOf(await getStore(tx, staff.storeId)).staffing;
  const deputies = Object.entries(standIn).filter(([, by]) => by === staff.departmentKey);
  const manned = await tx.staff.findMany({
    where: {
      storeId: staff.storeId,
      isActive: true,
      onDuty: true,
      departmentKey: { in: deputies.map(([key]) => key) },
    },
    select: { departmentKey: true },
  });
  const empty = deputies.map(([key]) => key).filter((key) => !manned.some((person) => person.departmentKey === key));
  const departments = [staff.departmentKey, ...empty, ...(isCare ? ['triage'] : [])];
  return { staff, isLeader, isCare, seesAll: isLeader || isCare, departments: [...new Set(departments)] };
}

/** Tickets (`t`) that the member may read with the owner's personal data. */
export function isVisible({ seesAll, departments, staff }: Scope): Prisma.Sql {
  if (seesAll) return Prisma.sql`TRUE`;
  return Prisma.sql`(${isOfDepartments(departments)} OR coalesce(t.assignee_user_id, '') = ${staff.userId})`;
}

/** The same for one ticket at hand. */
export function mayRead(
  { seesAll, departments, staff }: Scope,
  ticket: { responsibleDepartment: string; assigneeUserId: string | null },
): boolean {
  return seesAll || departments.includes(ticket.responsibleDepartment) || ticket.assigneeUserId === staff.userId;
}

export function isOfDepartments(departments: readonly string[]): Prisma.Sql {
  return Prisma.sql`t.responsible_department = ANY(${[...departments]})`;
}

/** Tickets that the member's department had and gave on: read without personal data. */
export function wasGivenOn(scope: Scope): Prisma.Sql {
  return Prisma.sql`(NOT ${isVisible(scope)} AND EXISTS (
    SELECT 1 FROM ticket_event e WHERE e.ticket_id = t.id AND e.type IN ('handedOver', 'routed')
      AND e.data->>'from' = ${scope.staff.departmentKey}))`;
}
