import type { Db } from '../database/database.ts';
import type { Staff } from '../database/generated/client.ts';

/**
 * Somebody has left the company: nothing is routed or sent to them any more. The staff file brings them back.
 *
 * @returns who; undefined when they were no active member of staff
 */
export async function retireStaff(db: Db, storeId: string, userId: string): Promise<Staff | undefined> {
  const [retired] = await db.staff.updateManyAndReturn({
    where: { storeId, userId: userId.toLowerCase(), isActive: true },
    data: { isActive: false },
  });
  return retired;
}
