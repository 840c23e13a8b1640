import { addMonths, dateToDay, type Day } from '../calendar.ts';
import type { Vehicle } from '../database/generated/client.ts';
import type { Rules } from '../stores/index.ts';

type Dates = Pick<Vehicle, 'deliveredOn' | 'invoicedOn' | 'registeredOn'>;

/**
 * First day of the 三包 period: the invoice's, or the delivery's where the two differ; the registration where neither is known.
 *
 * @see 家用汽车产品修理更换退货责任规定 (order no. 43), article 18
 */
export function startsOn({ deliveredOn, invoicedOn, registeredOn }: Dates): Day | undefined {
  const start = deliveredOn ?? invoicedOn ?? registeredOn;
  return start === null ? undefined : dateToDay(start);
}

/** Whether the car is in the period: two years or 50 000 km by default, whichever comes first; family use only. */
export function isInPeriod(
  vehicle: Dates & Pick<Vehicle, 'status' | 'usageType' | 'vehicleClass' | 'odometerKm'>,
  today: Day,
  rules: Rules['warrantyWatch'],
): boolean {
  const start = startsOn(vehicle);
  return (
    start !== undefined &&
    start <= today &&
    today < addMonths(start, rules.months) &&
    (vehicle.odometerKm ?? 0) <= rules.km &&
    vehicle.status === 'active' &&
    vehicle.usageType === 'private' &&
    vehicle.vehicleClass === 'smallPassenger'
  );
}
