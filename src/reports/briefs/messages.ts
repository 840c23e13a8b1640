import { dayOf, type Day, formatInstant, splitDay, timeOf } from '../../calendar.ts';
import type { Context } from '../../context.ts';
import type { GroupRow, Result } from '../../stats/index.ts';
import type { DueTicket } from './due-today.ts';

type Site = Pick<Context, 'publicUrl' | 'storeId'>;

const NOON = '12:00';
/** As many lines as a short message has. */
const MOST_LINES = 6;
const LONGEST_SUMMARY = 24;

const CLOCKS: Record<DueTicket['clock'], string> = {
  route: '派单',
  track: '跟进',
  resolve: '处理完毕',
  verify: '回访确认',
};

/** A morning's message: nothing to say has no lines. @param asOf the time, where it is not the usual one; else '' */
export function brief(
  { publicUrl, storeId }: Site,
  { name, today, asOf }: { name: string; today: Day; asOf: string },
  lines: readonly string[],
): string {
  const [, month, date] = splitDay(today);
  const late = asOf === '' ? '' : `（截至${asOf}）`;
  const greeting = asOf < NOON ? '早上好' : '您好';
  return [
    `【今日待办】${name}，${greeting}。${month}月${date}日${late}：`,
    ...lines,
    `详情：${publicUrl}/staff/${storeId}`,
  ].join('\n');
}

/** The calls come with a list of their own. */
export const calls = (count: number): string[] => (count === 0 ? [] : [`· 今天要打${count}个电话，清单另发`]);

const share = (rows: readonly GroupRow[]): string => {
  const named = rows.filter(({ value }) => (value ?? 0) > 0);
  const shown = named.slice(0, MOST_LINES).map(({ label, value }) => `${label}${value}`);
  return shown.length === 0 ? '' : `：${shown.join('、')}${named.length > shown.length ? '等' : ''}`;
};

/** What the general manager has to know, and the director too. */
export function house({
  grave,
  rescues,
  overdue,
  received,
}: Record<'grave' | 'rescues' | 'overdue' | 'received', Result>): string[] {
  const has = ({ value }: Result) => (value ?? 0) > 0;
  return [
    ...(has(grave) ? [`· 重大、升级投诉未关闭${grave.value}条`] : []),
    ...(has(rescues) ? [`· 救援未关闭${rescues.value}条`] : []),
    ...(has(overdue) ? [`· 已超时${overdue.value}条${share(overdue.groups ?? [])}`] : []),
    ...(has(received) ? [`· 昨天收到投诉${received.value}条`] : []),
  ];
}

/** What waits in customer care. */
export function care(of: { triage: Result; dueToday: number; unread: number; followUps: Result }): string[] {
  const late = of.followUps.aside ?? 0;
  return [
    ...((of.triage.value ?? 0) > 0 ? [`· 待分派${of.triage.value}条`] : []),
    ...(of.dueToday > 0 ? [`· 今天到期${of.dueToday}条`] : []),
    ...(of.unread > 0 ? [`· 未读处理结果${of.unread}条，回复“未读结果”查看`] : []),
    ...((of.followUps.value ?? 0) > 0 ? [`· 回访：${dueWords((of.followUps.value ?? 0) - late, late, '位')}`] : []),
  ];
}

/** `今天到期2位，已逾期1位`: what there is none of is not told. */
function dueWords(today: number, late: number, unit: string): string {
  return [today > 0 ? `今天到期${today}${unit}` : '', late > 0 ? `已逾期${late}${unit}` : '']
    .filter((part) => part !== '')
    .join('，');
}

/** `已超时2条，今天到期1条` in the same way. */
function lateWords(late: number, today: number, unit: string): string {
  return [late > 0 ? `已超时${late}${unit}` : '', today > 0 ? `今天到期${today}${unit}` : '']
    .filter((part) => part !== '')
    .join('，');
}

/** A department's day, by person. */
export function department(name: string, due: readonly DueTicket[], nameOf: (userId: string) => string): string[] {
  if (due.length === 0) return [];
  const overdue = due.filter(({ isOverdue }) => isOverdue).length;
  const people = [...Map.groupBy(due, ({ assignee }) => assignee)];
  const lines = people.slice(0, MOST_LINES).map(([assignee, own]) => {
    const late = own.filter(({ isOverdue }) => isOverdue).length;
    return `· ${assignee === '' ? '还没有人签收' : nameOf(assignee)}：${lateWords(late, own.length - late, '')}`;
  });
  const left = people.length - lines.length;
  return [
    `· ${name}：${lateWords(overdue, due.length - overdue, '条')}`,
    ...lines,
    ...(left > 0 ? [`· 另有${left}人`] : []),
  ];
}

/** A member's own tickets, by their deadlines. */
export function own(due: readonly DueTicket[], now: Date): string[] {
  const lines = due.slice(0, MOST_LINES).map(({ number, summary, clock, dueAt, isOverdue }) => {
    const until = dayOf(dueAt) === dayOf(now) ? timeOf(dueAt) : formatInstant(dueAt);
    const deadline = isOverdue ? `${until}前应${CLOCKS[clock]}，已超时` : `${until}前${CLOCKS[clock]}`;
    const words = Array.from(summary);
    const short = words.length <= LONGEST_SUMMARY ? summary : `${words.slice(0, LONGEST_SUMMARY - 1).join('')}…`;
    return `· ${number} ${deadline}：${short}`;
  });
  return due.length > lines.length ? [...lines, `· 另有${due.length - lines.length}张`] : lines;
}

/** Before the end of the day, to whoever has follow-ups without an entry. */
export function nudge({ publicUrl, storeId }: Site, name: string, count: number, late: number): string {
  const already = late > 0 ? `（${dueWords(count - late, late, '位')}）` : '';
  return `${name}，还有${count}位客户没有登记回访结果${already}，下班前请登记：${publicUrl}/followups/${storeId}`;
}

/** How many follow-ups have no entry, and with whom. */
export function missing(total: number, rows: readonly GroupRow[]): string {
  const named = rows.map((row) => (row.key === '' ? { ...row, label: '还没安排' } : row));
  return `还没登记结果的回访共${total}位${share(named)}。`;
}

/** The same for the head of customer care. */
export const nudgeSummary = ({ publicUrl, storeId }: Site, total: number, rows: readonly GroupRow[]): string =>
  `${missing(total, rows)}\n${publicUrl}/followups/${storeId}`;
