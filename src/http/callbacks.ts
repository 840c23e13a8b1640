import { Router } from '@koa/router';
import type { Context as KoaContext } from 'koa';
import {
  contactOrderKey,
  dedupeKeyOf,
  directoryOrderKey,
  type Inbox,
  type IncomingEvent,
  kfSyncKey,
  ownerOrderKey,
  staffOrderKey,
  wakeUpKeyOf,
} from '../inbox/index.ts';
import {
  CallbackRejectedError,
  encryptedOf,
  isEqualConstantTime,
  openEncrypted,
  parseXml,
  plainSignature,
  type XmlFields,
  xmlText,
} from '../platform/callback.ts';
import type { CallbackConnection, CallbackKind } from '../stores/connections.ts';
import { readBody } from './body.ts';
import type { RejectLog } from './reject-log.ts';

export interface CallbackOptions {
  inbox: Inbox;
  /** The connection behind an address; undefined when the store is not connected there. */
  find(kind: CallbackKind, storeId: string | undefined): CallbackConnection | undefined;
  rejects: RejectLog;
}

/** The platform's ids have at most 64 bytes; a longer one could be too long for an index. */
const LONGEST_ID = 128;

/** Who sends what no person does. */
const SYSTEM = 'sys';

const PATHS: Record<string, CallbackKind> = {
  wecom: 'wecom',
  kf: 'kf',
  'official-account': 'officialAccount',
  directory: 'directory',
};

/**
 * `/callback/wecom`, `/callback/kf`, `/callback/official-account`, `/callback/directory`, each for the first store, or with `/STORE` behind it.
 * Verify → decrypt → store → 200 with an empty body. Nothing slow happens here.
 */
export function callbackRoutes(options: CallbackOptions): Router {
  const router = new Router();
  for (const [segment, kind] of Object.entries(PATHS)) {
    const path = [`/callback/${segment}`, `/callback/${segment}/:store`];
    router.get(path, (ctx) => {
      ctx.body = refuseUnlessValid(ctx, options, () => answerVerification(ctx, connectionOf(ctx, options, kind)));
    });
    router.post(path, async (ctx) => {
      const body = await readBody(ctx.req);
      const event = refuseUnlessValid(ctx, options, () => openCallback(ctx, body, connectionOf(ctx, options, kind)));
      await options.inbox.store(event);
      ctx.status = 200;
      ctx.type = 'text/plain';
      ctx.body = '';
    });
  }
  return router;
}

function connectionOf(ctx: KoaContext, options: CallbackOptions, kind: CallbackKind): CallbackConnection {
  const storeId = (ctx as unknown as { params: Record<string, string> }).params['store'];
  const connection = options.find(kind, storeId);
  if (connection === undefined) ctx.throw(404, 'no such connection');
  return connection;
}

function refuseUnlessValid<T>(ctx: KoaContext, options: CallbackOptions, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof CallbackRejectedError)) throw error;
    options.rejects.count(error.reason);
    // The sender learns nothing about which check failed.
    return ctx.throw(error.reason === 'badSignature' || error.reason === 'wrongReceiver' ? 403 : 400, 'refused');
  }
}

function parameter(ctx: KoaContext, name: string): string {
  const value = ctx.query[name];
  if (typeof value !== 'string' || value === '') throw new CallbackRejectedError('missingParameter');
  return value;
}

/** The plaintext, exactly: no quotes, no newline. The platform wants it within one second. */
function answerVerification(ctx: KoaContext, connection: CallbackConnection): string {
  ctx.type = 'text/plain';
  const timestamp = parameter(ctx, 'timestamp');
  const nonce = parameter(ctx, 'nonce');
  const echo = parameter(ctx, 'echostr');
  if (connection.kind !== 'officialAccount') {
    const query = { msgSignature: parameter(ctx, 'msg_signature'), timestamp, nonce };
    return openEncrypted(echo, query, connection);
  }
  checkPlainSignature(ctx, connection, timestamp, nonce);
  return echo;
}

function checkPlainSignature(ctx: KoaContext, connection: CallbackConnection, timestamp: string, nonce: string): void {
  const expected = plainSignature(connection.token, timestamp, nonce);
  if (!isEqualConstantTime(expected, parameter(ctx, 'signature'))) throw new CallbackRejectedError('badSignature');
}

function openCallback(ctx: KoaContext, body: string, connection: CallbackConnection): IncomingEvent {
  const timestamp = parameter(ctx, 'timestamp');
  const nonce = parameter(ctx, 'nonce');
  // An account that was given a key pushes encrypted; then the three-value signature, which does not cover the body,
  // is not enough.
  if (connection.kind === 'officialAccount' && connection.aesKey === '') {
    checkPlainSignature(ctx, connection, timestamp, nonce);
    return toEvent(connection, body, parseXml(body));
  }
  const msgSignature = parameter(ctx, 'msg_signature');
  const encrypted = encryptedOf(body);
  if (encrypted === '') throw new CallbackRejectedError('notXml');
  const message = openEncrypted(encrypted, { msgSignature, timestamp, nonce }, connection);
  return toEvent(connection, message, parseXml(message));
}

/** Sorts an inner message to the queue that handles it: a wake-up of 微信客服, an owner's, or a staff member's. */
function toEvent(connection: CallbackConnection, payload: string, fields: XmlFields): IncomingEvent {
  if (xmlText(fields, 'MsgType') === '') throw new CallbackRejectedError('malformedMessage');
  if (
    ['FromUserName', 'MsgId', 'OpenKfId', 'ExternalUserID'].some((name) => xmlText(fields, name).length > LONGEST_ID)
  ) {
    throw new CallbackRejectedError('malformedMessage');
  }
  const common = { storeId: connection.storeId, dedupeKey: dedupeKeyOf(fields), payload };
  if (xmlText(fields, 'Event') === 'kf_msg_or_event') {
    const accountId = xmlText(fields, 'OpenKfId');
    if (accountId === '') throw new CallbackRejectedError('malformedMessage');
    const orderKey = kfSyncKey(connection.storeId, accountId);
    return { ...common, dedupeKey: wakeUpKeyOf(accountId), channel: 'kf', accountId, orderKey, queue: 'kf.sync' };
  }
  // Not every event tells a sender; refused, it would only be repeated.
  const sender = xmlText(fields, 'FromUserName') || (xmlText(fields, 'MsgType') === 'event' ? SYSTEM : '');
  if (sender === '') throw new CallbackRejectedError('malformedMessage');
  const accountId = connection.receiverId;
  if (connection.kind === 'directory') {
    // Members come and go in the order in which the platform says so.
    return {
      ...common,
      channel: 'wecom',
      accountId,
      orderKey: directoryOrderKey(connection.storeId),
      queue: 'conversation.turn',
    };
  }
  return connection.kind === 'officialAccount'
    ? {
        ...common,
        channel: 'officialAccount',
        accountId,
        orderKey: ownerOrderKey(connection.storeId, 'officialAccount', accountId, sender),
        queue: 'conversation.turn',
      }
    : {
        ...common,
        channel: 'wecom',
        accountId,
        orderKey:
          xmlText(fields, 'Event') === 'change_external_contact'
            ? contactOrderKey(connection.storeId, xmlText(fields, 'ExternalUserID'))
            : staffOrderKey(connection.storeId, sender),
        queue: 'conversation.turn',
      };
}
