import type { Db } from '../database/database.ts';
import type { Staff } from '../database/generated/client.ts';
import type { Department } from '../understanding/taxonomy.ts';
import { rulesOf } from './rules.ts';
import { STAFF_ROLES, type StaffRole } from './staff-roles.ts';
import { getStore } from './store.ts';

export type { Staff };

export { STAFF_ROLES, type StaffRole };

/** A rung of the escalation chain; `level` is the ticket's `escalationLevel`. */
export interface EscalationRung {
  level: 0 | 1 | 2;
  staff: Staff;
}

/** An active member of staff by WeCom member id, in any letter case (the platform does not tell cases apart). */
export async function findStaff(db: Db, storeId: string, userId: string): Promise<Staff | undefined> {
  const staff = await db.staff.findUnique({ where: { storeId_userId: { storeId, userId: userId.toLowerCase() } } });
  return staff?.isActive === true ? staff : undefined;
}

/**
 * Active people of a department who are on duty, heads first, then by id. When nobody is, the people of the department
 * that stands in for it by the store's rules; empty when nobody is there either.
 */
export async function listOnDuty(db: Db, storeId: string, departmentKey: Department): Promise<Staff[]> {
  const own = await listOnDutyExactly(db, storeId, departmentKey);
  if (own.length > 0) return own;
  const standIn = rulesOf(await getStore(db, storeId)).staffing.standIn[departmentKey];
  return standIn === undefined ? [] : listOnDutyExactly(db, storeId, standIn);
}

async function listOnDutyExactly(db: Db, storeId: string, departmentKey: Department): Promise<Staff[]> {
  const people = await db.staff.findMany({
    where: { storeId, departmentKey, onDuty: true, isActive: true },
    orderBy: { id: 'asc' },
  });
  return [...people.filter(isHead), ...people.filter((person) => !isHead(person))];
}

/** Care specialists on duty, by id: they verify, call and take what has no adviser. */
export async function listCareSpecialistsOnDuty(db: Db, storeId: string): Promise<Staff[]> {
  return db.staff.findMany({
    where: { storeId, role: 'careSpecialist', onDuty: true, isActive: true },
    orderBy: { id: 'asc' },
  });
}

/**
 * Who answers for a department: its head, else the head of the department that stands in for it. Customer care answers
 * to the director.
 */
export async function headOf(db: Db, storeId: string, departmentKey: Department): Promise<Staff | undefined> {
  const own = await headOfExactly(db, storeId, departmentKey);
  if (own !== undefined) return own;
  const standIn = rulesOf(await getStore(db, storeId)).staffing.standIn[departmentKey];
  return standIn === undefined ? undefined : headOfExactly(db, storeId, standIn);
}

async function headOfExactly(db: Db, storeId: string, departmentKey: Department): Promise<Staff | undefined> {
  const role = departmentKey === 'customerCare' ? { role: 'director' } : { role: 'departmentHead', departmentKey };
  const head = await db.staff.findFirst({
    where: { storeId, isActive: true, ...role },
    orderBy: [{ onDuty: 'desc' }, { id: 'asc' }],
  });
  return head ?? undefined;
}

/**
 * Department head → care director → general manager. A rung that nobody holds, or that the same person already holds
 * further down, is left out; `level` stays the rung's own.
 */
export async function escalationChain(db: Db, storeId: string, departmentKey: Department): Promise<EscalationRung[]> {
  const find = (role: StaffRole) =>
    db.staff.findFirst({
      where: { storeId, role, isActive: true },
      orderBy: [{ onDuty: 'desc' }, { id: 'asc' }],
    });
  const candidates = [await headOf(db, storeId, departmentKey), await find('director'), await find('generalManager')];
  const chain: EscalationRung[] = [];
  for (const [index, staff] of candidates.entries()) {
    if (staff === null || staff === undefined || chain.some((rung) => rung.staff.id === staff.id)) continue;
    chain.push({ level: index as 0 | 1 | 2, staff });
  }
  return chain;
}

function isHead(person: Staff): boolean {
  return person.role === 'departmentHead' || person.role === 'director' || person.role === 'generalManager';
}

/** Care director and general manager answer for every department. */
export const leadsTheHouse = (staff: Pick<Staff, 'role'>): boolean =>
  staff.role === 'director' || staff.role === 'generalManager';

export const isCustomerCare = (staff: Pick<Staff, 'role' | 'departmentKey'>): boolean =>
  staff.departmentKey === 'customerCare' || leadsTheHouse(staff);
