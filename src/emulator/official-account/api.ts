import type { ApiTable, OfficialCall, OfficialRoute, OpenRoute } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { Emulation } from '../emulation.ts';
import { customSend, customTyping } from './custom-send.ts';
import { officialOauthRoutes } from './oauth.ts';
import { createQrcode } from './qrcodes.ts';
import { clearQuota, getQuota } from './quota-reset.ts';
import { sendSubscription } from './subscription-send.ts';
import { sendTemplate } from './template-send.ts';
import { officialTokenRoutes } from './tokens.ts';
import { listUsers, userInfo, userInfoBatch } from './users.ts';
import { officialMediaRoutes } from './media.ts';
import { currentTicket } from '../wecom/tickets.ts';

/** The page ticket that signs wx.config, also where wx-open-subscribe asks for consent (T8). */
function getTicket(emulation: Emulation, call: OfficialCall): Record<string, unknown> {
  const type = call.query.get('type') ?? '';
  if (type !== 'jsapi' && type !== 'wx_card') throw new PlatformError(40097, 'invalid type');
  return currentTicket(emulation, `oa/${call.account.appId}/${type}`);
}

const tables = new WeakMap<Emulation, ApiTable<OfficialRoute>>();

/** All Official Account paths. */
export function officialApi(emulation: Emulation): ApiTable<OfficialRoute> {
  const known = tables.get(emulation);
  if (known !== undefined) return known;
  const routes: OfficialRoute[] = [
    {
      path: 'cgi-bin/message/template/send',
      method: 'POST',
      ownQuota: true,
      run: (call) => sendTemplate(emulation, call),
    },
    {
      path: 'cgi-bin/message/subscribe/bizsend',
      method: 'POST',
      run: (call) => sendSubscription(emulation, call),
    },
    { path: 'cgi-bin/clear_quota', method: 'POST', ownQuota: true, run: (call) => clearQuota(emulation, call) },
    { path: 'cgi-bin/openapi/quota/get', method: 'POST', run: (call) => getQuota(emulation, call) },
    { path: 'cgi-bin/message/custom/send', method: 'POST', run: (call) => customSend(emulation, call) },
    { path: 'cgi-bin/message/custom/typing', method: 'POST', run: (call) => customTyping(emulation, call) },
    { path: 'cgi-bin/qrcode/create', method: 'POST', run: (call) => createQrcode(emulation, call) },
    { path: 'cgi-bin/user/info', method: 'GET', run: (call) => userInfo(emulation, call) },
    { path: 'cgi-bin/user/info/batchget', method: 'POST', run: (call) => userInfoBatch(emulation, call) },
    { path: 'cgi-bin/user/get', method: 'GET', run: (call) => listUsers(emulation, call) },
    { path: 'cgi-bin/ticket/getticket', method: 'GET', run: (call) => getTicket(emulation, call) },
    { path: 'cgi-bin/getcallbackip', method: 'GET', run: () => ({ ip_list: ['127.0.0.1'] }) },
    { path: 'cgi-bin/get_api_domain_ip', method: 'GET', run: () => ({ ip_list: ['127.0.0.1'] }) },
    ...officialMediaRoutes(emulation),
  ];
  const open: OpenRoute[] = [...officialTokenRoutes(emulation), ...officialOauthRoutes(emulation)];
  const table = {
    routes: new Map(routes.map((route) => [route.path, route])),
    open: new Map(open.map((route) => [route.path, route])),
  };
  tables.set(emulation, table);
  return table;
}
