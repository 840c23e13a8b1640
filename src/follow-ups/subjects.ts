import { dateToDay } from '../calendar.ts';
import type { Db } from '../database/database.ts';
import type { Customer, FollowUp } from '../database/generated/client.ts';
import type { Store } from '../stores/index.ts';
import type { Subject } from './messages.ts';
import type { FollowUpRound } from './rounds.ts';

/** What their words are made of, by id, and their owners; in a few queries for all of them. */
export async function loadFollowUpSubjects(
  db: Db,
  store: Pick<Store, 'name'>,
  rows: readonly FollowUp[],
): Promise<Map<number, Subject & { owner: Customer }>> {
  const customers = await db.customer.findMany({ where: { id: { in: rows.map((row) => row.customerId) } } });
  const vehicles = await db.vehicle.findMany({
    where: { id: { in: rows.map((row) => row.vehicleId) } },
    select: { id: true, plateNumber: true },
  });
  const visits = await db.visit.findMany({
    where: { id: { in: rows.flatMap((row) => row.visitId ?? []) } },
    select: { id: true, type: true },
  });
  const owners = new Map(customers.map((customer) => [customer.id, customer]));
  const plates = new Map(vehicles.map(({ id, plateNumber }) => [id, plateNumber]));
  const types = new Map(visits.map(({ id, type }) => [id, type]));
  const subjects = new Map<number, Subject & { owner: Customer }>();
  for (const row of rows) {
    const owner = owners.get(row.customerId);
    if (owner === undefined) continue;
    subjects.set(row.id, {
      followUpId: row.id,
      round: row.round as FollowUpRound,
      basisOn: dateToDay(row.basisOn),
      advisorName: row.advisorName,
      visitType: row.visitId === null ? undefined : types.get(row.visitId),
      store: store.name,
      customer: owner,
      owner,
      plateNumber: plates.get(row.vehicleId) ?? null,
    });
  }
  return subjects;
}
