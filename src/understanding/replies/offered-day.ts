import type { Day } from '../../calendar.ts';
import { CUES } from './cues.ts';
import { findDays, isRefusedAfter } from './when.ts';

/** A day that one can write down: 周二, 28号, 后天. 下个月, 过年后, 过两天 are none. */
const PLAIN_DAY = /[今明后]天|[今明后](?=[早晚])|周[一二三四五六日天末1-7]|[号日]|\d[./-]\d/;
/** Before it: until then, or after it. */
const UNTIL = /(?:等到?|过了?|过完|到了|除了|每个?)\s?$/;
/** What may follow a day on which they come; anything else is no offer. */
const OFFER_AFTER =
  /^(?:(?:[上下中]午|早上|一早|早|晚上?|傍晚|左右|以前|之前|前|的话|那天|\d{1,2}(?::\d{2}|点半?)|[一二两三四五六七八九十]{1,3}点半?|我|就|再|回来|回去|有空|有时间|在家)\s?)*(?:吧|呗|哈|啊|呢|嘛|可以|行|好|能|成|来|去|过[来去]|到店|到你|做|开过|送|拿|取|办|续|弄|检|都|怎么样|如何|方便|合适|约|$|[,，。.!！?？~～\n])/;
/** What makes a day after it one for talking rather than for coming. */
const TALK_AFTER =
  /^[^,，。!！?？\n]{0,6}?(?:再说|再看|看看|看情况|再联系|联系|再提醒|提醒|再约|再聊|再定|再讲|再考虑|给我|打电话|才|到期|发工资)/;

/**
 * The words of the day on which an owner offers to come, whatever else they say before it: 这周没空 下礼拜二吧 is a
 * booking for Tuesday, 下周二再说 and 周二没空 are none.
 *
 * @param text respelled
 */
export function offeredDay(text: string, today: Day): { start: number; text: string } | undefined {
  return findDays(text, today).find(({ start, end, text: words }) => {
    const rest = text.slice(end);
    return (
      PLAIN_DAY.test(words) &&
      !UNTIL.test(text.slice(0, start)) &&
      !/^(?:等|过)/.test(words) &&
      !isRefusedAfter(rest) &&
      !TALK_AFTER.test(rest) &&
      OFFER_AFTER.test(rest)
    );
  });
}

/** "这周没空 下礼拜二吧": a day does not suit, another one is offered after it. */
export function offersOtherDay(text: string, today: Day): boolean {
  const offered = offeredDay(text, today);
  if (offered === undefined) return false;
  const before = text.slice(0, offered.start);
  const isShift = CUES['noTime']?.test(before) === true || NOT_THEN_BEFORE.test(before);
  return isShift && !TALK_AFTER.test(before.slice(-6));
}

/** A day, and that it does not suit. */
const NOT_THEN_BEFORE =
  /(?:天|周.|周|午|号|这几?天|最近|现在|早|晚)[^,，。!！?？\n]{0,4}?(?:不行|不可以|有事|去不了|来不[了及]|不在|要上班|上班|值班|满|赶不|不方便|不去|不来|不过来|有安排|要开会|开会|走不开)/;
