import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiCall, OpenRoute } from '../api.ts';
import { sendJson } from '../core/http.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { Emulation } from '../emulation.ts';
import { chosenVisitor, redirectWithCode, sendChoicePage } from '../oauth-page.ts';
import { relationOf } from './followers.ts';

const CODE_SECONDS = 300;

export function officialOauthRoutes(emulation: Emulation): OpenRoute[] {
  return [{ path: 'sns/oauth2/access_token', method: 'GET', run: (call) => exchangeCode(emulation, call) }];
}

/** The page that sends the visitor back with a code (O12). */
export function authorizePerson(
  emulation: Emulation,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): void {
  const appId = url.searchParams.get('appid') ?? '';
  const redirect = URL.parse(url.searchParams.get('redirect_uri') ?? '');
  if (emulation.state.officialAccounts.get(appId) === undefined) {
    return sendJson(response, 200, { errcode: 40013, errmsg: 'invalid appid' });
  }
  if (redirect === null) return sendJson(response, 200, { errcode: 10003, errmsg: 'redirect_uri mismatch' });
  const visitor = chosenVisitor(request, url, 'as_person');
  const person = visitor === undefined ? undefined : emulation.state.people.get(visitor);
  if (visitor === undefined || person === undefined) {
    const people = emulation.state.people.values().slice(0, 50);
    const choices = people.map((one) => ({ id: one.personId, name: one.name, detail: '' }));
    return sendChoicePage(response, url, 'as_person', choices);
  }
  const code = {
    platform: 'official-account' as const,
    owner: appId,
    scope: url.searchParams.get('scope') ?? 'snsapi_base',
    personId: person.personId,
    expiresAt: emulation.clock.now() + CODE_SECONDS * 1000,
  };
  redirectWithCode(emulation, response, redirect, url.searchParams.get('state') ?? '', code, visitor);
}

function exchangeCode(emulation: Emulation, call: ApiCall): Record<string, unknown> {
  const appId = call.query.get('appid') ?? '';
  const account = emulation.state.officialAccounts.get(appId);
  if (account === undefined) throw new PlatformError(40013, 'invalid appid');
  if (account.secret !== call.query.get('secret')) throw new PlatformError(40125, 'invalid appsecret');
  const code = call.query.get('code') ?? '';
  const row = emulation.state.oauthCodes.get(code);
  if (row === undefined || row.platform !== 'official-account' || row.owner !== appId)
    throw new PlatformError(40029, 'invalid code');
  if (row.used === true) throw new PlatformError(40163, 'code been used');
  if (row.expiresAt <= emulation.clock.now()) throw new PlatformError(40029, 'invalid code');
  const person = emulation.state.people.get(row.personId ?? '');
  if (person === undefined) throw new PlatformError(40029, 'invalid code');
  emulation.state.oauthCodes.put(code, { ...row, used: true });
  const { unionId } = person;
  return {
    access_token: emulation.ids.fresh('sns-token', 86),
    expires_in: 7200,
    refresh_token: emulation.ids.fresh('sns-refresh', 86),
    openid: relationOf(emulation, person, appId).openId,
    scope: row.scope,
    ...(unionId === undefined ? {} : { unionid: unionId }),
  };
}
