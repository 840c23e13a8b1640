import { dayOf, formatInstant } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { CareError, ConflictError, NotFoundError } from '../errors.ts';
import { findStaff, getStore, isCustomerCare, rulesOf, type Staff } from '../stores/index.ts';
import { enterComplaint } from '../tickets/index.ts';
import { type Decision, readReply, understandLocally } from '../understanding/index.ts';
import { type Answers, isUnhappy, keepAnswers } from './keep-answers.ts';
import { wordComplaint } from './messages.ts';
import type { FollowUp } from './rounds.ts';

/** Customer care, the leaders, and whoever has the call. */
export function mayRecordFollowUp(row: Pick<FollowUp, 'assigneeUserId'>, staff: Staff): boolean {
  return row.assigneeUserId?.toLowerCase() === staff.userId || isCustomerCare(staff);
}

/**
 * A member of staff writes down what an owner said. Few points, 没修好 or unhappy words open a complaint, or join the open
 * one about the same. The call that was to be made is done.
 *
 * @param input.decision the words as understood; asking a model takes seconds, so before the transaction. Default: read locally
 * @returns the follow-up, and the complaint when there is one
 * @throws {CareError} `FORBIDDEN`, `VALIDATION`; {NotFoundError}; {ConflictError} when it was recorded already
 */
export async function recordFollowUp(
  context: Context,
  tx: Transaction,
  input: { followUpId: number; answers: Answers; channel: 'call' | 'page'; decision?: Decision },
): Promise<{ followUp: FollowUp; ticket: Ticket | undefined }> {
  const { storeId, actor } = context;
  const row = await lockFollowUp(tx, storeId, input.followUpId);
  const staff = await findStaff(tx, storeId, actor.id);
  if (staff === undefined || !mayRecordFollowUp(row, staff)) {
    throw new CareError('FORBIDDEN', `${actor.id} may not record follow-up ${row.id}`, {
      userMessage: '这条回访由其他同事负责，只有本人、客户关爱部和管理层可以登记。',
    });
  }
  if (row.status === 'done') {
    throw new ConflictError(`follow-up ${row.id} is done`, '这次回访已经登记过了，请看最新情况。');
  }
  const { lowScore } = rulesOf(await getStore(tx, storeId)).followUps;
  const answers = withMood(mustBeComplete(input.answers), context);
  const kept = await keepAnswers(context, tx, row, answers, { channel: input.channel, lowScore, doneBy: staff.userId });
  await endCallAs(context, tx, kept, staff);
  if (!isUnhappy(kept, { lowScore })) return { followUp: kept, ticket: undefined };
  const text = wordComplaint(kept.round, kept);
  const { ticket } = await enterComplaint(context, tx, {
    source: 'followUp',
    text,
    known: { customerId: kept.customerId, vehicleId: kept.vehicleId },
    decision: input.decision ?? understandLocally({ messages: [kept.words ?? text] }),
  });
  const followUp = await tx.followUp.update({ where: { id: kept.id }, data: { ticketId: ticket.id } });
  return { followUp, ticket };
}

/** @throws {NotFoundError} */
export async function lockFollowUp(tx: Transaction, storeId: string, id: number): Promise<FollowUp> {
  const [locked] = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM follow_up WHERE id = ${id} AND store_id = ${storeId} FOR UPDATE`;
  if (locked === undefined) throw new NotFoundError(`follow-up ${id}`, '没有找到这条回访，请从回访列表里打开。');
  return tx.followUp.findUniqueOrThrow({ where: { id } });
}

function mustBeComplete(answers: Answers): Answers {
  const { score, isFixed, isSatisfied } = answers;
  const words = answers.words?.trim() ?? '';
  if (score !== undefined && !(Number.isInteger(score) && score >= 1 && score <= 10)) {
    throw new CareError('VALIDATION', `score ${score}`, { userMessage: '评分请填1到10的整数。' });
  }
  if (score === undefined && isFixed === undefined && isSatisfied === undefined && words === '') {
    throw new CareError('VALIDATION', 'a follow-up without answers', {
      userMessage: '请登记车主的评价，至少写上评分或车主说的话。',
    });
  }
  return { score, isFixed, isSatisfied, words: words === '' ? undefined : words };
}

/** Words that say more than the ticks: a complaint always, displeasure where nothing else was ticked. */
function withMood(answers: Answers, { clock }: Context): Answers {
  if (answers.words === undefined || answers.isSatisfied === false) return answers;
  const mood = readReply({
    messages: [answers.words],
    context: 'survey:suggestion',
    today: dayOf(clock.now()),
  });
  const isBare = answers.score === undefined && answers.isSatisfied === undefined && answers.isFixed === undefined;
  const isUnhappy = mood?.meaning === 'complaint' || (mood?.meaning === 'dissatisfied' && isBare);
  return isUnhappy ? { ...answers, isSatisfied: false } : answers;
}

async function endCallAs(context: Context, tx: Transaction, row: FollowUp, staff: Staff): Promise<void> {
  if (row.callTaskId === null) return;
  const task = await tx.callTask.findUnique({ where: { id: row.callTaskId } });
  if (task === null || task.status !== 'open') return;
  const now = context.clock.now();
  const facts = [
    ...(row.score === null ? [] : [`${row.score}分`]),
    ...(row.isFixed === null ? [] : [row.isFixed ? '已修好' : '没修好']),
    ...(row.words === null ? [] : [row.words]),
  ].join('，');
  const line = `${formatInstant(now)} ${staff.name} 已回访：${facts}`;
  await tx.callTask.update({
    where: { id: task.id },
    data: {
      status: 'done',
      outcome: 'reached',
      attempts: task.attempts + 1,
      result: task.result === null ? line : `${task.result}\n${line}`,
      doneAt: now,
    },
  });
}
