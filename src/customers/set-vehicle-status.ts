import { formatInstant } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Vehicle } from '../database/generated/client.ts';
import { NotFoundError } from '../errors.ts';

/** What has become of a car. Nothing is due any more for one that is sold or written off. */
export const VEHICLE_STATUSES = { active: '使用中', sold: '已转让', totalLoss: '已报废' } as const;
export type VehicleStatus = keyof typeof VEHICLE_STATUSES;

/**
 * Says that a car is sold, written off, or driven by its owner after all; who said so stays with it.
 *
 * @param input.words how it is known, e.g. the owner's words; may be empty
 * @returns false when it stood so already
 * @throws {NotFoundError}
 */
export async function setVehicleStatus(
  context: Context,
  tx: Transaction,
  input: { vehicleId: number; status: VehicleStatus; words: string },
): Promise<boolean> {
  const { storeId, clock, actor } = context;
  const [vehicle] = await tx.$queryRaw<Pick<Vehicle, 'id' | 'status'>[]>`
    SELECT id, status FROM vehicle WHERE id = ${input.vehicleId} AND store_id = ${storeId} FOR UPDATE`;
  if (vehicle === undefined) throw new NotFoundError(`vehicle ${input.vehicleId}`, '没有找到这辆车。');
  if (vehicle.status === input.status) return false;
  const now = clock.now();
  const said = input.words === '' ? '' : `：${input.words}`;
  await tx.vehicle.update({
    where: { id: vehicle.id },
    data: {
      status: input.status,
      statusNote: `${formatInstant(now)} ${actor.name}登记${VEHICLE_STATUSES[input.status]}${said}`,
      updatedAt: now,
    },
  });
  return true;
}
