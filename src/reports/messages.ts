import { addDays, dateToDay, type Day, dayOf, formatDayChinese, formatInstant, splitDay } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Report } from '../database/generated/client.ts';
import { monthOf, type Period } from '../stats/index.ts';
import type { ReportAt } from './at.ts';
import { isReportKey, REPORT_KEYS, type ReportKey, reportOf } from './definitions.ts';

/** `11月9日至15日`, `2026年10月`-like spans in as few words as tell them apart. */
export function periodWords({ from, to }: Period): string {
  const [fromYear, fromMonth, fromDate] = splitDay(from);
  const [toYear, toMonth, toDate] = splitDay(to);
  const first = `${fromMonth}月${fromDate}日`;
  if (from === to) return first;
  if (fromDate === 1 && to === monthOf(from).to) return `${fromMonth}月`;
  if (fromYear !== toYear) return `${formatDayChinese(from)}至${formatDayChinese(to)}`;
  return fromMonth === toMonth ? `${first}至${toDate}日` : `${first}至${toMonth}月${toDate}日`;
}

/** A week of a report, as far as it lies in its days: `10月1日至4日`. @param monday its first day */
export function weekWords(monday: Day, { from, to }: Period): string {
  const sunday = addDays(monday, 6);
  return periodWords({ from: monday < from ? from : monday, to: sunday > to ? to : sunday });
}

/** The same with the year. */
export const datedWords = (period: Period): string => {
  const words = periodWords(period);
  return words.includes('年') ? words : `${period.from.slice(0, 4)}年${words}`;
};

/** The line below a sheet's title. */
export function notesOf({ store, period, now }: ReportAt, ...more: readonly string[]): string {
  const first = `${store.name}　${datedWords(period)}　制表时间 ${formatInstant(now)}`;
  return [first, ...more.filter((one) => one !== '')].join('\n');
}

type Site = Pick<Context, 'publicUrl' | 'storeId'>;

const placeOf = ({ publicUrl, storeId }: Site): string => `${publicUrl}/reports/${storeId}`;

/** `3DC客户回访周报表-20261116-20261122` */
export function fileNameOf(title: string, { from, to }: Period): string {
  const days = from === to ? [from] : [from, to];
  return [title, ...days.map((day) => day.replaceAll('-', ''))].join('-');
}

/** The text above a report's picture and file. */
export function wordReport(
  context: Site,
  at: ReportAt,
  { title, summary }: { title: string; summary: string },
): string {
  const isOpen = at.period.to >= at.today ? `（截至${formatInstant(at.now)}）` : '';
  return [`【${title}】${datedWords(at.period)}${isOpen}`, summary, `全部报表：${placeOf(context)}`].join('\n');
}

export const NOTHING = '这段时间没有数据。';
export const NO_COMPLAINT = '没有收到投诉。';
export const NOTHING_TO_ASK = '没有到期的回访。';

const TOGETHER = { day: '日报', week: '周报', month: '月报' } as const;

type Told = Pick<Report, 'key' | 'fromOn' | 'toOn' | 'madeAt' | 'headline'>;

/**
 * The one text of the reports that go out together: a day's, a week's or a month's, each with a line or two of every report.
 *
 * @param missing who has not entered the results of their follow-ups; '' for nobody
 */
export function wordTogether(context: Site, reports: readonly Told[], missing: string): string {
  const ofSameDays = Map.groupBy(reports, ({ fromOn, toOn }) => `${dateToDay(fromOn)} ${dateToDay(toOn)}`);
  const told = [...ofSameDays.values()].map((ones) => wordSameDays(ones));
  const isNothing = told.every(({ length }) => length === 1) && missing === '';
  if (isNothing) return told.flat().join('\n');
  return [...told.flat(), ...(missing === '' ? [] : [missing]), `全部报表：${placeOf(context)}`].join('\n');
}

/** Of one day, week or month; a single line where nobody was to be asked. */
function wordSameDays(reports: readonly Told[]): string[] {
  const [first] = reports;
  if (first === undefined) throw new Error('no report to tell of');
  const period = { from: dateToDay(first.fromOn), to: dateToDay(first.toOn) };
  const every = isReportKey(first.key) ? reportOf(first.key).every : undefined;
  const readAt = reports.flatMap(({ madeAt }) => madeAt ?? []).toSorted((a, b) => b.getTime() - a.getTime())[0];
  const asOf = readAt !== undefined && period.to >= dayOf(readAt) ? `（截至${formatInstant(readAt)}）` : '';
  const head = `【${TOGETHER[every ?? 'day']}】${datedWords(period)}${asOf}`;
  const isQuiet = reports.length > 1 && reports.every(({ headline }) => headline === NOTHING_TO_ASK);
  if (isQuiet) return [`${head}：${NOTHING_TO_ASK}`];
  return [
    head,
    ...reports.map(({ key, headline }) => `《${isReportKey(key) ? reportOf(key).title : key}》${headline}`),
  ];
}

export function wordFailure(context: Site, title: string, period: Period): string {
  return `《${title}》（${datedWords(period)}）没有生成成功，请在报表页重新生成；还不行的话，请联系管理员。\n${placeOf(context)}`;
}

const EVERY = { day: '每天', week: '每周一', month: '每月' } as const;

/** What reports there are, those that may be meant first. @param own those that this member may have */
export function listOfReports(meant: readonly ReportKey[], own: readonly ReportKey[] = REPORT_KEYS): string {
  const nearest = meant.filter((key) => own.includes(key));
  const titles = (keys: readonly ReportKey[]) => keys.map((key) => `《${reportOf(key).title}》`).join('');
  const of = (every: 'day' | 'week' | 'month' | undefined) =>
    titles(own.filter((key) => reportOf(key).every === every));
  const isSure = nearest.length > 0 && meant.length < REPORT_KEYS.length;
  const automatic = (['day', 'week', 'month'] as const).filter((every) => of(every) !== '');
  return [
    isSure ? `没太明白要哪张报表，是不是${titles(nearest)}？` : '没有这张报表。',
    '现有的报表：',
    ...automatic.map((every) => `· ${EVERY[every]}自动发送：${of(every)}`),
    `· 随时可要：${of(undefined)}${automatic.length > 0 ? '和以上各表' : ''}`,
    own.includes('threeDayWeekly') ? '例如回复“把上周3DC周报发我”。' : '例如回复“10月维修档案表”。',
  ].join('\n');
}
