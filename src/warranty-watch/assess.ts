import { type Day, formatDayChinese } from '../calendar.ts';
import type { Rules } from '../stores/index.ts';
import { VEHICLE_SYSTEMS, type VehicleSystem } from '../understanding/index.ts';
import { daysOffRoad, type FaultReport, type Repair, repairsByFault } from './repair.ts';

/** How near a vehicle is to a limit of the 三包 rules, and by what. */
export interface Assessment {
  kind: 'repairDays' | 'repairCount';
  /** Empty for repairDays, which counts all. */
  fault: string;
  stage: 'near' | 'reached';
  value: number;
  /** The numbers and what the law says. */
  reason: string;
}

export interface WatchedVehicle {
  startsOn: Day;
  repairs: readonly Repair[];
  reports: readonly FaultReport[];
}

const LAW = '按家用汽车三包规定（总局令第43号）第二十四条';

/**
 * What there is to warn of. Pure.
 *
 * @see 家用汽车产品修理更换退货责任规定 (order no. 43), article 24: more than 30 days in repair, or more than 4 repairs of one
 * fault, and the owner may ask for another car or the money
 */
export function assess(vehicle: WatchedVehicle, today: Day, rules: Rules['warrantyWatch']): Assessment[] {
  return [...daysOf(vehicle, today, rules), ...countsOf(vehicle, rules)];
}

function daysOf({ startsOn, repairs }: WatchedVehicle, today: Day, rules: Rules['warrantyWatch']): Assessment[] {
  const value = daysOffRoad(repairs, today, rules.countHandBackDay);
  if (value < rules.repairDaysNear && value <= rules.repairDaysLimit) return [];
  const stage = value > rules.repairDaysLimit ? 'reached' : 'near';
  const stillIn = repairs.find(({ handedBackOn }) => handedBackOn === undefined);
  const still = stillIn === undefined ? '' : `，其中${formatDayChinese(stillIn.enteredOn)}进厂的一次还没有交车`;
  return [
    {
      kind: 'repairDays',
      fault: '',
      stage,
      value,
      reason: `${formatDayChinese(startsOn)}起计算三包期，至今累计修理${value}天${still}。${LAW}，累计修理超过${rules.repairDaysLimit}天，车主可以要求换车或退车。`,
    },
  ];
}

function countsOf({ repairs, reports }: WatchedVehicle, rules: Rules['warrantyWatch']): Assessment[] {
  const byFault = repairsByFault(repairs, reports);
  const claims = claimsOf(reports);
  return [...new Set([...byFault.keys(), ...claims.keys()])].flatMap((fault): Assessment[] => {
    const done = byFault.get(fault) ?? [];
    const claimed = claims.get(fault) ?? 0;
    const isReached = done.length > rules.sameFaultLimit;
    const value = Math.max(done.length, claimed);
    if (!isReached && value < rules.sameFaultNear) return [];
    const days = done.map(({ enteredOn }) => formatDayChinese(enteredOn)).join('、');
    const known = done.length === 0 ? '档案中还没有维修记录' : `档案中有${done.length}次维修（${days}）`;
    const said = claimed > done.length ? `，车主称已修${claimed}次` : '';
    return [
      {
        kind: 'repairCount',
        fault,
        // What an owner says is a reason to look, not a count.
        stage: isReached ? 'reached' : 'near',
        value,
        reason: `三包期内${faultLabel(fault)}问题，${known}${said}。${LAW}，同一质量问题修理超过${rules.sameFaultLimit}次，车主可以要求换车或退车。`,
      },
    ];
  });
}

function claimsOf(reports: readonly FaultReport[]): Map<string, number> {
  const claims = new Map<string, number>();
  for (const { vehicleSystems, repairCount } of reports) {
    // With several parts in one text nobody knows which of them the number is about.
    const [only] = vehicleSystems;
    if (repairCount === undefined || only === undefined || vehicleSystems.length > 1) continue;
    claims.set(only, Math.max(claims.get(only) ?? 0, repairCount));
  }
  return claims;
}

/** `变速箱`, or the order's own words. */
export function faultLabel(fault: string): string {
  return Object.hasOwn(VEHICLE_SYSTEMS, fault) ? VEHICLE_SYSTEMS[fault as VehicleSystem].label : `“${fault}”`;
}
