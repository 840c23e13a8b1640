import { readConversation } from '../conversations/index.ts';
import { type Actor, type Context, systemActor } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { InboxEvent } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { enqueueFile, enqueueOutbox, idempotencyKeyOf } from '../outbox/index.ts';
import { CallbackRejectedError } from '../platform/callback.ts';
import type { AccountMessenger } from '../ports.ts';
import { findStaff } from '../stores/index.ts';
import { understandEntry } from '../tickets/index.ts';
import type { Understanding } from '../understanding/index.ts';
import { enterByChat, readComplaintEntry } from './complaint-entry.ts';
import type { FiguresAnswer } from './figures.ts';
import { handleAccountEvent, handleKfEntry, type OwnerEventHooks } from './owner-events.ts';
import { readFollowUpReport, recordByChat } from './follow-up-words.ts';
import { findCallPress, pressCallCard, showCalls } from './call-card.ts';
import { answerBindingCode } from './binding-code.ts';
import { bySending } from './by-sending.ts';
import { handleContactEvent, isContactEvent } from './contact-events.ts';
import { handleDirectoryEvent, isDirectoryEvent } from './directory-events.ts';
import { handleSmsPush } from './sms-events.ts';
import { type CardPress, findCardPress, pressCard, readStaffEvent, showCurrentCard } from './staff-events.ts';
import { takeStaffFile, withWaitingFiles } from './staff-files.ts';
import { answerStaffText } from './staff-text.ts';
import { isSystemEvent, noteSystemEvent } from './system-events.ts';

export interface ChatParts {
  understanding: Understanding;
  hooks: OwnerEventHooks;
  /** Questions about figures; undefined: the text is none. Read-only, so outside the event's transaction. */
  answerFigures(context: Context, userId: string, text: string): Promise<FiguresAnswer | undefined>;
  /** The store's service account; undefined: not connected. */
  accountOf(storeId: string): AccountMessenger | undefined;
}

/** After this many failures an event is laid aside, visibly. */
const MAX_ATTEMPTS = 6;

/**
 * One person's turn: everything they sent that is not handled yet, in order, then what they wrote is read if its time
 * has come. Each event is marked as handled in the transaction that does what it asks.
 */
export async function takeTurn(context: Context, parts: ChatParts, orderKey: string): Promise<void> {
  for (;;) {
    const event = await nextEvent(context, orderKey);
    if (event === undefined || (event.notBeforeAt !== null && event.notBeforeAt > context.clock.now())) break;
    try {
      await handle(context, parts, event);
    } catch (error) {
      await recordFailure(context, event, error);
      return;
    }
  }
  await readConversation(context, parts.understanding, orderKey);
}

async function handle(context: Context, parts: ChatParts, event: InboxEvent): Promise<void> {
  if (event.channel === 'sms') return settle(context, event, (tx) => handleSmsPush(context, tx, event, parts.hooks));
  if (event.channel !== 'wecom') return handleOwner(context, parts, event);
  if (isDirectoryEvent(event)) return settle(context, event, (tx) => handleDirectoryEvent(context, tx, event));
  if (isSystemEvent(event)) return settle(context, event, () => noteSystemEvent(context, event));
  if (!isContactEvent(event)) return handleStaff(context, parts, event);
  await settle(context, event, (tx) => handleContactEvent(context, tx, event));
}

/** Callbacks may overtake each other: among so many that wait, the one that was sent first comes first. */
const LOOK_AHEAD = 20;

async function nextEvent(context: Context, orderKey: string): Promise<InboxEvent | undefined> {
  const waiting = await context.database.client.inboxEvent.findMany({
    where: { orderKey, status: 'received' },
    orderBy: { id: 'asc' },
    take: LOOK_AHEAD,
  });
  return waiting.toSorted(bySending)[0];
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
    if (figures !== undefined) {
      return settle(acting, event, async (tx) => {
        await reply(acting, tx, event, userId, figures.text);
        if (figures.picture === undefined) return;
        const key = idempotencyKeyOf('reply-picture', context.storeId, event.id);
        await enqueueFile(acting, tx, { ...figures.picture, userIds: [userId], key });
      });
    }
    const code = await answerBindingCode(acting, parts.accountOf(context.storeId), text);
    if (code !== undefined) return settle(acting, event, (tx) => reply(acting, tx, event, userId, code));
  }
  const entry = isText && staff !== undefined ? readComplaintEntry(text) : undefined;
  const decision = entry === undefined ? undefined : await understandEntry(acting, parts.understanding, entry);
  const followUp =
    isText && staff !== undefined ? await readFollowUpReport(acting, parts.understanding, text) : undefined;
  const callPress = isText ? undefined : findCallPress(fields);
  let press: CardPress | undefined;
  try {
    await settle(acting, event, async (tx) => {
      if (callPress !== undefined) return pressCallCard(acting, tx, callPress);
      press = await findCardPress(tx, context.storeId, fields);
      if (press !== undefined) return pressCard(acting, tx, press);
      if (!isText) {
        const said = await takeStaffFile(acting, tx, { staff, event, fields });
        if (said !== '') await reply(acting, tx, event, userId, said);
        return;
      }
      const answer =
        staff === undefined
          ? '您还没有登记为门店员工，请联系管理员在系统中添加。'
          : followUp !== undefined
            ? await recordByChat(acting, tx, followUp)
            : entry === undefined || decision === undefined
              ? await withWaitingFiles(acting, tx, text, await answerStaffText(acting, tx, staff, text))
              : await enterByChat(acting, tx, entry, decision);
      if (answer !== '') await reply(acting, tx, event, userId, answer);
    });
  } catch (error) {
    if (!(error instanceof CareError) || error.userMessage === undefined) throw error;
    const { userMessage } = error;
    await settle(acting, event, async (tx) => {
      if (press !== undefined) await showCurrentCard(acting, tx, press);
      if (callPress !== undefined) await showCalls(acting, tx, callPress);
      await reply(acting, tx, event, userId, userMessage);
    });
  }
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
    // Where a link leads is nothing to read.
    preview: text.replaceAll(/<\/?a\b[^>]*>/g, ''),
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
  // A receipt that is faster than the answer to its message only has to wait.
  const isEarly = !isHopeless && error instanceof CareError && error.code === 'UPSTREAM';
  context.logger[isEarly ? 'info' : 'error'](
    { inboxEventId: event.id, attempts, isHopeless, error: reason },
    isEarly ? 'event is early and waits' : 'event failed',
  );
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
