import { Prisma } from '../database/generated/client.ts';
import type { Rules } from '../stores/index.ts';

/** Sold by a secondary outlet: its 7DC counts from the invoice. */
const SECONDARY = Prisma.sql`coalesce(c.sale_channel ~ '二级|二网|网点|分销|secondary', FALSE)`;

const isFromInvoice = Prisma.sql`(${SECONDARY} AND c.invoiced_on IS NOT NULL)`;
const delivery = Prisma.sql`coalesce(c.delivered_on, CASE WHEN ${SECONDARY} THEN c.invoiced_on END)`;

/**
 * What has to be followed up: a row for each visit that was handed back and each vehicle that was delivered, by round. A
 * subquery with the columns `round, subject_key, customer_id, vehicle_id, visit_id, advisor_name, basis_on, from_on, due_on`.
 * Conditions on its days reach the tables. Rounds that the store has switched off are not in it.
 */
export function followUpSource(storeId: string, rules: Rules['followUps']): Prisma.Sql {
  const { threeDay, sevenDay, oneMonth, oneYear } = rules;
  const periodic = (round: string, { months, withinDays }: { months: number; withinDays: number }) => Prisma.sql`
    SELECT ${round}::text, 'vehicle:' || c.id, c.customer_id, c.id, NULL::int, NULL::text, ${delivery},
      (${delivery} + make_interval(months => ${months}::int))::date,
      (${delivery} + make_interval(months => ${months}::int))::date + ${withinDays}::int
    FROM vehicle c WHERE c.store_id = ${storeId} AND ${delivery} IS NOT NULL`;
  const parts: Prisma.Sql[] = [
    // Names the columns, also where every round is switched off.
    Prisma.sql`
    SELECT NULL::text AS round, NULL::text AS subject_key, NULL::int AS customer_id, NULL::int AS vehicle_id,
      NULL::int AS visit_id, NULL::text AS advisor_name, NULL::date AS basis_on, NULL::date AS from_on,
      NULL::date AS due_on WHERE FALSE`,
  ];
  if (threeDay.enabled) {
    const toDays = Math.max(threeDay.fromDays, threeDay.toDays);
    const asked = (basis: Prisma.Sql, onlyIf: Prisma.Sql) => Prisma.sql`
    SELECT 'threeDay', 'visit:' || v.id, c.customer_id, c.id, v.id, v.advisor_name, ${basis},
      ${basis} + ${threeDay.fromDays}::int, ${basis} + ${toDays}::int
    FROM visit v JOIN vehicle c ON c.id = v.vehicle_id
    WHERE v.store_id = ${storeId} AND ${onlyIf}`;
    parts.push(asked(Prisma.sql`v.handed_back_on`, Prisma.sql`v.handed_back_on IS NOT NULL`));
    // Files of some systems name no day of hand-back at all: there the day of the visit stands for it.
    const namesNone = Prisma.sql`NOT EXISTS (
      SELECT 1 FROM visit h WHERE h.store_id = ${storeId} AND h.handed_back_on IS NOT NULL)`;
    parts.push(asked(Prisma.sql`v.entered_on`, namesNone));
  }
  if (sevenDay.enabled) {
    const inDays = Prisma.sql`CASE WHEN ${isFromInvoice} THEN ${sevenDay.secondaryDays}::int ELSE ${sevenDay.days}::int END`;
    const basis = Prisma.sql`CASE WHEN ${isFromInvoice} THEN c.invoiced_on ELSE c.delivered_on END`;
    parts.push(Prisma.sql`
    SELECT 'sevenDay', 'vehicle:' || c.id, c.customer_id, c.id, NULL, NULL, ${basis}, ${basis} + ${inDays}, ${basis} + ${inDays}
    FROM vehicle c WHERE c.store_id = ${storeId} AND ${basis} IS NOT NULL`);
  }
  if (oneMonth.enabled) parts.push(periodic('oneMonth', oneMonth));
  if (oneYear.enabled) parts.push(periodic('oneYear', oneYear));
  return Prisma.sql`(${Prisma.join(parts, ' UNION ALL ')}) AS s`;
}

/** A follow-up is entered so many days before its first day: what comes later is no omission yet. */
export const AHEAD_DAYS = 7;
