import { createHash } from 'node:crypto';
import { dayOf, formatInstant } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Prisma } from '../database/generated/client.ts';
import { type ImportPlan, type ImportSummary, planImport } from './plan.ts';
import { type ReadRows, readRows } from './read-rows.ts';
import { readTable, type Table } from './read-table.ts';
import type { Problem } from './row.ts';
import { writeArchive } from './write.ts';

/** 50 000 rows take about half a minute on the embedded database. */
const APPLY_TIMEOUT_MS = 10 * 60 * 1000;

export type ImportContext = Pick<Context, 'database' | 'clock' | 'storeId' | 'actor'>;

export interface ImportFile {
  fileName: string;
  bytes: Uint8Array;
}

export interface ImportReport {
  fileName: string;
  encoding: Table['encoding'];
  summary: ImportSummary;
  /** Rows that are refused; all other rows are taken. By line. */
  problems: Problem[];
  /** Details of taken rows that were left out. */
  warnings: Problem[];
  /** When these very bytes were applied before: then nothing changes. `11月22日 14:05` in Shanghai */
  appliedBefore?: string;
}

/**
 * Says what a file would change, and changes nothing.
 *
 * @throws {CareError} `VALIDATION` with a Chinese `userMessage` when the file can't be read at all
 */
export async function previewImport(context: ImportContext, file: ImportFile): Promise<ImportReport> {
  const { table, rows } = read(context, file);
  const db = context.database.client;
  const before = await findApplied(db, context.storeId, sha256(file));
  const plan = await planImport(db, context.storeId, rows, dayOf(context.clock.now()));
  return report(file, table, plan, before);
}

/**
 * Applies a file in one transaction: bad rows are refused and named, all good rows are written together or, when
 * anything fails, none. The same bytes a second time change nothing. Two imports into one store follow one another.
 *
 * @throws {CareError} `VALIDATION` with a Chinese `userMessage` when the file can't be read at all
 */
export async function applyImport(context: ImportContext, file: ImportFile): Promise<ImportReport> {
  const { table, rows } = read(context, file);
  const { storeId, clock, actor } = context;
  const work = async (tx: Transaction) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`import:${storeId}`}))`;
    const before = await findApplied(tx, storeId, sha256(file));
    const plan = await planImport(tx, storeId, rows, dayOf(clock.now()));
    if (before === undefined) {
      await writeArchive(tx, { storeId, now: clock.now(), by: actor.name }, plan.archive);
      await tx.importBatch.create({
        data: {
          storeId,
          fileName: file.fileName.slice(0, 200),
          sha256: sha256(file),
          appliedAt: clock.now(),
          actor: actor.name,
          summary: plan.summary as unknown as Prisma.InputJsonObject,
        },
      });
    }
    return report(file, table, plan, before);
  };
  return context.database.transaction(work, { timeoutMs: APPLY_TIMEOUT_MS });
}

function read(context: ImportContext, file: ImportFile): { table: Table; rows: ReadRows } {
  const table = readTable(file.bytes);
  return { table, rows: readRows(table, dayOf(context.clock.now())) };
}

function report(file: ImportFile, table: Table, plan: ImportPlan, before: Date | undefined): ImportReport {
  return {
    fileName: file.fileName,
    encoding: table.encoding,
    summary: plan.summary,
    problems: plan.problems,
    warnings: plan.warnings,
    ...(before === undefined ? {} : { appliedBefore: formatInstant(before) }),
  };
}

async function findApplied(db: Context['database']['client'], storeId: string, sha: string): Promise<Date | undefined> {
  const batch = await db.importBatch.findFirst({ where: { storeId, sha256: sha }, orderBy: { id: 'asc' } });
  return batch?.appliedAt;
}

function sha256(file: ImportFile): string {
  return createHash('sha256').update(file.bytes).digest('hex');
}
