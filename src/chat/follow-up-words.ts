import type { Context } from '../context.ts';
import { knownNames } from '../customers/index.ts';
import type { Transaction } from '../database/database.ts';
import { type Answers, followUpOfCall, recordFollowUp } from '../follow-ups/index.ts';
import type { Decision, Understanding } from '../understanding/index.ts';

/** What a member took down in a call: “电话3 9分 满意 已修好 建议多备些饮料”. */
export interface FollowUpReport {
  followUpId: number;
  callTaskId: number;
  answers: Answers;
  /** The owner's words as understood; absent when there are none. */
  decision: Decision | undefined;
}

const CALL = /^电话\s*(\d{1,6})(?!\d)[\s:：,，、]*(.+)$/s;
/** These are results of a call that reached nobody: see call-words.ts. */
const NOBODY =
  /^(?:号码(?:有误|错误|不对|错了)|空号|停机|错号|打错|没人接|无人接|没有?接|未接|没打通|未打通|打不通|没联系上|未联系上|联系不上|无法接通|占线|关机)/;

const SCORE = /(?:评分|打分|打|给)?\s*(\d{1,2})\s*分|^\s*(\d{1,2})(?=[\s,，]|$)|满分/;
const DISSATISFIED = /不(?:太|怎么|是很)?满意/;
const SATISFIED = /(?:很|非常|比较|十分)?满意/;
const NOT_FIXED = /没有?修好|未修好|没有?解决|未解决|还没修好/;
const FIXED = /(?:已经?|都|全部?)(?:都)?(?:修好|解决)了?|(?:修好|解决)了/;
const REACHED = /^(?:已?经?联系上?|已?经?打通|已?经?接通|已?经?回访|打过|打完)[了啦]?/;

/** The answers in a member's words; what is left over is what the owner said. */
function readAnswers(text: string): Answers {
  let rest = text.normalize('NFKC').replace(REACHED, '');
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const match = pattern.exec(rest);
    if (match === null) return undefined;
    rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`;
    return match;
  };
  const score = take(SCORE);
  const isDissatisfied = take(DISSATISFIED) !== undefined;
  const isSatisfied = !isDissatisfied && take(SATISFIED) !== undefined;
  const isNotFixed = take(NOT_FIXED) !== undefined;
  const isFixed = !isNotFixed && take(FIXED) !== undefined;
  const words = rest
    .replaceAll(/[\s,，;；:：、。]+/g, '，')
    .replaceAll(/^，|，$/g, '')
    .trim();
  return {
    score: score === undefined ? undefined : Number(score[1] ?? score[2] ?? 10),
    isFixed: isNotFixed ? false : isFixed ? true : undefined,
    isSatisfied: isDissatisfied ? false : isSatisfied ? true : undefined,
    words: words === '' ? undefined : words,
  };
}

/**
 * Reads a member's words about a call of a follow-up. A model may take seconds: not inside a transaction.
 *
 * @returns undefined when they are about another call, or about one that reached nobody
 */
export async function readFollowUpReport(
  context: Context,
  understanding: Understanding,
  text: string,
): Promise<FollowUpReport | undefined> {
  const match = CALL.exec(text);
  const said = (match?.[2] ?? '').trim();
  if (match === null || NOBODY.test(said)) return undefined;
  const { client } = context.database;
  const task = await client.callTask.findFirst({ where: { id: Number(match[1]), storeId: context.storeId } });
  const followUpId = task === null ? undefined : followUpOfCall(task);
  if (task === null || followUpId === undefined) return undefined;
  const answers = readAnswers(said);
  const { words } = answers;
  const decision =
    words === undefined
      ? undefined
      : await understanding.understand({ messages: [words], names: await knownNames(client, context.storeId, []) });
  return { followUpId, callTaskId: task.id, answers, decision };
}

/** @returns what the member reads @throws {CareError} what the verb throws */
export async function recordByChat(context: Context, tx: Transaction, report: FollowUpReport): Promise<string> {
  const { followUpId, answers, decision } = report;
  const { ticket } = await recordFollowUp(context, tx, {
    followUpId,
    answers,
    channel: 'call',
    ...(decision === undefined ? {} : { decision }),
  });
  const done = `已记录，电话${report.callTaskId}已完成。`;
  return ticket === undefined ? done : `${done}车主不满意，已登记投诉 ${ticket.number}，会有同事联系车主。`;
}
