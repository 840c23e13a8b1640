import { addDays, type Day } from '../calendar.ts';
import type { Rules } from '../stores/index.ts';
import { type Cause, causesOf, type Complaint, keyOf, labelOf } from './complaint.ts';
import { chanceOfSoMany } from './clearly-more.ts';
import type { Earlier, Finding } from './finding.ts';
import { mondayOf, weekWords } from './week.ts';

interface Candidate {
  cause: Cause;
  causeKey: string;
  /** This week's. */
  complaints: Complaint[];
  owners: number;
  /** Ordinary weeks that it is compared with, and the owners in all of them. */
  weeks: number;
  usual: number;
  chance: number;
}

const LEVELS = ['staff', 'system', 'category'] as const;

/**
 * Causes that clearly more owners complained of in one week than usual. Small numbers do not cry wolf: so many owners,
 * so many times the mean, and so unlikely by chance as the store's rules say, where the share of false alarms that is
 * allowed is divided among all causes compared. Of one wave that shows in several ways (a part, its category, a name)
 * only what explains most is named. Pure.
 *
 * @param complaints of the week and of the weeks before
 * @param weekOn Monday of the week
 * @param since first week of which the store has all complaints
 */
export function growingFindings(
  complaints: readonly Complaint[],
  earlier: readonly Earlier[],
  { weekOn, since }: { weekOn: Day; since: Day },
  rules: Rules['rectification'],
): Finding[] {
  const findings: Finding[] = [];
  let unexplained = complaints.filter(({ openedOn }) => openedOn >= since && openedOn <= addDays(weekOn, 6));
  for (;;) {
    const found = strongest(candidatesIn(unexplained, earlier, { weekOn, since }, rules), rules);
    if (found === undefined) return findings;
    findings.push(findingOf(found, weekOn));
    const key = keyOf(found.cause);
    unexplained = unexplained.filter((complaint) => !causesOf(complaint).some((cause) => keyOf(cause) === key));
  }
}

function candidatesIn(
  complaints: readonly Complaint[],
  earlier: readonly Earlier[],
  { weekOn, since }: { weekOn: Day; since: Day },
  rules: Rules['rectification'],
): Candidate[] {
  const causes = new Map<string, { cause: Cause; byWeek: Map<Day, Complaint[]> }>();
  for (const complaint of complaints) {
    const week = mondayOf(complaint.openedOn);
    for (const cause of causesOf(complaint)) {
      const known = causes.get(keyOf(cause)) ?? { cause, byWeek: new Map<Day, Complaint[]>() };
      known.byWeek.set(week, [...(known.byWeek.get(week) ?? []), complaint]);
      causes.set(keyOf(cause), known);
    }
  }
  return [...causes].map(([key, { cause, byWeek }]) => {
    const causeKey = `cause:${key}`;
    const weeks = ordinaryWeeks(causeKey, earlier, { weekOn, since }, rules.growthWeeks);
    const owners = ownersOf(byWeek.get(weekOn));
    const usual = weeks.reduce((sum, week) => sum + ownersOf(byWeek.get(week)), 0);
    const chance = chanceOfSoMany(owners, usual, weeks.length);
    return { cause, causeKey, complaints: byWeek.get(weekOn) ?? [], owners, weeks: weeks.length, usual, chance };
  });
}

/**
 * The newest weeks before this one that can tell what is usual. Weeks in which a rectification of the cause ran do not:
 * what it was opened for would hide the next wave.
 */
function ordinaryWeeks(
  causeKey: string,
  earlier: readonly Earlier[],
  { weekOn, since }: { weekOn: Day; since: Day },
  count: number,
): Day[] {
  const own = earlier.filter((one) => one.causeKey === causeKey);
  const weeks: Day[] = [];
  for (let week = addDays(weekOn, -7); week >= since && weeks.length < count; week = addDays(week, -7)) {
    const isTroubled = own.some(
      (one) => week >= one.weekOn && (one.closedAt === undefined || isBefore(week, one.closedAt)),
    );
    if (!isTroubled) weeks.push(week);
  }
  return weeks;
}

/** Whether a week began before an instant. */
function isBefore(week: Day, instant: Date): boolean {
  return new Date(`${week}T00:00:00+08:00`) < instant;
}

function strongest(candidates: readonly Candidate[], rules: Rules['rectification']): Candidate | undefined {
  const remarkable = candidates.filter(({ cause, owners, weeks, usual, chance }) => {
    const compared = candidates.filter((other) => other.cause.type === cause.type).length;
    return (
      weeks > 0 &&
      owners >= rules.growthOwners &&
      owners >= rules.growthFactor * (usual / weeks) &&
      chance <= rules.falseAlarmPercent / 100 / compared
    );
  });
  return remarkable.toSorted(
    (left, right) => left.chance - right.chance || LEVELS.indexOf(left.cause.type) - LEVELS.indexOf(right.cause.type),
  )[0];
}

function ownersOf(complaints: readonly Complaint[] | undefined): number {
  return new Set((complaints ?? []).map(({ ownerKey }) => ownerKey)).size;
}

function findingOf({ cause, causeKey, complaints, owners, weeks, usual }: Candidate, weekOn: Day): Finding {
  const label = labelOf(cause);
  const what = cause.type === 'staff' ? `提到${label}` : `反映${label}问题`;
  const mean = (usual / weeks).toFixed(1).replace(/\.0$/, '');
  return {
    kind: 'growingCause',
    causeKey,
    title: cause.type === 'staff' ? `涉及${label}的投诉明显增多` : `${label}投诉明显增多`,
    reason: `${weekWords(weekOn)}有${owners}位车主${what}，此前${weeks}周平均每周${mean}位，明显增多。`,
    vehicleId: null,
    complaints,
  };
}
