import { Router } from '@koa/router';
import type { Context as KoaContext } from 'koa';
import { type Inbox, smsOrderKey } from '../inbox/index.ts';
import { isEqualConstantTime } from '../platform/callback.ts';
import type { SmsPush, SmsSender } from '../ports.ts';
import type { StoreConnections } from '../stores/connections.ts';
import { readBody } from './body.ts';
import type { RejectLog } from './reject-log.ts';

/** No vendor's number is longer; a longer one would fit no index. */
const LONGEST_ID = 200;
/** Of an answer: seven parts of a long short message hold less. */
const LONGEST_TEXT = 1000;

/** What may be stored of a push: no NUL, no half character. @throws {RangeError} for what no vendor numbers so */
function checked(push: SmsPush): SmsPush {
  const clean = (text: string) => text.replaceAll('\0', '').toWellFormed();
  if (push.kind === 'reply') return { ...push, text: clean(push.text).slice(0, LONGEST_TEXT).toWellFormed() };
  const messageId = clean(push.messageId);
  const platformMessageId = clean(push.platformMessageId);
  if (messageId.length > LONGEST_ID || platformMessageId.length > LONGEST_ID) throw new RangeError('no number of ours');
  const { outcome } = push;
  if (outcome.status !== 'failed') return { ...push, messageId, platformMessageId };
  const vendorCode = clean(outcome.vendorCode).slice(0, LONGEST_ID);
  return { ...push, messageId, platformMessageId, outcome: { ...outcome, vendorCode } };
}

/**
 * `/callback/sms/SECRET`: delivery reports and owners' answers, as the store's vendor pushes them. They are not signed, so
 * the address itself is the secret. Read → store → 200; a repeated push changes nothing.
 */
export function smsCallbackRoutes(options: {
  inbox: Inbox;
  connections: StoreConnections;
  rejects: RejectLog;
}): Router {
  const { inbox, connections, rejects } = options;
  const router = new Router();

  function senderOf(ctx: KoaContext): { storeId: string; sms: SmsSender } {
    const given = (ctx as unknown as { params: Record<string, string> }).params['secret'] ?? '';
    const connection = connections.all.find(
      ({ smsCallbackSecret }) => smsCallbackSecret !== undefined && isEqualConstantTime(smsCallbackSecret, given),
    );
    const sms = connection?.channels.sms;
    if (connection !== undefined && sms !== undefined) return { storeId: connection.storeId, sms };
    rejects.count('badSignature');
    return ctx.throw(403, 'refused');
  }

  function readPushes(ctx: KoaContext, sms: SmsSender, body: string): ReturnType<SmsSender['readPush']> {
    try {
      return sms.readPush(body).map(({ key, push }) => ({ key, push: checked(push) }));
    } catch {
      rejects.count('malformedMessage');
      return ctx.throw(400, 'refused');
    }
  }
  router.post('/callback/sms/:secret', async (ctx) => {
    const body = await readBody(ctx.req);
    const { storeId, sms } = senderOf(ctx);
    const pushes = readPushes(ctx, sms, body);
    await Promise.all(
      pushes.map(({ key, push }) =>
        inbox.store({
          storeId,
          channel: 'sms',
          accountId: '',
          dedupeKey: key,
          orderKey: smsOrderKey(storeId, push.kind === 'reply' ? push.phone : push.messageId || push.platformMessageId),
          payload: JSON.stringify(push),
          queue: 'conversation.turn',
        }),
      ),
    );
    ctx.body = { code: 0, msg: '成功' };
  });
  return router;
}
