import { dayOf, type Day, dayToDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Rectification } from '../database/generated/client.ts';
import type { Rules } from '../stores/index.ts';
import { tellStaff } from '../tickets/index.ts';
import { getRectification, recordStep } from './change.ts';
import { workingDaysAfter } from './due-day.ts';
import type { Repeat } from './find-repeats.ts';
import { type ListedTicket, rectificationTexts } from './messages.ts';
import { headFor, workersOf } from './people.ts';
import { isoWeekOf } from './week.ts';

/** Opens a rectification for a cause; its head gets it with the tickets and the due day. */
export async function openRectification(
  context: Context,
  tx: Transaction,
  { repeat, weekOn, rules }: { repeat: Repeat; weekOn: Day; rules: Rules },
): Promise<Rectification> {
  const now = context.clock.now();
  const head = await headFor(tx, context.storeId, repeat.department);
  const rectification = await tx.rectification.create({
    data: {
      storeId: context.storeId,
      number: await nextNumber(tx, context.storeId, weekOn),
      kind: repeat.kind,
      causeKey: repeat.causeKey,
      title: repeat.title,
      reason: repeat.reason,
      department: repeat.department,
      vehicleId: repeat.vehicleId,
      ticketIds: repeat.complaints.map(({ ticketId }) => ticketId),
      weekOn: dayToDate(weekOn),
      headUserId: head ?? null,
      measureDueOn: dayToDate(workingDaysAfter(dayOf(now), rules.rectification.measureWorkingDays, rules)),
      createdAt: now,
    },
  });
  await recordStep(context, tx, rectification, 'opened', {
    words: repeat.reason,
    data: { tickets: repeat.complaints.map(({ number }) => number) },
  });
  await tellStaff(context, tx, {
    userIds: await workersOf(tx, rectification),
    text: rectificationTexts.opened(rectification, await ticketsOf(tx, rectification.ticketIds)),
    key: `rectification-opened-${rectification.id}`,
  });
  return rectification;
}

/** The cause shows again while its rectification runs: the new tickets join it, and whoever has the turn hears of it. */
export async function joinRectification(
  context: Context,
  tx: Transaction,
  { repeat, id }: { repeat: Repeat; id: number },
): Promise<Rectification> {
  const before = await getRectification(tx, context.storeId, id);
  const fresh = repeat.fresh.map(({ ticketId }) => ticketId);
  const after = await tx.rectification.update({
    where: { id },
    data: { ticketIds: [...new Set([...before.ticketIds, ...fresh])] },
  });
  const event = await recordStep(context, tx, after, 'joined', {
    words: repeat.reason,
    data: { tickets: repeat.fresh.map(({ number }) => number) },
  });
  const head = await headFor(tx, after.storeId, after.department);
  await tellStaff(context, tx, {
    userIds: [...(head === undefined ? [] : [head]), ...(await workersOf(tx, after))],
    text: rectificationTexts.joined(after, repeat.reason, await ticketsOf(tx, fresh)),
    key: `rectification-joined-${event.id}`,
  });
  return after;
}

async function ticketsOf(tx: Transaction, ids: readonly number[]): Promise<ListedTicket[]> {
  return tx.ticket.findMany({
    where: { id: { in: [...ids] } },
    select: { number: true, summary: true },
    orderBy: { id: 'desc' },
  });
}

/** `ZG-2026W47-01`: numbered per store and week. Two reviews of a week never run at once, see there. */
async function nextNumber(tx: Transaction, storeId: string, weekOn: Day): Promise<string> {
  const prefix = `ZG-${isoWeekOf(weekOn)}-`;
  const count = await tx.rectification.count({ where: { storeId, number: { startsWith: prefix } } });
  return prefix + String(count + 1).padStart(2, '0');
}
