import { request as httpRequest, Agent } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { CallbackConfig, OfficialAccountCallbackConfig } from '../world.ts';
import { plainSignature, seal, wecomEnvelope } from './callback-crypto.ts';
import type { DeliveryRow, ReceiverRef, State } from './state.ts';
import { appKey } from './keys.ts';
import { buildXml, type XmlFields } from './xml.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** A receiver as configured right now. */
export interface Receiver {
  config: CallbackConfig | OfficialAccountCallbackConfig;
  /** corpid or appid. */
  receiveId: string;
}

/** What the receiver is configured to; undefined when nothing is. */
export function findReceiver(state: State, ref: ReceiverRef): Receiver | undefined {
  if (ref.type === 'official-account') {
    const config = state.officialAccounts.get(ref.appId)?.callback;
    return config && { config, receiveId: ref.appId };
  }
  if (ref.type === 'app') {
    const config = state.apps.get(appKey(ref.corpId, ref.agentId))?.callback;
    return config && { config, receiveId: ref.corpId };
  }
  if (ref.type === 'contacts-sync') {
    const config = state.corps.get(ref.corpId)?.contactsSync;
    return config && { config, receiveId: ref.corpId };
  }
  if (ref.type === 'sms') return { config: { url: ref.url, token: '', aesKey: '' }, receiveId: '' };
  const account = state.kfAccounts.get(ref.openKfId);
  if (account === undefined) return undefined;
  const granted = account.agentIds.map((agentId) => state.apps.get(appKey(account.corpId, agentId))?.callback);
  const config = account.callback ?? granted.find((callback) => callback !== undefined);
  return config && { config, receiveId: account.corpId };
}

export interface Stamp {
  timestamp: string;
  nonce: string;
  random: Buffer;
}

export interface Post {
  url: URL;
  body: string;
  /** Default `text/xml`. */
  contentType?: string;
}

/** URL and body of one POST to the receiver (C2, C7, C13). */
export function writePost(delivery: DeliveryRow, receiver: Receiver, stamp: Stamp): Post {
  const { config, receiveId } = receiver;
  const url = new URL(config.url);
  if (delivery.receiver.type === 'sms') {
    const contentType = { json: 'application/json;charset=UTF-8', form: 'application/x-www-form-urlencoded' };
    return { url, body: delivery.xml, contentType: contentType[delivery.receiver.format] };
  }
  const mode = delivery.receiver.type === 'official-account' ? officialMode(config) : 'wecom';
  const keys = { token: config.token, aesKey: config.aesKey, receiveId };
  if (mode === 'wecom') {
    const sealed = seal(delivery.xml, keys, stamp, delivery.tamper);
    url.searchParams.set('msg_signature', sealed.signature);
    url.searchParams.set('timestamp', sealed.timestamp);
    url.searchParams.set('nonce', sealed.nonce);
    return { url, body: wecomEnvelope(sealed, receiveId, delivery.agentId?.toString()) };
  }
  const spoiled = mode === 'plain' && delivery.tamper !== undefined;
  url.searchParams.set('signature', plainSignature(spoiled ? 'forged' : config.token, stamp.timestamp, stamp.nonce));
  url.searchParams.set('timestamp', stamp.timestamp);
  url.searchParams.set('nonce', stamp.nonce);
  if (delivery.openId !== undefined) url.searchParams.set('openid', delivery.openId);
  if (mode === 'plain') return { url, body: delivery.xml };
  const sealed = seal(delivery.xml, keys, stamp, delivery.tamper);
  url.searchParams.set('encrypt_type', 'aes');
  url.searchParams.set('msg_signature', sealed.signature);
  const encrypted: XmlFields = { Encrypt: sealed.encrypt };
  if (mode === 'compatible') return { url, body: delivery.xml.replace(/<\/xml>$/, `${inner(encrypted)}</xml>`) };
  const toUserName = /<ToUserName><!\[CDATA\[(.*?)\]\]>/.exec(delivery.xml)?.[1] ?? '';
  return { url, body: buildXml({ ToUserName: toUserName, ...encrypted }) };
}

export function officialMode(config: CallbackConfig | OfficialAccountCallbackConfig): 'plain' | 'compatible' | 'safe' {
  return ('mode' in config ? config.mode : undefined) ?? 'safe';
}

function inner(fields: XmlFields): string {
  return buildXml(fields).slice('<xml>'.length, -'</xml>'.length);
}

/**
 * One HTTP exchange with a receiver, cut after `deadlineMs` of wall time.
 *
 * @throws {Error} when nothing was answered: connection failure, or the deadline (message `timeout`)
 */
export function exchange(
  url: URL,
  options: { method: 'GET' | 'POST'; body?: string; contentType?: string; deadlineMs: number },
): Promise<{ status: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const secure = url.protocol === 'https:';
    const body = options.body === undefined ? undefined : Buffer.from(options.body, 'utf8');
    const headers =
      body === undefined ? {} : { 'content-type': options.contentType ?? 'text/xml', 'content-length': body.length };
    const request = (secure ? httpsRequest : httpRequest)(
      url,
      { method: options.method, headers, ...(secure ? {} : { agent }) },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          clearTimeout(deadline);
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) });
        });
        response.on('error', fail);
      },
    );
    const deadline = setTimeout(() => request.destroy(new Error('timeout')), options.deadlineMs);
    function fail(error: Error): void {
      clearTimeout(deadline);
      // The receiver closed an idle connection just before it was used again: nothing was delivered, so it is no attempt.
      if (request.reusedSocket && 'code' in error && error.code === 'ECONNRESET') resolve(exchange(url, options));
      else reject(error);
    }
    request.on('error', fail);
    request.end(body);
  });
}
