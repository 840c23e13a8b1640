import { decrypt, getSignature } from '@wecom/crypto';
import { XMLParser } from 'fast-xml-parser';
import Koa from 'koa';
import type { AddressInfo } from 'node:net';
import { sampleAccounts } from '../src/sandbox/accounts.ts';

/**
 * What we compare with: Koa and @wecom/crypto, which verify, decrypt and parse a callback, answer 200 and store nothing.
 * The least that any service on this stack has to do.
 */
const parser = new XMLParser({ parseTagValue: false });
const app = new Koa();
app.use(async (ctx) => {
  const chunks: Buffer[] = [];
  for await (const chunk of ctx.req) chunks.push(chunk as Buffer);
  const { msg_signature: signature, timestamp, nonce } = ctx.query as Record<string, string>;
  const outer = parser.parse(Buffer.concat(chunks).toString('utf8')) as { xml: { Encrypt: string } };
  if (
    getSignature(sampleAccounts.accountCallbackToken, timestamp ?? '', nonce ?? '', outer.xml.Encrypt) !== signature
  ) {
    ctx.status = 403;
    return;
  }
  const opened = decrypt(sampleAccounts.accountCallbackAesKey, outer.xml.Encrypt);
  const inner = parser.parse(opened.message) as { xml?: { MsgId?: string } };
  ctx.status = opened.id === sampleAccounts.appId && inner.xml?.MsgId !== undefined ? 200 : 400;
  ctx.body = '';
});
const server = app.listen(0, '127.0.0.1', () => process.send?.({ readyOn: (server.address() as AddressInfo).port }));
server.keepAliveTimeout = 600_000;
process.on('message', () => process.send?.({ residentBytes: process.memoryUsage.rss() }));
process.on('disconnect', () => process.exit(0));
