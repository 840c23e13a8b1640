import { isWithin, type Occurrence, type VehicleFacts, type Window } from '../occurrence.ts';

/**
 * 车船税: paid with the compulsory insurance, so it is due on the day that ends. Purely electric cars are not taxed (not
 * confirmed by a source: general knowledge).
 */
export function vehicleTax(car: VehicleFacts, window: Window): Occurrence[] {
  const dueOn = car.compulsoryInsuranceExpiresOn;
  if (!isWithin(dueOn, window) || car.energyType === 'electric') return [];
  return [{ kind: 'vehicleTax', item: '', dueOn, reason: `随交强险于 ${dueOn} 前缴纳`, detail: {} }];
}
