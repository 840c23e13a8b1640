import { addDays, dateToDay, type Day, dayOf, instantAt } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Rectification } from '../database/generated/client.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { sendDigest } from './digest.ts';
import type { Earlier } from './finding.ts';
import { findRepeats } from './find-repeats.ts';
import { loadComplaints } from './load-complaints.ts';
import { joinRectification, openRectification } from './open.ts';
import { mondayOf } from './week.ts';

/** As far back as ordinary weeks are looked for: longer than any rule asks. */
const LOOK_BACK_WEEKS = 40;

/**
 * Looks once at the last complete week of a store: each repeated problem opens a rectification or joins the one that runs, and the
 * director gets a digest. The week's mark is set in the same transaction, so whatever restarts or runs twice, it happens
 * once; a Monday that was missed is made up for on the next day.
 *
 * @returns what was opened; undefined when the week was reviewed before
 */
export async function reviewWeek(context: Context): Promise<Rectification[] | undefined> {
  const weekOn = addDays(mondayOf(dayOf(context.clock.now())), -7);
  return context.database.transaction(async (tx) => {
    const { count } = await tx.scheduleSlot.createMany({
      data: [
        {
          name: `rectification.reviewed:${context.storeId}`,
          slotAt: instantAt(weekOn),
          claimedAt: context.clock.now(),
          doneAt: context.clock.now(),
        },
      ],
      skipDuplicates: true,
    });
    return count === 0 ? undefined : review(context, tx, weekOn);
  });
}

async function review(context: Context, tx: Transaction, weekOn: Day): Promise<Rectification[]> {
  const rules = rulesOf(await getStore(tx, context.storeId));
  const from = addDays(weekOn, -7 * LOOK_BACK_WEEKS);
  const repeats = findRepeats(
    {
      complaints: await loadComplaints(tx, context.storeId, from, addDays(weekOn, 6)),
      earlier: await loadEarlier(tx, context.storeId),
      weekOn,
      since: await firstWholeWeek(tx, context.storeId, from),
    },
    rules.rectification,
  );
  const opened: Rectification[] = [];
  for (const repeat of repeats) {
    if (repeat.joins !== undefined) await joinRectification(context, tx, { repeat, id: repeat.joins.id });
    else opened.push(await openRectification(context, tx, { repeat, weekOn, rules }));
  }
  await sendDigest(context, tx, { weekOn, opened });
  context.logger.info(
    { storeId: context.storeId, weekOn, repeats: repeats.length, opened: opened.length },
    'week reviewed',
  );
  return opened;
}

async function loadEarlier(tx: Transaction, storeId: string): Promise<Earlier[]> {
  const rows = await tx.rectification.findMany({ where: { storeId }, orderBy: { id: 'asc' } });
  return rows.map(({ id, number, causeKey, ticketIds, weekOn, closedAt }) => ({
    id,
    number,
    causeKey,
    ticketIds,
    weekOn: dateToDay(weekOn),
    ...(closedAt === null ? {} : { closedAt }),
  }));
}

/** The week of a store's first ticket may have begun before the service did: it can't tell what is usual. */
async function firstWholeWeek(tx: Transaction, storeId: string, from: Day): Promise<Day> {
  const first = await tx.ticket.findFirst({
    where: { storeId },
    orderBy: { openedAt: 'asc' },
    select: { openedOn: true },
  });
  if (first === null) return from;
  const next = addDays(mondayOf(dateToDay(first.openedOn)), 7);
  return next > from ? next : from;
}
