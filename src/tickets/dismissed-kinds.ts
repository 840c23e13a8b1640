/** What a dismissed ticket was instead of a complaint. */
export const DISMISSED_KINDS = [
  'question',
  'booking',
  'progress',
  'human',
  'suggestion',
  'praise',
  'optOut',
  'other',
] as const;
export type DismissedKind = (typeof DISMISSED_KINDS)[number];
