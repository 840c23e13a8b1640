import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Rectification } from '../database/generated/client.ts';
import { leadersOf, tellStaff } from '../tickets/index.ts';
import { getRectification, recordStep, takeStep } from './change.ts';
import { rectificationTexts } from './messages.ts';
import { headFor, mustBeTheirs } from './people.ts';
import { sendBack } from './send-back.ts';

/**
 * 同意 or 驳回: the general manager decides. Agreed, it is closed and head and director hear of it; rejected, it goes back to
 * the head with a new round.
 *
 * @throws {CareError} `FORBIDDEN`; `VALIDATION` for a rejection without reason; {ConflictError} when nothing is to be decided
 */
export async function decideRectification(
  context: Context,
  tx: Transaction,
  input: { rectificationId: number; isApproved: boolean; words: string },
): Promise<Rectification> {
  const before = await getRectification(tx, context.storeId, input.rectificationId);
  const staff = await mustBeTheirs(context, tx, before, input.isApproved ? 'approve' : 'reject');
  const words = input.words.trim();
  if (!input.isApproved) return sendBack(context, tx, before, { step: 'reject', words, by: staff.name });
  const after = await takeStep(tx, before, 'approve', { decision: words, closedAt: context.clock.now() });
  await recordStep(context, tx, after, 'decided', { words });
  const head = await headFor(tx, after.storeId, after.department);
  await tellStaff(context, tx, {
    userIds: [...(head === undefined ? [] : [head]), ...(await leadersOf(tx, after.storeId, ['director']))],
    text: rectificationTexts.closed(after, staff.name, words),
    key: `rectification-closed-${after.id}`,
  });
  return after;
}
