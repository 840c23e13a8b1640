import { z } from 'zod';
import { isDay } from '../calendar.ts';
import { CATEGORY_KEYS, DEMAND_KEYS, DEPARTMENT_KEYS, KIND_KEYS, SEVERITY_KEYS } from '../understanding/taxonomy.ts';
import { METRIC_KEYS, metricOf } from './metrics.ts';
import { FOLLOW_UP_ROUNDS, GROUPINGS, type Query, VISIT_TYPES, WORK_KINDS } from './types.ts';

const period = z
  .strictObject({ from: z.string().refine(isDay), to: z.string().refine(isDay) })
  .refine(({ from, to }) => from <= to);
const some = <T extends z.ZodType>(item: T) => z.array(item).min(1).max(30).exactOptional();

/** A query as it comes back from the log or the command line. */
export const querySchema: z.ZodType<Query> = z
  .strictObject({
    metric: z.enum(METRIC_KEYS),
    also: z.array(z.enum(METRIC_KEYS)).max(3).exactOptional(),
    filters: z.strictObject({
      department: some(z.enum(DEPARTMENT_KEYS)),
      severity: some(z.enum(SEVERITY_KEYS)),
      category: some(z.enum(CATEGORY_KEYS)),
      kind: some(z.enum(KIND_KEYS)),
      status: some(z.enum(['triage', 'routed', 'acknowledged', 'tracking', 'resolved', 'closed'])),
      source: some(z.enum(['chat', 'hotline', 'followUp', 'manufacturer', 'staff'])),
      demand: some(z.enum(DEMAND_KEYS)),
      reminderKind: some(z.string().max(40)),
      channel: some(z.string().max(40)),
      assignee: some(z.string().max(64)),
      series: some(z.string().max(60)),
      plate: some(z.string().max(12)),
      visitType: some(z.enum(VISIT_TYPES)),
      round: some(z.enum(FOLLOW_UP_ROUNDS)),
      purpose: some(z.string().max(40)),
      workKind: some(z.enum(WORK_KINDS)),
    }),
    groupBy: z.enum(GROUPINGS).exactOptional(),
    period: period.exactOptional(),
    compareWith: period.exactOptional(),
    order: z.enum(['asc', 'desc']).exactOptional(),
    top: z.int().min(1).max(50).exactOptional(),
    wantList: z.boolean(),
  })
  .refine(({ metric, groupBy, filters }) => {
    const { groupings, filters: allowed } = metricOf(metric);
    return (
      (groupBy === undefined || groupings.includes(groupBy)) &&
      Object.keys(filters).every((name) => allowed.some((each) => each === name))
    );
  });
