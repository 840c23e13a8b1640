import type { Db } from '../../database/database.ts';
import { audienceCondition } from './audience.ts';
import type { CampaignPlan } from './schemas.ts';

/**
 * Everybody the audience names, with the reason why somebody of them is not told; one row per owner. `$1` is the store.
 *
 * @returns a SELECT of id, name, gender and skip_reason (null: is told)
 */
export function targetsQuery({ kind, audience }: CampaignPlan, first: number): { sql: string; values: unknown[] } {
  const condition = audienceCondition(audience, first);
  const isService = kind === 'badWeather';
  const sql = `
    SELECT c.id, c.name, c.gender, CASE
      WHEN c.is_deceased THEN '车主已故'
      WHEN c.opted_out_at IS NOT NULL THEN '车主已退订'
      ${kind === 'promotion' ? `WHEN NOT c.consent_marketing THEN '车主未同意接收活动信息'` : ''}
      ${
        isService
          ? ''
          : `WHEN EXISTS (SELECT 1 FROM ticket t WHERE t.store_id = c.store_id AND t.customer_id = c.id
               AND t.status NOT IN ('closed', 'merged', 'dismissed')) THEN '车主有未关闭的投诉，暂不问候'`
      }
      END AS skip_reason
    FROM customer c WHERE c.store_id = $1 AND ${condition.sql}`;
  return { sql, values: condition.values };
}

export async function countTargets(
  db: Db,
  storeId: string,
  plan: CampaignPlan,
): Promise<{ targets: number; skipped: { reason: string; count: number }[] }> {
  const query = targetsQuery(plan, 2);
  const rows = await db.$queryRawUnsafe<{ reason: string | null; count: number }[]>(
    `SELECT skip_reason AS reason, count(*)::int AS count FROM (${query.sql}) q GROUP BY skip_reason ORDER BY count(*) DESC`,
    storeId,
    ...query.values,
  );
  return {
    targets: rows.find((row) => row.reason === null)?.count ?? 0,
    skipped: rows.flatMap(({ reason, count }) => (reason === null ? [] : [{ reason, count }])),
  };
}
