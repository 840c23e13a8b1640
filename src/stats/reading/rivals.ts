import { type DepartmentName, takeFilters } from './read-filters.ts';
import { SpanText } from './spans.ts';
import type { Filters, Grouping } from '../types.ts';

/** Which filter holds two or more: 速腾和迈腾, 车间和配件. */
export function rivalsIn(
  normal: string,
  named: Filters,
  departmentNames: readonly DepartmentName[] | undefined,
): Grouping | undefined {
  const isMany = (values: readonly string[] | undefined) => (values?.length ?? 0) > 1;
  if (isMany(named.series)) return 'series';
  if (isMany(named.assignee)) return 'assignee';
  if (isMany(named.round)) return 'round';
  if (isMany(named.channel)) return 'channel';
  if (isMany(named.demand)) return 'demand';
  return isMany(takeFilters(new SpanText(normal), 'ticket', departmentNames).filters.department)
    ? 'department'
    : undefined;
}
