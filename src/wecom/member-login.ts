import { type PlatformApi, textOf } from '../platform/platform-api.ts';
import type { MemberLogin } from '../ports.ts';
import type { WecomSettings } from './settings.ts';

/**
 * Login with the WeCom membership: silently inside the WeCom client, by QR code in any other browser.
 *
 * @see https://developer.work.weixin.qq.com/document/path/91022 in the client, 98152 in a browser
 */
export function createMemberLogin(
  api: PlatformApi,
  settings: Pick<WecomSettings, 'corpId' | 'agentId' | 'oauthUrl' | 'loginUrl'>,
): MemberLogin {
  const { corpId, agentId } = settings;
  return {
    addressOf({ redirectUri, state, isInClient }) {
      if (!isInClient) {
        const query = new URLSearchParams({
          login_type: 'CorpApp',
          appid: corpId,
          agentid: String(agentId),
          redirect_uri: redirectUri,
          state,
          lang: 'zh',
        });
        return `${settings.loginUrl}?${query.toString()}`;
      }
      const query = new URLSearchParams({
        appid: corpId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'snsapi_base',
        state,
        agentid: String(agentId),
      });
      return `${settings.oauthUrl}?${query.toString()}#wechat_redirect`;
    },
    async identify(code) {
      const answer = await api.get('auth/getuserinfo', { code });
      const userId = textOf(answer['userid']).toLowerCase();
      return userId === '' ? undefined : userId;
    },
  };
}
