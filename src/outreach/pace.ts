import { addDays, dateToDay, dayOf, instantAt } from '../calendar.ts';
import type { Rules } from '../stores/index.ts';
import type { Subject } from './dispatch.ts';
import { greetingKinds, isAwaited } from './kinds.ts';
import type { PageFacts } from './page-facts.ts';
import { quietUntil } from './quiet-hours.ts';

const HOUR_MS = 3_600_000;

/**
 * When the next message to this owner may leave, and why not now; undefined: now. What the owner waits for is never put
 * off, nor what would come after its day. Pure.
 */
export function putOffBy(
  { reminder, customer }: Pick<Subject, 'reminder' | 'customer'>,
  facts: PageFacts,
  rules: Rules,
  now: Date,
): { until: Date; reason: string } | undefined {
  if (isAwaited(reminder.kind)) return undefined;
  const heard = facts.heard.get(customer.id);
  if (heard === undefined) return undefined;
  const { servicePerDay } = rules.outreach;
  const { ownerPerHour } = rules.rates;
  const isFull = !greetingKinds.includes(reminder.kind) && heard.serviceToday >= servicePerDay;
  if (!isFull && heard.lastHour < ownerPerHour) return undefined;
  const free = isFull ? instantAt(addDays(dayOf(now), 1)) : new Date((heard.oldestAt ?? now).getTime() + HOUR_MS);
  const until = quietUntil(rules.outreach, free) ?? free;
  if (dayOf(until) > dateToDay(reminder.dueOn)) return undefined;
  const reason = isFull
    ? `当天服务提醒已达上限 ${servicePerDay} 条，顺延发送`
    : `一小时内已发 ${ownerPerHour} 条消息，顺延发送`;
  return { until, reason };
}
