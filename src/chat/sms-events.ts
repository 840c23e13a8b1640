import type { Context } from '../context.ts';
import { receiveSmsReply } from '../conversations/index.ts';
import type { Transaction } from '../database/database.ts';
import type { InboxEvent } from '../database/generated/client.ts';
import type { SmsPush } from '../ports.ts';
import type { OwnerEventHooks } from './owner-events.ts';

/** What an SMS vendor pushed: how a message ended, or what an owner answered. */
export async function handleSmsPush(
  context: Context,
  tx: Transaction,
  event: InboxEvent,
  hooks: Pick<OwnerEventHooks, 'smsReport'>,
): Promise<void> {
  const push = JSON.parse(event.payload) as SmsPush;
  if (push.kind === 'report') return hooks.smsReport(tx, context.storeId, push);
  await receiveSmsReply(context, tx, { phone: push.phone, text: push.text, key: `sms-reply-${event.id}` });
}
