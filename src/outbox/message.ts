import { createHash } from 'node:crypto';
import { z } from 'zod';

const menu = z.object({
  head: z.string(),
  items: z.array(z.object({ id: z.string(), text: z.string() })),
  tail: z.string().optional(),
});

const card = z.object({
  taskId: z.string(),
  title: z.string(),
  subtitle: z.string(),
  quote: z.string().optional(),
  fields: z.array(z.object({ label: z.string(), value: z.string() })),
  buttons: z.array(z.object({ key: z.string(), text: z.string(), style: z.enum(['primary', 'danger', 'plain']) })),
  selection: z
    .object({
      key: z.string(),
      title: z.string(),
      options: z.array(z.object({ id: z.string(), text: z.string() })),
      selectedId: z.string().optional(),
    })
    .optional(),
  url: z.string(),
});

const file = z.object({ fileId: z.int(), mediaId: z.string().optional() });

/** What each channel carries. */
export const payloadSchemas = {
  wecomText: z.object({ text: z.string() }),
  wecomCard: z.object({ card }),
  wecomCardUpdate: z.object({ card, responseCode: z.string() }),
  /** `mediaId`: what the platform called it when it was uploaded, noted so that a repeated call names the same. */
  wecomImage: file,
  wecomFile: file,
  kfMessage: z.union([
    z.object({ msgtype: z.literal('text'), text: z.object({ content: z.string() }) }),
    z.object({ msgtype: z.literal('menu'), menu }),
  ]),
  kfWelcome: z.object({ code: z.string(), text: z.string() }),
  kfHandToPerson: z.object({ servicerUserId: z.string().optional() }),
  officialAccountTemplate: z.object({
    templateKey: z.string(),
    data: z.record(z.string(), z.object({ value: z.string() })),
    url: z.string().optional(),
  }),
  officialAccountMessage: z.object({ text: z.string() }),
  subscriptionNotice: z.object({
    templateKey: z.string(),
    data: z.record(z.string(), z.object({ value: z.string() })),
    page: z.string().optional(),
  }),
  /** The recipient is a phone number. */
  sms: z.object({ templateKey: z.string(), values: z.record(z.string(), z.string()) }),
  /** The recipient is the member who has to confirm. */
  groupSend: z.object({ groupSendId: z.int(), externalUserIds: z.array(z.string()), text: z.string() }),
  groupSendRemind: z.object({ groupSendId: z.int(), msgId: z.string() }),
  groupSendCancel: z.object({ groupSendId: z.int(), msgId: z.string() }),
  contactWelcome: z.object({ code: z.string(), text: z.string() }),
} as const;

export type OutboxChannel = keyof typeof payloadSchemas;
export type Payload<Channel extends OutboxChannel> = z.infer<(typeof payloadSchemas)[Channel]>;

/** A message before it is in the outbox. */
export interface NewOutboxMessage {
  channel: OutboxChannel;
  /** open_kfid | appid; '' for the WeCom app, contacts and SMS. */
  accountId: string;
  /** external_userid | openid | phone number | member ids joined by "|". */
  recipient: string;
  /** [0-9A-Za-z_-]{1,32}, unique for ever: the same key is the same message. */
  idempotencyKey: string;
  payload: object;
  /** What a person would read. */
  preview: string;
  ticketId?: number | undefined;
  reminderId?: number | undefined;
  conversationId?: number | undefined;
  /** Not before this instant (quiet hours). */
  notBeforeAt?: Date | undefined;
  /** One of many that nobody waits for: answers and urgent messages pass it. */
  isBulk?: boolean;
}

/** A key in the platform's alphabet from any parts: equal parts give equal keys. */
export function idempotencyKeyOf(...parts: (string | number)[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 32);
}

/**
 * The key as the platform gets it. Row ids start again with a new database, and the platform remembers keys for ever,
 * so the time of the row is part of it.
 */
export function platformKeyOf(row: { idempotencyKey: string; createdAt: Date }): string {
  return idempotencyKeyOf(row.idempotencyKey, row.createdAt.getTime());
}
