import type { Decision } from '../../understanding/index.ts';

export const isComplaint = ({ kind }: Pick<Decision, 'kind'>): boolean =>
  kind === 'complaint' || kind === 'grumble' || kind === 'rescue';

/** What is a complaint as the answer to a reminder, though the ordinary reading saw none: a person looks where it belongs. */
export function asComplaint(decision: Decision): Decision {
  if (isComplaint(decision)) return decision;
  const categories = decision.categories.length === 0 ? (['Z9'] as const) : decision.categories;
  return {
    ...decision,
    kind: 'complaint',
    categories: [...categories],
    severity: decision.severity === 'P3' ? 'P2' : decision.severity,
    ...(decision.categories.length === 0 ? { department: 'triage' as const } : {}),
    needsHuman: true,
  };
}
