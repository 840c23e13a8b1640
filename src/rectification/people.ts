import type { Context } from '../context.ts';
import type { Db, Transaction } from '../database/database.ts';
import type { Rectification, Staff } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { findStaff, headOf, listCareSpecialistsOnDuty } from '../stores/index.ts';
import { isCustomerCare, leadersOf, leadsTheHouse } from '../tickets/index.ts';
import type { Department } from '../understanding/index.ts';
import type { RectificationStatus, RectificationStep } from './states.ts';

/** Who writes the measure: the department's head of today; without one the director. */
export async function headFor(db: Db, storeId: string, department: string): Promise<string | undefined> {
  const head = await headOf(db, storeId, department as Department);
  if (head !== undefined) return head.userId;
  return (await leadersOf(db, storeId, ['director']))[0];
}

/** Whose turn it is. */
export async function workersOf(db: Db, rectification: Rectification): Promise<string[]> {
  const { storeId, department } = rectification;
  const status = rectification.status as RectificationStatus;
  switch (status) {
    case 'open': {
      const head = await headFor(db, storeId, department);
      return head === undefined ? decidersOf(db, storeId) : [head];
    }
    case 'measured':
      return verifiersOf(db, rectification);
    case 'verified':
      return decidersOf(db, storeId);
    case 'closed':
      return [];
    default:
      return status satisfies never;
  }
}

/** Customer care without the one who wrote the measure; when nobody is left, the director. */
async function verifiersOf(db: Db, { id, storeId }: Rectification): Promise<string[]> {
  const author = await authorOf(db, id);
  const specialists = await listCareSpecialistsOnDuty(db, storeId);
  const others = specialists.map((person) => person.userId).filter((userId) => userId !== author);
  return others.length > 0 ? others : leadersOf(db, storeId, ['director']);
}

/** The general manager; a house without one is led by its director. */
async function decidersOf(db: Db, storeId: string): Promise<string[]> {
  const managers = await leadersOf(db, storeId, ['generalManager']);
  return managers.length > 0 ? managers : leadersOf(db, storeId, ['director']);
}

async function authorOf(db: Db, rectificationId: number): Promise<string | undefined> {
  const measured = await db.rectificationEvent.findFirst({
    where: { rectificationId, type: 'measured' },
    orderBy: { id: 'desc' },
  });
  return measured?.actorId;
}

/** Whether somebody may take a step, whatever state it is in; else why not, in Chinese. */
export async function refusalOf(
  db: Db,
  rectification: Rectification,
  staff: Staff,
  step: RectificationStep,
): Promise<string | undefined> {
  switch (step) {
    case 'measure': {
      const isHead =
        (staff.role === 'departmentHead' && staff.departmentKey === rectification.department) ||
        (await headFor(db, rectification.storeId, rectification.department)) === staff.userId;
      return isHead || leadsTheHouse(staff) ? undefined : '整改措施由责任部门负责人填写。';
    }
    case 'pass':
    case 'fail':
      if (!isCustomerCare(staff)) return '整改由客户关爱部验证。';
      return (await authorOf(db, rectification.id)) === staff.userId ? '措施是您填写的，请由其他同事验证。' : undefined;
    case 'approve':
    case 'reject':
      return (await decidersOf(db, rectification.storeId)).includes(staff.userId) ? undefined : '整改由总经理决定。';
    default:
      return step satisfies never;
  }
}

/** Whoever acts, when the step is theirs. @throws {CareError} `FORBIDDEN` */
export async function mustBeTheirs(
  context: Context,
  tx: Transaction,
  rectification: Rectification,
  step: RectificationStep,
): Promise<Staff> {
  const staff = await findStaff(tx, rectification.storeId, context.actor.id);
  const refusal = staff === undefined ? '只有门店员工可以处理整改。' : await refusalOf(tx, rectification, staff, step);
  if (staff !== undefined && refusal === undefined) return staff;
  throw new CareError('FORBIDDEN', `${context.actor.id} may not ${step} rectification ${rectification.number}`, {
    userMessage: refusal ?? '',
  });
}
