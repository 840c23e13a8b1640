import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Rectification } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { tellStaff } from '../tickets/index.ts';
import { getRectification, recordStep, takeStep } from './change.ts';
import { rectificationTexts } from './messages.ts';
import { mustBeTheirs, workersOf } from './people.ts';

/**
 * 措施: the department's head writes why it happened and what is done about it. Customer care is asked to verify.
 *
 * @throws {CareError} `FORBIDDEN`; `VALIDATION` without words; {ConflictError} when no measure is due
 */
export async function writeMeasure(
  context: Context,
  tx: Transaction,
  input: { rectificationId: number; measure: string },
): Promise<Rectification> {
  const before = await getRectification(tx, context.storeId, input.rectificationId);
  const author = await mustBeTheirs(context, tx, before, 'measure');
  const measure = input.measure.trim();
  if (Array.from(measure).length < 4) {
    throw new CareError('VALIDATION', 'a measure without words', { userMessage: '请写明原因和整改办法。' });
  }
  const after = await takeStep(tx, before, 'measure', { measure });
  await recordStep(context, tx, after, 'measured', { words: measure });
  await tellStaff(context, tx, {
    userIds: await workersOf(tx, after),
    text: rectificationTexts.measured(after, author.name),
    key: `rectification-measured-${after.id}-${after.round}`,
  });
  return after;
}
