import { createPlatformApi, type PlatformApi, textOf } from '../platform/platform-api.ts';

/** WeCom's own codes for "this token no longer works": invalid, or expired. (40001 is a wrong secret here.) */
const INVALID_TOKEN_CODES = [40014, 42001];

/** The WeCom API for one (corp, secret). @see https://developer.work.weixin.qq.com/document/path/91039 */
export function createWecomApi(options: {
  apiBaseUrl: string;
  corpId: string;
  secret: string;
  now: () => Date;
}): PlatformApi {
  return createPlatformApi({
    baseUrl: options.apiBaseUrl,
    now: options.now,
    invalidTokenCodes: INVALID_TOKEN_CODES,
    fetchToken: async (call) => {
      const query = new URLSearchParams({ corpid: options.corpId, corpsecret: options.secret });
      const answer = await call(`gettoken?${query.toString()}`, { method: 'GET' });
      return { token: textOf(answer['access_token']), expiresInSeconds: Number(answer['expires_in']) };
    },
  });
}
