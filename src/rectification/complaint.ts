import type { Day } from '../calendar.ts';
import {
  CATEGORIES,
  type Category,
  type Department,
  VEHICLE_SYSTEMS,
  type VehicleSystem,
} from '../understanding/index.ts';

/** What the weekly review looks at in a ticket. Tickets that were merged or dismissed are none. */
export interface Complaint {
  ticketId: number;
  number: string;
  openedOn: Day;
  openedAt: Date;
  vehicleId: number | null;
  /** Who complains: one owner with three tickets is one owner. */
  ownerKey: string;
  /** The one that routed; Z9 when nobody could tell. */
  category: Category;
  vehicleSystems: readonly VehicleSystem[];
  /** As owners name them: 王经理, 小李. */
  staffNames: readonly string[];
  department: Department;
}

/** A cause that complaints can share. */
export type Cause =
  | { type: 'staff'; value: string }
  | { type: 'system'; value: VehicleSystem }
  | { type: 'category'; value: Category };

/** Every cause a complaint names, the most specific first. Z9 is no cause. */
export function causesOf(complaint: Complaint): Cause[] {
  return [
    ...complaint.staffNames.map((value): Cause => ({ type: 'staff', value })),
    ...complaint.vehicleSystems.map((value): Cause => ({ type: 'system', value })),
    ...(complaint.category === 'Z9' ? [] : [{ type: 'category', value: complaint.category } as const]),
  ];
}

/** `system:brakes`, `category:R2`, `staff:王经理` */
export const keyOf = ({ type, value }: Cause): string => `${type}:${value}`;

export function labelOf(cause: Cause): string {
  switch (cause.type) {
    case 'staff':
      return `“${cause.value}”`;
    case 'system':
      return VEHICLE_SYSTEMS[cause.value].label;
    case 'category':
      return CATEGORIES[cause.value].label;
    default:
      return cause satisfies never;
  }
}
