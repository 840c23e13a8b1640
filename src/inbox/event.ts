import { createHash } from 'node:crypto';
import { type XmlFields, xmlText } from '../platform/callback.ts';
import type { QueueName } from '../queue/queue.ts';

/** `identity`: nobody sent it, we want to know who an owner is. */
export type InboxChannel = 'wecom' | 'kf' | 'officialAccount' | 'sms' | 'identity';

/** One thing that reached us, before it is stored. */
export interface IncomingEvent {
  storeId: string;
  channel: InboxChannel;
  /** corpid | open_kfid | appid */
  accountId: string;
  /** Unique in (store, channel): a second delivery of the same thing has the same key, two different things never. */
  dedupeKey: string;
  /** Events of one key are handled in order. */
  orderKey: string;
  /** Decrypted XML, the JSON of one sync_msg entry or SmsPush, or nothing (`identity`). */
  payload: string;
  /** Which queue gets the turn. */
  queue: QueueName;
}

/**
 * The durable key of a pushed message or event. Messages carry a 64-bit MsgId. Events have none: sender and second,
 * which the platform documents as the key, collide for two events of one second (all contact events come from "sys").
 * A repeated delivery carries the same inner event, so the whole of it, in any order of its fields, is the key.
 */
export function dedupeKeyOf(fields: XmlFields): string {
  const messageId = xmlText(fields, 'MsgId');
  if (messageId !== '' && xmlText(fields, 'MsgType') !== 'event') return `m:${messageId}`;
  // In compatible mode the ciphertext stands beside the plain fields, and differs each time.
  const inner = Object.entries(fields).filter(([name]) => name !== 'Encrypt');
  const canonical = JSON.stringify(inner.toSorted(([left], [right]) => (left < right ? -1 : 1)));
  return `e:${createHash('sha256').update(canonical).digest('base64url')}`;
}

/**
 * A wake-up of 微信客服 says no more than that there is something to pull, and two of one second may be equal to the byte:
 * what counts is that one came. There is one row for each account, and each wake-up makes it new.
 */
export function wakeUpKeyOf(openKfId: string): string {
  return `w:${openKfId}`;
}

/** WeCom compares member ids without regard to case. */
export function staffOrderKey(storeId: string, userId: string): string {
  return `${storeId}:wecom:${userId.toLowerCase()}`;
}

/** All contact events come from "sys": what happens with one owner is in order, different owners don't wait for each other. */
export function contactOrderKey(storeId: string, externalUserId: string): string {
  return `${storeId}:contact:${externalUserId}`;
}

export const isContactOrderKey = (storeId: string, orderKey: string): boolean =>
  orderKey.startsWith(contactOrderKey(storeId, ''));

/** Changes of the company's directory. */
export function directoryOrderKey(storeId: string): string {
  return `${storeId}:directory`;
}

export function ownerOrderKey(
  storeId: string,
  channel: 'kf' | 'officialAccount',
  accountId: string,
  externalId: string,
): string {
  return `${storeId}:${channel}:${accountId}:${externalId}`;
}

/** Asking the platform who an owner is: apart from their chat, so that no answer waits for it. */
export function lookUpKey(storeId: string, identityId: number): string {
  return `${storeId}:look-up:${identityId}`;
}

export const isLookUpKey = (key: string): boolean => /^[^:]*:look-up:/.test(key);

export const identityOfLookUp = (key: string): number => Number(key.slice(key.lastIndexOf(':') + 1));

/** A short message and its reports; an owner's answers by SMS go by their number. */
export function smsOrderKey(storeId: string, which: string): string {
  return `${storeId}:sms:${which}`;
}

export function kfSyncKey(storeId: string, openKfId: string): string {
  return `${storeId}:${openKfId}`;
}
