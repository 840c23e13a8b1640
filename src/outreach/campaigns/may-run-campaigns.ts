import type { Context } from '../../context.ts';
import type { Db } from '../../database/database.ts';
import { CareError } from '../../errors.ts';
import { findStaff, leadsTheHouse, type Staff } from '../../stores/index.ts';

/** Director, general manager, and the head of marketing. */
export const mayRunCampaigns = (staff: Pick<Staff, 'role' | 'departmentKey'>): boolean =>
  leadsTheHouse(staff) || (staff.role === 'departmentHead' && staff.departmentKey === 'marketing');

/** @throws {CareError} `FORBIDDEN` */
export async function mustRunCampaigns(context: Pick<Context, 'actor' | 'storeId'>, db: Db): Promise<Staff> {
  const { actor, storeId } = context;
  const staff = actor.kind === 'staff' ? await findStaff(db, storeId, actor.id) : undefined;
  if (staff !== undefined && mayRunCampaigns(staff)) return staff;
  throw new CareError('FORBIDDEN', `${actor.kind} ${actor.id} may not run campaigns`, {
    userMessage: '群发给车主的提醒和活动由总监、总经理或市场部负责人发起。',
  });
}
