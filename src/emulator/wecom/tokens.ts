import type { ApiCall, OpenRoute } from '../api.ts';
import { appKey } from '../core/keys.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { AppRow, TokenRow } from '../core/state.ts';
import type { Emulation } from '../emulation.ts';

const TOKEN_SECONDS = 7200;
const BLOCK_SECONDS = 3600;

/** gettoken (T1, T3, T4, T5). */
export function gettokenRoute(emulation: Emulation): OpenRoute {
  return { path: 'cgi-bin/gettoken', method: 'GET', run: (call) => gettoken(emulation, call) };
}

function gettoken(emulation: Emulation, call: ApiCall): Record<string, unknown> {
  const { state, clock, quotas, switches } = emulation;
  if (quotas.isBlocked(`gettoken/${call.ip}`))
    throw new PlatformError(switches.gettokenBlockErrcode, 'api freq out of limit');
  const corpId = call.query.get('corpid') ?? '';
  const secret = call.query.get('corpsecret') ?? '';
  if (corpId === '') throw new PlatformError(41002, 'corpid missing');
  if (secret === '') throw new PlatformError(41004, 'corpsecret missing');
  if (state.corps.get(corpId) === undefined) throw new PlatformError(40013, 'invalid corpid');
  const app = state.apps.values().find((one) => one.corpId === corpId && one.secret === secret);
  if (app === undefined) {
    const failures = quotas.count(`gettoken-failures/${call.ip}`, BLOCK_SECONDS);
    if (failures >= switches.gettokenFailuresBeforeBlock) quotas.block(`gettoken/${call.ip}`, BLOCK_SECONDS);
    throw new PlatformError(40001, 'invalid credential');
  }
  checkAddress(app, call.ip);
  const owner = `wecom/${appKey(app.corpId, app.agentId)}`;
  const now = clock.now();
  const current = state.tokens
    .values()
    .find((row) => row.owner === owner && row.expiresAt > now && row.replaced !== true);
  if (current !== undefined && switches.gettokenSameToken) {
    return { access_token: current.token, expires_in: Math.ceil((current.expiresAt - now) / 1000) };
  }
  const token = emulation.ids.fresh('wecom-token', 214);
  state.tokens.put(token, { token, owner, issuedAt: now, expiresAt: now + TOKEN_SECONDS * 1000 });
  return { access_token: token, expires_in: TOKEN_SECONDS };
}

/**
 * The app that the call's access_token belongs to.
 *
 * @throws {PlatformError} 41001, 40014, 42001 (G3), 60020 (T5)
 */
export function findApp(emulation: Emulation, call: ApiCall): AppRow {
  const row = findToken(emulation, call, 'wecom/', 40014);
  const app = emulation.state.apps.get(row.owner.slice('wecom/'.length));
  if (app === undefined) throw new PlatformError(40014, 'invalid access_token');
  checkAddress(app, call.ip);
  return app;
}

/** @throws {PlatformError} 41001 missing, `unknownErrcode` unknown or invalidated, 42001 expired */
export function findToken(emulation: Emulation, call: ApiCall, ownerPrefix: string, unknownErrcode: number): TokenRow {
  const token = call.query.get('access_token') ?? '';
  if (token === '') throw new PlatformError(41001, 'access_token missing');
  const row = emulation.state.tokens.get(token);
  if (row === undefined || !row.owner.startsWith(ownerPrefix))
    throw new PlatformError(unknownErrcode, 'invalid access_token');
  if (row.expiresAt <= emulation.clock.now()) {
    // A token that was replaced early was not given its whole life: it is invalid, not expired.
    throw row.replaced === true
      ? new PlatformError(unknownErrcode, 'invalid credential')
      : new PlatformError(42001, 'access_token expired');
  }
  return row;
}

function checkAddress(app: AppRow, ip: string): void {
  if (app.trustedIps === undefined || app.trustedIps.includes(ip)) return;
  throw new PlatformError(60020, 'not allow to access from your ip');
}
