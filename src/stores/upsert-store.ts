import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Transaction } from '../database/database.ts';
import type { Prisma } from '../database/generated/client.ts';
import { departmentKey, rulesOf } from './rules.ts';
import { writeRules } from './rules-versions.ts';
import { STAFF_ROLES, type StaffRole } from './staff.ts';

/** All that is needed to set up one store. Departments not named keep their common names. */
export const storeDefinitionSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'lower-case letters, digits and hyphens'),
  name: z.string().min(1),
  brand: z.string().default(''),
  phone: z.string().default(''),
  rescuePhone: z.string().default(''),
  address: z.string().default(''),
  /** What differs from the defaults. Absent: the rules stay as they are. */
  rules: z.record(z.string(), z.unknown()).optional(),
  departments: z.array(z.strictObject({ key: departmentKey, name: z.string().min(1) })).default([]),
  staff: z
    .array(
      z.strictObject({
        userId: z.string().min(1).max(64),
        name: z.string().min(1),
        role: z.enum(Object.keys(STAFF_ROLES) as [StaffRole, ...StaffRole[]]),
        /** `management`: belongs to no department that tickets go to. */
        departmentKey: z.enum([...departmentKey.options, 'management']),
        onDuty: z.boolean().default(true),
      }),
    )
    .default([]),
});
export type StoreDefinition = z.input<typeof storeDefinitionSchema>;

/**
 * Sets up a store with its departments and staff, or brings it up to date. Idempotent. Staff who are no longer named
 * become inactive, because tickets still point to them; departments no longer named are removed.
 * For existing staff `onDuty` is left as it is: the rota is the store's daily business.
 *
 * @throws {ZodError} when the definition has a fault; {CareError} `VALIDATION` when its rules have
 */
export async function upsertStore(tx: Transaction, clock: Clock, definition: StoreDefinition): Promise<void> {
  const { departments, staff, rules, ...store } = storeDefinitionSchema.parse(definition);
  if (rules !== undefined) rulesOf({ id: store.id, rules });
  const storeId = store.id;
  await tx.$queryRaw`SELECT 1 AS locked FROM store WHERE id = ${storeId} FOR UPDATE`;
  const before = await tx.store.findUnique({ where: { id: storeId } });
  await tx.store.upsert({
    where: { id: storeId },
    create: { ...store, rules: (rules ?? {}) as Prisma.InputJsonValue, createdAt: clock.now() },
    update: store,
  });
  if (before !== null && rules !== undefined && !isDeepStrictEqual(before.rules ?? {}, rules)) {
    await writeRules(tx, clock, { storeId, before: before.rules, rules, changedBy: '门店文件', note: '' });
  }
  for (const { key, name } of departments) {
    await tx.department.upsert({
      where: { storeId_key: { storeId, key } },
      create: { storeId, key, name },
      update: { name },
    });
  }
  await tx.department.deleteMany({ where: { storeId, key: { notIn: departments.map((item) => item.key) } } });
  for (const { onDuty, ...person } of staff) {
    const userId = person.userId.toLowerCase();
    await tx.staff.upsert({
      where: { storeId_userId: { storeId, userId } },
      create: { ...person, userId, storeId, onDuty },
      update: { ...person, userId, isActive: true },
    });
  }
  await tx.staff.updateMany({
    where: { storeId, userId: { notIn: staff.map((person) => person.userId.toLowerCase()) } },
    data: { isActive: false },
  });
}
