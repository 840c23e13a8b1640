import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { instantAt, isDay } from './calendar.ts';
import { type Clock, FixedClock, systemClock } from './clock.ts';
import { type Database, openDatabase } from './database/database.ts';
import { migrate } from './database/migrate.ts';
import { answerQuestion, answerViewer, type Query, type Viewer } from './stats/index.ts';
import { listStores, type StaffRole } from './stores/index.ts';
import { DEPARTMENTS } from './understanding/taxonomy.ts';

const USAGE = `npm run ask -- "问题" [选项]
  --as WHO        gm | director | head:<department key> | staff[:<department key>] | USERID   (default gm)
  --previous TEXT a question asked before, for follow-ups; may be given several times, oldest first
  --now WHEN      2026-11-22 (then 18:00) or 2026-11-22T09:30 in Asia/Shanghai, or a full ISO instant
  --json          print {status, text, query, result}
  --store KEY     which store; needed only when the database holds several
  --data DIR      folder of the embedded database (default DATA_DIR, else .data), which nothing else may have open;
                  without it and with DATABASE_URL set, that server is used`;

/** What to tell a person at the terminal instead of a stack trace. */
class UsageError extends Error {}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      as: { type: 'string', default: 'gm' },
      previous: { type: 'string', multiple: true, default: [] },
      now: { type: 'string' },
      json: { type: 'boolean', default: false },
      store: { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const question = positionals.join(' ').trim();
  if (values.help) {
    console.log(USAGE);
    return;
  }
  if (question === '') throw new UsageError(USAGE);
  const clock = clockAt(values.now);
  const database = await open(values.data);
  try {
    await migrate(database);
    const storeId = await storeKey(database, values.store);
    const context = { database, clock, storeId };
    const viewer = await viewerOf(database, storeId, values.as);
    let previous: Query | 'none' = 'none';
    const ask = (text: string) =>
      viewer === undefined
        ? answerQuestion(context, { userId: values.as, text, previous })
        : answerViewer(context, viewer, { userId: viewer.userId, text, previous });
    for (const text of values.previous) {
      const { status, query } = await ask(text);
      if (status === 'answer' && query !== undefined) previous = query;
    }
    const answer = await ask(question);
    console.log(values.json ? JSON.stringify(answer, null, 2) : answer.text);
  } finally {
    await database.close();
  }
}

function clockAt(now: string | undefined): Clock {
  if (now === undefined) return systemClock;
  if (isDay(now)) return new FixedClock(instantAt(now, '18:00'));
  const instant = new Date(/Z$|[+-]\d\d:?\d\d$/.test(now) ? now : `${now}+08:00`);
  if (Number.isNaN(instant.getTime())) throw new UsageError(`--now ${now} is no date`);
  return new FixedClock(instant);
}

async function open(data: string | undefined): Promise<Database> {
  const url = process.env['DATABASE_URL'] ?? '';
  if (data === undefined && url !== '') return openDatabase({ url, poolSize: 2 });
  const dataDir = `${data ?? process.env['DATA_DIR'] ?? '.data'}/database`;
  if (!existsSync(dataDir))
    throw new UsageError(`No database in ${dataDir}: set DATABASE_URL or DATA_DIR, or give --data DIR.`);
  return openDatabase({ dataDir });
}

async function storeKey(database: Database, wanted: string | undefined): Promise<string> {
  const keys = (await listStores(database.client)).map(({ id }) => id);
  const [only] = keys;
  if (wanted !== undefined && keys.includes(wanted)) return wanted;
  if (wanted === undefined && keys.length === 1 && only !== undefined) return only;
  if (keys.length === 0) throw new UsageError('This database holds no store yet.');
  throw new UsageError(`--store must be one of: ${keys.join(', ')}`);
}

/**
 * A role stands for the first person who holds it; where nobody does, for somebody with that role.
 *
 * @returns undefined for a user id: that is looked up with every question
 */
async function viewerOf(database: Database, storeId: string, as: string): Promise<Viewer | undefined> {
  const { client } = database;
  const [name = '', departmentKey] = as.split(':');
  const roles: Readonly<Record<string, StaffRole>> = {
    gm: 'generalManager',
    director: 'director',
    head: 'departmentHead',
    staff: 'staff',
  };
  const role = roles[name];
  if (role === undefined) return undefined;
  if (departmentKey !== undefined && !Object.hasOwn(DEPARTMENTS, departmentKey))
    throw new UsageError(`unknown department ${departmentKey}`);
  if (role === 'departmentHead' && departmentKey === undefined)
    throw new UsageError('--as head:<department key>, e.g. head:parts');
  const person = await client.staff.findFirst({
    where: { storeId, role, isActive: true, ...(departmentKey === undefined ? {} : { departmentKey }) },
    orderBy: { id: 'asc' },
  });
  return person ?? { userId: `cli-${name}`, name: as, role, departmentKey: departmentKey ?? '' };
}

main().catch((error: unknown) => {
  console.error(
    error instanceof UsageError || (error as { code?: unknown }).code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION'
      ? (error as Error).message
      : error,
  );
  process.exitCode = 1;
});
