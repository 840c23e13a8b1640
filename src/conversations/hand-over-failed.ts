import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { enqueueOutbox, idempotencyKeyOf, type OutboxRow } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import { listCareSpecialistsOnDuty } from '../stores/index.ts';
import { say } from './messages.ts';
import { backToBot } from './with-person.ts';

/** Servicer not activated, paused, full or outside the app's range: the next one, at last the waiting pool. */
const SERVICER_CODES = [95014, 95019, 95020, 60030];
/** The session is in the pool, or with this person, already: what was wanted. */
const THERE_ALREADY = 95016;
/** The session has ended meanwhile: nothing can be written until the owner does. */
const ENDED = 95013;

/** 微信客服 would not hand the session over. The call task is there already, so a person answers in any case. */
export async function handOverFailed(
  context: Context,
  tx: Transaction,
  row: OutboxRow,
  errorCode: number,
): Promise<void> {
  if (row.conversationId === null || errorCode === THERE_ALREADY) return;
  const { servicerUserId } = row.payload as { servicerUserId?: string };
  if (servicerUserId !== undefined && SERVICER_CODES.includes(errorCode)) {
    return offerToNext(context, tx, row, servicerUserId);
  }
  await backToBot(context, tx, row.conversationId);
  if (errorCode === ENDED) return;
  await tellOwner(context, tx, {
    conversationId: row.conversationId,
    key: idempotencyKeyOf('human-failed', row.id),
    text: say.humanFailed,
  });
}

async function offerToNext(context: Context, tx: Transaction, row: OutboxRow, refused: string): Promise<void> {
  const specialists = await listCareSpecialistsOnDuty(tx, context.storeId);
  const next = specialists[specialists.findIndex((person) => person.userId === refused) + 1];
  await enqueueOutbox(context, tx, {
    channel: 'kfHandToPerson',
    accountId: row.accountId,
    recipient: row.recipient,
    idempotencyKey: idempotencyKeyOf('next-servicer', row.id),
    payload: next === undefined ? {} : { servicerUserId: next.userId },
    preview: `转人工：${next?.name ?? '待接入池'}`,
    conversationId: row.conversationId ?? undefined,
  });
}
