import { metricOf, type MetricKey } from '../metrics.ts';
import type { SpanText } from './spans.ts';

/** Figures of what came in; of all others nothing is new. */
const ARRIVES: readonly MetricKey[] = [
  'complaintsReceived',
  'ticketsReceived',
  'open',
  'repeatComplaints',
  'rectificationsOpened',
  'bookings',
];

/**
 * Words that are read elsewhere or mean nothing elsewhere, but not beside these figures.
 *
 * @param text with everything taken blanked
 */
export function misfits(
  text: SpanText,
  keys: readonly MetricKey[],
  { isRanked, hasPerson }: { isRanked: boolean; hasPerson: boolean },
): string[] {
  const found: (string | undefined)[] = [
    // Only times are long or short.
    keys.length > 0 && !keys.some((key) => metricOf(key).shape === 'duration')
      ? /最[长久短快慢]/.exec(text.full)?.[0]
      : undefined,
    // How long a single one took, no figure tells.
    keys.some((key) => metricOf(key).shape === 'duration')
      ? /最[长久快慢]的?(?:一?[个单件条])?(?:投诉|工单|单子|案子)/.exec(text.full)?.[0]
      : undefined,
    // What will be overdue soon is none yet.
    keys.includes('churned') ? /(?:快|即将|马上|将|临近|差点|[会要想])流失/.exec(text.full)?.[0] : undefined,
    // What is a share of what, only a rate tells.
    keys.length > 0 && !keys.some((key) => metricOf(key).shape === 'share')
      ? /占|百分之|几成|个(?:百分)?点/.exec(text.rest)?.[0]
      : undefined,
    keys.length > 0 && keys.every((key) => metricOf(key).shape === 'count') ? /平均/.exec(text.rest)?.[0] : undefined,
    // No figure is ranked by owner.
    isRanked && /(?:哪[个些位家]|最.{1,2}的|前.{1,2}[个名位]?|第.的?)(?:客户|车主)/.test(text.full)
      ? /客户|车主/.exec(text.rest)?.[0]
      : undefined,
    // Whose follow-up it is, is who asks; whose customer it was, no figure is narrowed to.
    hasPerson && keys.some((key) => metricOf(key).rows === 'followUp')
      ? /服务顾问|(?:名下|接待?过?|手[上里])的?(?:客户|车主|车)/.exec(text.full)?.[0]
      : undefined,
    keys.length > 0 && !keys.some((key) => ARRIVES.includes(key)) ? /新增|净增/.exec(text.full)?.[0] : undefined,
  ];
  return found.filter((word) => word !== undefined);
}
