import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Emulation } from '../emulation.ts';
import type { SmsAccountInput } from '../world.ts';
import { findSmsAccount } from './accounts.ts';
import { type SmsCall, SmsRefusal } from './call.ts';

const ALLOWED_SKEW_MS = 15 * 60 * 1000;
const ALGORITHM = 'ACS3-HMAC-SHA256';

/**
 * The account whose key signed the call, by either of the two documented ways: ACS3-HMAC-SHA256 in headers, or the older
 * HMAC-SHA1 over the parameters.
 *
 * @throws {SmsRefusal} MissingSignature…, InvalidAccessKeyId.NotFound, InvalidTimeStamp.Expired, SignatureNonceUsed, SignatureDoesNotMatch
 */
export function authenticateAliyun(emulation: Emulation, call: SmsCall, params: URLSearchParams): SmsAccountInput {
  const authorization = call.header('authorization');
  const isHeaderStyle = authorization.startsWith(ALGORITHM);
  const keyId = isHeaderStyle ? field(authorization, 'Credential') : (params.get('AccessKeyId') ?? '');
  const given = isHeaderStyle ? field(authorization, 'Signature') : (params.get('Signature') ?? '');
  const timestamp = isHeaderStyle ? call.header('x-acs-date') : (params.get('Timestamp') ?? '');
  const nonce = isHeaderStyle ? call.header('x-acs-signature-nonce') : (params.get('SignatureNonce') ?? '');
  for (const [name, value] of Object.entries({ Signature: given, Timestamp: timestamp, SignatureNonce: nonce })) {
    if (value === '') throw new SmsRefusal(400, `Missing${name}`, `${name} is mandatory for this action.`);
  }
  const account = findSmsAccount(emulation, 'aliyun', keyId);
  if (account === undefined) {
    throw new SmsRefusal(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  }
  const skew = Math.abs(Date.parse(timestamp) - emulation.clock.now());
  if (!(skew <= ALLOWED_SKEW_MS)) {
    throw new SmsRefusal(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
  }
  const wanted = isHeaderStyle
    ? headerSignatures(call, authorization, account)
    : [parameterSignature(call, params, account)];
  if (!wanted.some((one) => equal(one, given))) {
    throw new SmsRefusal(400, 'SignatureDoesNotMatch', 'Specified signature is not matched with our calculation.');
  }
  checkNonce(emulation, `${keyId}/${nonce}`);
  return account;
}

/** Our mount adds a path of its own to the vendor's `/`: both ways of writing it are signed right. */
function headerSignatures(call: SmsCall, authorization: string, account: SmsAccountInput): string[] {
  const digest = createHash('sha256').update(call.body).digest('hex');
  if (call.header('x-acs-content-sha256') !== digest) return [];
  const names = field(authorization, 'SignedHeaders').split(';');
  for (const needed of ['host', 'x-acs-action', 'x-acs-version', 'x-acs-date', 'x-acs-content-sha256']) {
    if (!names.includes(needed)) return [];
  }
  const headers = names.map((name) => `${name}:${call.header(name).trim()}\n`).join('');
  return [call.path, call.fullPath].map((path) => {
    const request = [call.method, path, canonicalQuery(call.query), headers, names.join(';'), digest].join('\n');
    const text = `${ALGORITHM}\n${createHash('sha256').update(request).digest('hex')}`;
    return createHmac('sha256', account.secret).update(text).digest('hex');
  });
}

function parameterSignature(call: SmsCall, params: URLSearchParams, account: SmsAccountInput): string {
  const signed = new URLSearchParams([...params].filter(([name]) => name !== 'Signature'));
  const text = `${call.method}&${encode('/')}&${encode(canonicalQuery(signed))}`;
  return createHmac('sha1', `${account.secret}&`).update(text).digest('base64');
}

function canonicalQuery(params: URLSearchParams): string {
  return [...params]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

/** RFC 3986. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function field(authorization: string, name: string): string {
  return new RegExp(`[ ,]${name}=([^,]*)`).exec(authorization)?.[1]?.trim() ?? '';
}

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const nonces = new WeakMap<Emulation, Map<string, number>>();

/** A nonce may be used once inside the time a signature is valid. */
function checkNonce(emulation: Emulation, nonce: string): void {
  const used = nonces.get(emulation) ?? new Map<string, number>();
  nonces.set(emulation, used);
  const now = emulation.clock.now();
  for (const [oldest, at] of used) {
    if (now - at <= 2 * ALLOWED_SKEW_MS) break;
    used.delete(oldest);
  }
  if (used.has(nonce)) throw new SmsRefusal(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.');
  used.set(nonce, now);
}
