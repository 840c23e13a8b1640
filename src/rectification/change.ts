import type { Context } from '../context.ts';
import type { Db, Transaction } from '../database/database.ts';
import type { Prisma, Rectification, RectificationEvent } from '../database/generated/client.ts';
import { ConflictError, NotFoundError } from '../errors.ts';
import {
  RECTIFICATION_STATUSES,
  RECTIFICATION_STEPS,
  type RectificationStatus,
  type RectificationStep,
} from './states.ts';

export type RectificationEventType = 'opened' | 'joined' | 'measured' | 'verified' | 'rejected' | 'decided' | 'nudged';

/** @throws {NotFoundError} */
export async function getRectification(db: Db, storeId: string, id: number): Promise<Rectification> {
  const found = await db.rectification.findFirst({ where: { id, storeId } });
  if (found === null) throw new NotFoundError(`rectification ${id}`, '没有找到这项整改。');
  return found;
}

/** Writes one line of the immutable record. */
export async function recordStep(
  context: Context,
  tx: Transaction,
  rectification: Rectification,
  type: RectificationEventType,
  details: { words?: string; data?: Prisma.InputJsonObject } = {},
): Promise<RectificationEvent> {
  return tx.rectificationEvent.create({
    data: {
      storeId: rectification.storeId,
      rectificationId: rectification.id,
      type,
      at: context.clock.now(),
      actorKind: context.actor.kind,
      actorId: context.actor.id,
      actorName: context.actor.name,
      words: details.words ?? '',
      data: { round: rectification.round, ...details.data },
    },
  });
}

/**
 * The only way a status changes: conditional on the state and the round it leaves, so that of two people one wins.
 *
 * @throws {ConflictError} saying how it stands now
 */
export async function takeStep(
  tx: Transaction,
  before: Rectification,
  step: RectificationStep,
  data: Prisma.RectificationUpdateManyMutationInput,
): Promise<Rectification> {
  const { from, to } = RECTIFICATION_STEPS[step];
  const { count } = await tx.rectification.updateMany({
    where: { id: before.id, status: from, round: before.round },
    data: { ...data, status: to },
  });
  if (count === 0) throw await conflict(tx, before);
  return getRectification(tx, before.storeId, before.id);
}

async function conflict(tx: Transaction, { storeId, id }: Rectification): Promise<ConflictError> {
  const now = await getRectification(tx, storeId, id);
  const last = await tx.rectificationEvent.findFirst({
    where: { rectificationId: id, type: { in: ['measured', 'verified', 'rejected', 'decided'] } },
    orderBy: { id: 'desc' },
  });
  const who = last === null ? '' : `（${last.actorName}刚更新过）`;
  const status = RECTIFICATION_STATUSES[now.status as RectificationStatus];
  return new ConflictError(
    `rectification ${now.number} is ${now.status}`,
    `整改 ${now.number} 现在是「${status}」${who}，不能这样操作。`,
  );
}
