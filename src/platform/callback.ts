import { getSignature } from '@wecom/crypto';
import { XMLParser } from 'fast-xml-parser';
import { isUtf8 } from 'node:buffer';
import { createDecipheriv, createHash, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';

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

// Ids are 64-bit: numbers stay text. Only the five predefined entities are read, and only outside CDATA: others have to be
// declared, which `parseXml` refuses, so that a small body can't grow in memory.
const parser = new XMLParser({ parseTagValue: false, parseAttributeValue: false, processEntities: true });

/** Compares without telling by the time taken how much was right. */
export function isEqualConstantTime(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Parses one `<xml>` document into its fields. @throws CallbackRejectedError `notXml` | `entities` */
export function parseXml(text: string): XmlFields {
  // A document type is where entities are declared; the platform never sends one. Somebody's words may hold one.
  if (/<!DOCTYPE|<!ENTITY/i.test(text) && !isPlain(text)) throw new CallbackRejectedError('entities');
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

/**
 * Whether a document has nothing but elements without attributes, text and CDATA, so that what looks like a declaration
 * inside CDATA is text. Anything else (comments, attributes) could hide from us where CDATA begins.
 */
function isPlain(text: string): boolean {
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const isData = text.startsWith('<![CDATA[', at);
    const end = text.indexOf(isData ? ']]>' : '>', at);
    if (end < 0 || !(isData || /^<\/?\w+\/?$/.test(text.slice(at, end)))) return false;
    at = end + 1;
  }
  return true;
}

/** A field as text; '' when it is absent or empty. */
export function xmlText(fields: XmlFields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

/** The envelope as the platform writes it: nothing but short fields around one encrypted text. */
const FIELD = String.raw`(?:<(?:ToUserName|AgentID)>(?:<!\[CDATA\[[\w@.-]*\]\]>|[\w@.-]*)</(?:ToUserName|AgentID)>\s*)`;
const ENVELOPE = new RegExp(
  String.raw`^\s*<xml>\s*${FIELD}{0,2}<Encrypt><!\[CDATA\[([\w+/=\s]+)\]\]></Encrypt>\s*${FIELD}{0,2}</xml>\s*$`,
);

/**
 * The encrypted text of an envelope; '' when there is none. The usual envelope is read without parsing: whatever is
 * taken for the text must then match the signature. @throws CallbackRejectedError `notXml` | `entities`
 */
export function encryptedOf(body: string): string {
  return ENVELOPE.exec(body)?.[1] ?? xmlText(parseXml(body), 'Encrypt');
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
  const opened = openFrame(encrypted.replaceAll(/\s/g, ''), cipherOf(keys.aesKey));
  if (opened === undefined) throw new CallbackRejectedError('undecryptable');
  if (!isEqualConstantTime(opened.receiverId, keys.receiverId)) throw new CallbackRejectedError('wrongReceiver');
  return opened.message;
}

const BLOCK_BYTES = 32;
const RANDOM_BYTES = 16;
const HEAD_BYTES = RANDOM_BYTES + 4;

/**
 * Random bytes, length, message, receiver, padding. Read by ourselves, because the library drops what does not fit and
 * checks no padding, and because a key object made once halves the cost of a callback.
 *
 * @returns undefined when it is not exactly that
 */
function openFrame(sealed: string, { key, iv }: Cipher): { message: string; receiverId: string } | undefined {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length === 0 || bytes.length % BLOCK_BYTES !== 0 || bytes.toString('base64') !== sealed) return undefined;
  const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
  const frame = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const padding = frame[frame.length - 1] ?? 0;
  const contentEnd = frame.length - padding;
  if (padding < 1 || padding > BLOCK_BYTES || contentEnd < HEAD_BYTES) return undefined;
  if (frame.subarray(contentEnd).some((byte) => byte !== padding)) return undefined;
  const messageEnd = HEAD_BYTES + frame.readUInt32BE(RANDOM_BYTES);
  if (messageEnd > contentEnd || !isUtf8(frame.subarray(HEAD_BYTES, contentEnd))) return undefined;
  return {
    message: frame.toString('utf8', HEAD_BYTES, messageEnd),
    receiverId: frame.toString('utf8', messageEnd, contentEnd),
  };
}

interface Cipher {
  key: KeyObject;
  iv: Buffer;
}

/** By the key as configured: one for each callback address. */
const ciphers = new Map<string, Cipher>();

function cipherOf(aesKey: string): Cipher {
  let cipher = ciphers.get(aesKey);
  if (cipher === undefined) {
    const bytes = Buffer.from(`${aesKey}=`, 'base64');
    cipher = { key: createSecretKey(bytes), iv: bytes.subarray(0, 16) };
    ciphers.set(aesKey, cipher);
  }
  return cipher;
}

/** The three-value signature of the Official Account: proves the token, not the body. */
export function plainSignature(token: string, timestamp: string, nonce: string): string {
  return createHash('sha1').update([token, timestamp, nonce].toSorted().join('')).digest('hex');
}
