import type { Day } from '../../calendar.ts';
import { withoutAsides } from './asides.ts';
import { readComparison } from './comparison.ts';
import { metricOf, type MetricKey } from '../metrics.ts';
import { conclude } from './conclude.ts';
import type { CountedAs } from './counted-as.ts';
import { leftoversOf } from './leftovers.ts';
import type { Draft } from './query.ts';
import { collect, type DepartmentName, takeFilters } from './read-filters.ts';
import { isOfOwners, type Mention, takeMetrics, wantedMetrics } from './read-metrics.ts';
import { IMPLIED_METRICS } from './metric-words.ts';
import { misfits } from './misfits.ts';
import { type PersonName, takeKnownNames } from './read-names.ts';
import { takePeriods } from './read-periods.ts';
import { takeContest, takeGrouping, takeOrder } from './read-shape.ts';
import { rivalsIn } from './rivals.ts';
import { respellQuestion } from './sounds.ts';
import { normaliseQuestion, SpanText } from './spans.ts';
import { clipped, readUntil } from './until.ts';
import { takeWorkKind } from './work-kind.ts';
import { inCommonWords } from './dialect.ts';
import { isByTime, type Query } from '../types.ts';
import {
  BY_WORK,
  CONTEST_END,
  EACH_OF,
  EITHER_OF,
  HELD_WORDS,
  IN_HAND,
  LIST_WORDS,
  NOW_WORDS,
  PASSED_WORDS,
  RIVALS_COMPARED,
  THRESHOLD_WORDS,
  TOGETHER,
  TWO_VISIT_TYPES,
  UNTIL_NOW_WORDS,
  WHO_THERE_IS,
  WHOLE_DAY,
} from './shape-words.ts';
import { GREETING, HELP, REFUSED_WORDS, UNSUPPORTED_WORDS, WAITED_FOR } from './talk-words.ts';

export interface QuestionOptions {
  today: Day;
  /** The question before, when this one may follow it (那配件呢, 列出来). */
  previous?: Query | undefined;
  /** The store's own department names. */
  departmentNames?: readonly DepartmentName[] | undefined;
  /** Who works at the store: a name in a question is whose work is meant. */
  people?: readonly PersonName[] | undefined;
  /** Series (车系) present in the archive. */
  series?: readonly string[] | undefined;
}

export type Doubt =
  | { what: 'words'; words: string[] }
  | { what: 'metric' }
  | { what: 'limit' }
  | { what: 'periods' }
  /** A state as it is now has no figure of another time to be compared with. */
  | { what: 'state'; name: string }
  | { what: 'filter'; name: string }
  | { what: 'grouping'; name: string; isRanked?: true };

/** What a question was read as. `doubtful`: `query` is the nearest reading, and must not be answered as if it were asked. */
export type Reading =
  | {
      kind: 'query';
      query: Query;
      isFollowUp: boolean;
      /** What the words may mean as well; `query` is clearly ahead. */
      others?: Query[];
      /** Clauses that narrow nothing and were left out. */
      asides?: string[];
      /** Words that are counted as more than they say. */
      countedAs?: CountedAs[];
    }
  /** `partial`: what was understood makes a query of its own. `isLoose`: what was not is one short word that narrows hardly. */
  | { kind: 'doubtful'; doubt: Doubt; options: Query[]; partial?: Query; isLoose?: true; countedAs?: CountedAs[] }
  | { kind: 'unsupported'; topic: string }
  | { kind: 'help' }
  | { kind: 'unreadable' };

/**
 * Reads a question about figures by rules: no model, no free SQL, nothing skipped silently. Whatever carries meaning
 * must be understood, else the reading is doubtful: a figure with one condition lost would be a wrong figure. Where
 * words were not understood, the question is read once more with those spelled right that sound like one of ours.
 */
