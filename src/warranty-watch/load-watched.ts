import { dateToDay } from '../calendar.ts';
import type { Db } from '../database/database.ts';
import type { Vehicle } from '../database/generated/client.ts';
import type { Rules } from '../stores/index.ts';
import type { WatchedVehicle } from './assess.ts';
import { REPAIR_TYPES } from './candidates.ts';
import { startsOn } from './period.ts';
import type { FaultReport, Repair } from './repair.ts';

export type Watched = WatchedVehicle & { vehicle: Vehicle };

/** Repairs and complaints of these vehicles, within their 三包 period. */
export async function loadWatched(
  db: Db,
  vehicleIds: readonly number[],
  { rules, hasHandBacks }: { rules: Rules['warrantyWatch']; hasHandBacks: boolean },
): Promise<Watched[]> {
  const ids = [...vehicleIds];
  const vehicles = await db.vehicle.findMany({
    where: { id: { in: ids } },
    orderBy: { id: 'asc' },
    include: { visits: { orderBy: [{ enteredOn: 'asc' }, { id: 'asc' }] } },
  });
  const tickets = await db.ticket.findMany({
    where: { vehicleId: { in: ids }, status: { notIn: ['merged', 'dismissed'] } },
    select: { vehicleId: true, openedOn: true, vehicleSystems: true, decisionId: true },
  });
  const decisions = await db.decision.findMany({
    where: { id: { in: tickets.flatMap(({ decisionId }) => decisionId ?? []) } },
    select: { id: true, entities: true },
  });
  const claims = new Map(decisions.map(({ id, entities }) => [id, (entities as { repairCount?: number }).repairCount]));
  return vehicles.flatMap(({ visits, ...vehicle }) => {
    const start = startsOn(vehicle);
    if (start === undefined) return [];
    const counting = visits.filter(
      (visit) =>
        REPAIR_TYPES.includes(visit.type) && dateToDay(visit.enteredOn) >= start && (visit.odometerKm ?? 0) <= rules.km,
    );
    const repairs = counting.map((visit): Repair => {
      // A car that came again had left, whatever its order says.
      const next = visits.find((later) => later.enteredOn > visit.enteredOn);
      const left = visit.handedBackOn ?? next?.enteredOn ?? (hasHandBacks ? null : visit.enteredOn);
      return {
        enteredOn: dateToDay(visit.enteredOn),
        ...(left === null ? {} : { handedBackOn: dateToDay(left) }),
        faultText: visit.faultText ?? '',
      };
    });
    const reports = tickets
      .filter((ticket) => ticket.vehicleId === vehicle.id && dateToDay(ticket.openedOn) >= start)
      .map((ticket): FaultReport => {
        const repairCount = ticket.decisionId === null ? undefined : claims.get(ticket.decisionId);
        return {
          openedOn: dateToDay(ticket.openedOn),
          vehicleSystems: ticket.vehicleSystems,
          ...(repairCount === undefined ? {} : { repairCount }),
        };
      });
    return [{ vehicle, startsOn: start, repairs, reports }];
  });
}
