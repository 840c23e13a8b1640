import { createCipheriv, createHash } from 'node:crypto';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import type { TamperKind } from '../control-types.ts';
import { buildXml } from './xml.ts';

export interface EnvelopeKeys {
  token: string;
  aesKey: string;
  /** corpid or appid; empty for AI bots (C11). */
  receiveId: string;
}

export interface Sealed {
  encrypt: string;
  signature: string;
  timestamp: string;
  nonce: string;
}

/** Encrypts and signs `plain` for the receiver, optionally spoiled in one way (C2). */
export function seal(
  plain: string,
  keys: EnvelopeKeys,
  stamp: { timestamp: string; nonce: string; random: Buffer },
  tamper?: TamperKind,
): Sealed {
  const receiveId = tamper === 'receiveid' ? `${keys.receiveId}x` : keys.receiveId;
  let text =
    tamper === 'padding' || tamper === 'msg_len'
      ? sealBadly(plain, keys, stamp.random, tamper)
      : encrypt(keys.aesKey, plain, receiveId, stamp.random);
  let signature = getSignature(keys.token, stamp.timestamp, stamp.nonce, text);
  if (tamper === 'signature') signature = (signature.startsWith('0') ? '1' : '0') + signature.slice(1);
  // Signed first and changed afterwards: another body under a good signature.
  if (tamper === 'body') text = encrypt(keys.aesKey, `${plain} `, receiveId, stamp.random);
  if (tamper === 'truncated') text = text.slice(0, Math.floor(text.length / 2));
  return { encrypt: text, signature, timestamp: stamp.timestamp, nonce: stamp.nonce };
}

/** The 3-value signature of an Official Account: proves the token, not the body. */
export function plainSignature(token: string, timestamp: string, nonce: string): string {
  return createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest('hex');
}

/** The WeCom envelope. `agentId` only for app callbacks (C7). */
export function wecomEnvelope(sealed: Sealed, toUserName: string, agentId?: string): string {
  return buildXml({ ToUserName: toUserName, AgentID: agentId, Encrypt: sealed.encrypt });
}

/**
 * Opens an encrypted passive reply.
 *
 * @returns the inner XML; undefined when signature, key or receiveid is wrong
 */
export function openReply(
  reply: { Encrypt: string; MsgSignature: string; TimeStamp: string; Nonce: string },
  keys: EnvelopeKeys,
): string | undefined {
  if (getSignature(keys.token, reply.TimeStamp, reply.Nonce, reply.Encrypt) !== reply.MsgSignature) return undefined;
  try {
    const opened = decrypt(keys.aesKey, reply.Encrypt);
    return opened.id === keys.receiveId ? opened.message : undefined;
  } catch {
    return undefined;
  }
}

/** A frame that the library would never write: impossible padding, or a length beyond the frame. */
function sealBadly(plain: string, keys: EnvelopeKeys, random: Buffer, kind: 'padding' | 'msg_len'): string {
  const key = Buffer.from(`${keys.aesKey}=`, 'base64');
  const message = Buffer.from(plain, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(kind === 'msg_len' ? message.length + 100_000 : message.length);
  const frame = Buffer.concat([random, length, message, Buffer.from(keys.receiveId, 'utf8')]);
  const pad = 32 - (frame.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([frame, Buffer.alloc(pad, kind === 'padding' ? 33 : pad)]);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}