export function readQuestion(question: string, options: QuestionOptions): Reading {
  const whole = normaliseQuestion(question);
  if (HELP.test(whole)) return { kind: 'help' };
  // Marks before and after it mean nothing more.
  const normal = inCommonWords(whole.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}%]+$/gu, ''));
  if (normal === '') return { kind: 'unreadable' };
  const refused = topicIn(REFUSED_WORDS, normal);
  if (refused !== undefined) return { kind: 'unsupported', topic: refused };
  const first = readText(normal, options);
  const topic = topicIn(UNSUPPORTED_WORDS, normal);
  if (first.reading.kind === 'query' && (topic === undefined || first.namesFigure)) return first.reading;
  // What is said of why it is asked is no topic: 我想表扬表扬他们.
  if (topic !== undefined) return withoutWhy(question, options) ?? { kind: 'unsupported', topic };
  const respelled = respellQuestion(normal, (at) => first.isUnread[at] === true);
  const second = respelled === normal ? undefined : readText(respelled, options).reading;
  if (second?.kind === 'query') return second;
  return withoutWhy(question, options) ?? first.reading;
}

/** The question once more without the clauses that say why it is asked; undefined where that does not make it clear. */
function withoutWhy(question: string, options: QuestionOptions): Reading | undefined {
  const { previous: _previous, ...alone } = options;
  const plain = withoutAsides(question, (clause) => {
    const { namesFigure, isNarrowing } = readText(normaliseQuestion(clause), alone);
    return !namesFigure && !isNarrowing;
  });
  const reading = plain === undefined ? undefined : readQuestion(plain.question, options);
  return reading?.kind === 'query' ? { ...reading, asides: plain?.asides ?? [] } : undefined;
}

const topicIn = (words: readonly (readonly [RegExp, string])[], normal: string): string | undefined =>
  words.find(([expression]) => expression.test(normal))?.[1];

interface TextReading {
  reading: Reading;
  /** For every character of the text whether it was not understood. */
  isUnread: boolean[];
  /** A figure is named, not only what it may be narrowed to. */
  namesFigure: boolean;
  /** A filter, a grouping or an order is named. */
  isNarrowing: boolean;
}

