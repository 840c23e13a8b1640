import { maskPhone } from '../../customers/index.ts';
import type { ReportAt } from '../at.ts';
import type { CellLike, Column } from '../table.ts';

const PHONE: Column = { title: '电话', width: 14 };
const [OWNER, ...CAR]: [Column, ...Column[]] = [
  { title: '客户', width: 10 },
  { title: '车牌', width: 11 },
  { title: '车型', width: 21 },
];

/** The columns that every list begins with. */
export const NUMBER_COLUMN: Column = { title: '序号', width: 6, format: 'count' };
/** Whose car it is; see `People.cells`. */
export const OWNER_COLUMNS: readonly Column[] = [OWNER, ...CAR];
/** The same with the telephone number; see `People.cellsWithPhone`. */
export const REACHABLE_COLUMNS: readonly Column[] = [OWNER, PHONE, ...CAR];

interface Whose {
  customerId: number | null;
  vehicleId: number | null;
}

/** Who is meant by the ids of a list. */
export interface People {
  nameOf(customerId: number | null): string;
  phoneOf(customerId: number | null): string;
  /** Of `OWNER_COLUMNS`. */
  cells(of: Whose): CellLike[];
  /** Of `REACHABLE_COLUMNS`: four digits of the number are hidden. */
  cellsWithPhone(of: Whose): CellLike[];
  /** The member id itself for whoever is not known any more; '' for nobody. */
  staffName(userId: string | null | undefined): string;
}

/** Looks up all owners, cars and members of a list at once. */
export async function peopleOf({ db, storeId }: ReportAt, rows: readonly Whose[]): Promise<People> {
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
  const nameOf: People['nameOf'] = (id) => owners.get(id ?? 0)?.name ?? '';
  const phoneOf: People['phoneOf'] = (id) => {
    const owner = owners.get(id ?? 0);
    return (
      [...(owner?.mobiles ?? []), ...(owner?.landlines ?? [])].find(
        (one) => owner?.wrongMobiles.includes(one) !== true,
      ) ?? ''
    );
  };
  const carOf = (id: number | null): [plate: string, model: string] => {
    const car = cars.get(id ?? 0);
    return [car?.plateNumber ?? '', car?.model ?? car?.series ?? ''];
  };
  return {
    nameOf,
    phoneOf,
    cells: ({ customerId, vehicleId }) => [nameOf(customerId), ...carOf(vehicleId)],
    cellsWithPhone: ({ customerId, vehicleId }) => [
      nameOf(customerId),
      maskedPhone(phoneOf(customerId)),
      ...carOf(vehicleId),
    ],
    staffName: (userId) => (userId == null ? '' : (members.get(userId.toLowerCase()) ?? userId)),
  };
}

export const maskedPhone = (phone: string): string => (phone === '' ? '未登记' : maskPhone(phone));
