import { dayOf, instantAt, timeOf } from '../../calendar.ts';
import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import { runQuery } from '../../stats/index.ts';
import { getStore, type Rules, rulesOf } from '../../stores/index.ts';
import { leadersOf, tellStaff } from '../../tickets/index.ts';
import { blocksOn } from '../../working-time.ts';
import * as words from './messages.ts';
import { onceADay } from '../../once-a-day.ts';

/** Nobody is asked for an entry after this: it would be read the next morning. */
const LATEST = '21:00';

/**
 * Before the end of a working day: whoever has follow-ups that are due and without an entry hears how many, the head of
 * customer care how many and with whom, unless the day's report tells them soon. Nobody is told of nothing.
 *
 * @returns whether it was done now
 */
export async function sendNudges(context: Context): Promise<boolean> {
  const rules = rulesOf(await getStore(context.database.client, context.storeId));
  const { reports, workingTime } = rules;
  const now = context.clock.now();
  const time = timeOf(now);
  if (!reports.nudge || time < reports.nudgeAt || time >= LATEST) return false;
  if (blocksOn(dayOf(now), workingTime).length === 0) return false;
  return onceADay(context, 'brief.nudge', (tx) => tellAll(context, tx, rules));
}

/** So soon after the nudge the day's report tells the head of customer care what is missing: one message, not two. */
const SOON_MINUTES = 60;

/** Whether the head of customer care hears with the day's report who has follow-ups without an entry. */
export function isToldWithDaily({ reports, workingTime }: Rules, now: Date): boolean {
  const day = dayOf(now);
  const minutes = (instantAt(day, reports.dailyAt).getTime() - instantAt(day, reports.nudgeAt).getTime()) / 60_000;
  const isSoon = minutes >= 0 && minutes <= SOON_MINUTES;
  const isDaily = reports.daily && reports.dailyTo.includes('director');
  return reports.nudge && isDaily && isSoon && blocksOn(day, workingTime).length > 0;
}

async function askMissing({ storeId, clock }: Context, tx: Transaction) {
  const query = { metric: 'followUpsMissing', filters: {}, groupBy: 'assignee', wantList: false } as const;
  const { value, groups = [] } = await runQuery({ db: tx, storeId, now: clock.now() }, query);
  return { total: value ?? 0, rows: groups.filter((row) => (row.value ?? 0) > 0) };
}

/** How many follow-ups have no entry, and with whom; '' for none. */
export async function missingEntries(context: Context, tx: Transaction): Promise<string> {
  const { total, rows } = await askMissing(context, tx);
  return rows.length === 0 ? '' : words.missing(total, rows);
}

async function tellAll(context: Context, tx: Transaction, rules: Rules): Promise<void> {
  const { storeId, clock } = context;
  const now = clock.now();
  const today = dayOf(now);
  const { total, rows } = await askMissing(context, tx);
  if (rows.length === 0) return;
  const present = await tx.staff.findMany({
    where: { storeId, isActive: true, onDuty: true, userId: { in: rows.map(({ key }) => key) } },
  });
  for (const { userId, name } of present) {
    const row = rows.find(({ key }) => key === userId);
    await tellStaff(context, tx, {
      userIds: [userId],
      text: words.nudge(context, name, row?.value ?? 0, row?.aside ?? 0),
      key: `nudge-${storeId}-${today}`,
    });
  }
  if (isToldWithDaily(rules, now)) return;
  await tellStaff(context, tx, {
    userIds: await leadersOf(tx, storeId, ['director']),
    text: words.nudgeSummary(context, total, rows),
    key: `nudge-summary-${storeId}-${today}`,
  });
}
