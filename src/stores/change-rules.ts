import { isDeepStrictEqual } from 'node:util';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { CareError, ConflictError } from '../errors.ts';
import { rulesOf } from './rules.ts';
import { currentRulesVersion, listRulesVersions, type RulesVersion, writeRules } from './rules-versions.ts';
import { findStaff, leadsTheHouse } from './staff.ts';
import { getStore } from './store.ts';

/**
 * Changes a store's rules: they are in force with the commit, and kept as a version that tells who changed them and why.
 *
 * @param input.rules all that differs from the defaults, not only what changes now
 * @param input.seen the version that was looked at; omit where nobody looked (a file)
 * @returns undefined when nothing differs from what is in force
 * @throws {CareError} `FORBIDDEN` for staff who do not lead the house; `VALIDATION` naming every fault; {ConflictError}
 *   when somebody else changed them meanwhile
 */
export async function changeRules(
  context: Pick<Context, 'storeId' | 'clock' | 'actor'>,
  tx: Transaction,
  input: { rules: Record<string, unknown>; note: string; seen?: number },
): Promise<RulesVersion | undefined> {
  const { storeId, clock, actor } = context;
  const staff = actor.kind === 'staff' ? await findStaff(tx, storeId, actor.id) : undefined;
  if (actor.kind === 'owner' || (actor.kind === 'staff' && (staff === undefined || !leadsTheHouse(staff)))) {
    throw new CareError('FORBIDDEN', `${actor.id} may not change the rules`, {
      userMessage: '规则由客户关爱总监或总经理修改。',
    });
  }
  await tx.$queryRaw`SELECT 1 AS locked FROM store WHERE id = ${storeId} FOR UPDATE`;
  const store = await getStore(tx, storeId);
  if (input.seen !== undefined && input.seen !== (await currentRulesVersion(tx, storeId))) {
    const [newest] = await listRulesVersions(tx, storeId, 1);
    throw new ConflictError(
      `rules of ${storeId} changed meanwhile`,
      `规则刚被${newest?.changedBy ?? '其他同事'}改过，请看过最新的规则再改。`,
    );
  }
  rulesOf({ id: storeId, rules: input.rules });
  if (isDeepStrictEqual(store.rules ?? {}, input.rules)) return undefined;
  return writeRules(tx, clock, {
    storeId,
    before: store.rules,
    rules: input.rules,
    changedBy: staff?.name ?? actor.name,
    note: input.note,
  });
}
