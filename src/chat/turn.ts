import { readConversation } from '../conversations/index.ts';
import { type Actor, type Context, systemActor } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { InboxEvent } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { enqueueOutbox, idempotencyKeyOf } from '../outbox/index.ts';
import { CallbackRejectedError, type XmlFields, xmlText } from '../platform/callback.ts';
import { findStaff } from '../stores/index.ts';
import type { Understanding } from '../understanding/index.ts';
import { handleAccountEvent, handleKfEntry, type OwnerEventHooks } from './owner-events.ts';
import { type CardPress, findCardPress, pressCard, readStaffEvent, showCurrentCard } from './staff-events.ts';
import { answerStaffText } from './staff-text.ts';

export interface ChatParts {
  understanding: Understanding;
  hooks: OwnerEventHooks;
  /** Questions about figures; undefined: the text is none. Read-only, so outside the event's transaction. */
  answerFigures(context: Context, userId: string, text: string): Promise<string | undefined>;
}

/** After this many failures an event is laid aside, visibly. */
const MAX_ATTEMPTS = 6;

/**
 * One person's turn: everything they sent that is not handled yet, in order, then what they wrote is read if its time
 * has come. Each event is marked as handled in the transaction that does what it asks.
 */
export async function takeTurn(context: Context, parts: ChatParts, orderKey: string): Promise<void> {
  for (;;) {
    const event = await context.database.client.inboxEvent.findFirst({
      where: { orderKey, status: 'received' },
      orderBy: { id: 'asc' },
    });
    if (event === null || (event.notBeforeAt !== null && event.notBeforeAt > context.clock.now())) break;
    try {
      await (event.channel === 'wecom' ? handleStaff(context, parts, event) : handleOwner(context, parts, event));
    } catch (error) {
      await recordFailure(context, event, error);
      return;
    }
  }
  await readConversation(context, parts.understanding, orderKey);
}

async function handleOwner(context: Context, parts: ChatParts, event: InboxEvent): Promise<void> {
  await context.database.transaction(async (tx) => {
    if (!(await markHandled(context, tx, event))) return;
    await (event.channel === 'kf'
      ? handleKfEntry(context, tx, event, parts.hooks)
      : handleAccountEvent(context, tx, event, parts.hooks));
  });
}

async function handleStaff(context: Context, parts: ChatParts, event: InboxEvent): Promise<void> {
  const { fields, userId, isText, text } = readStaffEvent(event);
  const staff = await findStaff(context.database.client, context.storeId, userId);
  const actor: Actor = staff === undefined ? systemActor : { kind: 'staff', id: staff.userId, name: staff.name };
  const acting = { ...context, actor };
  if (isText && staff !== undefined) {
    const figures = await parts.answerFigures(acting, staff.userId, text);
    if (figures !== undefined) return settle(acting, event, (tx) => reply(acting, tx, event, userId, figures));
  }
  let press: CardPress | undefined;
  try {
    await settle(acting, event, async (tx) => {
      press = await findCardPress(tx, context.storeId, fields);
      if (press !== undefined) return pressCard(acting, tx, press);
      if (!isText) {
        if (isMedia(fields)) await reply(acting, tx, event, userId, NO_MEDIA);
        return;
      }
      const answer =
        staff === undefined
          ? '您还没有登记为门店员工，请联系管理员在系统中添加。'
          : await answerStaffText(acting, tx, staff, text);
      if (answer !== '') await reply(acting, tx, event, userId, answer);
    });
  } catch (error) {
    if (!(error instanceof CareError) || error.userMessage === undefined) throw error;
    const { userMessage } = error;
    await settle(acting, event, async (tx) => {
      if (press !== undefined) await showCurrentCard(acting, tx, press);
      await reply(acting, tx, event, userId, userMessage);
    });
  }
}

const NO_MEDIA = '图片和语音暂时不能记入工单，请用文字说明一下。';

function isMedia(fields: XmlFields): boolean {
  return ['image', 'voice', 'video', 'location', 'link'].includes(xmlText(fields, 'MsgType'));
}

async function settle(context: Context, event: InboxEvent, work: (tx: Transaction) => Promise<void>): Promise<void> {
  await context.database.transaction(async (tx) => {
    if (await markHandled(context, tx, event)) await work(tx);
  });
}

async function reply(
  context: Context,
  tx: Transaction,
  event: InboxEvent,
  userId: string,
  text: string,
): Promise<void> {
  await enqueueOutbox(context, tx, {
    channel: 'wecomText',
    accountId: '',
    recipient: userId,
    idempotencyKey: idempotencyKeyOf('reply-staff', context.storeId, event.id),
    payload: { text },
    preview: text,
  });
}

/** @returns false when another worker has handled it meanwhile */
async function markHandled(context: Context, tx: Transaction, event: InboxEvent): Promise<boolean> {
  const { count } = await tx.inboxEvent.updateMany({
    where: { id: event.id, status: 'received' },
    data: { status: 'done', handledAt: context.clock.now(), error: null },
  });
  return count > 0;
}

/** Tried again with growing delay; what can never work, or failed too often, is laid aside with its reason. */
async function recordFailure(context: Context, event: InboxEvent, error: unknown): Promise<void> {
  const attempts = event.attempts + 1;
  const isHopeless = attempts >= MAX_ATTEMPTS || error instanceof CallbackRejectedError || error instanceof SyntaxError;
  const reason = error instanceof Error ? error.message : String(error);
  context.logger.error({ inboxEventId: event.id, attempts, isHopeless, error: reason }, 'event failed');
  await context.database.client.inboxEvent.updateMany({
    where: { id: event.id, status: 'received' },
    data: {
      attempts,
      error: reason.slice(0, 1000),
      status: isHopeless ? 'dead' : 'received',
      notBeforeAt: new Date(context.clock.now().getTime() + 2 ** attempts * 1000),
    },
  });
}
