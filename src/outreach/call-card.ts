import type { StaffCard } from '../ports.ts';
import { CALL_RESULTS, type CallResult } from './call-results.ts';
import type { CallTask } from './call-tasks.ts';

/** The pick list's key, as it comes back with a click. */
export const CALL_PICK = 'call';
/** Cards of calls carry it in front of their number. */
export const CALL_CARD = 'calls-';
/** The platform's most. */
const MOST_OPTIONS = 10;
const OPTION_CHARACTERS = 16;

const STYLES: Record<CallResult, 'primary' | 'plain'> = {
  reached: 'primary',
  booked: 'primary',
  noAnswer: 'plain',
  wrongNumber: 'plain',
};
const SHORT: Record<CallResult, string> = {
  reached: '已联系',
  booked: '已预约',
  noAnswer: '没人接',
  wrongNumber: '号码错误',
};

/**
 * One card for a member's calls: whom, and how it ended, in one tap.
 *
 * @param input.tasks what is left to call, the first ten can be picked
 */
export function callCard(input: {
  tasks: readonly Pick<CallTask, 'id' | 'title' | 'purpose'>[];
  taskId: string;
  publicUrl: string;
}): StaffCard {
  // A call for a verdict ends with the verdict, on its ticket.
  const tasks = input.tasks.filter((task) => task.purpose !== 'verification');
  const left = tasks.length - MOST_OPTIONS;
  return {
    taskId: input.taskId,
    title: '今日电话',
    subtitle: tasks.length === 0 ? '都已登记，辛苦了' : `还有${tasks.length}个，打完选车主、点结果`,
    fields: left > 0 ? [{ label: '其余', value: `${left}个，登记后会接着列出` }] : [],
    buttons:
      tasks.length === 0
        ? []
        : (Object.keys(CALL_RESULTS) as CallResult[]).map((key) => ({ key, text: SHORT[key], style: STYLES[key] })),
    ...(tasks.length === 0
      ? {}
      : {
          selection: {
            key: CALL_PICK,
            title: '车主',
            options: tasks.slice(0, MOST_OPTIONS).map((task) => ({ id: String(task.id), text: optionOf(task.title) })),
          },
        }),
    url: `${input.publicUrl}/staff`,
  };
}

/** The owner and the plate first: the platform cuts an option after 16 characters. */
function optionOf(title: string): string {
  // Calls about two cars of one owner: `首保提醒：赵样甲 沪A12345；年检提醒：赵样甲 沪B12345`.
  const [first = '', ...others] = title.split('；');
  const [what = '', whose = ''] = first.split(/(?:提醒)?：/);
  if (whose === '') return title;
  const [topic = '', ...more] = what.split('、');
  const count = 1 + more.length + others.length;
  const all = `${whose} ${what}`;
  return others.length === 0 && Array.from(all).length <= OPTION_CHARACTERS
    ? all
    : `${whose} ${count === 1 ? topic : `${count}项`}`;
}
