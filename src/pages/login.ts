import type { RouterContext } from '@koa/router';
import { randomBytes } from 'node:crypto';
import { PlatformError, PlatformUnreachableError } from '../errors.ts';
import type { StoreConnection } from '../stores/connections.ts';
import { findStaff } from '../stores/index.ts';
import { isStateValid, readState, sealState } from './login-state.ts';
import { messagePage } from './layout.ts';
import { addressOf, isSecureSite, type PageOptions } from './options.ts';
import type { Place } from './place.ts';
import { readSession, setCookie, startSession } from './session.ts';

/** The connection of a store whose members can sign in. */
export type PagesConnection = StoreConnection & { pages: NonNullable<StoreConnection['pages']> };

export function findPages(options: PageOptions, storeId: string | undefined): PagesConnection | undefined {
  const connection = storeId === undefined ? options.connections.all[0] : options.connections.get(storeId);
  return connection?.pages === undefined ? undefined : (connection as PagesConnection);
}

/** Ties a login to the browser that began it. */
const NONCE_COOKIE = 'carebay_login';
const NONCE_SECONDS = 900;
const NONCE = /^[0-9a-f]{32}$/;

/** Codes of auth/getuserinfo that mean: this code is no good, another one would be. */
const STALE_CODES = [40029, 42003, 42022];

/** A longer query is left out: the platforms' own limit for an address is not known. */
const MOST_QUERY = 600;
/** What follows the place comes back beside the state, as base64url: no platform's encoding touches it. */
const QUERY_PARAMETER = 'with';

/** Sends a visitor to the platform's login page, to come back to this place, with what the address asked for there. */
export function sendToLogin(ctx: RouterContext, options: PageOptions, connection: PagesConnection, place: Place): void {
  const known = ctx.cookies.get(NONCE_COOKIE) ?? '';
  // Two pages opened side by side share the nonce.
  const nonce = NONCE.test(known) ? known : randomBytes(16).toString('hex');
  setCookie(ctx, NONCE_COOKIE, nonce, { isSecure: isSecureSite(options), path: '/', maxAgeSeconds: NONCE_SECONDS });
  const { storeId, pages } = connection;
  const query = ctx.querystring.length > MOST_QUERY ? '' : Buffer.from(ctx.querystring).toString('base64url');
  ctx.redirect(
    pages.login.addressOf({
      redirectUri: `${options.publicUrl}/login/wecom${query === '' ? '' : `?${QUERY_PARAMETER}=${query}`}`,
      state: sealState(pages.key, { storeId, place, query, nonce, now: options.clock.now() }),
      isInClient: /wxwork/i.test(ctx.get('user-agent')),
    }),
  );
}

/** `GET /login/wecom?code&state` (and `with`, where there was a query): the visitor comes back from the platform's login page. */
export async function finishLogin(ctx: RouterContext, options: PageOptions): Promise<void> {
  const [code, state, query] = [queryOf(ctx, 'code'), queryOf(ctx, 'state'), queryOf(ctx, QUERY_PARAMETER)];
  const destination = readState(state);
  const connection = destination === undefined ? undefined : findPages(options, destination.storeId);
  const now = options.clock.now();
  const nonce = ctx.cookies.get(NONCE_COOKIE) ?? '';
  if (
    destination === undefined ||
    connection === undefined ||
    !NONCE.test(nonce) ||
    !isStateValid(connection.pages.key, state, nonce, now, query)
  ) {
    return refuse(ctx, 400, '登录链接无效或已过期，请回到企业微信，从工单卡片重新打开。');
  }
  const { key } = connection.pages;
  const { storeId } = connection;
  const place = addressOf(options, storeId, destination.place);
  const path = query === '' ? place : `${place}?${Buffer.from(query, 'base64url').toString()}`;
  // Back and forward in the browser bring an address with a used code.
  if (readSession(ctx, key, storeId, now) !== undefined) return seeOther(ctx, path);
  const retry = { href: path, text: '重新登录' };
  if (code === '') return refuse(ctx, 400, '没有登录成功，请重试。', retry);
  let userId: string | undefined;
  try {
    userId = await connection.pages.login.identify(code);
  } catch (error) {
    if (!(error instanceof PlatformError) && !(error instanceof PlatformUnreachableError)) throw error;
    const isStale = error instanceof PlatformError && STALE_CODES.includes(error.errcode);
    if (isStale) return refuse(ctx, 400, '登录凭证已失效，请重新登录。', retry);
    options.logger.error({ storeId, error: error.message }, 'login failed');
    return refuse(ctx, 502, '企业微信暂时没有响应，请稍后重试。', retry);
  }
  if (userId === undefined) return refuse(ctx, 403, '您不是本企业的企业微信成员，不能查看工单。');
  const staff = await findStaff(options.contextOf(storeId).database.client, storeId, userId);
  if (staff === undefined) return refuse(ctx, 403, NOT_STAFF);
  startSession(ctx, key, { storeId, userId: staff.userId, now, isSecure: isSecureSite(options) });
  options.logger.info({ storeId, userId: staff.userId }, 'signed in');
  seeOther(ctx, path);
}

export const NOT_STAFF = '您还没有登记为门店员工，请联系管理员在系统中添加。';

function refuse(ctx: RouterContext, status: number, text: string, link?: { href: string; text: string }): void {
  ctx.status = status;
  ctx.body = messagePage({ title: '无法登录', text, ...(link === undefined ? {} : { link }) });
}

export function seeOther(ctx: RouterContext, path: string): void {
  ctx.redirect(path);
  ctx.status = 303;
}

/** A single value; '' when there is none, or several. */
function queryOf(ctx: RouterContext, name: string): string {
  const value = ctx.query[name];
  return typeof value === 'string' ? value : '';
}
