import type { Clock } from '../clock.ts';
import type { Db, Transaction } from '../database/database.ts';
import type { Prisma, RulesVersion } from '../database/generated/client.ts';
import { NotFoundError } from '../errors.ts';

export type { RulesVersion };

/** Number of the rules in force; 0 when they were never changed here. */
export async function currentRulesVersion(db: Db, storeId: string): Promise<number> {
  const newest = await db.rulesVersion.findFirst({
    where: { storeId },
    orderBy: { version: 'desc' },
    select: { version: true },
  });
  return newest?.version ?? 0;
}

/** The newest versions first. */
export async function listRulesVersions(db: Db, storeId: string, limit = 50): Promise<RulesVersion[]> {
  return db.rulesVersion.findMany({ where: { storeId }, orderBy: { version: 'desc' }, take: limit });
}

/** @throws {NotFoundError} */
export async function getRulesVersion(db: Db, storeId: string, version: number): Promise<RulesVersion> {
  const found = await db.rulesVersion.findUnique({ where: { storeId_version: { storeId, version } } });
  if (found === null) throw new NotFoundError(`rules version ${version}`, '没有找到这个版本的规则。');
  return found;
}

/**
 * Puts rules in force and keeps them as a version. The first change also keeps what was in force before it, so that it
 * can be restored. The store's row must be locked by the caller, and the rules checked.
 */
export async function writeRules(
  tx: Transaction,
  clock: Clock,
  input: { storeId: string; before: unknown; rules: Record<string, unknown>; changedBy: string; note: string },
): Promise<RulesVersion> {
  const { storeId, changedBy, note } = input;
  const changedAt = clock.now();
  const rules = input.rules as Prisma.InputJsonValue;
  let version = await currentRulesVersion(tx, storeId);
  if (version === 0) {
    version = 1;
    const before = (input.before ?? {}) as Prisma.InputJsonValue;
    await tx.rulesVersion.create({
      data: { storeId, version, rules: before, changedAt, changedBy: '系统', note: '首次修改前的规则' },
    });
  }
  await tx.store.update({ where: { id: storeId }, data: { rules } });
  return tx.rulesVersion.create({
    data: { storeId, version: version + 1, rules, changedAt, changedBy, note },
  });
}