function readText(normal: string, options: QuestionOptions): TextReading {
  const text = new SpanText(normal);
  text.take(GREETING);
  text.take(WAITED_FOR);
  const isByWork = text.take(BY_WORK) !== undefined;
  const previousAbout = previousRows(options);
  const goesOnOfTickets = previousAbout === 'ticket' || previousAbout === 'clock';
  const named = takeKnownNames(text, options, goesOnOfTickets);
  takeWorkKind(text, named, previousAbout);
  const isAboutFollowUps = named.round !== undefined || previousAbout === 'followUp';
  const { mentions, isUnclearLimit } = takeMetrics(text, isAboutFollowUps, options.previous?.metric);
  const clearsDepartment =
    text.take(/全店|全公司|大家(?=的?呢?$)|(?:所有|全部)人|(?:所有|全部|不分)部门|不(?:分|限)部门/) !== undefined;
  const isOfVisits = mentions.some(({ key }) => key === 'visits');
  const rivals =
    isOfVisits && TWO_VISIT_TYPES.test(normal) ? 'visitType' : rivalsIn(normal, named, options.departmentNames);
  const contest = rivals === undefined ? undefined : takeContest(text, rivals);
  const ordering = contest ?? takeOrder(text);
  // 每天 is no day, 前3个部门 no 3个月: shapes first, then periods.
  const shape = contest ?? takeGrouping(text, ordering.ranks !== undefined);
  // 车间和配件的超时对比
  if (rivals !== undefined && shape.groupBy === undefined && text.take(RIVALS_COMPARED) !== undefined)
    shape.groupBy = rivals;
  if (rivals !== undefined && text.take(EITHER_OF) !== undefined) {
    text.take(CONTEST_END);
    shape.groupBy ??= rivals;
  }
  // 7DC和3DC的回访率各是多少
  if (rivals !== undefined && EACH_OF.test(normal)) shape.groupBy ??= rivals;
  const until = readUntil(text, options.today);
  // Of days to come there are plans, but no rates.
  const implied = mentions.length > 0 ? undefined : IMPLIED_METRICS.find(([words]) => text.has(words))?.[1];
  const looksAhead = [...mentions.map(({ key }) => key), ...(implied === undefined ? [] : [implied])]
    .map(metricOf)
    .some((metric) => metric.looksAhead === true && metric.shape === 'count');
  const isAsOf = mentions.length > 0 && mentions.every(({ key }) => metricOf(key).rows === 'vehicle');
  const found = takePeriods(text, { today: options.today, allowsFuture: looksAhead, isAsOf });
  // 昨天一天
  for (const { period, end } of found) {
    const whole = period?.from === period?.to ? WHOLE_DAY.exec(text.rest.slice(end))?.[0].length : undefined;
    if (whole !== undefined) text.blank({ start: end, end: end + whole });
  }
  // 国庆那几天
  if (found.length > 0) text.take(/那(?:几天|几个月|天|段时间|阵子?|会儿|一周|个?月)/);
  const untilNow = text.take(UNTIL_NOW_WORDS) !== undefined || until === options.today;
  const isNow = text.take(NOW_WORDS) !== undefined || untilNow || STILL_OVERDUE.test(normal);
  // 各部门对比 compares the departments, not two times.
  if (shape.groupBy !== undefined && found.length < 2)
    text.take(/(?:对比|比较|比一比|比比)(?:情况|一下)?(?=[的。?!\uFFFF]*$)/);
  const compared = readComparison(
    text,
    found,
    options.today,
    options.previous?.period,
    EACH_OF.test(normal) || isByTime(shape.groupBy),
    until,
  );
  if (compared.steps !== undefined && !TOGETHER.test(normal)) shape.groupBy ??= compared.steps;
  // 免访的客户都有谁: the owners are wanted, nobody's work.
  const namesOwners = shape.groupBy === 'assignee' && WHO_THERE_IS.test(normal) && mentions.some(isOfOwners);
  if (namesOwners) delete shape.groupBy;
  const isRanked = ordering.ranks !== undefined;
  const wantList = takeList(text, shape.groupBy !== undefined || isRanked) || namesOwners;
  if (mentions.length === 0) mentions.push(...takeImplied(text, options));
  const [first] = mentions;
  const about = first === undefined ? (previousRows(options) ?? 'ticket') : metricOf(first.key).rows;
  const { filters, countedAs } = takeFilters(text, about, options.departmentNames);
  const { category: labelled = [], ...namedOnly } = named;
  collect(filters, 'category', labelled);
  Object.assign(filters, namedOnly);
  if (isByWork) shape.groupBy ??= 'workKind';
  const { keys, isAboutComplaints, unjoined } = wantedMetrics(text, mentions);
  if (keys.length === 0 && named.round !== undefined && previousRows(options) !== 'followUp')
    keys.push('followUpCoverage');
  // 3DC回访做了多少
  if (keys.some((key) => metricOf(key).rows === 'followUp')) while (text.take(FOLLOW_UP_NOUN) !== undefined);
  // 压着多少单子 are open ones; 还欠几个电话没打 says so already.
  const isInHand =
    found.length === 0 && keys.length === 1 && IN_HAND.test(normal) && keys[0]?.endsWith('Received') === true;
  if ((text.take(HELD_WORDS) !== undefined || isInHand) && !keys.some(isHeldAnyway))
    keys.splice(0, keys[0] === 'complaintsReceived' || keys[0] === 'ticketsReceived' ? 1 : 0, 'open');
  // 流失率超没超15: the figure itself answers that.
  if (keys.some((key) => metricOf(key).shape === 'share'))
    text.take(shape.groupBy === undefined ? THRESHOLD_WORDS : PASSED_WORDS);
  text.take(COUNT_OF_PART);
  const { isUnread, pieces, isLoose } = leftoversOf(text, keys.length > 0);
  const unfit = [
    ...unjoined,
    // 要求退车的占多少: a figure that nobody names is what was asked before, or a count.
    ...misfits(text, keys.length > 0 ? keys : [options.previous?.metric ?? 'complaintsReceived'], {
      isRanked,
      hasPerson: filters.assignee !== undefined && shape.groupBy !== 'advisor',
    }),
  ];
  const unread = [...pieces, ...unfit];

  // Reminders of days to come are planned ones.
  const isToCome = compared.period !== undefined && compared.period.from > options.today;
  if (isToCome && keys[0] === 'remindersSent') keys[0] = 'remindersPlanned';
  const lastDay = untilNow ? options.today : until;
  const period = lastDay === undefined ? compared.period : clipped(compared.period, lastDay, options.today);
  const draft: Draft = {
    keys,
    isAboutComplaints,
    filters,
    clearsDepartment,
    isNow,
    asksHowMany: /多少|几[个条起单件次]|有没有/.test(normal),
    saysArrived: /收到|接到|新增|新来|进来|来的|发生|开的/.test(normal),
    saysToday: found.length === 1 && /^今[天日儿]|^当[天日]/.test(normal.slice(found[0]?.start, found[0]?.end)),
    period,
    compareWith: compared.compareWith,
    ...shape,
    ...ordering,
    wantList,
    isTail: TAIL.test(normal),
    isFragment: normal.length <= MAX_FRAGMENT,
  };
  const concluded = conclude(
    { normal, draft, compared, unread, isLoose: isLoose && unfit.length === 0, isUnclearLimit },
    options,
  );
  const isAnswer = concluded.kind === 'query' || concluded.kind === 'doubtful';
  const reading = isAnswer && countedAs.length > 0 ? { ...concluded, countedAs } : concluded;
  const isNarrowing = Object.keys(filters).length > 0 || draft.groupBy !== undefined || draft.ranks !== undefined;
  return { reading, isUnread, namesFigure: mentions.length > 0, isNarrowing };
}

