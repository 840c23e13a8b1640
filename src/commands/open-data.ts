import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, openDatabase } from '../database/database.ts';
import { CareError } from '../errors.ts';

/** Where a command that only reads finds its database. */
export interface DataPlace {
  database: Database;
  /** The folder is that of a sandbox, with the journal of its emulated platform. */
  isSandbox: boolean;
}

/**
 * Opens what is there: the folder that was named, else the server of `DATABASE_URL`, else the folder of the service or, where
 * there is none, of the sandbox.
 *
 * @returns undefined where no folder was named and none is there
 * @throws {CareError} `NOT_FOUND` for a named folder without a database, `CONFLICT` for one that something else has open
 */
export async function openData(named: string | undefined): Promise<DataPlace | undefined> {
  const url = process.env['DATABASE_URL'] ?? '';
  if (named === undefined && url !== '') {
    return { database: await openDatabase({ url, poolSize: 2 }), isSandbox: false };
  }
  const given = named ?? process.env['DATA_DIR'];
  const folders = given === undefined ? ['.data', '.data/sandbox'] : [given];
  const folder = folders.find((candidate) => existsSync(join(candidate, 'database')));
  if (folder !== undefined) {
    const isSandbox = existsSync(join(folder, 'platform.journal'));
    return { database: await openFolder(folder), isSandbox };
  }
  if (given === undefined) return undefined;
  const userMessage = `${given} 里没有数据库：请检查 --data 或 DATA_DIR。`;
  throw new CareError('NOT_FOUND', `no database in ${given}`, { userMessage });
}

async function openFolder(folder: string): Promise<Database> {
  try {
    return await openDatabase({ dataDir: join(folder, 'database') });
  } catch (error) {
    if (!(error instanceof CareError) || error.code !== 'CONFLICT') throw error;
    const userMessage = `数据目录 ${folder} 正在使用（沙箱或服务还在运行），请先停止再运行一次。`;
    throw new CareError('CONFLICT', error.message, { userMessage, cause: error });
  }
}
