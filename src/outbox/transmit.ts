import type { Db } from '../database/database.ts';
import { CareError } from '../errors.ts';
import type { OwnerMenu, StaffReceipt } from '../ports.ts';
import type { StoreConnection } from '../stores/connections.ts';
import { type OutboxChannel, payloadSchemas, platformKeyOf } from './message.ts';
import { sendFile } from './send-file.ts';

export interface OutboxRow {
  id: number;
  storeId: string;
  channel: string;
  accountId: string;
  recipient: string;
  idempotencyKey: string;
  payload: unknown;
  attempts: number;
  notBeforeAt: Date | null;
  createdAt: Date;
  /** Of the first attempt, then of the success. */
  sentAt: Date | null;
  status: string;
  ticketId: number | null;
  reminderId: number | null;
  conversationId: number | null;
}

/** What the platform gave back for an accepted message. */
export interface Receipt {
  platformMessageId: string;
  responseCode?: string;
  invalidUserIds?: readonly string[];
  /** Of a group send: contacts whom it can't reach. */
  unreachable?: readonly string[];
}

/** Hands one row to its channel. @throws PlatformError | PlatformUnreachableError | CareError when not connected */
export async function transmit(db: Db, connection: StoreConnection, row: OutboxRow): Promise<Receipt> {
  const { staff, owners, account, contacts, sms } = connection.channels;
  const userIds = row.recipient.split('|');
  const channel = row.channel as OutboxChannel;
  switch (channel) {
    case 'wecomText': {
      const { text } = payloadSchemas.wecomText.parse(row.payload);
      return receiptOf(await connected(staff, channel).sendText({ userIds, text }));
    }
    case 'wecomCard': {
      const { card } = payloadSchemas.wecomCard.parse(row.payload);
      return receiptOf(await connected(staff, channel).sendCard({ userIds, card: exact(card) }));
    }
    case 'wecomCardUpdate': {
      const { card, responseCode } = payloadSchemas.wecomCardUpdate.parse(row.payload);
      await connected(staff, channel).updateCard({ userIds, card: exact(card), responseCode });
      return { platformMessageId: '' };
    }
    case 'wecomImage':
    case 'wecomFile':
      return receiptOf(await sendFile(db, connected(staff, channel), row));
    case 'kfMessage': {
      return connected(owners, channel).send({
        openKfId: row.accountId,
        externalUserId: row.recipient,
        messageId: platformKeyOf(row),
        ...contentOf(row),
      });
    }
    case 'kfWelcome': {
      const { code, text } = payloadSchemas.kfWelcome.parse(row.payload);
      return connected(owners, channel).sendOnEvent({ code, text, messageId: platformKeyOf(row) });
    }
    case 'kfHandToPerson': {
      const { servicerUserId } = payloadSchemas.kfHandToPerson.parse(row.payload);
      const session = { openKfId: row.accountId, externalUserId: row.recipient };
      await connected(owners, channel).handToPerson({
        ...session,
        ...(servicerUserId === undefined ? {} : { servicerUserId }),
      });
      return { platformMessageId: '' };
    }
    case 'officialAccountTemplate': {
      const { templateKey, data, url } = payloadSchemas.officialAccountTemplate.parse(row.payload);
      const templateId = connection.templateIds[templateKey];
      if (templateId === undefined) throw new CareError('VALIDATION', `no template id is set for "${templateKey}"`);
      return connected(account, channel).sendTemplate({
        openId: row.recipient,
        templateId,
        data,
        messageId: platformKeyOf(row),
        ...(url === undefined ? {} : { url }),
      });
    }
    case 'officialAccountMessage': {
      const { text } = payloadSchemas.officialAccountMessage.parse(row.payload);
      await connected(account, channel).sendText({ openId: row.recipient, text });
      return { platformMessageId: '' };
    }
    case 'subscriptionNotice': {
      const { templateKey, data, page } = payloadSchemas.subscriptionNotice.parse(row.payload);
      const templateId = connection.subscriptionTemplateIds[templateKey];
      if (templateId === undefined) throw new CareError('VALIDATION', `no subscription template "${templateKey}"`);
      return connected(account, channel).sendSubscription({
        openId: row.recipient,
        templateId,
        data,
        ...(page === undefined ? {} : { page }),
      });
    }
    case 'sms': {
      const { templateKey, values } = payloadSchemas.sms.parse(row.payload);
      return connected(sms, channel).send({
        phone: row.recipient,
        templateKey,
        values,
        messageId: platformKeyOf(row),
      });
    }
    case 'groupSend': {
      const { externalUserIds, text } = payloadSchemas.groupSend.parse(row.payload);
      const { msgId, unreachable } = await connected(contacts, channel).createGroupSend({
        senderUserId: row.recipient,
        externalUserIds,
        text,
      });
      return { platformMessageId: msgId, unreachable };
    }
    case 'groupSendRemind': {
      const { msgId } = payloadSchemas.groupSendRemind.parse(row.payload);
      await connected(contacts, channel).remindGroupSend(msgId);
      return { platformMessageId: '' };
    }
    case 'groupSendCancel': {
      const { msgId } = payloadSchemas.groupSendCancel.parse(row.payload);
      await connected(contacts, channel).cancelGroupSend(msgId);
      return { platformMessageId: '' };
    }
    case 'contactWelcome': {
      await connected(contacts, channel).sendWelcome(payloadSchemas.contactWelcome.parse(row.payload));
      return { platformMessageId: '' };
    }
    default:
      return channel satisfies never;
  }
}

/** What a message in 微信客服 says. */
export function contentOf({ payload }: Pick<OutboxRow, 'payload'>): { text: string } | { menu: OwnerMenu } {
  const content = payloadSchemas.kfMessage.parse(payload);
  return content.msgtype === 'text' ? { text: content.text.content } : { menu: exact(content.menu) };
}

function connected<T>(messenger: T | undefined, channel: string): T {
  if (messenger === undefined) throw new CareError('VALIDATION', `${channel}: the store is not connected there`);
  return messenger;
}

/** zod types an absent optional as `undefined`; the ports want it absent. */
function exact<T>(value: T): T extends object ? ExactOptional<T> : T {
  return JSON.parse(JSON.stringify(value)) as T extends object ? ExactOptional<T> : T;
}
type ExactOptional<T> = {
  [K in keyof T]: undefined extends T[K]
    ? Exclude<T[K], undefined> extends object
      ? ExactOptional<Exclude<T[K], undefined>>
      : Exclude<T[K], undefined>
    : T[K];
};

function receiptOf(receipt: StaffReceipt): Receipt {
  return {
    platformMessageId: receipt.platformMessageId,
    invalidUserIds: receipt.invalidUserIds,
    ...(receipt.responseCode === undefined ? {} : { responseCode: receipt.responseCode }),
  };
}
