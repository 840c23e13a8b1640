import type { ContactMessenger } from '../ports.ts';
import { confirmRelation, type ContactContext } from './relations.ts';
import { recogniseContact } from './recognise.ts';

/**
 * Asks the platform who a contact is and whose, and brings the archive up to date with it: lost or overtaken events are
 * made up for.
 *
 * @param key see `contactKey`
 * @throws {PlatformError | PlatformUnreachableError} the next reconciliation asks again
 */
export async function lookUpContact(context: ContactContext, contacts: ContactMessenger, key: string): Promise<void> {
  const id = Number(key.slice(key.indexOf(':') + 1));
  const { storeId, clock } = context;
  const identity = await context.database.client.channelIdentity.findFirst({ where: { id, storeId } });
  if (identity === null) return;
  const askedAt = clock.now();
  const contact = await contacts.contact(identity.externalId);
  const followers = contact?.followers ?? [];
  await context.database.transaction(async (tx) => {
    if (contact?.unionId !== undefined) {
      await tx.channelIdentity.update({ where: { id }, data: { unionId: contact.unionId } });
    }
    for (const follower of followers) await confirmRelation(tx, identity, follower, askedAt);
    await tx.contactRelation.updateMany({
      where: {
        identityId: id,
        endedAt: null,
        addedAt: { lt: askedAt },
        userId: { notIn: followers.map((follower) => follower.userId) },
      },
      data: { endedAt: askedAt },
    });
    await recogniseContact(
      tx,
      { ...identity, unionId: contact?.unionId ?? identity.unionId },
      {
        states: followers.map((follower) => follower.state).filter((state) => state !== ''),
        phones: followers.flatMap((follower) => follower.phones),
      },
    );
  });
}
