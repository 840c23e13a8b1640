import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Rectification, Staff } from '../database/generated/client.ts';
import { NotFoundError } from '../errors.ts';
import {
  decideRectification,
  findRectificationByNumber,
  type ListedRectification,
  listRectificationEvents,
  listRectifications,
  RECTIFICATION_STATUSES,
  rectificationNumberIn,
  type RectificationStatus,
  stepsFor,
  verifyRectification,
  withoutRectificationNumber,
  writeMeasure,
} from '../rectification/index.ts';

const LIST = /^(?:查看|看)?(?:我的整改|整改列表|待办整改|整改)[。!！]?$/;
const MEASURE = /^(?:整改)?措施[:：,，是为\s]*/;
const FAILED = /^验证[:：,，\s]*(?:结果)?[:：,，\s]*(?:不通过|未通过|没通过|不合格)[:：,，。\s]*/;
const PASSED = /^验证[:：,，\s]*(?:结果)?[:：,，\s]*(?:通过|合格)了?[:：,，。\s]*/;
const APPROVED = /^(?:同意|批准)了?(?:关闭)?[:：,，。!！\s]*/;
const REJECTED = /^(?:驳回|不同意|不批准)[:：,，。\s]*/;

/** A note to a ticket may name a rectification too: only what begins with its number is about it. */
const NAMES_ONE = /^(?:整改)?[:：\s]*ZG-?\d/i;

/** As many as fit a message. */
const MOST = 10;

/** Words about rectifications 整改, although some could be read as a question about figures. */
export function isRectificationWork(text: string): boolean {
  return LIST.test(text) || NAMES_ONE.test(text);
}

/**
 * What a member of staff writes about a rectification: the list, or its number with 措施, 验证 通过/不通过, 同意 or 驳回.
 *
 * @returns the answer; undefined when the text is about something else
 */
export async function answerRectification(
  context: Context,
  tx: Transaction,
  staff: Staff,
  text: string,
): Promise<string | undefined> {
  if (LIST.test(text)) return listFor(context, tx, staff);
  const number = NAMES_ONE.test(text) ? rectificationNumberIn(text) : undefined;
  if (number === undefined) return undefined;
  const found = await findRectificationByNumber(tx, context.storeId, number);
  if (found === undefined) throw new NotFoundError(`rectification ${number}`, `没有找到整改 ${number}，请核对编号。`);
  return actOn(context, tx, { staff, found, words: withoutRectificationNumber(text.replace(/^整改/, '')) });
}

async function actOn(
  context: Context,
  tx: Transaction,
  { staff, found, words }: { staff: Staff; found: Rectification; words: string },
): Promise<string> {
  const { id: rectificationId, number } = found;
  const rest = (pattern: RegExp) => words.replace(pattern, '').trim();
  if (MEASURE.test(words)) {
    await writeMeasure(context, tx, { rectificationId, measure: rest(MEASURE) });
    return `已记下整改 ${number} 的措施，客户关爱部将进行验证。`;
  }
  if (FAILED.test(words)) {
    await verifyRectification(context, tx, { rectificationId, isPassed: false, words: rest(FAILED) });
    return `整改 ${number} 验证不通过，已退回责任部门。`;
  }
  if (PASSED.test(words)) {
    await verifyRectification(context, tx, { rectificationId, isPassed: true, words: rest(PASSED) });
    return `整改 ${number} 验证通过，已请总经理决定。`;
  }
  if (REJECTED.test(words)) {
    await decideRectification(context, tx, { rectificationId, isApproved: false, words: rest(REJECTED) });
    return `整改 ${number} 已驳回，责任部门将重新填写措施。`;
  }
  if (APPROVED.test(words)) {
    await decideRectification(context, tx, { rectificationId, isApproved: true, words: rest(APPROVED) });
    return `整改 ${number} 已关闭。`;
  }
  return show(tx, staff, found);
}

const SAID: Record<string, string> = { measured: '填写措施', verified: '验证通过', rejected: '退回', decided: '同意' };
const HOW: Record<string, string> = {
  measure: '“措施 原因和整改办法”',
  pass: '“验证 通过 说明”',
  fail: '“验证 不通过 原因”',
  approve: '“同意”',
  reject: '“驳回 原因”',
};

async function show(tx: Transaction, staff: Staff, it: Rectification): Promise<string> {
  const steps = await stepsFor(tx, it, staff);
  const events = await listRectificationEvents(tx, it.id);
  const said = events.filter(({ type }) => Object.hasOwn(SAID, type));
  return [
    `整改 ${it.number}：${RECTIFICATION_STATUSES[it.status as RectificationStatus]}`,
    it.title,
    it.reason,
    ...said
      .slice(-3)
      .map(({ type, actorName, words }) => `· ${actorName}${SAID[type]}${words === '' ? '' : `：${words}`}`),
    ...(steps.length === 0 ? [] : [`您可以在编号后面写上${steps.map((step) => HOW[step]).join('或')}。`]),
  ].join('\n');
}

/** Leaders and customer care see the house, everybody else their department. */
async function listFor(context: Context, tx: Transaction, staff: Staff): Promise<string> {
  const seesAll = ['generalManager', 'director'].includes(staff.role) || staff.departmentKey === 'customerCare';
  const running = await listRectifications(context, tx, {
    isUnfinished: true,
    ...(seesAll ? {} : { department: staff.departmentKey }),
  });
  if (running.length === 0) return '目前没有进行中的整改。';
  const left = running.length - MOST;
  return [
    `进行中的整改${running.length}项：`,
    ...running.slice(0, MOST).map(lineOf),
    ...(left > 0 ? [`另有${left}项较早的整改。`] : []),
  ].join('\n');
}

function lineOf({ rectification, dueOn, isOverdue }: ListedRectification): string {
  const status = RECTIFICATION_STATUSES[rectification.status as RectificationStatus];
  const due = dueOn === undefined ? '' : `，${Number(dueOn.slice(5, 7))}月${Number(dueOn.slice(8))}日前完成`;
  return `· ${rectification.number} ${rectification.title}（${status}${due}${isOverdue ? '，已超时' : ''}）`;
}
