import type { ApiTable, OfficialRoute, OpenRoute } from '../api.ts';
import type { Emulation } from '../emulation.ts';
import { customSend, customTyping } from './custom-send.ts';
import { officialOauthRoutes } from './oauth.ts';
import { createQrcode } from './qrcodes.ts';
import { sendTemplate } from './template-send.ts';
import { officialTokenRoutes } from './tokens.ts';
import { listUsers, userInfo, userInfoBatch } from './users.ts';
import { officialMediaRoutes } from './media.ts';

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
    { path: 'cgi-bin/message/custom/send', method: 'POST', run: (call) => customSend(emulation, call) },
    { path: 'cgi-bin/message/custom/typing', method: 'POST', run: (call) => customTyping(emulation, call) },
    { path: 'cgi-bin/qrcode/create', method: 'POST', run: (call) => createQrcode(emulation, call) },
    { path: 'cgi-bin/user/info', method: 'GET', run: (call) => userInfo(emulation, call) },
    { path: 'cgi-bin/user/info/batchget', method: 'POST', run: (call) => userInfoBatch(emulation, call) },
    { path: 'cgi-bin/user/get', method: 'GET', run: (call) => listUsers(emulation, call) },
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
