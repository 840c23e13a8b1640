import { dayOf } from '../calendar.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/database.ts';
import type { WarrantyWarning } from '../database/generated/client.ts';
import { getStore, type Rules, rulesOf } from '../stores/index.ts';
import { faultLabel } from './assess.ts';
import { isInPeriod } from './period.ts';

/**
 * One line for whoever handles a complaint about a vehicle that is near a limit of the 三包 rules. Read-only, and apart from
 * the watch itself, so that tickets may ask for it.
 *
 * @returns undefined when there is nothing to say, or the period is over
 */
export async function warrantyNoteFor(
  { clock }: { clock: Clock },
  db: Db,
  vehicleId: number,
): Promise<string | undefined> {
  const warnings = await listWarrantyWarnings(db, vehicleId);
  const [first] = warnings;
  if (first === undefined) return undefined;
  const rules = rulesOf(await getStore(db, first.storeId)).warrantyWatch;
  const vehicle = await db.vehicle.findUnique({ where: { id: vehicleId } });
  if (vehicle === null || !isInPeriod(vehicle, dayOf(clock.now()), rules)) return undefined;
  const last = new Map(warnings.map((warning) => [`${warning.kind}:${warning.fault}`, warning]));
  return `三包预警：${[...last.values()].map((warning) => wordsOf(warning, rules)).join('；')}。`;
}

/** All that was warned of for a vehicle, oldest first. */
async function listWarrantyWarnings(db: Db, vehicleId: number): Promise<WarrantyWarning[]> {
  return db.warrantyWarning.findMany({ where: { vehicleId }, orderBy: { id: 'asc' } });
}

function wordsOf({ kind, fault, stage, value, reason }: WarrantyWarning, rules: Rules['warrantyWatch']): string {
  const isReached = stage === 'reached';
  return kind === 'repairDays'
    ? `累计修理已达${value}天（${isReached ? '已超过' : '上限'}${rules.repairDaysLimit}天）`
    : `${faultLabel(fault)}问题${reason.includes('车主称') ? '车主称' : ''}已修${value}次（${isReached ? '已超过' : '上限'}${rules.sameFaultLimit}次）`;
}
