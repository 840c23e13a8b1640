import type { ReportAt } from '../at.ts';

/** Who is meant by the ids of a list. */
export interface People {
  nameOf(customerId: number | null): string;
  phoneOf(customerId: number | null): string;
  plateOf(vehicleId: number | null): string;
  modelOf(vehicleId: number | null): string;
  /** The member id itself for whoever is not known any more; '' for nobody. */
  staffName(userId: string | null | undefined): string;
}

/** Looks up all owners, cars and members of a list at once. */
export async function peopleOf(
  { db, storeId }: ReportAt,
  rows: readonly { customerId: number | null; vehicleId: number | null }[],
): Promise<People> {
  const idsOf = (ids: readonly (number | null)[]) => [...new Set(ids.flatMap((id) => id ?? []))];
  const customers = await db.customer.findMany({
    where: { id: { in: idsOf(rows.map((row) => row.customerId)) } },
    select: { id: true, name: true, mobiles: true, landlines: true, wrongMobiles: true },
  });
  const vehicles = await db.vehicle.findMany({
    where: { id: { in: idsOf(rows.map((row) => row.vehicleId)) } },
    select: { id: true, plateNumber: true, series: true, model: true },
  });
  const staff = await db.staff.findMany({ where: { storeId }, select: { userId: true, name: true } });
  const owners = new Map(customers.map((one) => [one.id, one]));
  const cars = new Map(vehicles.map((one) => [one.id, one]));
  const members = new Map(staff.map(({ userId, name }) => [userId, name]));
  return {
    nameOf: (id) => owners.get(id ?? 0)?.name ?? '',
    phoneOf: (id) => {
      const owner = owners.get(id ?? 0);
      return (
        [...(owner?.mobiles ?? []), ...(owner?.landlines ?? [])].find(
          (one) => owner?.wrongMobiles.includes(one) !== true,
        ) ?? ''
      );
    },
    plateOf: (id) => cars.get(id ?? 0)?.plateNumber ?? '',
    modelOf: (id) => {
      const car = cars.get(id ?? 0);
      return car?.model ?? car?.series ?? '';
    },
    staffName: (userId) => (userId == null ? '' : (members.get(userId.toLowerCase()) ?? userId)),
  };
}
