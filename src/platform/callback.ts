import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { XMLParser } from 'fast-xml-parser';
import { createHash, timingSafeEqual } from 'node:crypto';

/** Why a callback is refused. The caller answers 4xx and counts it by this reason. */
export type RejectReason =
  | 'notXml'
  | 'entities'
  | 'missingParameter'
  | 'badSignature'
  | 'undecryptable'
  | 'wrongReceiver'
  | 'malformedMessage';

export class CallbackRejectedError extends Error {
  readonly reason: RejectReason;

  constructor(reason: RejectReason) {
    super(`callback refused: ${reason}`);
    this.name = 'CallbackRejectedError';
    this.reason = reason;
  }
}

/** Token and key of one callback address. `receiverId`: corpid (WeCom) or appid (Official Account). */
export interface CallbackKeys {
  token: string;
  aesKey: string;
  receiverId: string;
}

export type XmlFields = Record<string, unknown>;

// Ids are 64-bit: numbers stay text. Entities are not expanded, so that a small body can't grow in memory.
const parser = new XMLParser({ parseTagValue: false, parseAttributeValue: false, processEntities: false });

/** Compares without telling by the time taken how much was right. */
export function isEqualConstantTime(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Parses one `<xml>` document into its fields. @throws CallbackRejectedError `notXml` | `entities` */
export function parseXml(text: string): XmlFields {
  // A document type is where entities are declared; the platform never sends one.
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw new CallbackRejectedError('entities');
  // No XML may hold this character, and no text column of PostgreSQL either.
  if (text.includes('\0')) throw new CallbackRejectedError('notXml');
  let root: unknown;
  try {
    root = (parser.parse(text, true) as { xml?: unknown }).xml;
  } catch {
    throw new CallbackRejectedError('notXml');
  }
  if (typeof root !== 'object' || root === null) throw new CallbackRejectedError('notXml');
  return root as XmlFields;
}

/** A field as text; '' when it is absent or empty. */
export function xmlText(fields: XmlFields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? unescapeXml(value) : '';
}

// With entity processing off, the five predefined ones outside CDATA are left to us.
function unescapeXml(text: string): string {
  return text.includes('&')
    ? text
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&apos;', "'")
        .replaceAll('&amp;', '&')
    : text;
}

/** A repeated element: the parser yields one thing for one, a list for several. */
export function xmlList(value: unknown): unknown[] {
  if (value === undefined || value === '') return [];
  return Array.isArray(value) ? value : [value];
}

/**
 * Verifies, decrypts and checks one encrypted text, in this order: signature (constant time), cipher and padding,
 * length field, receiver.
 *
 * @param query `msg_signature`, `timestamp`, `nonce` of the request
 * @returns the plain message
 * @throws CallbackRejectedError
 */
export function openEncrypted(
  encrypted: string,
  query: { msgSignature: string; timestamp: string; nonce: string },
  keys: CallbackKeys,
): string {
  const expected = getSignature(keys.token, query.timestamp, query.nonce, encrypted);
  if (!isEqualConstantTime(expected, query.msgSignature)) throw new CallbackRejectedError('badSignature');
  let opened: { message: string; id: string; random: Buffer };
  try {
    opened = decrypt(keys.aesKey, encrypted);
  } catch {
    throw new CallbackRejectedError('undecryptable');
  }
  if (!isEqualConstantTime(opened.id, keys.receiverId)) throw new CallbackRejectedError('wrongReceiver');
  // The library checks no padding and drops what does not fit. The cipher is deterministic for given random bytes, so
  // only a well-formed frame comes out the same when it is sealed again.
  const sealed = encrypt(keys.aesKey, opened.message, opened.id, opened.random);
  if (!isEqualConstantTime(sealed, encrypted.replaceAll(/\s/g, ''))) throw new CallbackRejectedError('undecryptable');
  return opened.message;
}

/** The three-value signature of the Official Account: proves the token, not the body. */
export function plainSignature(token: string, timestamp: string, nonce: string): string {
  return createHash('sha1').update([token, timestamp, nonce].toSorted().join('')).digest('hex');
}
