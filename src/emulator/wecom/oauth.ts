import type { IncomingMessage, ServerResponse } from 'node:http';
import { Fields, type WecomCall, type WecomRoute } from '../api.ts';
import { sendJson } from '../core/http.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { AppRow, OauthCodeRow } from '../core/state.ts';
import type { Emulation } from '../emulation.ts';
import { externalUserIdOf } from '../kf/owner.ts';
import { findMember, visibleMembers } from './audience.ts';
import { chosenVisitor, redirectWithCode, sendChoicePage } from '../oauth-page.ts';

const CODE_SECONDS = 300;
const TICKET_SECONDS = 1800;

export function oauthRoutes(emulation: Emulation): WecomRoute[] {
  return [
    { path: 'cgi-bin/auth/getuserinfo', method: 'GET', run: (call) => getUserInfo(emulation, call) },
    { path: 'cgi-bin/user/getuserinfo', method: 'GET', run: (call) => getUserInfo(emulation, call) },
    { path: 'cgi-bin/auth/getuserdetail', method: 'POST', run: (call) => getUserDetail(emulation, call) },
  ];
}

/** The page that sends the visitor back with a code (A13). */
export function authorizeMember(
  emulation: Emulation,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): void {
  const corpId = url.searchParams.get('appid') ?? '';
  const redirect = URL.parse(url.searchParams.get('redirect_uri') ?? '');
  const app = chooseApp(emulation, corpId, url.searchParams.get('agentid'), redirect);
  if (app === undefined) return sendJson(response, 200, { errcode: 40013, errmsg: 'invalid appid' });
  const trusted = redirect !== null && (app.trustedDomain === undefined || redirect.host === app.trustedDomain);
  if (!trusted) return sendJson(response, 200, { errcode: 50001, errmsg: 'redirect_uri is not a trusted domain' });
  const visitor = chosenVisitor(request, url, 'as_user');
  const scope = url.searchParams.get('scope') ?? 'snsapi_base';
  if (visitor === undefined) {
    const choices = visibleMembers(emulation, app).map((member) => ({
      id: member.userId,
      name: member.name,
      detail: member.title ?? '',
    }));
    return sendChoicePage(response, url, 'as_user', choices);
  }
  const member = findMember(emulation, corpId, visitor);
  const person = emulation.state.people.get(visitor);
  if (member === undefined && person === undefined) {
    return sendJson(response, 200, { errcode: 46004, errmsg: `nobody here is called ${visitor}` });
  }
  const code: OauthCodeRow = {
    platform: 'wecom',
    owner: corpId,
    agentId: app.agentId,
    scope,
    expiresAt: emulation.clock.now() + CODE_SECONDS * 1000,
    ...(member === undefined ? { personId: visitor } : { userId: member.userId }),
  };
  redirectWithCode(emulation, response, redirect, url.searchParams.get('state') ?? '', code, visitor);
}

function getUserInfo(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const code = call.query.get('code') ?? '';
  const row = emulation.state.oauthCodes.get(code);
  if (row === undefined || row.platform !== 'wecom' || row.owner !== call.app.corpId)
    throw new PlatformError(40029, 'invalid code');
  if (row.used === true) throw new PlatformError(42022, 'code already used');
  if (row.expiresAt <= emulation.clock.now()) throw new PlatformError(42003, 'code expired');
  if (row.agentId !== call.app.agentId) throw new PlatformError(50001, 'code of another app');
  emulation.state.oauthCodes.put(code, { ...row, used: true });
  if (row.userId === undefined) {
    const person = emulation.state.people.get(row.personId ?? '');
    const openid = emulation.ids.fixed(`corp-openid/${row.owner}/${row.personId}`, 28);
    const known = person?.externalUserIds[row.owner];
    return {
      openid,
      ...(person === undefined || known === undefined
        ? {}
        : { external_userid: externalUserIdOf(emulation, person, row.owner) }),
    };
  }
  if (row.scope !== 'snsapi_privateinfo') return { userid: row.userId };
  const ticket = emulation.ids.fresh('user-ticket', 64);
  emulation.state.facts.put(`user-ticket/${ticket}`, {
    userId: row.userId,
    expiresAt: emulation.clock.now() + TICKET_SECONDS * 1000,
  });
  return { userid: row.userId, user_ticket: ticket };
}

function getUserDetail(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const ticket = emulation.state.facts.get(`user-ticket/${new Fields(call.body).text('user_ticket')}`);
  if (ticket === undefined || Number(ticket['expiresAt']) <= emulation.clock.now())
    throw new PlatformError(40078, 'invalid user_ticket');
  call.effect = false;
  return { userid: ticket['userId'], gender: '0', avatar: '', mobile: '', email: '' };
}

/** The app named, or the one whose trusted domain fits, or the first of the corp. */
function chooseApp(
  emulation: Emulation,
  corpId: string,
  agentId: string | null,
  redirect: URL | null,
): AppRow | undefined {
  const apps = emulation.state.apps.values().filter((app) => app.corpId === corpId);
  if (agentId !== null && agentId !== '') return apps.find((app) => String(app.agentId) === agentId);
  return apps.find((app) => app.trustedDomain !== undefined && app.trustedDomain === redirect?.host) ?? apps[0];
}
