import { PlatformError, PlatformUnreachableError } from '../errors.ts';
import { parseJson, textOf } from '../platform/platform-api.ts';
import type { OwnerLogin } from '../ports.ts';
import type { OfficialAccountSettings } from './settings.ts';

const TIMEOUT_MS = 8_000;

/**
 * Who opened a page of ours in WeChat, silently (snsapi_base): also people who do not follow the account.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html
 */
export function createOwnerLogin(
  settings: Pick<OfficialAccountSettings, 'apiBaseUrl' | 'appId' | 'secret' | 'oauthUrl'>,
): OwnerLogin {
  const { appId, secret } = settings;
  return {
    addressOf({ redirectUri, state }) {
      const query = new URLSearchParams({
        appid: appId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'snsapi_base',
        state,
      });
      return `${settings.oauthUrl}?${query.toString()}#wechat_redirect`;
    },
    async identify(code) {
      const query = new URLSearchParams({ appid: appId, secret, code, grant_type: 'authorization_code' });
      const method = 'sns/oauth2/access_token';
      let answer: Record<string, unknown>;
      try {
        const response = await fetch(`${settings.apiBaseUrl}/${method}?${query.toString()}`, {
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        if (response.status !== 200) throw new Error(`HTTP status ${response.status}`);
        answer = parseJson(await response.text());
      } catch (error) {
        throw new PlatformUnreachableError(method, error);
      }
      const errcode = Number(answer['errcode'] ?? 0);
      if (errcode !== 0) throw new PlatformError(method, errcode, textOf(answer['errmsg']));
      const unionId = textOf(answer['unionid']);
      return {
        openId: textOf(answer['openid']),
        ...(unionId === '' ? {} : { unionId }),
        isSnapshot: Number(answer['is_snapshotuser'] ?? 0) === 1,
      };
    },
  };
}
