import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket, TicketCard } from '../database/generated/client.ts';
import { enqueueOutbox, idempotencyKeyOf, type SettledHook } from '../outbox/index.ts';
import type { StaffCard } from '../ports.ts';
import { cardOf } from './card-face.ts';

/**
 * Cards that are sent without the ticket changing hands carry this mark. Whoever holds a card since it last changed hands
 * may act; earlier cards can only be read.
 */
const SAME_HANDS = '-same';

/** The code of a card's sending is good for no longer, as far as can be planned with. */
const CODE_LIFE_MS = 24 * 60 * 60 * 1000;

/** Cards since the ticket last changed hands, oldest first. */
async function liveCards(tx: Transaction, ticketId: number): Promise<TicketCard[]> {
  const cards = await tx.ticketCard.findMany({ where: { ticketId }, orderBy: { id: 'asc' } });
  return cards.slice(
    Math.max(
      0,
      cards.findLastIndex((card) => !card.taskId.endsWith(SAME_HANDS)),
    ),
  );
}

/** Tickets that wait for 签收 with this person: whose card they hold, and nobody else is meant to take it. Oldest first. */
export async function listWaitingFor(tx: Transaction, storeId: string, userId: string): Promise<Ticket[]> {
  const tickets = await tx.ticket.findMany({
    where: {
      storeId,
      status: { in: ['triage', 'routed'] },
      AND: [
        { OR: [{ assigneeUserId: null }, { assigneeUserId: userId }] },
        { OR: [{ assigneeUserId: userId }, { cards: { some: { userIds: { has: userId } } } }] },
      ],
    },
    orderBy: { openedAt: 'asc' },
  });
  const waiting: Ticket[] = [];
  for (const ticket of tickets) {
    const holders = (await liveCards(tx, ticket.id)).flatMap((card) => card.userIds);
    if (ticket.assigneeUserId === userId || holders.includes(userId)) waiting.push(ticket);
  }
  return waiting;
}

async function faceOf(context: Context, tx: Transaction, ticket: Ticket, taskId: string): Promise<StaffCard> {
  const live = await liveCards(tx, ticket.id);
  return cardOf(context, tx, ticket, { taskId, isLive: live.some((card) => card.taskId === taskId) });
}

/**
 * Sends a new card to these members. Nobody on duty is the caller's business.
 *
 * @param how.inSameHands more people get it beside those who have it, whose cards keep their buttons
 */
export async function sendCard(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  userIds: readonly string[],
  how: { inSameHands?: boolean } = {},
): Promise<void> {
  if (userIds.length === 0) return;
  const count = await tx.ticketCard.count({ where: { ticketId: ticket.id } });
  const mark = how.inSameHands === true && count > 0 ? SAME_HANDS : '';
  const taskId = `ticket-${ticket.storeId}-${ticket.id}-${count + 1}${mark}`;
  await tx.ticketCard.create({
    data: {
      storeId: ticket.storeId,
      ticketId: ticket.id,
      taskId,
      userIds: [...userIds],
      createdAt: context.clock.now(),
    },
  });
  const card = await faceOf(context, tx, ticket, taskId);
  await enqueueOutbox(context, tx, {
    channel: 'wecomCard',
    accountId: '',
    recipient: userIds.join('|'),
    idempotencyKey: idempotencyKeyOf('card', taskId),
    payload: { card },
    preview: `${card.title} ${card.subtitle}`,
    ticketId: ticket.id,
  });
}

/** A click: whose card, and the code that updates it once. */
export interface CardClick {
  userId: string;
  taskId: string;
  responseCode: string;
}

/**
 * Brings the cards that people hold up to date: the clicker's by the code of the click, everybody else's by the code of
 * the card's own sending. Where that is used up or too old, a fresh card replaces the one whose buttons have become wrong.
 */
export async function refreshCards(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  click?: CardClick,
): Promise<void> {
  if (click !== undefined) await update(context, tx, ticket, click.taskId, [click.userId], click.responseCode);
  const since = new Date(context.clock.now().getTime() - CODE_LIFE_MS);
  const cards = await tx.ticketCard.findMany({
    where: { ticketId: ticket.id, responseCode: { not: null }, createdAt: { gt: since } },
  });
  for (const card of cards) {
    const others = card.userIds.filter((userId) => card.taskId !== click?.taskId || userId !== click.userId);
    if (others.length === 0 || card.responseCode === null) continue;
    await tx.ticketCard.update({ where: { id: card.id }, data: { responseCode: null } });
    await update(context, tx, ticket, card.taskId, others, card.responseCode);
  }
  await replaceMisleading(context, tx, ticket);
}

/** A fresh card for whoever sees other buttons than the state allows. */
export async function replaceMisleading(context: Context, tx: Transaction, ticket: Ticket): Promise<void> {
  await sendCard(context, tx, ticket, await misled(context, tx, ticket), { inSameHands: true });
}

async function update(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  taskId: string,
  userIds: string[],
  responseCode: string,
): Promise<void> {
  const card = await faceOf(context, tx, ticket, taskId);
  await enqueueOutbox(context, tx, {
    channel: 'wecomCardUpdate',
    accountId: '',
    recipient: userIds.join('|'),
    idempotencyKey: idempotencyKeyOf('update', responseCode),
    payload: { card, responseCode },
    preview: `卡片更新：${card.title} ${card.subtitle}`,
    ticketId: ticket.id,
  });
}

/** Holders whose newest card shows other buttons than the state allows. What they were sent last, and was not refused, tells. */
async function misled(context: Context, tx: Transaction, ticket: Ticket): Promise<string[]> {
  const live = await liveCards(tx, ticket.id);
  const newest = live.at(-1);
  if (newest === undefined) return [];
  const right = buttonsIn(await faceOf(context, tx, ticket, newest.taskId));
  const taskIds = new Set(live.map((card) => card.taskId));
  const sent = await tx.outboxMessage.findMany({
    where: { ticketId: ticket.id, channel: { in: ['wecomCard', 'wecomCardUpdate'] }, status: { not: 'failed' } },
    orderBy: { id: 'desc' },
    select: { recipient: true, payload: true },
  });
  const shown = sent
    .map(({ recipient, payload }) => ({ userIds: recipient.split('|'), card: (payload as { card: CardFace }).card }))
    .filter(({ card }) => taskIds.has(card.taskId));
  const holders = [...new Set(live.flatMap((card) => card.userIds))];
  return holders.filter((userId) => {
    const last = shown.find((face) => face.userIds.includes(userId));
    return last !== undefined && buttonsIn(last.card) !== right;
  });
}

/** Of a card in the outbox: whose it is, and what can be pressed on it. */
type CardFace = { taskId: string; buttons: { key: string }[] };

const buttonsIn = (card: { buttons: StaffCard['buttons'] | CardFace['buttons'] }): string =>
  card.buttons.map((button) => button.key).join();

/** Keeps the code that came back with a sent card: it will update the card once. */
export const rememberCardCode: SettledHook = async (tx, row, outcome) => {
  if (row.channel !== 'wecomCard' || outcome.status !== 'sent' || outcome.receipt.responseCode === undefined) return;
  const { card } = row.payload as { card: { taskId: string } };
  await tx.ticketCard.updateMany({
    where: { taskId: card.taskId },
    data: { responseCode: outcome.receipt.responseCode },
  });
};
