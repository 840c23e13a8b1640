import type { Day } from '../calendar.ts';
import { type PeriodReading, readComparison } from './comparison.ts';
import { metricOf, type MetricKey } from './metrics.ts';
import { defaultPeriod, type Draft, finish } from './query.ts';
import { type DepartmentName, takeFilters } from './read-filters.ts';
import { takeMetrics, wantedMetrics } from './read-metrics.ts';
import { type FoundPeriod, takePeriods } from './read-periods.ts';
import { takeGrouping, takeOrder } from './read-shape.ts';
import { normaliseQuestion, SpanText } from './spans.ts';
import type { Category } from '../understanding/taxonomy.ts';
import type { Query } from './types.ts';
import { FILLER, HELP, LIST_WORDS, NOW_WORDS, UNSUPPORTED_WORDS } from './vocabulary.ts';

export interface QuestionOptions {
  today: Day;
  /** The question before, when this one may follow it (那配件呢, 列出来). */
  previous?: Query | undefined;
  /** The store's own department names. */
  departmentNames?: readonly DepartmentName[] | undefined;
}

export type Doubt =
  | { what: 'words'; words: string[] }
  | { what: 'metric' }
  | { what: 'limit' }
  | { what: 'quarterOrCategory' }
  | { what: 'periods' }
  /** A state as it is now has no figure of another time to be compared with. */
  | { what: 'state'; name: string }
  | { what: 'filter'; name: string }
  | { what: 'grouping'; name: string };

/** What a question was read as. `doubtful`: `query` is the nearest reading, and must not be answered as if it were asked. */
export type Reading =
  | { kind: 'query'; query: Query; isFollowUp: boolean }
  | { kind: 'doubtful'; doubt: Doubt; options: Query[] }
  | { kind: 'unsupported'; topic: string }
  | { kind: 'help' }
  | { kind: 'unreadable' };

/** At least this share of a text must have been understood for the rest to be worth asking about. */
const MAX_UNREAD = 12;

/**
 * Reads a question about figures by rules: no model, no free SQL, nothing skipped silently. Whatever carries meaning
 * must be understood, else the reading is doubtful: a figure with one condition lost would be a wrong figure.
 */
export function readQuestion(question: string, options: QuestionOptions): Reading {
  const normal = normaliseQuestion(question);
  if (normal === '') return { kind: 'unreadable' };
  if (HELP.test(normal)) return { kind: 'help' };
  const topic = UNSUPPORTED_WORDS.find(([expression]) => expression.test(normal))?.[1];
  if (topic !== undefined) return { kind: 'unsupported', topic };

  const text = new SpanText(normal);
  const quarterOrCategory = /(?<![年\da-z])q[1-4](?!季|类|[\da-z])/.test(normal);
  const { mentions, isUnclearLimit } = takeMetrics(text);
  const clearsDepartment = text.take(/全店|(?:所有|全部|不分)部门|不(?:分|限)部门/) !== undefined;
  const ordering = takeOrder(text);
  // 每天 is no day, 前3个部门 no 3个月: shapes first, then periods.
  const shape = takeGrouping(text);
  const looksAhead = mentions.some(({ key }) => metricOf(key).looksAhead === true);
  const found = takePeriods(text, { today: options.today, allowsFuture: looksAhead });
  const isNow = text.take(NOW_WORDS) !== undefined;
  const compared = readComparison(text, found, options.today, options.previous?.period);
  const wantList = takeList(text, shape.groupBy !== undefined || ordering.ranks !== undefined);
  const about =
    mentions.some(({ key }) => metricOf(key).rows === 'reminder') || isReminderFollowUp(mentions, options)
      ? 'reminders'
      : mentions.some(({ key }) => key === 'callTasksOpen')
        ? 'callTasks'
        : 'tickets';
  const filters = takeFilters(text, about, options.departmentNames);
  const { keys, isAboutComplaints } = wantedMetrics(text, mentions);
  const unread = text
    .leftOver()
    .flatMap((piece) => piece.replaceAll(FILLER, ' ').split(' '))
    .filter((piece) => piece !== '');

  const draft: Draft = {
    keys,
    isAboutComplaints,
    filters,
    clearsDepartment,
    isNow,
    saysArrived: /收到|接到|新增|新来|进来|来的|发生|开的/.test(normal),
    saysToday: found.length === 1 && /^今[天日]|^当[天日]/.test(normal.slice(found[0]?.start, found[0]?.end)),
    period: compared.period,
    compareWith: compared.compareWith,
    ...shape,
    ...ordering,
    wantList,
    isTail: /^(?:那|再|还有|也)|呢[?!。]*$/.test(normal),
  };
  return conclude({ normal, draft, compared, found, unread, isUnclearLimit, quarterOrCategory }, options);
}

interface Findings {
  normal: string;
  draft: Draft;
  compared: PeriodReading;
  found: readonly FoundPeriod[];
  unread: string[];
  isUnclearLimit: boolean;
  quarterOrCategory: boolean;
}

