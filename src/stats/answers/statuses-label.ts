import { valueLabel } from '../labels.ts';

/** States that together have a word of their own. */
const STATES_TOGETHER: Readonly<Record<string, string>> = {
  'acknowledged,routed,triage': '未跟进',
  'acknowledged,tracking': '处理中',
};

/** `待签收`, `未跟进` — the states of a filter. */
export const statusesLabel = (values: readonly string[]): string =>
  STATES_TOGETHER[values.toSorted().join()] ?? values.map((value) => valueLabel('status', value, {})).join('、');
