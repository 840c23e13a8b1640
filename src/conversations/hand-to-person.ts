import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { enqueueOutbox, idempotencyKeyOf } from '../outbox/index.ts';
import { listCareSpecialistsOnDuty } from '../stores/index.ts';
import type { Heard } from './heard.ts';
import { say } from './messages.ts';
import { nextOpening, openingWords } from './opening.ts';
import { pass, reply } from './reply.ts';
import { humanTaskKey } from './with-person.ts';

/**
 * 转人工: always a call task, so that a person answers even when no session can be handed over. In 微信客服 the session goes
 * to a specialist on duty and the bot keeps still; in the service account's chat, which has no sessions, a person calls.
 * Outside working time the owner hears when somebody is there, and the bot stays; danger does not wait for that.
 *
 * @param how.isSilent the owner gets another answer
 */
export async function handToPerson(
  context: Context,
  tx: Transaction,
  heard: Heard,
  how: { isSilent: boolean },
): Promise<void> {
  const { conversation, identity } = heard;
  const now = context.clock.now();
  const isDanger = heard.decision.severity === 'P0';
  const opening = isDanger ? undefined : nextOpening(now, heard.rules.workingTime);
  const specialists = await listCareSpecialistsOnDuty(tx, context.storeId);
  const canHandOver = identity.channel === 'kf' && opening === undefined && specialists.length > 0;
  if (!how.isSilent) await reply(context, tx, heard, wordsFor(now, opening, { canHandOver }));
  await pass(context, tx, heard, {
    purpose: 'callback',
    kind: canHandOver ? 'human' : 'humanCall',
    to: 'customerCare',
    isUrgent: opening === undefined,
    key: humanTaskKey(conversation, heard.decisionId),
  });
  if (opening !== undefined) return;
  if (canHandOver) {
    const [specialist] = specialists;
    await enqueueOutbox(context, tx, {
      channel: 'kfHandToPerson',
      accountId: identity.accountId,
      recipient: identity.externalId,
      idempotencyKey: idempotencyKeyOf('human', context.storeId, heard.decisionId),
      payload: specialist === undefined ? {} : { servicerUserId: specialist.userId },
      preview: `转人工：${specialist?.name ?? '待接入池'}`,
      conversationId: conversation.id,
    });
  }
  // Nobody can take the session: the bot goes on listening until somebody calls.
  if (identity.channel === 'kf' && !canHandOver) return;
  await tx.conversation.update({
    where: { id: conversation.id },
    data: { state: 'human', gatherUntilAt: null, humanSince: now },
  });
}

function wordsFor(now: Date, opening: Date | undefined, { canHandOver }: { canHandOver: boolean }): string {
  if (opening !== undefined) return say.humanWhenOpen(openingWords(now, opening));
  return canHandOver ? say.human : say.humanLater;
}
