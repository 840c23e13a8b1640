import { encrypt, getSignature } from '@wecom/crypto';
import { randomBytes } from 'node:crypto';
import { sampleAccounts } from '../src/sandbox/accounts.ts';

const OWNERS = 1000;
let lastMessageId = 10_000_000_000;

/**
 * Complete HTTP requests, each an owner's text to the service account, signed and encrypted as the platform does it,
 * each with a message id of its own. Prepared before the clock starts: the generator then only writes bytes.
 */
export function prepareRequests(count: number, port: number): Buffer[] {
  const { accountCallbackToken: token, accountCallbackAesKey: key, appId } = sampleAccounts;
  const timestamp = String(Math.floor(Date.now() / 1000));
  return Array.from({ length: count }, () => {
    lastMessageId += 1;
    const message =
      `<xml><ToUserName><![CDATA[gh_00000000aa]]></ToUserName><FromUserName><![CDATA[oBench${lastMessageId % OWNERS}]]></FromUserName>` +
      `<CreateTime>${timestamp}</CreateTime><MsgType><![CDATA[text]]></MsgType>` +
      `<Content><![CDATA[说好三天到货的配件，等了半个月还没消息 ${lastMessageId}]]></Content><MsgId>${lastMessageId}</MsgId></xml>`;
    const sealed = encrypt(key, message, appId, randomBytes(16));
    const nonce = String(lastMessageId);
    const query = new URLSearchParams({
      encrypt_type: 'aes',
      msg_signature: getSignature(token, timestamp, nonce, sealed),
      timestamp,
      nonce,
    });
    const body = `<xml><ToUserName><![CDATA[gh_00000000aa]]></ToUserName><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`;
    return Buffer.from(
      `POST /callback/official-account?${query.toString()} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n` +
        `Content-Type: text/xml\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  });
}
