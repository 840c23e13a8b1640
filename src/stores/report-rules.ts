import { z } from 'zod';
import { rule } from './rule.ts';
import { STAFF_ROLES, type StaffRole } from './staff-roles.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:mm');
const role = z.enum(Object.keys(STAFF_ROLES) as [StaffRole, ...StaffRole[]]);
const roles = z.array(role).max(7);

/** What a monthly report does whose day is no working day of the store. */
export const MONTHLY_DAYS = {
  sameDay: '照常发送',
  before: '提前到前一个工作日',
  after: '顺延到后一个工作日',
} as const;
export type MonthlyDay = keyof typeof MONTHLY_DAYS;

/** Whether a day's report brings its picture and its sheet; they are on the page in any case. */
export const DAILY_FILES = {
  always: '每天都附图片和表格',
  missed: '有未达标、不满意时才附',
  never: '只发文字',
} as const;
export type DailyFiles = keyof typeof DAILY_FILES;

/** When reports and the day's two messages to staff go out, and to whom. */
export const reportRuleDefinitions = {
  daily: rule(true, z.boolean(), '自动发送日报', 'D3'),
  dailyAt: rule('17:30', time, '日报发送时间', 'D3', 'P'),
  dailyOnWorkingDaysOnly: rule(false, z.boolean(), '日报只在工作日发送', 'P'),
  dailyTo: rule<StaffRole[]>(['director'], roles, '日报接收人', 'P'),
  dailyFiles: rule<DailyFiles>(
    'always',
    z.enum(Object.keys(DAILY_FILES) as [DailyFiles, ...DailyFiles[]]),
    '日报附图片和表格',
    'P',
  ),
  weekly: rule(true, z.boolean(), '每周一自动发送周报', 'D3'),
  weeklyAt: rule('08:30', time, '周报发送时间', 'P'),
  weeklyTo: rule<StaffRole[]>(['generalManager', 'director'], roles, '周报接收人', 'D1', 'P'),
  monthly: rule(true, z.boolean(), '自动发送月报', 'D3', 'D4'),
  monthlyOn: rule(5, z.int().min(1).max(28), '月报在每月几日发送', 'D4'),
  monthlyAt: rule('08:30', time, '月报发送时间', 'P'),
  monthlyDay: rule<MonthlyDay>(
    'sameDay',
    z.enum(Object.keys(MONTHLY_DAYS) as [MonthlyDay, ...MonthlyDay[]]),
    '月报日遇休息日',
    'P',
  ),
  monthlyTo: rule<StaffRole[]>(['generalManager', 'director'], roles, '月报接收人', 'D1', 'P'),
  catchUpDailyDays: rule(3, z.int().min(0).max(31), '停机后最多补发几天内的日报', 'P'),
  catchUpDays: rule(35, z.int().min(0).max(100), '停机后最多补发几天内的周报、月报', 'P'),
  morning: rule(true, z.boolean(), '工作日早上提醒今日待办', 'P'),
  morningAt: rule('08:35', time, '今日待办发送时间', 'P'),
  unacknowledged: rule(true, z.boolean(), '工作日提醒过了时限、到第二天还没人签收的工单', 'P'),
  unacknowledgedAt: rule('10:00', time, '没人签收的工单几点提醒', 'P'),
  nudge: rule(true, z.boolean(), '下班前提醒还没登记的回访', 'P'),
  nudgeAt: rule('17:00', time, '下班前提醒的时间', 'P'),
} as const;
