import { formatInstant } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { CareError, ConflictError, NotFoundError } from '../errors.ts';
import { findStaff, getStore, rulesOf } from '../stores/index.ts';
import { afterCall } from './after-call.ts';
import { CALL_RESULTS, type CallResult, mayReportCall } from './call-results.ts';
import type { CallTask } from './call-tasks.ts';

/**
 * A member says how a call ended. Every call is kept in `result`, one line each. Nobody answered: it is tried again by the
 * store's rule; a wrong number: the owner's next one, else somebody has to find one. A call for a verdict or a follow-up
 * that reached the owner ends with what the owner said alone, so that none is lost.
 *
 * @param input.seen length of `result` as the member saw it: the same form sent twice counts once
 * @throws {CareError} `FORBIDDEN`, `VALIDATION`; {NotFoundError}; {ConflictError} when it is not open any more
 */
export async function reportCall(
  context: Context,
  tx: Transaction,
  input: { callTaskId: number; result: CallResult; words?: string; seen?: number },
): Promise<CallTask> {
  const { storeId, actor, clock } = context;
  const [locked] = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM call_task WHERE id = ${input.callTaskId} AND store_id = ${storeId} FOR UPDATE`;
  if (locked === undefined) {
    throw new NotFoundError(`call task ${input.callTaskId}`, '没有找到这个电话任务，请回复“今日电话”核对编号。');
  }
  const task = await tx.callTask.findUniqueOrThrow({ where: { id: locked.id } });
  const staff = await findStaff(tx, storeId, actor.id);
  if (staff === undefined || !mayReportCall(task, staff)) {
    throw new CareError('FORBIDDEN', `${actor.id} may not report call task ${task.id}`, {
      userMessage: '这个电话任务由其他同事负责，只有本人、客户关爱部和总监可以登记结果。',
    });
  }
  if (task.status !== 'open' || (input.seen !== undefined && input.seen !== (task.result ?? '').length)) {
    throw new ConflictError(`call task ${task.id} changed meanwhile`, '这个电话任务已经登记过结果了，请看最新情况。');
  }
  if (task.purpose === 'verification' && (input.result === 'reached' || input.result === 'booked')) {
    throw new CareError('VALIDATION', `call task ${task.id} ends with a verdict`, {
      userMessage: `请直接登记车主的答复：在工单里选“满意”或“不满意”，或回复“${task.title.replace(/^回访工单\s*/, '')} 满意”。`,
    });
  }
  if (task.purpose === 'followUp' && (input.result === 'reached' || input.result === 'booked')) {
    throw new CareError('VALIDATION', `call task ${task.id} ends with the owner's answers`, {
      userMessage: `请登记车主的评价，如“电话${task.id} 9分 已修好 建议多放些饮料”；没人接、号码错误可以直接登记。`,
    });
  }
  const now = clock.now();
  const label = CALL_RESULTS[input.result];
  const words = input.words === undefined || input.words === '' ? '' : `：${input.words}`;
  const line = `${formatInstant(now)} ${staff.name} ${label}${words}`;
  const result = task.result === null ? line : `${task.result}\n${line}`;
  const rules = rulesOf(await getStore(tx, storeId));
  const after = await afterCall(context, tx, { task, result: input.result, rules });
  return tx.callTask.update({
    where: { id: task.id },
    data: { result, outcome: input.result, attempts: task.attempts + 1, ...after },
  });
}