function conclude(findings: Findings, options: QuestionOptions): Reading {
  const { draft, compared, unread, isUnclearLimit, quarterOrCategory } = findings;
  const { keys, filters } = draft;
  const hasSlot =
    Object.keys(filters).length > 0 ||
    draft.period !== undefined ||
    draft.groupBy !== undefined ||
    draft.ranks !== undefined ||
    draft.wantList ||
    draft.clearsDepartment ||
    draft.isNow;
  if (keys.length === 0 && !hasSlot && !isUnclearLimit) return { kind: 'unreadable' };
  const finished = finish(draft, options);
  const query = finished.query;
  const pick = (...others: MetricKey[]) => others.map((key) => simpleQuery(key, draft, options));

  if (quarterOrCategory)
    return { kind: 'doubtful', doubt: { what: 'quarterOrCategory' }, options: quarterOptions(findings, options) };
  if (isUnclearLimit) {
    return { kind: 'doubtful', doubt: { what: 'limit' }, options: pick('trackOnTimeRate', 'verifyOnTimeRate') };
  }
  if (compared.isUnclear) {
    return {
      kind: 'doubtful',
      doubt: { what: 'periods' },
      options: query === undefined ? pick('complaintsReceived', 'open') : [query],
    };
  }
  if (unread.length > 0) {
    const isMostlyUnread = unread.join('').length > MAX_UNREAD;
    if (keys.length === 0 && (isMostlyUnread || query === undefined)) return { kind: 'unreadable' };
    const nearest =
      query === undefined
        ? pick('complaintsReceived', 'open')
        : [query, ...pick(query.metric === 'open' ? 'overdue' : 'open')];
    return { kind: 'doubtful', doubt: { what: 'words', words: unread }, options: nearest };
  }
  if (query === undefined)
    return { kind: 'doubtful', doubt: { what: 'metric' }, options: pick('complaintsReceived', 'open') };
  if (finished.doubt !== undefined) return { kind: 'doubtful', doubt: finished.doubt, options: [query] };
  return { kind: 'query', query, isFollowUp: finished.isFollowUp };
}

/** One of the nearest questions to offer: a plain figure with what was understood of filters and period. */
function simpleQuery(metric: MetricKey, draft: Draft, { today }: QuestionOptions): Query {
  const definition = metricOf(metric);
  const filters = Object.fromEntries(
    Object.entries(draft.filters).filter(([key]) => definition.filters.some((allowed) => allowed === key)),
  );
  const period = draft.period ?? defaultPeriod(definition, today);
  return {
    metric,
    filters,
    ...(period === undefined || definition.defaultPeriod === 'none' ? {} : { period }),
    wantList: false,
  };
}

/** Q3: the third quarter, or the class of complaints with that code. */
function quarterOptions({ draft, normal }: Findings, options: QuestionOptions): Query[] {
  const query = simpleQuery(draft.keys[0] ?? 'complaintsReceived', draft, options);
  const digit = /q([1-4])/.exec(normal)?.[1] ?? '1';
  const quarter = takePeriods(new SpanText(`${digit}季度`), { today: options.today, allowsFuture: false })[0]?.period;
  const ofCategory: Query = { ...query, filters: { ...query.filters, category: [`Q${digit}` as Category] } };
  return quarter === undefined ? [ofCategory] : [{ ...query, period: quarter }, ofCategory];
}

function takeList(text: SpanText, isGrouped: boolean): boolean {
  const isList = text.take(LIST_WORDS) !== undefined;
  if (isList) while (text.take(LIST_WORDS) !== undefined);
  return isList && !isGrouped;
}

function isReminderFollowUp(mentions: readonly unknown[], { previous }: QuestionOptions): boolean {
  return mentions.length === 0 && previous !== undefined && metricOf(previous.metric).rows === 'reminder';
}

const ASKS =
  /多少|几[个条件起单张]|哪[个些几类种里位]|有没有|是多少|怎么样|如何|[?？]|呢$|吗$|排名|列(?:出来|一下|表)|清单|明细|查|看(?:一下|下|看)|情况[?。]*$|什么/;
/** Words of somebody who reports instead of asking. */
const REPORTS =
  /^(?:已|车主|客户|刚|正在|我|配件已)|已经|已(?:联系|处理|关闭|解决|安排|回|到|发|约|和|与|跟)|了[。!！]?$|不(?:要|用|需)|没超时/;

/**
 * Whether a staff member's chat text asks for figures, rather than reporting progress on a ticket. In doubt it is no
 * question: a note that is lost is worse than a question that must be put more plainly.
 */
export function looksLikeQuestion(question: string, options: QuestionOptions): boolean {
  const normal = normaliseQuestion(question);
  if (HELP.test(normal)) return true;
  const asks = ASKS.test(normal);
  if (normal.length > 60 || (REPORTS.test(normal) && !asks)) return false;
  const reading = readQuestion(question, options);
  if (reading.kind === 'unsupported') return asks && normal.length <= 30 && !REPORTS.test(normal);
  if (reading.kind === 'doubtful') {
    const { doubt } = reading;
    if (doubt.what === 'words') return /多少|几[个条件起]|哪[个些类]/.test(normal) && doubt.words.join('').length <= 3;
    // 那配件呢, 列出来, 跟上个月比: what they follow may be known only to whoever answers.
    return doubt.what === 'metric' ? asks || FOLLOWS.test(normal) : asks || doubt.what !== 'periods';
  }
  if (reading.kind !== 'query') return false;
  if (asks || reading.isFollowUp) return true;
  if (reading.query.compareWith !== undefined) return true;
  // A bare 待处理 or 超时 is a state that staff write about tickets; a rate, or a period before it, makes it a figure.
  const { metric, also } = reading.query;
  return (
    [metric, ...(also ?? [])].some((key) => metricOf(key).shape === 'share') ||
    reading.query.groupBy !== undefined ||
    isFigureWord(normal)
  );
}

/** Short texts that can only go on from a question before. */
const FOLLOWS = /^(?:那|再)?(?:跟|和|与|比).{1,8}比|同比|环比|^按.{1,4}(?:分|看|排)/;

const isFigureWord = (normal: string): boolean =>
  /(?:投诉|工单|提醒|电话任务)(?:总?量|总?数|数量|件数)?[。!]*$/.test(normal) && normal.length >= 4;
