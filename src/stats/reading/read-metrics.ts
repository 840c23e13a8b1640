import {
  FOLLOW_UP_WORDS,
  HOW_LONG_APART,
  HOW_LONG_ASKED,
  METRIC_WORDS,
  READING_ORDER,
  SLOW_OR_FAST,
  TIMED,
} from './metric-words.ts';
import { SHARES_SAID, stepsAfter } from './share-words.ts';
import { metricOf, type MetricKey, ON_TIME_RATES } from '../metrics.ts';
import type { RowsKey } from '../rows.ts';
import type { Span, SpanText } from './spans.ts';

export interface Mention extends Span {
  key: MetricKey;
  /** 处理一个投诉要几天: what is measured is named inside. */
  isAboutComplaints?: boolean;
}

/** Figures whose rows are owners and their cars, nobody's work. */
const OWNERS: readonly RowsKey[] = ['followUp', 'reminder', 'dueDate', 'vehicle', 'sale'];
export const isOfOwners = ({ key }: Mention): boolean => OWNERS.includes(metricOf(key).rows);

export interface MetricReading {
  mentions: Mention[];
  /** 24小时及时率 alone: following up or verifying has that limit. */
  isUnclearLimit: boolean;
}

const UNCLEAR_LIMIT = /(?:24|二十四)(?:个)?小时(?:内)?(?:的)?(?:及时率|准时率|达标率|按时率|完成率)/;
const ANY_ON_TIME_RATE =
  /(?:各项?|四项|四个|所有|每项)?(?:时限|时效)?(?:的)?(?:及时率|准时率|达标率|按时率|按时完成率)/;
const PLANNED = /计划|要发|该发|应发|待发|安排|预计/;
const SENT = /发(?:了|出|送|过)|已发/;
/** A piece of a text that is about calls after a visit or a delivery, not about verifying a ticket or where it came from. */
const FOLLOW_UPS = /(?<!投诉|待)回访(?!确认|验证|发现|转|带来|来的|中发现|时发现|电话)/;

/** 四个及时率 派单 跟进 处理 回访确认: which of them, told apart. */
const STAGE = '(?:派单|分派|跟进|处理|回访确认|确认|验证)';
const STAGES = new RegExp(`${STAGE}(?:[、,和跟与/]?${STAGE}){1,3}`);
const STAGE_OF: Readonly<Partial<Record<MetricKey, RegExp>>> = {
  routeOnTimeRate: /派/,
  trackOnTimeRate: /跟进/,
  resolveOnTimeRate: /处理/,
  verifyOnTimeRate: /确认|验证/,
};

const LAST_DURATION: MetricKey = 'timeToResolve';

/** 派到部门以后谁签收最慢: each time begins with the step before it. */
const SINCE_ROUTED = /从?(?:派单|派到部门|派(?:下去|出去|过去)|分派)了?(?:以后|之后|后|起|开始)/;

/** 签收哪个部门最慢: what took how long, where that is asked apart from it. */
function takeTimed(
  text: SpanText,
  mentions: readonly Mention[],
  takeAll: (key: MetricKey, words: RegExp) => void,
): void {
  if (mentions.some(({ key }) => key.startsWith('timeTo'))) {
    // 处理用时上个月多久
    text.take(HOW_LONG_ASKED);
    text.take(SINCE_ROUTED);
    return;
  }
  const isLong = text.has(HOW_LONG_APART);
  if (!isLong && !text.has(SLOW_OR_FAST)) return;
  for (const [key, words] of TIMED) takeAll(key, words);
  const isTimed = mentions.some(({ key }) => key.startsWith('timeTo'));
  if (isLong && isTimed) text.take(HOW_LONG_APART);
  if (isTimed) text.take(SINCE_ROUTED);
}

const LAST_FOLLOW_UP: MetricKey = 'followUpsDone';

/**
 * Takes every metric named, in the order of the text.
 *
 * @param isAboutFollowUps a round is named, or the question goes on from one about follow-ups: 完成率 alone is theirs then
 * @param previous figure of the question before, when this one may follow it
 */
