import { type Department, DEPARTMENTS } from '../../understanding/taxonomy.ts';
import { departmentsLabel, type Names } from './messages.ts';
import { type Metric, metricOf } from '../metrics.ts';
import * as replies from './replies.ts';
import type { Query, Viewer } from '../types.ts';

export interface Scope {
  query: Query;
  /** Name of the only department that is seen. */
  ownDepartment?: string;
  /** Only what is in the viewer's own name is seen. */
  isOwnWork?: true;
  refusal?: string;
}

/** Who is who. */
export interface House {
  /** Of departments, by key. */
  names: Names;
  /** The department of a member of staff; absent for whoever is not known, or left. */
  departmentOf?: (userId: string) => string | undefined;
}

/**
 * Keeps a query within what its viewer may see: general manager and director the whole store, heads their department,
 * everybody else what is in their own name. What is about owners and nobody's own work (reminders, the archive) is
 * customer care's as a whole; a service adviser sees the owners in their care.
 */
export function narrow(query: Query, viewer: Viewer, house: House): Scope {
  if (viewer.role === 'generalManager' || viewer.role === 'director') return { query };
  const metrics = [query.metric, ...(query.also ?? [])].map(metricOf);
  return viewer.role === 'departmentHead'
    ? toDepartment(query, metrics, viewer, house)
    : toOwnWork(query, metrics, viewer, house);
}

function toDepartment(query: Query, metrics: readonly Metric[], viewer: Viewer, house: House): Scope {
  const { names } = house;
  const own = viewer.departmentKey;
  if (!isDepartment(own)) return { query, refusal: replies.noDepartmentText() };
  if (own === 'customerCare' && metrics.some(isAboutOwners))
    return metrics.every(isAboutOwners) ? { query } : { query, refusal: replies.askApartText() };
  const closed = metrics.find((metric) => isAboutOwners(metric) || !hasFilter(metric, 'department'));
  if (closed !== undefined) return { query, refusal: replies.restrictedText(closed.name) };
  const ownName = names[own] ?? own;
  const refusal = otherDepartment(query, own, ownName, names);
  if (refusal !== undefined) return { query, refusal };
  if (areOthers(query.filters.assignee, own, house))
    return { query, refusal: replies.otherDepartmentText(ownName, '其他部门同事') };
  const narrowed = { ...query, filters: { ...query.filters, department: [own] } };
  return { query: narrowed.groupBy === 'department' ? ungrouped(narrowed) : narrowed, ownDepartment: ownName };
}

function toOwnWork(query: Query, metrics: readonly Metric[], viewer: Viewer, { names }: House): Scope {
  const isCare = viewer.departmentKey === 'customerCare' && viewer.role === 'careSpecialist';
  if (isCare && metrics.some(isNobodysWork))
    return metrics.every(isNobodysWork) ? { query } : { query, refusal: replies.askApartText() };
  const closed = metrics.find(
    (metric) => !hasFilter(metric, 'assignee') || (isNobodysWork(metric) && !hasOwners(viewer)),
  );
  if (closed !== undefined) return { query, refusal: replies.restrictedText(closed.name) };
  const own = viewer.departmentKey;
  const ownName = names[own] ?? own;
  const refusal = otherDepartment(query, own, ownName, names);
  if (refusal !== undefined) return { query, refusal };
  const userId = viewer.userId.toLowerCase();
  const asked = query.filters.assignee;
  if (asked !== undefined && !asked.some((each) => each.toLowerCase() === userId))
    return { query, refusal: replies.otherPersonText() };
  const narrowed = { ...query, filters: { ...query.filters, assignee: [userId] } };
  const { groupBy } = narrowed;
  const isPointless = groupBy === 'assignee' || groupBy === 'department';
  return { query: isPointless ? ungrouped(narrowed) : narrowed, isOwnWork: true };
}

/** About owners: no department's work but customer care's. */
const isAboutOwners = ({ visibleTo }: Metric): boolean => visibleTo === 'managersAndCare';

/** Reminders are sent by the service, the archive is everybody's: the person named there is the owner's adviser. */
const ABOUT_ADVISERS: readonly Metric['rows'][] = ['reminder', 'dueDate', 'vehicle', 'sale', 'visit'];
const isNobodysWork = (metric: Metric): boolean =>
  ABOUT_ADVISERS.includes(metric.rows) || !hasFilter(metric, 'assignee');

/** Who is an owner's adviser is told by the archive; these are the roles that it names. */
const hasOwners = ({ role }: Viewer): boolean => role === 'serviceAdvisor' || role === 'staff';

const hasFilter = ({ filters }: Metric, name: 'department' | 'assignee'): boolean => filters.includes(name);

const isDepartment = (key: string): key is Department => Object.hasOwn(DEPARTMENTS, key);

/** Everybody who was asked for works elsewhere: what they did is no zero of this department. */
function areOthers(asked: readonly string[] | undefined, own: string, { departmentOf }: House): boolean {
  return (
    asked !== undefined &&
    asked.every((userId) => {
      const department = departmentOf?.(userId) ?? own;
      return department !== own;
    })
  );
}

function otherDepartment(query: Query, own: string, ownName: string, names: Names): string | undefined {
  const asked = query.filters.department;
  if (asked === undefined || asked.some((each) => each === own)) return undefined;
  return replies.otherDepartmentText(ownName, departmentsLabel(asked, names));
}

function ungrouped(query: Query): Query {
  const { groupBy: _groupBy, order: _order, top: _top, ...rest } = query;
  return rest;
}
