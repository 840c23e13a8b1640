import {
  backToBot,
  bindByScene,
  ensureConversation,
  ensureIdentity,
  leaveToPerson,
  type OwnerMessage,
  receiveOwnerMessage,
  say,
} from '../conversations/index.ts';
import { noteFollowing, noteUnfollowing } from '../contacts/index.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { ChannelIdentity, InboxEvent } from '../database/generated/client.ts';
import { enqueueOutbox, idempotencyKeyOf } from '../outbox/index.ts';
import { markRead } from '../outreach/index.ts';
import { parseXml, xmlText } from '../platform/callback.ts';
import { parseJson, textOf } from '../platform/platform-api.ts';
import type { SmsPush } from '../ports.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { queueLookUp } from './look-ups.ts';
import { readableEntry, readableFields } from './readable.ts';
import { handleSubscriptionEvent } from './subscription-events.ts';

export interface OwnerEventHooks {
  /** A message that the platform accepted and could not deliver. */
  deliveryFailed(
    tx: Transaction,
    input: { storeId: string; platformMessageId: string; failType: number },
  ): Promise<void>;
  /** The result of a template message. */
  templateResult(
    tx: Transaction,
    input: { storeId: string; accountId: string; platformMessageId: string; openId: string; status: string; at: Date },
  ): Promise<void>;
  /** What an SMS vendor reports of one message. */
  smsReport(tx: Transaction, storeId: string, report: SmsPush & { kind: 'report' }): Promise<void>;
  /** Our name of a subscription template; undefined: not one of ours. */
  subscriptionKeyOf(storeId: string, templateId: string): string | undefined;
  /** The result of a subscription notice. `errorCode`: "0" delivered. */
  subscriptionResult(
    tx: Transaction,
    input: {
      storeId: string;
      openId: string;
      templateId: string;
      platformMessageId: string;
      errorCode: string;
      status: string;
    },
  ): Promise<void>;
}

/** One entry of sync_msg. Unknown types are kept and answered politely; they never stop the flow. */
export async function handleKfEntry(
  context: Context,
  tx: Transaction,
  event: InboxEvent,
  hooks: OwnerEventHooks,
): Promise<void> {
  const entry = parseJson(event.payload);
  const msgType = textOf(entry['msgtype']);
  const origin = Number(entry['origin']);
  if (msgType === 'event' || origin === 4) return handleKfEvent(context, tx, event, entry, hooks);
  const owner = { channel: 'kf', accountId: event.accountId, externalId: textOf(entry['external_userid']) } as const;
  if (origin === 5) {
    // A colleague writes in the client: the conversation is theirs.
    const identity = await ensureIdentity(context, tx, owner);
    await leaveToPerson(context, tx, identity.id);
    return;
  }
  const body = record(entry[msgType]);
  const menuId = textOf(body['menu_id']);
  const mediaId = textOf(body['media_id']);
  const writer = await receiveOwnerMessage(context, tx, rulesOf(await getStore(tx, context.storeId)), {
    ...owner,
    orderKey: event.orderKey,
    msgType,
    // A character that no text column of PostgreSQL holds.
    text: readableEntry(msgType, body).replaceAll('\0', ''),
    ...(mediaId === '' ? {} : { mediaId }),
    ...(menuId === '' ? {} : { menuId }),
    sentAt: new Date(Number(entry['send_time']) * 1000),
    inboxEventId: event.id,
  });
  if (isFirstWord(writer)) await queueLookUp(context, tx, writer, event);
  await markRead(context, tx, { storeId: context.storeId, ...owner });
}

