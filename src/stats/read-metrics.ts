import { METRIC_KEYS, METRICS, type MetricKey, ON_TIME_RATES } from './metrics.ts';
import type { Span, SpanText } from './spans.ts';

export interface Mention extends Span {
  key: MetricKey;
}

export interface MetricReading {
  mentions: Mention[];
  /** 24小时及时率 alone: following up or verifying has that limit. */
  isUnclearLimit: boolean;
}

const UNCLEAR_LIMIT = /(?:24|二十四)(?:个)?小时(?:内)?(?:的)?(?:及时率|准时率|达标率|按时率|完成率)/;
const ANY_ON_TIME_RATE =
  /(?:各项?|四项|四个|所有|每项)?(?:时限|时效)?(?:的)?(?:及时率|准时率|达标率|按时率|按时完成率)/;
const PLANNED = /计划|要发|该发|应发|待发|安排|预计/;

/** Takes every metric named, in the order of the text. */
export function takeMetrics(text: SpanText): MetricReading {
  const mentions: Mention[] = [];
  const isUnclearLimit = text.take(UNCLEAR_LIMIT) !== undefined;
  for (const key of METRIC_KEYS) {
    for (;;) {
      const taken = text.take(METRICS[key].words);
      if (taken === undefined) break;
      mentions.push({ key, start: taken.start, end: taken.end });
    }
  }
  const anyRate = text.take(ANY_ON_TIME_RATE);
  if (anyRate !== undefined)
    mentions.push(...ON_TIME_RATES.map((key) => ({ key, start: anyRate.start, end: anyRate.end })));
  const sent = mentions.find(({ key }) => key === 'remindersSent');
  if (sent !== undefined && text.take(PLANNED) !== undefined) sent.key = 'remindersPlanned';
  return { mentions: mentions.toSorted((a, b) => a.start - b.start), isUnclearLimit };
}

/** What may stand between 投诉 and the figure it belongs to: 超时的投诉, 投诉里有多少超时. */
const JOINED = /^(?:的|了|还|已经?|是|被|有)*$|^(?:里面?|中|当中|其中)(?:有)?(?:多少|几[个条件])?(?:是|还)?$/;

/**
 * Which figures are wanted, in order. 投诉 beside another figure narrows that one (投诉关闭率) and is no figure itself;
 * apart from it (投诉多少,关闭率呢) it is.
 *
 * @returns `isAboutComplaints`: only complaints are to be counted, although the figure itself takes all tickets
 */
export function wantedMetrics(
  text: SpanText,
  mentions: readonly Mention[],
): { keys: MetricKey[]; isAboutComplaints: boolean } {
  const isGeneral = ({ key }: Mention) => key === 'complaintsReceived' || key === 'ticketsReceived';
  const particular = mentions.filter(
    (mention) => !isGeneral(mention) && mention.key !== 'callTasksOpen' && !mention.key.startsWith('reminders'),
  );
  const between = (a: Mention, b: Mention) =>
    text.rest.slice(Math.min(a.end, b.end), Math.max(a.start, b.start)).replaceAll('\uFFFF', '');
  const narrows = (mention: Mention) =>
    isGeneral(mention) && particular.some((other) => JOINED.test(between(mention, other)));
  const wanted = mentions.filter((mention) => !narrows(mention));
  const keys = [...new Set(wanted.map(({ key }) => key))];
  return {
    keys,
    isAboutComplaints: mentions.some((mention) => mention.key === 'complaintsReceived' && narrows(mention)),
  };
}
