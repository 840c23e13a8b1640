import { addDays, dayOf, instantAt, isDay } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket, TicketPause } from '../database/generated/client.ts';
import { CareError, ConflictError } from '../errors.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { conflict, getTicket, mustBeResponsible, recordEvent } from './change.ts';
import { clockTexts } from './clock-texts.ts';
import { resetDeadlines } from './clocks.ts';
import { PAUSE_REASONS, type PauseReason } from './standstill.ts';
import type { TicketStatus } from './states.ts';
import { tellProgress } from './tell-progress.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Nothing is waited for before somebody has the ticket, nor after 处理完毕. */
const FROM: readonly TicketStatus[] = ['acknowledged', 'tracking'];

/**
 * 暂停计时: the owner or a part is waited for. Which clocks stand still, and for how long at most, is the store's rule; the
 * owner is told when parts are waited for.
 *
 * @param input.note what is waited for, in words
 * @param input.untilOn last day of the wait, as far as known; never longer than the rule allows
 * @throws {CareError} `FORBIDDEN`; `VALIDATION` without a note, for a day that is over, for a critical ticket;
 *   {ConflictError} before 签收, after 处理完毕, and while the same is waited for already
 */
export async function pauseTicket(
  context: Context,
  tx: Transaction,
  input: { ticketId: number; reason: PauseReason; note: string; untilOn?: string },
): Promise<TicketPause> {
  const { reason } = input;
  const note = input.note.trim();
  const now = context.clock.now();
  // The row is held, so that of two who pause at once the second sees the first's.
  await tx.$queryRaw`SELECT id FROM ticket WHERE id = ${input.ticketId} FOR UPDATE`;
  const ticket = await getTicket(tx, context.storeId, input.ticketId);
  await mustBeResponsible(context, tx, ticket);
  mustBeSensible(ticket, note, input.untilOn, dayOf(now));
  if (!FROM.includes(ticket.status as TicketStatus)) throw await conflict(tx, ticket);
  if ((await tx.ticketPause.count({ where: { ticketId: ticket.id, reason, endedAt: null } })) > 0) {
    throw new ConflictError(
      `ticket ${ticket.number} is ${reason} already`,
      `工单 ${ticket.number} 已在${PAUSE_REASONS[reason]}，计时已经暂停。`,
    );
  }
  const { longestDays } = rulesOf(await getStore(tx, context.storeId)).pauses[reason];
  const longest = new Date(now.getTime() + longestDays * DAY_MS);
  const wanted = input.untilOn === undefined ? longest : instantAt(addDays(input.untilOn, 1));
  const pause = await tx.ticketPause.create({
    data: {
      storeId: ticket.storeId,
      ticketId: ticket.id,
      reason,
      note,
      startedAt: now,
      startedBy: context.actor.id,
      endsAtLatest: wanted < longest ? wanted : longest,
    },
  });
  await resetDeadlines(tx, ticket);
  const event = await recordEvent(context, tx, ticket, 'paused', {
    data: { reason, note, until: pause.endsAtLatest.toISOString() },
  });
  if (reason === 'waitingParts') await tellOwnerOnce(context, tx, ticket, { ...input, note, eventId: event.id });
  return pause;
}

function mustBeSensible(ticket: Ticket, note: string, untilOn: string | undefined, today: string): void {
  const fault = (message: string, userMessage: string) => new CareError('VALIDATION', message, { userMessage });
  if (ticket.severity === 'P0') {
    throw fault(`ticket ${ticket.number} is critical`, '重大投诉不能暂停计时，请继续跟进。');
  }
  if (note === '') throw fault('empty note', '请写明在等什么，例如“等配件 右前减震器，周五到”。');
  if (untilOn !== undefined && (!isDay(untilOn) || untilOn < today)) {
    throw fault(`"${untilOn}" is no day to wait for`, '预计日期不对，请写今天或以后的日期。');
  }
}

/** The same wait is told once, however often it is interrupted; another expected day is news. */
async function tellOwnerOnce(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  wait: { untilOn?: string; note: string; eventId: number },
): Promise<void> {
  const earlier = await tx.ticketEvent.findMany({
    where: { ticketId: ticket.id, type: 'toldOwner', id: { lt: wait.eventId } },
    select: { data: true },
  });
  const untilOn = wait.untilOn ?? '';
  const isTold = earlier.some(({ data }) => {
    const told = data as { waitingParts?: string };
    return told.waitingParts !== undefined && (untilOn === '' || told.waitingParts === untilOn);
  });
  if (isTold) return;
  const text = clockTexts.waitingForParts(ticket, wait.untilOn);
  const event = await recordEvent(context, tx, ticket, 'toldOwner', { data: { waitingParts: untilOn, text } });
  await tellProgress(context, tx, ticket, { text, note: text, eventId: event.id });
}
