import { dayOf, dayToDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Rectification } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { tellStaff } from '../tickets/index.ts';
import { recordStep, takeStep } from './change.ts';
import { workingDaysAfter } from './due-day.ts';
import { rectificationTexts } from './messages.ts';
import { workersOf } from './people.ts';

/** Not good enough: a new round begins with the head, with a new due day. The record keeps what was written before. */
export async function sendBack(
  context: Context,
  tx: Transaction,
  before: Rectification,
  { step, words, by }: { step: 'fail' | 'reject'; words: string; by: string },
): Promise<Rectification> {
  if (words === '') {
    throw new CareError('VALIDATION', `${step} without a reason`, {
      userMessage: step === 'fail' ? '请写明不通过的原因。' : '请写明驳回的原因。',
    });
  }
  const rules = rulesOf(await getStore(tx, before.storeId));
  const dueOn = workingDaysAfter(dayOf(context.clock.now()), rules.rectification.measureWorkingDays, rules);
  const after = await takeStep(tx, before, step, {
    round: before.round + 1,
    measure: null,
    verification: null,
    decision: null,
    measureDueOn: dayToDate(dueOn),
  });
  await recordStep(context, tx, before, 'rejected', { words, data: { step } });
  await tellStaff(context, tx, {
    userIds: await workersOf(tx, after),
    text: rectificationTexts.sentBack(after, step === 'fail' ? '验证不通过' : '驳回', by, words),
    key: `rectification-back-${after.id}-${after.round}`,
  });
  return after;
}
