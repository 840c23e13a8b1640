import { dayOf, timeOf } from '../../calendar.ts';
import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import { runQuery } from '../../stats/index.ts';
import { getStore, rulesOf } from '../../stores/index.ts';
import { leadersOf, tellStaff } from '../../tickets/index.ts';
import { blocksOn } from '../../working-time.ts';
import * as words from './messages.ts';
import { onceADay } from './once-a-day.ts';

/** Nobody is asked for an entry after this: it would be read the next morning. */
const LATEST = '21:00';

/**
 * Before the end of a working day: whoever has follow-ups that are due and without an entry hears how many, the head of
 * customer care how many and with whom. Nobody is told of nothing.
 *
 * @returns whether it was done now
 */
export async function sendNudges(context: Context): Promise<boolean> {
  const { reports, workingTime } = rulesOf(await getStore(context.database.client, context.storeId));
  const now = context.clock.now();
  const time = timeOf(now);
  if (!reports.nudge || time < reports.nudgeAt || time >= LATEST) return false;
  if (blocksOn(dayOf(now), workingTime).length === 0) return false;
  return onceADay(context, 'brief.nudge', (tx) => tellAll(context, tx));
}

async function tellAll(context: Context, tx: Transaction): Promise<void> {
  const { storeId, clock } = context;
  const now = clock.now();
  const today = dayOf(now);
  const { value, groups = [] } = await runQuery(
    { db: tx, storeId, now },
    {
      metric: 'followUpsMissing',
      filters: {},
      groupBy: 'assignee',
      wantList: false,
    },
  );
  const rows = groups.filter((row) => (row.value ?? 0) > 0);
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
  await tellStaff(context, tx, {
    userIds: await leadersOf(tx, storeId, ['director']),
    text: words.nudgeSummary(context, value ?? 0, rows),
    key: `nudge-summary-${storeId}-${today}`,
  });
}
