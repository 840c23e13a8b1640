import { ensureIdentity, type OwnerMessage, receiveOwnerMessage, say } from '../conversations/index.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { InboxEvent } from '../database/generated/client.ts';
import { enqueueOutbox, idempotencyKeyOf } from '../outbox/index.ts';
import { parseXml, xmlText } from '../platform/callback.ts';
import { parseJson, textOf } from '../platform/platform-api.ts';
import { getStore, rulesOf } from '../stores/index.ts';

/** What stands for a message that is no text. */
const STAND_INS: Record<string, string> = {
  image: '[图片]',
  voice: '[语音]',
  video: '[视频]',
  shortvideo: '[视频]',
  file: '[文件]',
  location: '[位置]',
  link: '[链接]',
  business_card: '[名片]',
  miniprogram: '[小程序]',
  merged_msg: '[聊天记录]',
};

export interface OwnerEventHooks {
  /** A message that the platform accepted and could not deliver. */
  deliveryFailed(
    tx: Transaction,
    input: { storeId: string; platformMessageId: string; failType: number },
  ): Promise<void>;
  /** The result of a template message. */
  templateResult(
    tx: Transaction,
    input: { storeId: string; platformMessageId: string; openId: string; status: string },
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
    await leaveToPerson(tx, identity.id);
    return;
  }
  const body = record(entry[msgType]);
  const menuId = textOf(body['menu_id']);
  const mediaId = textOf(body['media_id']);
  await receiveOwnerMessage(context, tx, rulesOf(await getStore(tx, context.storeId)), {
    ...owner,
    orderKey: event.orderKey,
    msgType,
    // A character that no text column of PostgreSQL holds.
    text: readable(msgType, body).replaceAll('\0', ''),
    ...(mediaId === '' ? {} : { mediaId }),
    ...(menuId === '' ? {} : { menuId }),
    sentAt: new Date(Number(entry['send_time']) * 1000),
    inboxEventId: event.id,
  });
}

function readable(msgType: string, body: Record<string, unknown>): string {
  if (msgType === 'text') return textOf(body['content']);
  const detail = [textOf(body['title']), textOf(body['name']), textOf(body['address']), textOf(body['desc'])].filter(
    (part) => part !== '',
  );
  return [STAND_INS[msgType] ?? `[${msgType}]`, ...detail].join(' ');
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
      if (changeType !== 3) return leaveToPerson(tx, identity.id);
      await tx.conversation.updateMany({ where: { identityId: identity.id }, data: { state: 'idle' } });
      return;
    }
    default:
  }
}

/** A person has the conversation and sees what was written: the bot has nothing left to read. */
async function leaveToPerson(tx: Transaction, identityId: number): Promise<void> {
  const conversation = await tx.conversation.findUnique({ where: { identityId } });
  if (conversation === null) return;
  await tx.conversation.update({ where: { id: conversation.id }, data: { state: 'human', gatherUntilAt: null } });
  await tx.message.updateMany({
    where: { conversationId: conversation.id, isUnderstood: false },
    data: { isUnderstood: true },
  });
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
  const owner = { channel: 'officialAccount', accountId: row.accountId, externalId } as const;
  const msgType = xmlText(fields, 'MsgType');
  if (msgType !== 'event') {
    const isText = msgType === 'text';
    const message: OwnerMessage = {
      ...owner,
      orderKey: row.orderKey,
      msgType,
      text: isText ? xmlText(fields, 'Content') : (STAND_INS[msgType] ?? `[${msgType}]`),
      sentAt: new Date(Number(xmlText(fields, 'CreateTime')) * 1000),
      inboxEventId: row.id,
    };
    const mediaId = xmlText(fields, 'MediaId');
    if (mediaId !== '') message.mediaId = mediaId;
    await receiveOwnerMessage(context, tx, rulesOf(await getStore(tx, context.storeId)), message);
    return;
  }
  switch (xmlText(fields, 'Event')) {
    case 'subscribe':
    case 'SCAN': {
      const identity = await ensureIdentity(context, tx, owner);
      await tx.channelIdentity.update({
        where: { id: identity.id },
        data: { isSubscribed: true, unreachableAt: null, lastErrorCode: null },
      });
      return;
    }
    case 'unsubscribe': {
      const identity = await ensureIdentity(context, tx, owner);
      await tx.channelIdentity.update({ where: { id: identity.id }, data: { isSubscribed: false } });
      return;
    }
    case 'TEMPLATESENDJOBFINISH':
      return hooks.templateResult(tx, {
        storeId: context.storeId,
        platformMessageId: xmlText(fields, 'MsgID'),
        openId: externalId,
        status: xmlText(fields, 'Status'),
      });
    default:
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
