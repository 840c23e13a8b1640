import type { Day } from '../calendar.ts';
import type { Complaint } from './complaint.ts';

/** A problem that came again, before anything is written about it. */
export interface Finding {
  kind: 'sameVehicle' | 'growingCause';
  /** The same cause has the same key in every week. */
  causeKey: string;
  title: string;
  /** How it was found, in one sentence. */
  reason: string;
  vehicleId: number | null;
  complaints: readonly Complaint[];
}

/** What is known of earlier rectifications of a cause. */
export interface Earlier {
  id: number;
  number: string;
  causeKey: string;
  ticketIds: readonly number[];
  /** Monday of the week in which it was found. */
  weekOn: Day;
  /** Absent: it still runs. */
  closedAt?: Date;
}
