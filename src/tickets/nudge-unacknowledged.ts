import { dayOf, instantAt, timeOf } from '../calendar.ts';
import { type Context, systemActor } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { onceADay } from '../once-a-day.ts';
import { departmentNames, findStaff, getStore, rulesOf } from '../stores/index.ts';
import type { Department } from '../understanding/index.ts';
import { blocksOn } from '../working-time.ts';
import type { ClockWithTicket } from './breach.ts';
import { recordEvent } from './change.ts';
import { clockTexts, type Unacknowledged } from './clock-texts.ts';
import { peopleOn, presentChain } from './people.ts';
import { lengthOf } from './standstill.ts';
import { tellStaff } from './tell-staff.ts';

/** After this it would be read the next morning, when there is a message of its own. */
const LATEST = '18:00';

/**
 * Nobody has 签收, the whole chain has heard of it, and the deadline was on an earlier day: once each working day those
 * who could take it, and their head, hear of all such tickets in one message, until somebody has them. Above the head they
 * stand in the morning's brief.
 */
export async function nudgeUnacknowledged(context: Context): Promise<void> {
  const acting = { ...context, actor: systemActor };
  const { reports, workingTime } = rulesOf(await getStore(context.database.client, context.storeId));
  const now = context.clock.now();
  const time = timeOf(now);
  if (!reports.unacknowledged || time < reports.unacknowledgedAt || time >= LATEST) return;
  if (blocksOn(dayOf(now), workingTime).length === 0) return;
  await onceADay(acting, 'tickets.unacknowledged', (tx) => tellAll(acting, tx));
}

async function tellAll(context: Context, tx: Transaction): Promise<void> {
  const today = dayOf(context.clock.now());
  const late: ClockWithTicket[] = await tx.ticketClock.findMany({
    where: {
      storeId: context.storeId,
      name: 'route',
      stoppedAt: null,
      pausedAt: null,
      breachedAt: { lt: instantAt(today) },
      escalateAt: null,
      ticket: { status: { in: ['triage', 'routed'] } },
    },
    include: { ticket: true },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
  });
  const byPerson = new Map<string, Unacknowledged[]>();
  const names: Record<string, string> = await departmentNames(tx, context.storeId);
  for (const clock of late) {
    const { ticket } = clock;
    const assignee =
      ticket.assigneeUserId === null ? undefined : await findStaff(tx, ticket.storeId, ticket.assigneeUserId);
    const line = {
      ticket,
      department: names[ticket.responsibleDepartment] ?? ticket.responsibleDepartment,
      assignee: assignee?.name,
      late: lengthOf((context.clock.now().getTime() - clock.dueAt.getTime()) / 60_000),
    };
    const [head] = await presentChain(tx, ticket.storeId, ticket.responsibleDepartment as Department);
    const people = [...(await peopleOn(tx, ticket)), ...(head === undefined ? [] : [head.staff.userId])];
    for (const userId of new Set(people)) byPerson.set(userId, [...(byPerson.get(userId) ?? []), line]);
    await recordEvent(context, tx, ticket, 'nudged', { data: { clock: clock.name, reason: 'unacknowledged' } });
  }
  for (const [userId, lines] of byPerson) {
    const [only] = lines;
    await tellStaff(context, tx, {
      userIds: [userId],
      text: clockTexts.unacknowledged(lines),
      key: `unacknowledged-${context.storeId}-${today}`,
      // Where the platform does not know the member, the ticket goes back to the department.
      ...(lines.length === 1 && only !== undefined ? { ticketId: only.ticket.id } : {}),
    });
  }
}
