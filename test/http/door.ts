import { encrypt, getSignature } from '@wecom/crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FixedClock } from '../../src/clock.ts';
import { createApp } from '../../src/http/app.ts';
import { callbackRoutes } from '../../src/http/callbacks.ts';
import { healthRoutes } from '../../src/http/health.ts';
import { createRejectLog } from '../../src/http/reject-log.ts';
import { smsCallbackRoutes } from '../../src/http/sms-callbacks.ts';
import { createInbox } from '../../src/inbox/index.ts';
import type { Logger } from '../../src/logger.ts';
import { plainSignature } from '../../src/platform/callback.ts';
import type { SmsSender } from '../../src/ports.ts';
import { createQueue } from '../../src/queue/queue.ts';
import { type CallbackConnection, createStoreConnections } from '../../src/stores/connections.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

export interface LogLine {
  level: string;
  message: string;
  fields: Record<string, unknown>;
}

/** The real HTTP door on a real database and queue, without workers: what is stored stays to be seen. */
export interface Door {
  url: string;
  database: TestDatabase;
  clock: FixedClock;
  log: LogLine[];
  get(path: string, query: Record<string, string>): Promise<Reply>;
  post(path: string, query: Record<string, string>, body: string): Promise<Reply>;
  /** How many events and jobs are stored. */
  stored(): Promise<{ events: number; jobs: number }>;
  close(): Promise<void>;
}

export interface Reply {
  status: number;
  body: string;
}

export const EMPTY = { events: 0, jobs: 0 };

export function connection(keys: Partial<CallbackConnection> & { storeId: string }): CallbackConnection {
  return {
    kind: 'wecom',
    token: 'emuToken2026',
    aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
    receiverId: 'ww0000000000000001',
    ...keys,
  };
}

export async function openDoor(
  callbacks: readonly CallbackConnection[],
  options: {
    spoil?: (database: TestDatabase) => TestDatabase;
    kind?: 'pglite' | 'postgres';
    sms?: { secret: string; sender: SmsSender };
  } = {},
): Promise<Door> {
  const opened = await openTestDatabase(options.kind);
  const database = options.spoil?.(opened) ?? opened;
  const clock = new FixedClock('2026-11-22T02:00:00Z');
  const log: LogLine[] = [];
  const line = (level: string) => (fields: Record<string, unknown>, message: string) =>
    void log.push({ level, message, fields });
  const logger: Logger = { debug() {}, info: line('info'), warn: line('warn'), error: line('error') };
  const queue = createQueue({ database, logger });
  await queue.start();
  const storeIds = [...new Set(callbacks.map((one) => one.storeId))];
  const connections = createStoreConnections(
    storeIds.map((storeId) => ({
      storeId,
      callbacks: callbacks.filter((one) => one.storeId === storeId),
      channels: options.sms === undefined ? {} : { sms: options.sms.sender },
      ...(options.sms === undefined ? {} : { smsCallbackSecret: options.sms.secret }),
      openKfIds: [],
      appId: '',
      templateIds: {},
      subscriptionTemplateIds: {},
    })),
  );
  const app = createApp({
    logger,
    routers: [
      healthRoutes({ database, queue }),
      callbackRoutes({
        inbox: createInbox({ database, queue, clock }),
        find: (kind, storeId) => connections.findCallback(kind, storeId),
        rejects: createRejectLog(logger, clock),
      }),
      smsCallbackRoutes({
        inbox: createInbox({ database, queue, clock }),
        connections,
        rejects: createRejectLog(logger, clock),
      }),
    ],
  });
  const server = createServer();
  const handle = app.callback();
  server.on('request', (request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const call = async (path: string, query: Record<string, string>, init: RequestInit): Promise<Reply> => {
    const response = await fetch(`${url}${path}?${new URLSearchParams(query).toString()}`, init);
    return { status: response.status, body: await response.text() };
  };
  return {
    url,
    database,
    clock,
    log,
    get: (path, query) => call(path, query, {}),
    post: (path, query, body) => call(path, query, { method: 'POST', body, headers: { 'content-type': 'text/xml' } }),
    stored: async () => {
      const jobs = await opened.client.$queryRawUnsafe<{ count: number }[]>('SELECT count(*)::int FROM queue.job');
      return { events: await opened.client.inboxEvent.count(), jobs: jobs[0]?.count ?? 0 };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await queue.stop();
      // A test may have closed it already.
      await opened.close().catch(() => undefined);
    },
  };
}

const STAMP = { timestamp: '1750000000', nonce: '900123' };

/** Query and body of one encrypted POST, as the platform seals it. */
export function seal(plain: string, keys: CallbackConnection): { query: Record<string, string>; body: string } {
  return sign(encrypt(keys.aesKey, plain, keys.receiverId), keys);
}

/** The same around any ciphertext. */
export function sign(ciphertext: string, keys: CallbackConnection): { query: Record<string, string>; body: string } {
  return {
    query: { ...STAMP, msg_signature: getSignature(keys.token, STAMP.timestamp, STAMP.nonce, ciphertext) },
    body: `<xml><ToUserName><![CDATA[${keys.receiverId}]]></ToUserName><Encrypt><![CDATA[${ciphertext}]]></Encrypt></xml>`,
  };
}

/** Query of a push in plain mode. */
export function signPlain(keys: CallbackConnection): Record<string, string> {
  return { ...STAMP, signature: plainSignature(keys.token, STAMP.timestamp, STAMP.nonce) };
}

/** An inner message of the platform. */
export function innerXml(fields: Record<string, string | number>): string {
  const element = ([name, value]: [string, string | number]) =>
    typeof value === 'number' ? `<${name}>${value}</${name}>` : `<${name}><![CDATA[${value}]]></${name}>`;
  return `<xml>${Object.entries(fields).map(element).join('')}</xml>`;
}

export function textFrom(sender: string, msgId: string, content = '你好'): string {
  return innerXml({
    ToUserName: 'ww0000000000000001',
    FromUserName: sender,
    CreateTime: 1_750_000_000,
    MsgType: 'text',
    Content: content,
  }).replace('</xml>', `<MsgId>${msgId}</MsgId></xml>`);
}