export function takeMetrics(text: SpanText, isAboutFollowUps: boolean, previous?: MetricKey): MetricReading {
  const mentions: Mention[] = [];
  const takeAll = (key: MetricKey, words: RegExp) => {
    for (;;) {
      const taken = text.take(words);
      if (taken === undefined) break;
      const isSent = key === 'remindersDue' && taken.match[0].includes('提醒') && SENT.test(text.full);
      mentions.push({
        key: isSent ? 'remindersSent' : key,
        start: taken.start,
        end: taken.end,
        isAboutComplaints: key.startsWith('timeTo') && taken.match[0].includes('投诉'),
      });
    }
  };
  const isUnclearLimit = text.take(UNCLEAR_LIMIT) !== undefined;
  const isTheirs = isAboutFollowUps || FOLLOW_UPS.test(text.rest);
  for (const [key, words] of SHARES_SAID) takeAll(key, words);
  if (previous !== undefined) for (const [key, words] of stepsAfter(previous)) takeAll(key, words);
  for (const key of READING_ORDER) {
    takeAll(key, METRIC_WORDS[key]);
    if (key === LAST_DURATION) takeTimed(text, mentions, takeAll);
    if (key === LAST_FOLLOW_UP && isTheirs) for (const [each, words] of FOLLOW_UP_WORDS) takeAll(each, words);
  }
  const anyRate = text.take(ANY_ON_TIME_RATE);
  if (anyRate !== undefined) {
    const stages = text.take(STAGES)?.match[0];
    const meant = ON_TIME_RATES.filter((key) => stages === undefined || STAGE_OF[key]?.test(stages) === true);
    mentions.push(...meant.map((key) => ({ key, start: anyRate.start, end: anyRate.end })));
  }
  const sent = mentions.find(({ key }) => key === 'remindersSent');
  if (sent !== undefined && text.take(PLANNED) !== undefined) sent.key = 'remindersPlanned';
  return {
    mentions: openOnes(
      text,
      mentions.toSorted((a, b) => a.start - b.start),
    ),
    isUnclearLimit,
  };
}

/** What may stand between 投诉 and the figure it belongs to: 超时的投诉, 投诉里有多少超时. */
const JOINED =
  /^(?:的|了|还|已经?|是|被|有|一个)*$|^(?:里面?|中|当中|其中)(?:有)?(?:多少|几[个条件])?(?:是|还)?$|^(?:里面?|中|当中|其中)?(?:有没有|是否有?|是不是)$/;

/** Nouns that a figure of the same matter may follow. */
const MATTERS: readonly (readonly [RegExp, RegExp, RegExp])[] = [
  [/^提醒$/, /^reminder.*Rate$/, /^(?:的|了|过|完|发|给|出去?|过去|下去|以?后|之后|,|客户|车主|咱们?|我们|真)*$/],
  [/^(?:外呼|打?电话)$/, /^calls?(?:Done|ReachRate)$/, JOINED],
  [/^预约$/, /^bookingAcceptance$/, JOINED],
];

/** 年检提醒10月份约进来几成, 哪种提醒到店最好: what reminders led to is a share of them. */
const LED_TO: Readonly<Partial<Record<MetricKey, MetricKey>>> = {
  bookings: 'reminderBookingRate',
  visits: 'reminderArrivalRate',
};
const AS_A_SHARE = /^(?:了|过|的|得)*(?:占|几成|百分之|(?:几|多少)个(?:百分)?点|最[好差高低])/;

function asShares(text: SpanText, mentions: readonly Mention[]): Mention[] {
  return mentions.map((mention, at) => {
    const before = mentions[at - 1];
    const rate = LED_TO[mention.key];
    const isOfReminders =
      before?.key === 'remindersSent' && text.full.slice(before.start, before.end) === '提醒' && rate !== undefined;
    return isOfReminders && AS_A_SHARE.test(text.full.slice(mention.end)) ? { ...mention, key: rate } : mention;
  });
}

/** 到期的保险里已经续上的. */
const DUE_OF = new RegExp(
  `${JOINED.source}|^的?(?:车险|保险|保单|车辆?|客户|车主)?(?:里面?|中|当中|其中)?(?:有|都|已经?)*$`,
);

const OF_WHICH = /^(?:里面?|中|当中|其中)?(?:一共|现在|还)?有(?:多少|几)[个条件单张起]?(?:是|还)?(?:是)?$/;

const SEPARATED = /[,、;。?!/+和及跟与]|还有|以及|再|多少|几|呢|情况|怎么样|如何|各是|分别/;

/** P1那种投诉,从收到到关闭几天: what the second clause is about, told by its kind before it. */
const OF_KIND = /(?:类|问题|[那这]种|级别?|p[0-3])的?$/;
const isTopicOf = (mention: Mention, other: Mention, full: string): boolean =>
  other.start >= mention.end &&
  metricOf(other.key).shape !== 'count' &&
  OF_KIND.test(full.slice(0, mention.start)) &&
  full[mention.end] === ',';

/** 发起了几个整改,还有几个没完成: of those that were named before. */
const OPEN_OF: Readonly<Partial<Record<MetricKey, MetricKey>>> = {
  rectificationsOpened: 'rectificationsOpen',
  callsDone: 'callTasksOpen',
};

