import { addDays, dayOf } from '../calendar.ts';
import type { Transaction } from '../database/database.ts';
import { Prisma } from '../database/generated/client.ts';
import type { OutreachContext } from './dispatch.ts';

/** A visit so long before the due day is the one that was due; up to this long after the reminder it still is. */
const BEFORE_DAYS = 60;
const AFTER_DAYS = 60;
/** A policy that now ends about a year after the due day was renewed; a car that is due again half a year on was inspected. */
const RENEWED_DAYS = 300;
const INSPECTED_DAYS = 150;
/** Reminders older than this are settled. */
const LOOK_BACK_DAYS = 400;

/** Why nothing more goes out about a due day that is done, by the reminder that says so. */
function doneText(table: 'r' | 'done'): Prisma.Sql {
  const done = Prisma.raw(table);
  return Prisma.sql`CASE ${done}.fulfilment WHEN 'cameIn' THEN '车主已到店保养' WHEN 'ownersWord' THEN '车主告知已办理'
    ELSE CASE ${done}.kind WHEN 'annualInspection' THEN '车辆已年检' WHEN 'licenceRenewal' THEN '驾驶证已换证'
      ELSE '已续保' END END`;
}

export interface Matched {
  cameIn: number;
  renewed: number;
  /** Further leads that are not needed any more. */
  skipped: number;
}

/**
 * Follows reminders to their end: who came in, who renewed, by what the archive says now. To be run after each import and
 * daily; a repeat finds nothing new. Further leads of the same due day are skipped, with the reason.
 */
export async function matchOutcomes(context: OutreachContext): Promise<Matched> {
  return context.database.transaction(async (tx) => {
    const since = addDays(dayOf(context.clock.now()), -LOOK_BACK_DAYS);
    const cameIn = await matchVisits(context, tx, since);
    const renewed = (await matchRenewals(context, tx, since)) + (await matchLicences(context, tx, since));
    await cancelCalls(context, tx, since);
    return { cameIn, renewed, skipped: (await skipRest(context, tx, since)) + (await skipCorrected(context, tx)) };
  });
}

/** A maintenance visit from shortly before the due day until some time after. Held-out owners count too: that is what they are for. */
function matchVisits({ storeId }: OutreachContext, tx: Transaction, since: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE reminder r SET fulfilled_on = came.entered_on, fulfilment = 'cameIn'
    FROM (
      SELECT due.id, min(v.entered_on) AS entered_on
      FROM reminder due JOIN visit v ON v.vehicle_id = due.vehicle_id
      WHERE due.store_id = ${storeId} AND due.kind IN ('firstMaintenance', 'regularMaintenance')
        AND due.fulfilment IS DISTINCT FROM 'cameIn' AND due.due_on >= ${since}::date
        AND v.type IN ('firstMaintenance', 'regularMaintenance')
        AND v.entered_on BETWEEN due.due_on - ${BEFORE_DAYS}::int
          AND greatest(due.due_on, due.planned_for) + ${AFTER_DAYS}::int
      GROUP BY due.id) AS came
    WHERE r.id = came.id`;
}

/** The date in the archive has moved on by about a policy's term, or an inspection's. */
function matchRenewals({ storeId, clock }: OutreachContext, tx: Transaction, since: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE reminder r SET fulfilled_on = ${dayOf(clock.now())}::date, fulfilment = 'renewed'
    FROM vehicle v
    WHERE r.store_id = ${storeId} AND v.id = r.vehicle_id AND r.due_on >= ${since}::date
      AND r.kind IN ('insuranceRenewal', 'vehicleTax', 'annualInspection')
      AND (r.fulfilment IS NULL OR r.fulfilment = 'ownersWord')
      AND CASE r.kind
        WHEN 'annualInspection' THEN v.inspection_due_on >= r.due_on + ${INSPECTED_DAYS}::int
        WHEN 'vehicleTax' THEN v.compulsory_insurance_expires_on >= r.due_on + ${RENEWED_DAYS}::int
        ELSE CASE r.detail ->> 'item' WHEN 'commercial' THEN v.commercial_insurance_expires_on
          ELSE coalesce(v.compulsory_insurance_expires_on, v.commercial_insurance_expires_on) END
            >= r.due_on + ${RENEWED_DAYS}::int END`;
}

/** A licence that now ends years later, or never (长期), was renewed. The yearly physical leaves no trace in the archive. */
function matchLicences({ storeId, clock }: OutreachContext, tx: Transaction, since: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE reminder r SET fulfilled_on = ${dayOf(clock.now())}::date, fulfilment = 'renewed'
    FROM customer c
    WHERE r.store_id = ${storeId} AND c.id = r.customer_id AND r.due_on >= ${since}::date AND r.kind = 'licenceRenewal'
      AND coalesce(r.detail ->> 'what', '') <> 'physical' AND (r.fulfilment IS NULL OR r.fulfilment = 'ownersWord')
      AND (c.licence_expires_on IS NULL OR c.licence_expires_on >= r.due_on + ${RENEWED_DAYS}::int)`;
}

/** What waits for a later day, as the owner wished, must not name an end that has been corrected since. */
function skipCorrected({ storeId }: OutreachContext, tx: Transaction): Promise<number> {
  return tx.$executeRaw`
    UPDATE reminder r SET status = 'skipped', skip_reason = '驾驶证到期日已更正'
    FROM customer c
    WHERE r.store_id = ${storeId} AND r.status = 'planned' AND r.kind = 'licenceRenewal' AND r.fulfilment IS NULL
      AND coalesce(r.detail ->> 'what', '') <> 'physical' AND c.id = r.customer_id AND c.licence_expires_on <> r.due_on`;
}

/** Nobody calls about what is done. A call that carries something else of theirs stays for that. */
async function cancelCalls({ storeId, clock }: OutreachContext, tx: Transaction, since: string): Promise<void> {
  const done = await tx.$queryRaw<{ call_task_id: number }[]>`
    UPDATE reminder r SET status = 'skipped', skip_reason = ${doneText('r')}
    FROM call_task t
    WHERE r.store_id = ${storeId} AND r.status = 'callTask' AND r.fulfilment IN ('cameIn', 'renewed')
      AND r.due_on >= ${since}::date AND t.id = r.call_task_id AND t.status = 'open'
    RETURNING r.call_task_id`;
  await tx.$executeRaw`
    UPDATE call_task SET status = 'cancelled', done_at = ${clock.now()}
    WHERE id = ANY(${done.map((row) => row.call_task_id)}::int[]) AND status = 'open'
      AND NOT EXISTS (SELECT FROM reminder WHERE call_task_id = call_task.id AND status = 'callTask')`;
}

/** What is still planned for a due day that is over and done with. */
function skipRest({ storeId }: OutreachContext, tx: Transaction, since: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE reminder rest SET status = 'skipped', skip_reason = ${doneText('done')}
    FROM reminder done
    WHERE rest.store_id = ${storeId} AND rest.status = 'planned' AND done.fulfilment IS NOT NULL
      AND done.store_id = rest.store_id AND done.subject_key = rest.subject_key AND done.kind = rest.kind
      AND done.due_on = rest.due_on AND done.occurrence = rest.occurrence AND done.due_on >= ${since}::date`;
}
