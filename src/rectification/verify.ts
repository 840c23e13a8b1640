import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Rectification } from '../database/generated/client.ts';
import { tellStaff } from '../tickets/index.ts';
import { getRectification, recordStep, takeStep } from './change.ts';
import { rectificationTexts } from './messages.ts';
import { mustBeTheirs, workersOf } from './people.ts';
import { sendBack } from './send-back.ts';

/**
 * 验证: customer care has looked whether the measure is done and works. Passed, the general manager decides; not passed, it
 * goes back to the head with a new round.
 *
 * @throws {CareError} `FORBIDDEN`, also for whoever wrote the measure; `VALIDATION` for a refusal without reason;
 * {ConflictError} when nothing is to be verified
 */
export async function verifyRectification(
  context: Context,
  tx: Transaction,
  input: { rectificationId: number; isPassed: boolean; words: string },
): Promise<Rectification> {
  const before = await getRectification(tx, context.storeId, input.rectificationId);
  const staff = await mustBeTheirs(context, tx, before, input.isPassed ? 'pass' : 'fail');
  const words = input.words.trim();
  if (!input.isPassed) return sendBack(context, tx, before, { step: 'fail', words, by: staff.name });
  const after = await takeStep(tx, before, 'pass', { verification: words });
  await recordStep(context, tx, after, 'verified', { words });
  await tellStaff(context, tx, {
    userIds: await workersOf(tx, after),
    text: rectificationTexts.verified(after, staff.name),
    key: `rectification-verified-${after.id}-${after.round}`,
  });
  return after;
}
