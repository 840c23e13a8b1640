/**
 * Fills a database with the sample store: node prisma/seed.ts [--seed N]
 * DATABASE_URL names a PostgreSQL server; without it PGlite under DATA_DIR (default .data).
 */
import { parseArgs } from 'node:util';
import { dayOf } from '../src/calendar.ts';
import { systemClock } from '../src/clock.ts';
import { openDatabase } from '../src/database/database.ts';
import { migrate } from '../src/database/migrate.ts';
import { buildSampleStore, seedSampleStore } from '../src/sample-store/index.ts';

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' } } });
const url = process.env['DATABASE_URL'];
const dataDir = `${process.env['DATA_DIR'] ?? '.data'}/database`;
const database = await openDatabase(url === undefined || url === '' ? { dataDir } : { url });
await migrate(database);
const sample = buildSampleStore({ seed: Number(values.seed), today: dayOf(systemClock.now()) });
const isNew = await seedSampleStore(database, systemClock, sample);
console.log(isNew ? `wrote ${sample.customers.length} owners and ${sample.vehicles.length} vehicles` : 'already there');
await database.close();
