import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { ChannelIdentity } from '../database/generated/client.ts';

/** What verbs about contacts need. */
export type ContactContext = Pick<Context, 'database' | 'queue' | 'clock' | 'logger' | 'storeId'>;

/** An owner as a contact of the corp; made when there is none yet. `accountId`: corpid. */
export async function ensureContactIdentity(
  context: Pick<ContactContext, 'clock' | 'storeId'>,
  tx: Transaction,
  who: { accountId: string; externalUserId: string },
): Promise<ChannelIdentity> {
  const key = {
    storeId: context.storeId,
    channel: 'wecomContact',
    accountId: who.accountId,
    externalId: who.externalUserId,
  };
  return tx.channelIdentity.upsert({
    where: { storeId_channel_accountId_externalId: key },
    create: { ...key, createdAt: context.clock.now() },
    update: {},
  });
}

/**
 * The two are contacts of each other since `addedAt`. News that is older than an end on record changes nothing.
 *
 * @param relation.isHalf the owner has added the member, who has not added back: nothing can be sent yet
 */
export async function openRelation(
  tx: Transaction,
  identity: Pick<ChannelIdentity, 'id' | 'storeId'>,
  relation: { userId: string; addedAt: Date; state: string; isHalf?: boolean },
): Promise<boolean> {
  const { userId, addedAt, state } = relation;
  const endedAt = relation.isHalf === true ? addedAt : null;
  const where = { identityId_userId: { identityId: identity.id, userId } };
  const known = await tx.contactRelation.findUnique({ where });
  const isOld =
    known !== null && [known.addedAt, known.endedAt, known.removedByOwnerAt].some((at) => at !== null && at > addedAt);
  if (isOld) return false;
  const data = { addedAt, endedAt, removedByOwnerAt: null, ...(state === '' ? {} : { state }) };
  await tx.contactRelation.upsert({
    where,
    create: { storeId: identity.storeId, identityId: identity.id, userId, ...data },
    update: data,
  });
  // What could not be delivered before can be now.
  await tx.channelIdentity.updateMany({
    where: { id: identity.id, unreachableAt: { lte: addedAt } },
    data: { unreachableAt: null, lastErrorCode: null },
  });
  return true;
}

/**
 * The platform lists the two as contacts now, whatever was on record; an owner who has removed the member stays listed, so
 * only a new beginning ends that.
 */
export async function confirmRelation(
  tx: Transaction,
  identity: Pick<ChannelIdentity, 'id' | 'storeId'>,
  relation: { userId: string; addedAt: Date; state: string },
  askedAt: Date,
): Promise<void> {
  const { userId, addedAt, state } = relation;
  const where = { identityId_userId: { identityId: identity.id, userId } };
  const known = await tx.contactRelation.findUnique({ where });
  // News that came while the platform was asked is newer.
  if (known !== null && (known.endedAt ?? known.addedAt) >= askedAt) return;
  const removed = known?.removedByOwnerAt ?? null;
  const data = {
    addedAt,
    endedAt: null,
    removedByOwnerAt: removed !== null && removed >= addedAt ? removed : null,
    ...(state === '' ? {} : { state }),
  };
  await tx.contactRelation.upsert({
    where,
    create: { storeId: identity.storeId, identityId: identity.id, userId, ...data },
    update: data,
  });
}

/** `byOwner`: the owner removed the member; the platform then still lists the contact, and delivers nothing. */
export async function endRelation(
  tx: Transaction,
  relation: { identityId: number; userId: string; at: Date; byOwner: boolean },
): Promise<void> {
  const { identityId, userId, at } = relation;
  await tx.contactRelation.updateMany({
    where: { identityId, userId, addedAt: { lte: at }, ...(relation.byOwner ? {} : { endedAt: null }) },
    data: relation.byOwner ? { removedByOwnerAt: at } : { endedAt: at },
  });
}
