import type { Db } from '../database/database.ts';

/** A chart is looked at today; one that could not be sent is tried for hours, not days. */
const KEEP_MS = 8 * 24 * 60 * 60_000;

/** Forgets files that were sent. Those of reports stay, and what still waits to leave. */
export async function pruneOutgoingFiles(db: Db, storeId: string, now: Date): Promise<number> {
  return db.$executeRaw`
    DELETE FROM outgoing_file f
    WHERE f.store_id = ${storeId} AND f.created_at < ${new Date(now.getTime() - KEEP_MS)}
      AND NOT EXISTS (SELECT FROM report r WHERE r.store_id = f.store_id AND f.id IN (r.file_id, r.picture_id))
      AND NOT EXISTS (SELECT FROM outbox_message m
        WHERE m.status IN ('pending', 'sending', 'unknown') AND m.channel IN ('wecomImage', 'wecomFile')
          AND m.payload ->> 'fileId' = f.id::text)`;
}
