import type { Context } from '../context.ts';
import { ensureIdentity } from '../conversations/index.ts';
import type { Transaction } from '../database/database.ts';
import { countConsentAnswer, dropConsents } from '../outreach/index.ts';
import { type XmlFields, xmlText } from '../platform/callback.ts';
import type { OwnerEventHooks } from './owner-events.ts';

const HOLDERS: Record<string, string> = {
  subscribe_msg_popup_event: 'SubscribeMsgPopupEvent',
  subscribe_msg_change_event: 'SubscribeMsgChangeEvent',
  subscribe_msg_sent_event: 'SubscribeMsgSentEvent',
};

/**
 * What the service account tells about one-time subscription notices: an answer to the prompt, notices switched off, or how one
 * ended. Templates that are not ours are left alone.
 */
export async function handleSubscriptionEvent(
  context: Context,
  tx: Transaction,
  { owner, fields }: { owner: Parameters<typeof ensureIdentity>[2]; fields: XmlFields },
  hooks: Pick<OwnerEventHooks, 'subscriptionKeyOf' | 'subscriptionResult'>,
): Promise<void> {
  const { storeId } = context;
  const event = xmlText(fields, 'Event');
  for (const entry of entriesOf(fields, HOLDERS[event] ?? '')) {
    const templateId = xmlText(entry, 'TemplateId');
    if (event === 'subscribe_msg_sent_event') {
      await hooks.subscriptionResult(tx, {
        storeId,
        openId: owner.externalId,
        templateId,
        platformMessageId: xmlText(entry, 'MsgID'),
        errorCode: xmlText(entry, 'ErrorCode'),
        status: xmlText(entry, 'ErrorStatus'),
      });
      continue;
    }
    const templateKey = hooks.subscriptionKeyOf(storeId, templateId);
    if (templateKey === undefined) continue;
    const { id: identityId } = await ensureIdentity(context, tx, owner);
    const isAccepted = xmlText(entry, 'SubscribeStatusString') === 'accept';
    if (event === 'subscribe_msg_popup_event') {
      await countConsentAnswer(context, tx, { storeId, identityId, templateKey, isAccepted });
    } else if (!isAccepted) {
      await dropConsents(context, tx, { identityId, templateKey });
    }
  }
}

/** One entry stands as an object, several as a list. */
function entriesOf(fields: XmlFields, holder: string): XmlFields[] {
  const { List: list } = (fields[holder] ?? {}) as { List?: unknown };
  const entries: unknown[] = Array.isArray(list) ? list : [list];
  return entries.filter((entry): entry is XmlFields => typeof entry === 'object' && entry !== null);
}
