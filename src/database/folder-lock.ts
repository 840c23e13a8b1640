import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { CareError } from '../errors.ts';

/**
 * Keeps a second process away from an embedded database's folder: PGlite does not notice one, and two would ruin it. A lock
 * left by a process that was killed is taken over.
 *
 * @returns a function that gives the folder free
 * @throws {CareError} `CONFLICT` while another process has the folder
 */
export function lockFolder(folder: string): () => void {
  const file = `${folder}.lock`;
  const holder = readHolder(file);
  if (holder !== undefined && holder !== process.pid && isAlive(holder)) {
    throw new CareError(
      'CONFLICT',
      `the database in ${folder} is in use by process ${holder}: stop it first, or use PostgreSQL`,
      {
        userMessage: '数据库正被另一个进程使用，请先停止它。',
      },
    );
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function readHolder(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    // No lock: the folder is free.
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive too, only not ours to signal.
    return (error as { code?: string }).code === 'EPERM';
  }
}
