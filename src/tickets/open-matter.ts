import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { OPEN_STATUSES, type TicketStatus } from './states.ts';

/** The same trouble within this time is the same matter, whoever reports it. */
const SAME_MATTER_MS = 30 * 24 * 60 * 60 * 1000;

export interface Matter {
  storeId: string;
  customerId: number | null;
  vehicleId: number | null;
  categories: readonly string[];
  vehicleSystems: readonly string[];
  now: Date;
  /** Number of the manufacturer's or hotline's own record: the same number is the same matter. */
  externalNo?: string;
  /** Also one that waits for the owner's verdict. */
  includesResolved?: boolean;
  /** Danger is never an addition to something milder or done: only to an open ticket that is critical too. */
  isCritical?: boolean;
}

/**
 * The open ticket, from whatever source, that a complaint is about: the same record, or the same owner or vehicle with the
 * same category or vehicle system within 30 days. The newest one.
 */
export async function findOpenMatter(tx: Transaction, matter: Matter): Promise<Ticket | undefined> {
  const statuses: TicketStatus[] = [
    ...OPEN_STATUSES,
    ...(matter.includesResolved === true && matter.isCritical !== true ? ['resolved' as const] : []),
  ];
  const open = {
    storeId: matter.storeId,
    status: { in: statuses },
    ...(matter.isCritical === true ? { severity: 'P0' } : {}),
  };
  if (matter.externalNo !== undefined && matter.externalNo !== '') {
    const same = await tx.ticket.findFirst({
      where: { ...open, externalNo: matter.externalNo },
      orderBy: { id: 'desc' },
    });
    if (same !== null) return same;
  }
  const { customerId, vehicleId } = matter;
  if (customerId === null && vehicleId === null) return undefined;
  const categories = matter.categories.filter((category) => category !== 'Z9');
  const found = await tx.ticket.findFirst({
    where: {
      ...open,
      openedAt: { gt: new Date(matter.now.getTime() - SAME_MATTER_MS) },
      AND: [
        {
          OR: [...(customerId === null ? [] : [{ customerId }]), ...(vehicleId === null ? [] : [{ vehicleId }])],
        },
        // An owner of two cars may complain of both.
        ...(vehicleId === null ? [] : [{ OR: [{ vehicleId }, { vehicleId: null }] }]),
        {
          OR: [{ categories: { hasSome: categories } }, { vehicleSystems: { hasSome: [...matter.vehicleSystems] } }],
        },
      ],
    },
    orderBy: { id: 'desc' },
  });
  return found ?? undefined;
}