async function handleKfEvent(
  context: Context,
  tx: Transaction,
  row: InboxEvent,
  entry: Record<string, unknown>,
  hooks: OwnerEventHooks,
): Promise<void> {
  const event = record(entry['event']);
  const externalId = textOf(event['external_userid']);
  switch (textOf(event['event_type'])) {
    case 'enter_session': {
      const code = textOf(event['welcome_code']);
      if (code === '') return;
      const store = await getStore(tx, context.storeId);
      await enqueueOutbox(context, tx, {
        channel: 'kfWelcome',
        accountId: row.accountId,
        recipient: externalId,
        idempotencyKey: idempotencyKeyOf('welcome', code),
        payload: { code, text: say.welcome(store.name) },
        preview: say.welcome(store.name),
      });
      return;
    }
    case 'msg_send_fail':
      return hooks.deliveryFailed(tx, {
        storeId: context.storeId,
        platformMessageId: textOf(event['fail_msgid']),
        failType: Number(event['fail_type']),
      });
    case 'session_status_change': {
      const changeType = Number(event['change_type']);
      const identity = await ensureIdentity(context, tx, { channel: 'kf', accountId: row.accountId, externalId });
      // 3 ended: the bot may speak again. 1, 2, 4: a person has it.
      if (changeType !== 3) return leaveToPerson(context, tx, identity.id);
      const conversation = await tx.conversation.findUnique({ where: { identityId: identity.id } });
      if (conversation !== null) await backToBot(context, tx, conversation.id);
      return;
    }
    default:
  }
}

/** A message or event of the service account. */
export async function handleAccountEvent(
  context: Context,
  tx: Transaction,
  row: InboxEvent,
  hooks: OwnerEventHooks,
): Promise<void> {
  const fields = parseXml(row.payload);
  const externalId = xmlText(fields, 'FromUserName');
  // An event of nobody has nothing to do with an owner.
  if (externalId === '') return;
  const owner = { channel: 'officialAccount', accountId: row.accountId, externalId } as const;
  const msgType = xmlText(fields, 'MsgType');
  const seconds = Number(xmlText(fields, 'CreateTime'));
  const at = seconds > 0 ? new Date(seconds * 1000) : row.receivedAt;
  if (msgType !== 'event') {
    const message: OwnerMessage = {
      ...owner,
      orderKey: row.orderKey,
      msgType,
      text: readableFields(msgType, fields),
      sentAt: at,
      inboxEventId: row.id,
    };
    const mediaId = xmlText(fields, 'MediaId');
    if (mediaId !== '') message.mediaId = mediaId;
    const writer = await receiveOwnerMessage(context, tx, rulesOf(await getStore(tx, context.storeId)), message);
    // Only who follows can write.
    if (!writer.isSubscribed) await noteFollowing(tx, writer, at);
    if (isFirstWord(writer)) await queueLookUp(context, tx, writer, row);
    await markRead(context, tx, { storeId: context.storeId, ...owner });
    return;
  }
  switch (xmlText(fields, 'Event')) {
    case 'subscribe':
    case 'SCAN': {
      const identity = await ensureIdentity(context, tx, owner);
      await noteFollowing(tx, identity, at);
      if (identity.unionId === null) await queueLookUp(context, tx, identity, row);
      const conversation = await ensureConversation(context, tx, identity, row.orderKey);
      return bindByScene(context, tx, {
        conversation,
        eventKey: xmlText(fields, 'EventKey'),
        key: `${context.storeId}:${row.id}`,
      });
    }
    case 'unsubscribe': {
      const identity = await ensureIdentity(context, tx, owner);
      return noteUnfollowing(tx, identity, at);
    }
    // A menu is for followers alone.
    case 'CLICK':
    case 'VIEW':
    case 'view_miniprogram': {
      const identity = await ensureIdentity(context, tx, owner);
      if (!identity.isSubscribed) await noteFollowing(tx, identity, at);
      return;
    }
    case 'TEMPLATESENDJOBFINISH':
      return hooks.templateResult(tx, {
        storeId: context.storeId,
        accountId: row.accountId,
        at,
        platformMessageId: xmlText(fields, 'MsgID'),
        openId: externalId,
        status: xmlText(fields, 'Status'),
      });
    case 'subscribe_msg_popup_event':
    case 'subscribe_msg_change_event':
    case 'subscribe_msg_sent_event':
      return handleSubscriptionEvent(context, tx, { owner, fields }, hooks);
    default:
  }
}

/** Who they are beside that is asked when they first write: 微信客服 tells it of nobody who has not written lately. */
function isFirstWord({ unionId, windowOpenedAt }: ChannelIdentity): boolean {
  return unionId === null && windowOpenedAt === null;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
