import type { Context } from '../../context.ts';
import type { Db } from '../../database/database.ts';
import { CareError } from '../../errors.ts';
import { findStaff, isCustomerCare, type Staff } from '../../stores/index.ts';

/** What staff tell owners, and whose work it is. Customer care and the leaders may tell everything. */
const WHOSE = {
  repairProgress: {
    departments: ['serviceReception', 'workshop', 'aftersalesTechnical', 'warranty', 'parts', 'insurance'],
    refusal: '维修进度由售后同事告知车主。',
  },
  plateReady: { departments: ['sales', 'serviceReception'], refusal: '牌照办妥由销售或前台同事告知车主。' },
  trafficViolation: { departments: [], refusal: '违章由客户关爱部告知车主。' },
} as const satisfies Record<string, { departments: readonly string[]; refusal: string }>;

/** @throws {CareError} `FORBIDDEN` */
export async function mustTell(
  context: Pick<Context, 'actor' | 'storeId'>,
  db: Db,
  news: keyof typeof WHOSE,
): Promise<Staff> {
  const { actor, storeId } = context;
  const staff = actor.kind === 'staff' ? await findStaff(db, storeId, actor.id) : undefined;
  const departments: readonly string[] = WHOSE[news].departments;
  if (staff !== undefined && (isCustomerCare(staff) || departments.includes(staff.departmentKey))) return staff;
  throw new CareError('FORBIDDEN', `${actor.kind} ${actor.id} may not tell ${news}`, {
    userMessage: WHOSE[news].refusal,
  });
}
