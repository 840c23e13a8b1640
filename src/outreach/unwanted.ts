import { Prisma } from '../database/generated/client.ts';
import { greetingKinds, isAwaited, reminderKinds } from './kinds.ts';

/** Kinds that an owner who opted out still gets: they asked for them. */
const awaitedKinds = Object.keys(reminderKinds).filter(isAwaited);

/**
 * Why a reminder that was chosen to go must not leave any more, whoever recorded it and wherever; null: it may. For a
 * statement over `reminder`, its `customer` and (left joined) `vehicle`.
 */
export const UNWANTED: Prisma.Sql = Prisma.sql`(CASE
  WHEN customer.is_deceased THEN '车主已故'
  WHEN customer.opted_out_at IS NOT NULL AND reminder.kind <> ALL(${awaitedKinds}::text[]) THEN '车主已退订'
  WHEN reminder.kind = 'promotion' AND NOT customer.consent_marketing THEN '车主未同意接收活动信息'
  WHEN vehicle.status <> 'active' THEN '车辆已转让或报废'
  WHEN reminder.kind = ANY(${greetingKinds}::text[]) AND EXISTS (SELECT 1 FROM ticket
    WHERE ticket.customer_id = customer.id AND ticket.status NOT IN ('closed', 'merged', 'dismissed'))
    THEN '车主有未关闭的投诉，暂不问候'
  END)`;
