import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type { Rectification } from '../../database/generated/client.ts';
import {
  decideRectification,
  RECTIFICATION_STEPS,
  type RectificationStep,
  verifyRectification,
  writeMeasure,
} from '../../rectification/index.ts';

/** What a page says after a step. */
export const STEPS_DONE: Record<RectificationStep, string> = {
  measure: '措施已提交，客户关爱部将验证。',
  pass: '已登记验证通过，请总经理决定。',
  fail: '已退回部门重新整改。',
  approve: '已同意，整改关闭。',
  reject: '已驳回，退回部门重新整改。',
};

/** The events that show a step was taken. */
const EVENTS: Record<RectificationStep, string> = {
  measure: 'measured',
  pass: 'verified',
  fail: 'rejected',
  approve: 'decided',
  reject: 'rejected',
};

export function findStep(name: string): RectificationStep | undefined {
  return Object.hasOwn(RECTIFICATION_STEPS, name) ? (name as RectificationStep) : undefined;
}

/** Takes a step, once: the same form sent again changes nothing more. @throws {CareError} what the verb throws */
export async function takeStep(
  context: Context,
  tx: Transaction,
  rectification: Rectification,
  form: { step: RectificationStep; words: string; seenEventId: number },
): Promise<void> {
  const { step, words } = form;
  // Of two equal forms sent at once the second waits here.
  await tx.$queryRaw`SELECT id FROM rectification WHERE id = ${rectification.id} FOR UPDATE`;
  const isTaken = await tx.rectificationEvent.count({
    where: {
      rectificationId: rectification.id,
      id: { gt: form.seenEventId },
      type: EVENTS[step],
      actorId: context.actor.id,
      words,
    },
  });
  if (isTaken > 0) return;
  const about = { rectificationId: rectification.id };
  switch (step) {
    case 'measure':
      await writeMeasure(context, tx, { ...about, measure: words });
      return;
    case 'pass':
    case 'fail':
      await verifyRectification(context, tx, { ...about, isPassed: step === 'pass', words });
      return;
    case 'approve':
    case 'reject':
      await decideRectification(context, tx, { ...about, isApproved: step === 'approve', words });
      return;
    default:
      step satisfies never;
  }
}
