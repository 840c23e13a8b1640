import type { Context } from '../../context.ts';
import { CareError } from '../../errors.ts';
import { isCallResult, reportCall } from '../../outreach/index.ts';
import { LONGEST_WORDS } from '../fields.ts';
import type { Form } from '../form.ts';

export const CALL_REPORTED = '已登记通话结果。';

/** What the form of one call says. @throws {CareError} what the verb throws; `VALIDATION` for what no form of ours sends */
export async function submitCall(context: Context, form: Form): Promise<void> {
  const result = form.field('result');
  const words = form.field('words');
  const callTaskId = numberIn(form.field('call'));
  if (!isCallResult(result) || callTaskId === undefined) throw invalid('请选择通话结果。');
  if (words.length > LONGEST_WORDS) throw invalid(`请控制在${LONGEST_WORDS}字以内。`);
  const seen = numberIn(form.field('heard')) ?? 0;
  await context.database.transaction((tx) => reportCall(context, tx, { callTaskId, result, words, seen }));
}

const numberIn = (text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);

const invalid = (userMessage: string) => new CareError('VALIDATION', 'a form was not filled in', { userMessage });
