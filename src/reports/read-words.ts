import { addDays, type Day, daysBetween, instantAt } from '../calendar.ts';
import { monthOf, normaliseQuestion, type Period, SpanText, takePeriods, weekOf } from '../stats/index.ts';
import type { Rules } from '../stores/index.ts';
import { REPORT_KEYS, type ReportDefinition, type ReportKey, reportOf } from './definitions.ts';

type Unit = ReportDefinition['usually'];

/** Reports about one thing, by how long a time they are. */
interface Family {
  words: RegExp;
  keys: Partial<Record<Unit, ReportKey>>;
}

const FAMILIES: readonly Family[] = [
  {
    words: /(?:3|三)(?:dc|日回访|天回访)|(?:维修|售后)(?:客户)?回访/,
    keys: { day: 'threeDayDaily', week: 'threeDayWeekly', month: 'threeDayMonthly' },
  },
  {
    words: /(?:7|七)(?:dc|日回访|天回访)|(?:新车|交车|销售)(?:客户)?回访/,
    keys: { day: 'sevenDayDaily', week: 'sevenDayWeekly', month: 'sevenDayMonthly' },
  },
  { words: /(?:客户)?流失(?:客户)?(?:分析)?/, keys: { month: 'churnMonthly' } },
  { words: /(?:销售|交车|新车)(?:客户)?档案/, keys: { month: 'salesArchive' } },
  { words: /(?:维修|售后|服务)(?:客户)?档案/, keys: { month: 'serviceArchive' } },
  { words: /客服(?:中心)?(?:工作)?|客户关爱部?(?:工作)?/, keys: { month: 'centreMonthly' } },
  { words: /(?:客户)?(?:抱怨|投诉|客诉)/, keys: { week: 'complaintWeekly', month: 'complaintMonthly' } },
];

/** What makes a text one about a report; 表 alone does not. */
const NOUN =
  /[日周月]报表?|(?:统计|分析)?报表|(?:抱怨|投诉|客诉|档案|流失|分析|统计)(?:统计|分析|客户)?(?:表|名单)|流失分析/;
const UNITS: readonly [RegExp, Unit][] = [
  [/日报/, 'day'],
  [/周报/, 'week'],
  [/月报/, 'month'],
];
const ASKING = /发|给我|我要|要一?[份张下]|^要|来一?[份张]|导出|下载|生成|做一?[份张]|出一?[份张]|看一?下|看看|查看/;
/** Words that say nothing about which report. */
const FILLER =
  /麻烦|谢谢|辛苦|帮忙|帮我|我们|给我|发给|发来|过来|一下|一份|一张|看看|查看|导出|下载|生成|最新|excel|xlsx|表格|文件|有没有|客户|回访|调查|统计|工作|情况|分析|完整|[请把将给发我要看来出做份张的吧呢啊了吗店表报您你好下、,，。.!！?？:：~～]/g;
/** Nobody asks for a report in more words. */
const LONGEST = 40;

export type ReportReading =
  | { kind: 'report'; key: ReportKey; period: Period }
  /** There is none like that, or several: `nearest` may be meant. */
  | { kind: 'unknown'; nearest: readonly ReportKey[] };

interface Read {
  family: Family | undefined;
  unit: Unit | undefined;
  periods: readonly (Period | undefined)[];
  isClear: boolean;
}

/** Whether a text asks for a report: it names one and says little else, or says that something is to be sent. */
export function asksForReport(text: string): boolean {
  if (text.length > LONGEST) return false;
  const whole = normaliseQuestion(text);
  // The days matter here only in that they are taken out.
  return NOUN.test(whole) && (ASKING.test(whole) || readParts(whole, '2026-01-01').isClear);
}

/**
 * Which report of which days a text asks for.
 *
 * @param at.now for the day's report: before its time the latest complete one is yesterday's
 */
export function readReportWords(text: string, at: { today: Day; now: Date; rules: Rules }): ReportReading {
  const { family, unit, periods, isClear } = readParts(normaliseQuestion(text), at.today);
  const nearest = family === undefined ? REPORT_KEYS.filter((key) => reportOf(key).every === unit) : keysOf(family);
  const [period] = periods;
  if (!isClear || family === undefined || periods.length > 1 || (periods.length === 1 && period === undefined)) {
    return { kind: 'unknown', nearest };
  }
  const key = period === undefined ? keyFor(family, unit) : keyForDays(family, unit, period);
  if (key === undefined) return { kind: 'unknown', nearest };
  return { kind: 'report', key, period: period ?? latestComplete(reportOf(key).usually, at) };
}

function readParts(whole: string, today: Day): Read {
  const text = new SpanText(whole);
  // Before the days: 上周3DC is no Wednesday.
  const family = FAMILIES.find(({ words }) => words.test(whole));
  if (family !== undefined) text.take(family.words);
  const periods = takePeriods(text, { today, allowsFuture: false }).map(({ period }) => period);
  const unit = UNITS.find(([words]) => text.has(words))?.[1];
  text.take(NOUN);
  text.take(/[日周月]报表?|报表|表|名单/);
  const left = text.leftOver().join('').replaceAll(FILLER, '');
  return { family, unit, periods, isClear: left === '' };
}

const keysOf = ({ keys }: Family): ReportKey[] => Object.values(keys);

/** The one that was named; a table without 日, 周 or 月 is the month's. */
function keyFor(family: Family, unit: Unit | undefined): ReportKey | undefined {
  return family.keys[unit ?? 'month'];
}

const WEEK_DAYS = 7;

/** Days that do not fit the named report mean its sister: 上个月的3DC周报 is the month's. */
function keyForDays(family: Family, unit: Unit | undefined, { from, to }: Period): ReportKey | undefined {
  const days = daysBetween(from, to) + 1;
  const length: Unit = days === 1 ? 'day' : days <= WEEK_DAYS ? 'week' : 'month';
  const named = keyFor(family, unit);
  if (unit === length) return named;
  // 抱怨表 and 档案表 hold any days.
  return unit === undefined && family.keys.day === undefined ? named : (family.keys[length] ?? named);
}

/** The last day, week or month that is over; a day counts as over once its report is due. */
export function latestComplete(unit: Unit, { today, now, rules }: { today: Day; now: Date; rules: Rules }): Period {
  if (unit === 'month') return monthOf(today, -1);
  if (unit === 'week') return weekOf(addDays(today, -WEEK_DAYS));
  const day = now >= instantAt(today, rules.reports.dailyAt) ? today : addDays(today, -1);
  return { from: day, to: day };
}
