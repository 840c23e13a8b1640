import { addDays, dateToDay, type Day, dayOf, formatDayChinese } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Staff } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { type CallResult, type CallTask, listCallsToday, phonesToCall, reportCall } from '../outreach/index.ts';

const LIST = /^(?:今[日天]|我的)电话(?:任务)?(?:列表)?[。.!！]?$/;
/** The task's own number, never its place in a list: the places move when a call is done. */
const REPORT = /^电话\s*(\d{1,6})(?!\d)(?:[\s:：,，、]+|$|(?=已|没|无|未|号码|空号|停机|打不通|约好|预约))(.*)$/s;

const RESULTS: readonly (readonly [RegExp, CallResult])[] = [
  [/^(?:号码(?:有误|错误|不对|错了)|空号|停机|错号|打错)[了啦]?[:：,，。\s]*/, 'wrongNumber'],
  [
    /^(?:没人接听?|无人接听?|没有?接|未接|没打通|未打通|打不通|没联系上|未联系上|联系不上|无法接通|占线|关机)[了啦]?[:：,，。\s]*/,
    'noAnswer',
  ],
  [/^(?:已?经?预约|已?经?约好|约好)[了啦]?[:：,，。\s]*/, 'booked'],
  [/^(?:已?经?联系上?|已?经?打通|已?经?接通|打过|打完)[了啦]?[:：,，。\s]*/, 'reached'],
];

/** As many as fit a message. */
const MOST = 15;

export const isCallWork = (text: string): boolean => LIST.test(text) || readReport(text) !== undefined;

/** “今日电话”, “电话12 已联系 周六到店”. @returns undefined when it is about no call */
export async function answerCallWords(
  context: Context,
  tx: Transaction,
  staff: Staff,
  text: string,
): Promise<string | undefined> {
  if (LIST.test(text)) return listCalls(context, tx, staff);
  const report = readReport(text);
  if (report === undefined) return undefined;
  const { callTaskId, words } = report;
  const found = RESULTS.find(([pattern]) => pattern.test(words));
  if (found === undefined) {
    throw new CareError('VALIDATION', `no result for call task ${callTaskId}`, {
      userMessage: `请写上结果：“电话${callTaskId} 已联系 内容”“电话${callTaskId} 没人接”“电话${callTaskId} 号码错误”“电话${callTaskId} 已预约 时间”。`,
    });
  }
  const [pattern, result] = found;
  const task = await reportCall(context, tx, { callTaskId, result, words: words.replace(pattern, '').trim() });
  return wordReported(task, dayOf(context.clock.now()), (await phonesToCall(tx, [task])).get(task.id));
}

function wordReported(task: CallTask, today: Day, phone: string | undefined): string {
  const { id, outcome, attempts } = task;
  const dueOn = dateToDay(task.dueOn);
  if (task.status !== 'open') {
    if (outcome === 'noAnswer') return `已记录，电话${id}已拨打${attempts}次未接通，不再安排。`;
    if (outcome === 'wrongNumber') return `已记录，电话${id}没有其他号码可打，已请同事核对号码。`;
    return `已记录，电话${id}已完成。`;
  }
  if (outcome === 'wrongNumber') return `已记录，电话${id}请改打${phone ?? '其他号码'}。`;
  return `已记录，电话${id}${dueOn === addDays(today, 1) ? '明天' : formatDayChinese(dueOn)}再打。`;
}

function readReport(text: string): { callTaskId: number; words: string } | undefined {
  const match = REPORT.exec(text);
  return match === null ? undefined : { callTaskId: Number(match[1]), words: (match[2] ?? '').trim() };
}

async function listCalls(context: Context, tx: Transaction, staff: Staff): Promise<string> {
  const tasks = await listCallsToday(tx, staff, dayOf(context.clock.now()));
  if (tasks.length === 0) return '您今天没有要打的电话。';
  const shown = tasks.slice(0, MOST);
  const phones = await phonesToCall(tx, shown);
  return [
    `今天要打的电话${tasks.length}个：`,
    ...shown.map(({ id, title }) => `电话${id} ${title}，${phones.get(id) ?? '未登记号码'}`),
    ...(tasks.length > shown.length ? [`还有${tasks.length - shown.length}个，打完前面的再回复“今日电话”查看。`] : []),
    `打完请回复结果，如“电话${shown[0]?.id ?? 1} ${shown[0]?.purpose === 'followUp' ? '9分 已修好 车主的话' : '已联系 内容'}”“电话${shown[0]?.id ?? 1} 没人接”。`,
  ].join('\n');
}
