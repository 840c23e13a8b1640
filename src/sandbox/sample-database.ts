import { dayOf } from '../calendar.ts';
import type { Clock } from '../clock.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { refreshDueDates } from '../reminders/index.ts';
import { buildSampleStore, seedPast, seedSampleStore } from '../sample-store/index.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { sampleAccounts } from './accounts.ts';

/** The sandbox's store with its past, in memory: for whoever wants to ask before anything is set up. */
export async function openSampleDatabase(clock: Clock): Promise<Database> {
  const sample = buildSampleStore({ seed: 1, today: dayOf(clock.now()) });
  const database = await openDatabase({});
  await migrate(database);
  await seedSampleStore(database, clock, sample, sampleAccounts);
  await seedPast(database, sample);
  // A service would have done it within minutes.
  const storeId = sample.definition.id;
  const rules = rulesOf(await getStore(database.client, storeId));
  await refreshDueDates({ database, clock, storeId }, rules, dayOf(clock.now()));
  return database;
}
