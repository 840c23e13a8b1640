import { isCustomerCare, type Staff } from '../stores/index.ts';
import type { CallTask } from './call-tasks.ts';

/** How a call ended. After `noAnswer` the owner is called again the next day; the others end the task. */
export const CALL_RESULTS = {
  reached: '已联系上',
  noAnswer: '无人接听',
  wrongNumber: '号码错误',
  booked: '已预约',
} as const;
export type CallResult = keyof typeof CALL_RESULTS;

export const isCallResult = (text: string): text is CallResult => Object.hasOwn(CALL_RESULTS, text);

/** Whoever has the task, customer care, and the leaders. */
export function mayReportCall(task: Pick<CallTask, 'assigneeUserId'>, staff: Staff): boolean {
  return task.assigneeUserId?.toLowerCase() === staff.userId || isCustomerCare(staff);
}
