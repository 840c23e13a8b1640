import { addDays, dateToDay } from '../calendar.ts';
import type { Rules } from '../stores/index.ts';
import type { Subject } from './dispatch.ts';
import { greetingKinds, isAwaited } from './kinds.ts';
import type { PageFacts } from './page-facts.ts';

/** What changed since the plan, and the caps on greetings and promotions; undefined: it may go. Pure. */
export function reasonToSkip(
  { reminder, customer, vehicle }: Pick<Subject, 'reminder' | 'customer' | 'vehicle'>,
  facts: PageFacts,
  rules: Rules,
): string | undefined {
  if (customer.isDeceased) return '车主已故';
  if (customer.optedOutAt !== null && !isAwaited(reminder.kind)) return '车主已退订';
  if (reminder.kind === 'promotion' && !customer.consentMarketing) return '车主未同意接收活动信息';
  if (vehicle !== null && vehicle.status !== 'active') return '车辆已转让或报废';
  if (reminder.kind.endsWith('Maintenance') && vehicle !== null) {
    const last = facts.maintainedOn.get(vehicle.id);
    if (last !== undefined && last >= addDays(dateToDay(reminder.plannedFor), -1)) return '车主已到店保养';
  }
  if (!greetingKinds.includes(reminder.kind)) return undefined;
  if (facts.withoutCar.has(customer.id)) return '车辆已转让或报废';
  if (facts.complaining.has(customer.id)) return '车主有未关闭的投诉，暂不问候';
  const { marketingPerDay, marketingPerMonth } = rules.outreach;
  const { greetingsToday = 0, greetingsThisMonth = 0 } = facts.heard.get(customer.id) ?? {};
  if (greetingsToday >= marketingPerDay) return `当天关怀营销消息已达上限 ${marketingPerDay} 条`;
  if (greetingsThisMonth >= marketingPerMonth) return `当月关怀营销消息已达上限 ${marketingPerMonth} 条`;
  return undefined;
}
