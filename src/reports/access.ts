import { leadsTheHouse, type Staff } from '../stores/index.ts';
import { REPORT_KEYS, type ReportKey, reportOf } from './definitions.ts';

type Reader = Pick<Staff, 'role' | 'departmentKey'>;

/**
 * The reports that a member may ask for and look at: none tells what the chat would deny them. General manager and director have all
 * of them; the head of customer care those of follow-ups and the archive; care specialists those of the archive, for follow-ups,
 * calls and tickets are told to them only in their own name. What goes out by itself goes to whom the rules name.
 */
export function reportsFor(staff: Reader): ReportKey[] {
  return REPORT_KEYS.filter((key) => mayHave(staff, reportOf(key).openTo));
}

export const mayHaveReports = (staff: Reader): boolean => reportsFor(staff).length > 0;

function mayHave(staff: Reader, openTo: 'care' | 'careHead' | undefined): boolean {
  if (leadsTheHouse(staff)) return true;
  if (openTo === undefined || staff.departmentKey !== 'customerCare') return false;
  return staff.role === 'departmentHead' || (openTo === 'care' && staff.role === 'careSpecialist');
}

/** What a member reads who asks for one that is none of theirs. */
export function refusalFor(staff: Reader): string {
  const own = reportsFor(staff).map((key) => `《${reportOf(key).title}》`);
  return own.length === 0
    ? '报表由总经理和客户关爱部查阅。您可以直接问本部门的数据，例如“本月投诉多少”。'
    : `这张报表由总经理和客户关爱总监查阅。您可以要${own.join('')}，也可以直接问自己的数据，例如“我本月的回访率”。`;
}
