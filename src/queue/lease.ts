import { randomUUID } from 'node:crypto';
import type { Database } from '../database/database.ts';

/** A process's hold on the jobs it runs, on a PostgreSQL server. */
export interface Lease {
  /** The name under which this process's queue connections are known to the server. */
  name: string;
  /** Makes the server note on each job which connection took it. */
  prepare(): Promise<void>;
  /** Gives back the jobs of processes that have no connection any more. @returns the queues that got some back */
  release(): Promise<string[]>;
}

/** Any number that is ours: two processes must not prepare together. */
const PREPARE_LOCK = 7_204_117;

/**
 * The server knows at once when a killed process's connections close. So each process's queue connections carry a name of
 * its own, a trigger writes that name on each job they take, and a job whose name no connection has is free again: in a
 * second, not after a heartbeat is missed, and never while its process lives. (A machine that vanishes without closing its
 * connections is still found by the heartbeat.)
 */
export function createLease(database: Database, schema: string): Lease {
  const name = `carebay-${randomUUID()}`;
  return {
    name,
    prepare: () =>
      database.transaction(async (tx) => {
        await tx.$executeRawUnsafe(`SELECT pg_advisory_xact_lock(${PREPARE_LOCK})`);
        const existing = await tx.$queryRaw<unknown[]>`
          SELECT 1 FROM pg_trigger WHERE tgname = 'note_worker' AND tgrelid = ${`${schema}.job_common`}::regclass`;
        if (existing.length > 0) return;
        // `output` is empty while a job runs; its result takes the place afterwards.
        await tx.$executeRawUnsafe(`
          CREATE FUNCTION ${schema}.note_worker() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            NEW.output := jsonb_build_object('worker', current_setting('application_name'));
            RETURN NEW;
          END $$`);
        await tx.$executeRawUnsafe(`
          CREATE TRIGGER note_worker BEFORE UPDATE OF state ON ${schema}.job_common FOR EACH ROW
          WHEN (NEW.state = 'active' AND OLD.state <> 'active') EXECUTE FUNCTION ${schema}.note_worker()`);
      }),
    async release() {
      const released = await database.client.$queryRawUnsafe<{ name: string }[]>(`
        UPDATE ${schema}.job_common job SET state = 'retry', start_after = now(), output = NULL
        WHERE state = 'active' AND output ->> 'worker' LIKE 'carebay-%' AND NOT EXISTS (
          SELECT 1 FROM pg_stat_activity WHERE application_name = job.output ->> 'worker')
        RETURNING name`);
      return [...new Set(released.map((row) => row.name))];
    },
  };
}
