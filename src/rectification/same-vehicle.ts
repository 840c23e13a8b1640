import { addDays, type Day, dayOf } from '../calendar.ts';
import type { Rules } from '../stores/index.ts';
import { type Cause, type Complaint, keyOf, labelOf } from './complaint.ts';
import type { Earlier, Finding } from './finding.ts';

/**
 * The same part of the same vehicle, complained of again within the span that the store's rules give; the same category
 * where no part is named. After a rectification the first complaint is one too many. Pure.
 *
 * @param until last day that counts
 */
export function sameVehicleFindings(
  complaints: readonly Complaint[],
  earlier: readonly Earlier[],
  until: Day,
  rules: Rules['rectification'],
): Finding[] {
  const ofVehicles = Map.groupBy(
    complaints.filter(({ openedOn }) => openedOn <= until),
    ({ vehicleId }) => vehicleId,
  );
  const from = addDays(until, -rules.sameVehicleDays);
  return [...ofVehicles].flatMap(([vehicleId, own]) => {
    if (vehicleId === null || own.every(({ openedOn }) => openedOn < from)) return [];
    return withoutParts(
      groupsOf(own).flatMap(({ cause, complaints: ever }) => {
        const complaints = lastSpan(ever, rules.sameVehicleDays);
        const causeKey = `vehicle:${vehicleId}:${keyOf(cause)}`;
        const isEnough = complaints.length >= rules.sameVehicleComplaints;
        if (!isEnough && !complaints.some((complaint) => cameBack(complaint, causeKey, earlier, rules))) return [];
        return [{ ...wordsOf(cause, complaints, rules), kind: 'sameVehicle', causeKey, vehicleId, complaints }];
      }),
    );
  });
}

/** The newest one that was closed within the rules' span before a complaint was opened. */
export function closedBefore(
  complaint: Complaint,
  causeKey: string,
  earlier: readonly Earlier[],
  rules: Rules['rectification'],
): Earlier | undefined {
  return earlier.findLast(
    (one) =>
      one.causeKey === causeKey &&
      one.closedAt !== undefined &&
      one.closedAt <= complaint.openedAt &&
      complaint.openedOn <= addDays(dayOf(one.closedAt), rules.recurrenceDays),
  );
}

function cameBack(...given: Parameters<typeof closedBefore>): boolean {
  return closedBefore(...given) !== undefined;
}

/** Those within so many days before the newest one. */
function lastSpan(complaints: readonly Complaint[], days: number): Complaint[] {
  const newest = complaints.reduce((last, { openedOn }) => (openedOn > last ? openedOn : last), '');
  return complaints.filter(({ openedOn }) => openedOn >= addDays(newest, -days));
}

function groupsOf(complaints: readonly Complaint[]): { cause: Cause; complaints: Complaint[] }[] {
  const groups = new Map<string, { cause: Cause; complaints: Complaint[] }>();
  for (const complaint of complaints) {
    for (const cause of partsOf(complaint)) {
      const group = groups.get(keyOf(cause)) ?? { cause, complaints: [] };
      group.complaints.push(complaint);
      groups.set(keyOf(cause), group);
    }
  }
  return [...groups.values()];
}

function partsOf({ vehicleSystems, category }: Complaint): Cause[] {
  if (vehicleSystems.length > 0) return vehicleSystems.map((value) => ({ type: 'system', value }));
  return category === 'Z9' ? [] : [{ type: 'category', value: category }];
}

/** Two complaints that both name engine and gearbox are one problem, not two: the largest group speaks for its parts. */
function withoutParts(findings: readonly Finding[]): Finding[] {
  const kept: Finding[] = [];
  for (const finding of findings.toSorted((left, right) => right.complaints.length - left.complaints.length)) {
    const isPart = kept.some((larger) => finding.complaints.every((one) => larger.complaints.includes(one)));
    if (!isPart) kept.push(finding);
  }
  return kept;
}

function wordsOf(
  cause: Cause,
  complaints: readonly Complaint[],
  rules: Rules['rectification'],
): Pick<Finding, 'title' | 'reason'> {
  const label = labelOf(cause);
  const numbers = complaints.map(({ number }) => number).join('、');
  return {
    title: `同一辆车${label}重复投诉`,
    reason: `同一辆车${rules.sameVehicleDays}天内有${complaints.length}次投诉涉及${label}（${numbers}）。`,
  };
}
