import { addDays, type Day, dayOf } from '../calendar.ts';
import type { Rules } from '../stores/index.ts';
import type { Department } from '../understanding/index.ts';
import type { Complaint } from './complaint.ts';
import type { Earlier, Finding } from './finding.ts';
import { growingFindings } from './growing-causes.ts';
import { closedBefore, sameVehicleFindings } from './same-vehicle.ts';

/** A finding with what has to be done about it. */
export interface Repeat extends Finding {
  department: Department;
  /** Complaints that no rectification of this cause has seen yet. */
  fresh: readonly Complaint[];
  /** The one that still runs: these join it. */
  joins?: Earlier;
}

/**
 * Everything in the week that asks for a rectification, or for more attention to one that runs. A cause whose complaints are
 * all known is none: an old pair is not found again every Monday. Pure.
 *
 * @param input.complaints up to the week's end, as far back as the rules look
 * @param input.earlier the store's rectifications, oldest first
 */
export function findRepeats(
  input: { complaints: readonly Complaint[]; earlier: readonly Earlier[]; weekOn: Day; since: Day },
  rules: Rules['rectification'],
): Repeat[] {
  const { complaints, earlier, weekOn } = input;
  return [
    ...sameVehicleFindings(complaints, earlier, addDays(weekOn, 6), rules),
    ...growingFindings(complaints, earlier, input, rules),
  ].flatMap((finding) => {
    const own = earlier.filter((one) => one.causeKey === finding.causeKey);
    const fresh = finding.complaints.filter((complaint) => own.every((one) => !covers(one, complaint)));
    if (fresh.length === 0) return [];
    const running = own.find((one) => one.closedAt === undefined);
    const repeat = { ...finding, department: departmentOf(finding.complaints), fresh };
    return [running === undefined ? saysWhenItCameBack(repeat, earlier, rules) : { ...repeat, joins: running }];
  });
}

/** One that was opened while the measure was still being worked out does not prove that the measure failed. */
function covers({ ticketIds, closedAt }: Earlier, { ticketId, openedAt }: Complaint): boolean {
  return ticketIds.includes(ticketId) || (closedAt !== undefined && openedAt < closedAt);
}

function saysWhenItCameBack(repeat: Repeat, earlier: readonly Earlier[], rules: Rules['rectification']): Repeat {
  const last = repeat.fresh
    .map((complaint) => closedBefore(complaint, repeat.causeKey, earlier, rules))
    .findLast((found) => found !== undefined);
  if (last?.closedAt === undefined) return repeat;
  const [, month = '', date = ''] = dayOf(last.closedAt).split('-');
  const when = `${last.number}，${Number(month)}月${Number(date)}日关闭`;
  return { ...repeat, reason: `整改后再次发生（${when}）：${repeat.reason}` };
}

/** Where most of them went; of equally many the newest decides. */
function departmentOf(complaints: readonly Complaint[]): Department {
  const counts = new Map<Department, number>();
  for (const { department } of complaints.toReversed()) counts.set(department, (counts.get(department) ?? 0) + 1);
  return [...counts].toSorted((left, right) => right[1] - left[1])[0]?.[0] ?? 'customerCare';
}
