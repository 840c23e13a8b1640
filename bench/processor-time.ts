import { readFileSync } from 'node:fs';
import type { Client } from 'pg';

/** Processor time by who spends it; on Linux, elsewhere not a number. */
export interface ProcessorTime {
  workers: number;
  /** The database's server processes. */
  database: number;
  /** This process, where the emulator runs. */
  emulator: number;
}

/** @param client on the database; its own server process hardly counts */
export async function processorTime(client: Client, workers: readonly number[]): Promise<ProcessorTime> {
  const { rows } = await client.query<{ pid: number }>(
    'SELECT pid FROM pg_stat_activity WHERE datname = current_database()',
  );
  const own = process.cpuUsage();
  return {
    workers: secondsOf(workers),
    database: secondsOf(rows.map(({ pid }) => pid)),
    emulator: (own.user + own.system) / 1e6,
  };
}

/** Fields 14 and 15 of /proc/PID/stat, in hundredths of a second. */
function secondsOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return sum + (Number(fields[11]) + Number(fields[12])) / 100;
    } catch {
      return Number.NaN;
    }
  }, 0);
}