function openOnes(text: SpanText, mentions: readonly Mention[]): Mention[] {
  return mentions.map((mention, at) => {
    const before = mentions[at - 1];
    const key = mention.key === 'open' && before !== undefined ? OPEN_OF[before.key] : undefined;
    if (before === undefined || key === undefined) return mention;
    const around = text.full.slice(before.end, mention.start) + text.full.slice(mention.end, mention.end + 4);
    return /工单|投诉|客诉|单子|单/.test(around) ? mention : { ...mention, key };
  });
}

/** 投诉和关闭率, 关闭率满意度 are two figures; what 预约到店率 means, nobody knows. */
const areTwo = (a: Mention, b: Mention, between: string, full: string): boolean =>
  // 打了多少电话,接通率多少
  (/多少|几/.test(full.slice(a.start, a.end)) && metricOf(b.key).shape !== 'count') ||
  a.start === b.start ||
  a.key === b.key ||
  SEPARATED.test(between) ||
  [a, b].every(({ key }) => metricOf(key).shape !== 'count');

/** 处理了几个投诉: what comes after a number is what is counted; 投诉几个超时几个 are two figures. */
const JOINED_AFTER = new RegExp(`${JOINED.source}|^(?:了|过)?(?:多少|几)[个件起条张份]?$`);

/**
 * Which figures are wanted, in order. 投诉 beside another figure narrows that one (投诉关闭率) and is no figure itself;
 * apart from it (投诉多少,关闭率呢) it is.
 *
 * @returns `isAboutComplaints`: only complaints are to be counted, although the figure itself takes all tickets
 */
export function wantedMetrics(
  text: SpanText,
  found: readonly Mention[],
): { keys: MetricKey[]; isAboutComplaints: boolean; unjoined: string[] } {
  const mentions = asShares(text, found);
  const isGeneral = ({ key }: Mention) => key === 'complaintsReceived' || key === 'ticketsReceived';
  const particular = mentions.filter(
    (mention) => !isGeneral(mention) && ['ticket', 'clock'].includes(metricOf(mention.key).rows),
  );
  const between = (a: Mention, b: Mention) =>
    text.rest.slice(Math.min(a.end, b.end), Math.max(a.start, b.start)).replaceAll('\uFFFF', '');
  // 投诉有几个没处理 counts one thing, 投诉有几个超时几个 two.
  const isPartOf = (mention: Mention, other: Mention) =>
    mention.end <= other.start &&
    OF_WHICH.test(between(mention, other)) &&
    !/^(?:多少|几)/.test(text.full.slice(other.end));
  const narrows = (mention: Mention) =>
    isGeneral(mention) &&
    particular.some(
      (other) =>
        isTopicOf(mention, other, text.full) ||
        isPartOf(mention, other) ||
        (other.end <= mention.start ? JOINED_AFTER : JOINED).test(between(mention, other)),
    );
  // 10月到期的续保率: what falls due is what the share is of.
  const describes = (mention: Mention) =>
    mention.key === 'remindersDue' &&
    mentions.some(
      (other) =>
        other.key !== mention.key && metricOf(other.key).rows === 'dueDate' && DUE_OF.test(between(mention, other)),
    );
  // 年检提醒这个月触达率: the bare noun says of what the rate is.
  const isSubject = (mention: Mention) => {
    const [, matter, joined = JOINED] =
      MATTERS.find(([noun]) => noun.test(text.full.slice(mention.start, mention.end))) ?? [];
    // 发了多少提醒,多少人回: their number is wanted as well.
    const isCounted = /(?:多少|几)[条个]?的?$/.test(text.full.slice(0, mention.start));
    return mentions.some(
      (other) =>
        matter?.test(other.key) === true &&
        other.key !== mention.key &&
        mention.end <= other.start &&
        !isCounted &&
        joined.test(between(mention, other)),
    );
  };
  // 投诉工单 are complaints.
  const isSaidTwice = (mention: Mention) =>
    mention.key === 'ticketsReceived' &&
    mentions.some((other) => other.key === 'complaintsReceived' && JOINED.test(between(mention, other)));
  const asksAnew = ({ start }: Mention) => /^(?:有)?(?:多少|几)个?(?:人|位|客户|车主)/.test(text.full.slice(start));
  const wanted = mentions.filter(
    (mention) => !narrows(mention) && !describes(mention) && !isSubject(mention) && !isSaidTwice(mention),
  );
  const keys = [...new Set(wanted.map(({ key }) => key))];
  return {
    keys,
    unjoined: wanted.flatMap((mention, at) => {
      const before = wanted[at - 1];
      return before === undefined || asksAnew(mention) || areTwo(before, mention, between(before, mention), text.full)
        ? []
        : [text.full.slice(before.start, mention.end)];
    }),
    isAboutComplaints: mentions.some(
      (mention) => mention.isAboutComplaints === true || (mention.key === 'complaintsReceived' && narrows(mention)),
    ),
  };
}
