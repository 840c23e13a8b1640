import type { Transaction } from '../database/database.ts';
import { enqueueOutbox, idempotencyKeyOf } from '../outbox/index.ts';
import { findStaff, getStore } from '../stores/index.ts';
import { welcomeText } from './messages.ts';
import { type ContactContext, endRelation, ensureContactIdentity, openRelation } from './relations.ts';

/** What the platform tells about a contact (change_external_contact). */
export interface ContactChange {
  /** corpid */
  accountId: string;
  /** add_external_contact, add_half_external_contact, del_external_contact, del_follow_user, … */
  changeType: string;
  userId: string;
  externalUserId: string;
  /** Of the 联系我 code that was scanned; '' when none. */
  state: string;
  /** Good for one welcome within 20 s; '' when none. */
  welcomeCode: string;
  /** To the second. */
  at: Date;
}

/** A code lives 20 s; less is left than it takes to send. */
const WELCOME_MS = 18_000;

/** The key of a contact's look-up: see `lookUpContact`. */
export const contactKey = (storeId: string, identityId: number): string => `${storeId}:${identityId}`;

/**
 * Keeps who is whose contact. A new contact is greeted, and looked up: who it is decides to whose customer it belongs.
 * Kinds of change that say nothing about that (tags, a refused transfer: the relation stays) are passed over.
 *
 * @see https://developer.work.weixin.qq.com/document/path/92130
 */
export async function noteContactChange(
  context: ContactContext,
  tx: Transaction,
  change: ContactChange,
): Promise<void> {
  const { storeId } = context;
  const userId = change.userId.toLowerCase();
  if (userId === '' || change.externalUserId === '') return;
  switch (change.changeType) {
    case 'add_external_contact':
    case 'add_half_external_contact': {
      const identity = await ensureContactIdentity(context, tx, change);
      const isHalf = change.changeType === 'add_half_external_contact';
      await openRelation(tx, identity, { userId, addedAt: change.at, state: change.state, isHalf });
      await context.queue.enqueue(tx, 'contact.turn', [contactKey(storeId, identity.id)]);
      return welcome(context, tx, change, userId);
    }
    case 'msg_audit_approved':
      return welcome(context, tx, change, userId);
    case 'edit_external_contact': {
      // The member may have noted a phone number.
      const identity = await ensureContactIdentity(context, tx, change);
      if (identity.customerId === null) {
        await context.queue.enqueue(tx, 'contact.turn', [contactKey(storeId, identity.id)]);
      }
      return;
    }
    case 'del_external_contact':
    case 'del_follow_user': {
      const identity = await ensureContactIdentity(context, tx, change);
      const byOwner = change.changeType === 'del_follow_user';
      return endRelation(tx, { identityId: identity.id, userId, at: change.at, byOwner });
    }
    default:
  }
}

async function welcome(
  context: ContactContext,
  tx: Transaction,
  { welcomeCode, externalUserId, at }: ContactChange,
  userId: string,
): Promise<void> {
  if (welcomeCode === '' || context.clock.now().getTime() - at.getTime() >= WELCOME_MS) return;
  const store = await getStore(tx, context.storeId);
  const member = await findStaff(tx, context.storeId, userId);
  const text = welcomeText(store, member?.name);
  await enqueueOutbox(context, tx, {
    channel: 'contactWelcome',
    accountId: '',
    recipient: externalUserId,
    idempotencyKey: idempotencyKeyOf('contact-welcome', welcomeCode),
    payload: { code: welcomeCode, text },
    preview: text,
  });
}
