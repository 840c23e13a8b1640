import { createHash, randomBytes } from 'node:crypto';

/** What `wx.config` takes. */
export interface JsSdkConfig {
  appId: string;
  timestamp: number;
  nonceStr: string;
  signature: string;
}

/**
 * Signs one address for the client's JS-SDK: SHA-1 over the four values in the order of their names.
 *
 * @param input.url as the client has it, without what follows "#"
 * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html appendix 1
 */
export function signForJsSdk(input: { appId: string; ticket: string; url: string; now: Date }): JsSdkConfig {
  const timestamp = Math.floor(input.now.getTime() / 1000);
  const nonceStr = randomBytes(12).toString('hex');
  const url = input.url.split('#')[0] ?? '';
  const text = `jsapi_ticket=${input.ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`;
  return { appId: input.appId, timestamp, nonceStr, signature: createHash('sha1').update(text).digest('hex') };
}
