import { createHash } from 'node:crypto';
import type { Emulation } from '../emulation.ts';
import type { SmsAccountInput } from '../world.ts';
import { findSmsAccount } from './accounts.ts';
import { type SmsCall, SmsRefusal } from './call.ts';

const ALLOWED_SKEW_MS = 24 * 3600 * 1000;

/**
 * The application whose secret made the X-WSSE digest. The vendor's own samples encode it in two ways, raw bytes and hex
 * text; both are taken.
 *
 * @throws {SmsRefusal} E000001–E000005 Authorization, E000020–E000026 X-WSSE, E000102 key, E000105 digest, E000110 time
 */
export function authenticateHuawei(emulation: Emulation, call: SmsCall): SmsAccountInput {
  checkAuthorization(call.header('authorization'));
  const wsse = call.header('x-wsse');
  if (wsse === '') throw unauthorized('E000020', 'X-WSSE not found in the HTTP header.');
  if (!wsse.includes('UsernameToken')) throw unauthorized('E000026', 'UsernameToken not found in X-WSSE.');
  const [keyId, nonce, created, digest] = [
    part(wsse, 'Username', 'E000021'),
    part(wsse, 'Nonce', 'E000022'),
    part(wsse, 'Created', 'E000023'),
    part(wsse, 'PasswordDigest', 'E000024'),
  ];
  const account = findSmsAccount(emulation, 'huawei', keyId);
  if (account === undefined) throw unauthorized('E000102', 'The app_key is invalid.');
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(created))
    throw unauthorized('E000025', 'The Created format is incorrect.');
  if (Math.abs(Date.parse(created) - emulation.clock.now()) > ALLOWED_SKEW_MS) {
    throw unauthorized('E000110', 'The time is out of limit.');
  }
  const hash = createHash('sha256')
    .update(nonce + created + account.secret)
    .digest();
  const accepted = [hash.toString('base64'), Buffer.from(hash.toString('hex')).toString('base64')];
  if (!accepted.includes(digest)) throw unauthorized('E000105', 'The digest is invalid.');
  return account;
}

function checkAuthorization(authorization: string): void {
  if (authorization === '') throw unauthorized('E000001', 'Authorization not contained in the HTTP header.');
  const realm = /realm="([^"]*)"/.exec(authorization)?.[1];
  const profile = /profile="([^"]*)"/.exec(authorization)?.[1];
  if (realm === undefined) throw unauthorized('E000002', 'realm not contained in Authorization.');
  if (profile === undefined) throw unauthorized('E000003', 'profile not contained in Authorization.');
  if (realm !== 'SDP') throw unauthorized('E000004', 'The value of realm in Authorization must be SDP.');
  if (profile !== 'UsernameToken') throw unauthorized('E000005', 'The value of profile must be UsernameToken.');
}

function part(wsse: string, name: string, errorCode: string): string {
  const value = new RegExp(`[ ,]${name}="([^"]*)"`).exec(wsse)?.[1] ?? '';
  if (value === '') throw unauthorized(errorCode, `${name} not found in X-WSSE.`);
  return value;
}

function unauthorized(code: string, message: string): SmsRefusal {
  return new SmsRefusal(401, code, message);
}
