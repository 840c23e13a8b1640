import { createPlatformApi, type PlatformApi, textOf, unionIdsOf } from '../platform/platform-api.ts';
import { cutBytes } from '../platform/text.ts';
import type { AccountMessenger } from '../ports.ts';
import type { OfficialAccountSettings } from './settings.ts';

/** On this host 40001 means a bad token as well as a bad secret. */
const INVALID_TOKEN_CODES = [40001, 40014, 42001];

/** Shows a QR code by its ticket; needs no token and is not on the API's host. */
const PICTURE_URL = 'https://mp.weixin.qq.com/cgi-bin/showqrcode';

/** The Official Account API; the stable token survives other programs that fetch tokens too. */
export function createOfficialAccountApi(settings: OfficialAccountSettings, now: () => Date): PlatformApi {
  return createPlatformApi({
    baseUrl: settings.apiBaseUrl,
    now,
    invalidTokenCodes: INVALID_TOKEN_CODES,
    fetchToken: async (call) => {
      const answer = await call('stable_token', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          grant_type: 'client_credential',
          appid: settings.appId,
          secret: settings.secret,
          force_refresh: false,
        }),
      });
      return { token: textOf(answer['access_token']), expiresInSeconds: Number(answer['expires_in']) };
    },
  });
}

/** A ticket is renewed this long before it ends: a page that was signed with it may stay open for a while. */
const TICKET_MARGIN_MS = 300_000;

/** Template messages, chat answers and QR codes of the service account. */
export function createAccountMessenger(api: PlatformApi, now: () => Date = () => new Date()): AccountMessenger {
  let ticket: { value: string; renewAt: number } | undefined;
  return {
    async sendTemplate({ openId, templateId, data, url, messageId }) {
      const answer = await api.post('message/template/send', {
        touser: openId,
        template_id: templateId,
        ...(url === undefined ? {} : { url }),
        client_msg_id: messageId,
        data,
      });
      return { platformMessageId: textOf(answer['msgid']) };
    },
    async sendText({ openId, text }) {
      await api.post('message/custom/send', {
        touser: openId,
        msgtype: 'text',
        text: { content: cutBytes(text, 2048) },
      });
    },
    async sendSubscription({ openId, templateId, data, page }) {
      const answer = await api.post('message/subscribe/bizsend', {
        touser: openId,
        template_id: templateId,
        ...(page === undefined ? {} : { page }),
        data,
      });
      return { platformMessageId: textOf(answer['msgid']) };
    },
    async jsapiTicket() {
      if (ticket !== undefined && ticket.renewAt > now().getTime()) return ticket.value;
      const answer = await api.get('ticket/getticket', { type: 'jsapi' });
      const life = Number(answer['expires_in']) * 1000 - TICKET_MARGIN_MS;
      ticket = { value: textOf(answer['ticket']), renewAt: now().getTime() + Math.max(life, 0) };
      return ticket.value;
    },
    async follower(openId) {
      const answer = await api.get('user/info', { openid: openId, lang: 'zh_CN' });
      const unionId = textOf(answer['unionid']);
      const subscribe = textOf(answer['subscribe']);
      return {
        ...(subscribe === '' ? {} : { isSubscribed: subscribe === '1' }),
        ...(unionId === '' ? {} : { unionId }),
      };
    },
    async unionIds(openIds) {
      const list = openIds.map((openid) => ({ openid, lang: 'zh_CN' }));
      const answer = await api.post('user/info/batchget', { user_list: list });
      return unionIdsOf(answer['user_info_list'], 'openid');
    },
    async followers(after) {
      const answer = await api.get('user/get', after === '' ? {} : { next_openid: after });
      const { openid } = (answer['data'] ?? {}) as { openid?: unknown };
      const total = Number(answer['total'] ?? NaN);
      return {
        openIds: Array.isArray(openid) ? openid.map(textOf).filter((one) => one !== '') : [],
        next: textOf(answer['next_openid']),
        ...(Number.isNaN(total) ? {} : { total }),
      };
    },
    async createQrCode({ scene, validSeconds }) {
      const answer = await api.post('qrcode/create', {
        expire_seconds: validSeconds,
        action_name: 'QR_STR_SCENE',
        action_info: { scene: { scene_str: scene } },
      });
      return { pictureUrl: `${PICTURE_URL}?ticket=${encodeURIComponent(textOf(answer['ticket']))}` };
    },
  };
}
