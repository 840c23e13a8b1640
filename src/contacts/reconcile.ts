import { dayOf, weekdayOf } from '../calendar.ts';
import { PlatformError } from '../errors.ts';
import type { ContactMessenger } from '../ports.ts';
import { contactKey } from './note-change.ts';
import { type ContactContext, ensureContactIdentity } from './relations.ts';

/** The app is not among those that may call 客户联系. */
const NOT_ALLOWED = 48002;
const PAGE = 500;

/**
 * Makes up for lost events: compares each member's contacts with what is on record, one member after the other (the
 * platform counts calls that run side by side), and has everybody looked up who is new, missing, or (once a week)
 * still nobody's customer. What it finds is queued member by member, so that one that is cut off goes on where it was.
 *
 * @param accountId corpid
 */
export async function reconcileContacts(
  context: ContactContext,
  contacts: ContactMessenger,
  accountId: string,
): Promise<void> {
  let members: readonly string[];
  try {
    members = await contacts.followers();
  } catch (error) {
    if (!(error instanceof PlatformError) || error.errcode !== NOT_ALLOWED) throw error;
    context.logger.warn({ storeId: context.storeId }, '客户联系 is not open to the app: group sends are passed over');
    return;
  }
  for (const userId of members) await reconcileMember(context, contacts, { accountId, userId });
  // Whoever left has no contacts; who takes them over tells an event of its own.
  await context.database.client.contactRelation.updateMany({
    where: { storeId: context.storeId, endedAt: null, userId: { notIn: [...members] } },
    data: { endedAt: context.clock.now() },
  });
}

async function reconcileMember(
  context: ContactContext,
  contacts: ContactMessenger,
  { accountId, userId }: { accountId: string; userId: string },
): Promise<void> {
  const { storeId } = context;
  const listed = new Set(await contacts.contactsOf(userId));
  const known = await context.database.client.contactRelation.findMany({
    where: { storeId, userId, endedAt: null, identity: { accountId } },
    select: { identityId: true, identity: { select: { externalId: true, customerId: true } } },
  });
  // Who could not be told apart is asked about once a week: a number may have come into the archive.
  const weekday = weekdayOf(dayOf(context.clock.now()));
  const settled = new Set(
    known
      .filter(({ identityId, identity }) => identity.customerId !== null || identityId % 7 !== weekday % 7)
      .map(({ identity }) => identity.externalId),
  );
  const gone = known.filter(({ identity }) => !listed.has(identity.externalId)).map(({ identityId }) => identityId);
  const unsettled = [...listed].filter((externalUserId) => !settled.has(externalUserId));
  for (let from = 0; from === 0 || from < unsettled.length; from += PAGE) {
    await context.database.transaction(async (tx) => {
      const ids = from === 0 ? [...gone] : [];
      for (const externalUserId of unsettled.slice(from, from + PAGE)) {
        ids.push((await ensureContactIdentity(context, tx, { accountId, externalUserId })).id);
      }
      await context.queue.enqueueMissing(
        tx,
        'contact.turn',
        ids.map((id) => contactKey(storeId, id)),
      );
    });
  }
}
