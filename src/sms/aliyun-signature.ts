import { createHash, createHmac, randomUUID } from 'node:crypto';

const ALGORITHM = 'ACS3-HMAC-SHA256';
const VERSION = '2017-05-25';

/**
 * Headers of one signed call (ACS3-HMAC-SHA256). The parameters travel in the body, because addresses end in logs.
 *
 * @see https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature
 */
export function signAliyun(input: {
  keyId: string;
  secret: string;
  url: URL;
  action: string;
  body: string;
  now: Date;
}): Record<string, string> {
  const digest = sha256(input.body);
  const headers: Record<string, string> = {
    'content-type': 'application/x-www-form-urlencoded',
    host: input.url.host,
    'x-acs-action': input.action,
    'x-acs-content-sha256': digest,
    'x-acs-date': `${input.now.toISOString().slice(0, 19)}Z`,
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-version': VERSION,
  };
  const names = Object.keys(headers).toSorted();
  const canonical = names.map((name) => `${name}:${headers[name] ?? ''}\n`).join('');
  const request = ['POST', input.url.pathname, '', canonical, names.join(';'), digest].join('\n');
  const signature = createHmac('sha256', input.secret)
    .update(`${ALGORITHM}\n${sha256(request)}`)
    .digest('hex');
  const { host: _, ...sent } = headers;
  return {
    ...sent,
    authorization: `${ALGORITHM} Credential=${input.keyId},SignedHeaders=${names.join(';')},Signature=${signature}`,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