/** 超时的单子卡在哪个部门, 谁签收拖得最久: nothing open is asked for beside it. */
const isHeldAnyway = (key: MetricKey): boolean =>
  key === 'overdue' || metricOf(key).defaultPeriod === 'none' || metricOf(key).shape === 'duration';

/** 车间占几条: the part itself, no share. */
const COUNT_OF_PART = /占(?:了|到|掉)?(?=(?:多少|几)[条单件起台张通]|(?:多少|几)个(?!(?:百分)?点))/;

const FOLLOW_UP_NOUN = /(?<!投诉|待|未|没)回访(?!确认|验证|发现|转|带来|来)(?:工作|任务)?/;

/** 应该回访多少, 接通率: nobody says more in going on. */
const MAX_FRAGMENT = 8;

/** 那关闭率呢, and what is too short to stand alone: 接通百分之几. */
const TAIL = /^(?:那|再|还有|也|换|改)|呢[?!。]*$|^.{1,5}(?:百分之[几多]少?|几成|占多少|[几多]少?个点)[了啊呀?!。]*$/;

/** 超时未处理: overdue at this moment. */
const STILL_OVERDUE = /(?:超时|超期|逾期)(?:还)?(?:的)?(?:未|没有?)(?:处理|解决|完成|办)/;

const previousRows = ({ previous }: QuestionOptions) =>
  previous === undefined ? undefined : metricOf(previous.metric).rows;

/** Figures that a word alone stands for where nothing else was named: 本月续保, 回访情况, 首保多少台. */
function takeImplied(text: SpanText, options: QuestionOptions): Mention[] {
  if (previousRows(options) === 'reminder' || previousRows(options) === 'dueDate') return [];
  for (const [words, key] of IMPLIED_METRICS) {
    const taken = text.take(words);
    if (taken !== undefined) return [{ key, start: taken.start, end: taken.end }];
  }
  return [];
}

function takeList(text: SpanText, isGrouped: boolean): boolean {
  const isList = text.take(LIST_WORDS) !== undefined;
  if (isList) while (text.take(LIST_WORDS) !== undefined);
  return isList && !isGrouped;
}
