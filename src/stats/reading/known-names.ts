import { performance } from 'node:perf_hooks';
import type { Db } from '../../database/database.ts';
import { departmentNames } from '../../stores/index.ts';
import type { Names } from '../answers/messages.ts';

export interface KnownNames {
  /** Of departments, by key. */
  names: Names;
  staff: { userId: string; name: string; departmentKey: string }[];
  /** Of staff, by lower-cased member id. Those who left too: their work stays theirs. */
  people: Names;
  /** The department of who works there now. */
  departmentOf: (userId: string) => string | undefined;
}

/** What a store calls its departments, and who works there. */
export async function knownNames(db: Db, storeId: string): Promise<KnownNames> {
  const names = await departmentNames(db, storeId);
  const staff = await db.staff.findMany({
    where: { storeId },
    select: { userId: true, name: true, departmentKey: true, isActive: true },
  });
  const departments = new Map(
    staff.flatMap(({ userId, departmentKey, isActive }) => (isActive ? [[userId.toLowerCase(), departmentKey]] : [])),
  );
  return {
    names,
    staff,
    people: Object.fromEntries(staff.map(({ userId, name }) => [userId.toLowerCase(), name])),
    departmentOf: (userId) => departments.get(userId.toLowerCase()),
  };
}

/** How long the series of an archive are taken as known: hardly ever does a new one come. */
const SERIES_KEPT_MS = 60_000;
const series = new WeakMap<Db, Map<string, { readAt: number; names: string[] }>>();

/** 车系 of the archive, at most a minute old. */
export async function knownSeries(db: Db, storeId: string): Promise<string[]> {
  const stores = series.get(db) ?? new Map<string, { readAt: number; names: string[] }>();
  series.set(db, stores);
  const kept = stores.get(storeId);
  if (kept !== undefined && performance.now() - kept.readAt < SERIES_KEPT_MS) return kept.names;
  // From one name to the next of the index: as many steps as names, however many cars there are.
  const rows = await db.$queryRaw<{ series: string }[]>`
    WITH RECURSIVE names AS (
      SELECT min(series) AS series FROM vehicle WHERE store_id = ${storeId} AND series > ''
      UNION ALL SELECT (SELECT min(v.series) FROM vehicle v WHERE v.store_id = ${storeId} AND v.series > names.series)
      FROM names WHERE series IS NOT NULL)
    SELECT series FROM names WHERE series IS NOT NULL LIMIT 500`;
  const names = rows.map(({ series: name }) => name);
  // An archive that is still empty may be filled at any moment.
  if (names.length > 0) stores.set(storeId, { readAt: performance.now(), names });
  return names;
}
