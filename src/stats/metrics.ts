import { ARCHIVE_METRICS } from './metrics/archive.ts';
import { CALL_METRICS } from './metrics/calls.ts';
import { FOLLOW_UP_METRICS } from './metrics/follow-ups.ts';
import type { Metric } from './metrics/metric.ts';
import { REMINDER_METRICS } from './metrics/reminders.ts';
import { TICKET_METRICS } from './metrics/tickets.ts';
import { TIME_METRICS } from './metrics/times.ts';
import { WORK_METRICS } from './metrics/work.ts';

export type { Metric, Moment, Reach } from './metrics/metric.ts';

/** The catalogue: every figure that can be asked for. How people call them stands in metric-words.ts. */
export const METRICS = {
  ...TICKET_METRICS,
  ...TIME_METRICS,
  ...REMINDER_METRICS,
  ...FOLLOW_UP_METRICS,
  ...CALL_METRICS,
  ...ARCHIVE_METRICS,
  ...WORK_METRICS,
} as const satisfies Record<string, Metric>;

export type MetricKey = keyof typeof METRICS;
export const METRIC_KEYS = Object.keys(METRICS) as MetricKey[];
export const ON_TIME_RATES = ['routeOnTimeRate', 'trackOnTimeRate', 'resolveOnTimeRate', 'verifyOnTimeRate'] as const;

/** A metric by its key, as the general type. */
export function metricOf(key: MetricKey): Metric {
  return METRICS[key];
}
