import { createPlatformApi, type PlatformApi, textOf } from '../platform/platform-api.ts';
import { cutBytes } from '../platform/text.ts';
import type { AccountMessenger } from '../ports.ts';
import type { OfficialAccountSettings } from './settings.ts';

/** On this host 40001 means a bad token as well as a bad secret. */
const INVALID_TOKEN_CODES = [40001, 40014, 42001];

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

/** Template messages and chat answers of the service account. */
export function createAccountMessenger(api: PlatformApi): AccountMessenger {
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
  };
}
