import { Fields, type ApiCall, type OpenRoute } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { OfficialAccountRow, TokenRow } from '../core/state.ts';
import type { Emulation } from '../emulation.ts';
import { dayOf } from '../core/days.ts';
import { findToken } from '../wecom/tokens.ts';

const TOKEN_SECONDS = 7200;
/** stable_token is renewed this long before its end, the old one staying valid meanwhile (T7). */
const RENEWAL_SECONDS = 300;
const FORCED_PER_DAY = 20;
const FORCED_SPACING_SECONDS = 30;

export function officialTokenRoutes(emulation: Emulation): OpenRoute[] {
  return [
    { path: 'cgi-bin/token', method: 'GET', run: (call) => token(emulation, call) },
    { path: 'cgi-bin/stable_token', method: 'POST', run: (call) => stableToken(emulation, call) },
  ];
}

/**
 * The account that the call's access_token belongs to.
 *
 * @throws {PlatformError} 41001, 40001 or 40014 (switch), 42001
 */
export function findOfficialAccount(emulation: Emulation, call: ApiCall): OfficialAccountRow {
  const unknown = emulation.switches.oaInvalidTokenErrcode;
  const row = findToken(emulation, call, 'oa', unknown);
  const account = emulation.state.officialAccounts.get(row.owner.slice(row.owner.indexOf('/') + 1));
  if (account === undefined) throw new PlatformError(unknown, 'invalid credential');
  return account;
}

/** Every call gives a new token; the former dies a little later (T6). */
function token(emulation: Emulation, call: ApiCall): Record<string, unknown> {
  const grantType = call.query.get('grant_type') ?? '';
  const account = authenticate(
    emulation,
    call,
    grantType,
    call.query.get('appid') ?? '',
    call.query.get('secret') ?? '',
  );
  const owner = `oa/${account.appId}`;
  const overlapEndsAt = emulation.clock.now() + emulation.switches.oaFormerTokenSeconds * 1000;
  for (const row of emulation.state.tokens.values()) {
    if (row.owner === owner && row.expiresAt > emulation.clock.now()) replace(emulation, row, overlapEndsAt);
  }
  return issue(emulation, owner);
}

/** The same token until shortly before its end, unless a new one is forced (T7). */
function stableToken(emulation: Emulation, call: ApiCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const account = authenticate(emulation, call, fields.text('grant_type'), fields.text('appid'), fields.text('secret'));
  const owner = `oa-stable/${account.appId}`;
  const now = emulation.clock.now();
  const live = emulation.state.tokens.values().filter((row) => row.owner === owner && row.expiresAt > now);
  const current = live.filter((row) => row.replaced !== true).at(-1);
  if (call.body['force_refresh'] === true) {
    checkForced(emulation, account.appId);
    for (const row of live) replace(emulation, row, now);
    return issue(emulation, owner);
  }
  if (current !== undefined && current.expiresAt - now > RENEWAL_SECONDS * 1000) {
    return { access_token: current.token, expires_in: Math.ceil((current.expiresAt - now) / 1000) };
  }
  return issue(emulation, owner);
}

/** @throws {PlatformError} 45009 after 20 a day, 45011 within 30 s */
function checkForced(emulation: Emulation, appId: string): void {
  const key = `stable-forced/${appId}`;
  const now = emulation.clock.now();
  const today = dayOf(now);
  const known = emulation.state.facts.get(key);
  const count = known?.['day'] === today ? Number(known['count']) : 0;
  if (known !== undefined && now - Number(known['at']) < FORCED_SPACING_SECONDS * 1000) {
    throw new PlatformError(45011, 'api minute-quota reach limit, must slower, retry next minute');
  }
  if (count >= FORCED_PER_DAY) throw new PlatformError(45009, 'reach max api daily quota limit');
  emulation.state.facts.put(key, { day: today, count: count + 1, at: now });
}

function authenticate(
  emulation: Emulation,
  call: ApiCall,
  grantType: string,
  appId: string,
  secret: string,
): OfficialAccountRow {
  if (grantType !== 'client_credential') throw new PlatformError(40002, 'invalid grant_type');
  if (appId === '') throw new PlatformError(41002, 'appid missing');
  if (secret === '') throw new PlatformError(41004, 'appsecret missing');
  const account = emulation.state.officialAccounts.get(appId);
  if (account === undefined) throw new PlatformError(40013, 'invalid appid');
  if (account.secret !== secret) throw new PlatformError(40001, 'invalid credential, AppSecret error');
  if (account.ipWhitelist !== undefined && !account.ipWhitelist.includes(call.ip)) {
    throw new PlatformError(40164, `invalid ip ${call.ip}, not in whitelist`);
  }
  return account;
}

function issue(emulation: Emulation, owner: string): Record<string, unknown> {
  const now = emulation.clock.now();
  const value = emulation.ids.fresh('oa-token', 136);
  emulation.state.tokens.put(value, { token: value, owner, issuedAt: now, expiresAt: now + TOKEN_SECONDS * 1000 });
  return { access_token: value, expires_in: TOKEN_SECONDS };
}

function replace(emulation: Emulation, row: TokenRow, endsAt: number): void {
  if (endsAt >= row.expiresAt) return;
  emulation.state.tokens.put(row.token, { ...row, replaced: true, expiresAt: endsAt });
}
