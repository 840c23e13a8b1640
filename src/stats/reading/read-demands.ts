import { DEMAND_WORDS } from '../vocabulary.ts';
import type { SpanText } from './spans.ts';
import type { Demand } from '../../understanding/taxonomy.ts';

const ANY = DEMAND_WORDS.map(([words]) => words.source).join('|');
const PLAIN = DEMAND_WORDS.filter(([, , isPlain]) => isPlain)
  .map(([words]) => words.source)
  .join('|');
const several = (words: string): string => `(?:${words})(?:(?:[、,/和或跟与及]|还是|或者|以及)?(?:${words}))*`;

/** Told apart, they are groups: 退款多还是赔偿多. */
const NOT_OPPOSED = '(?!(?:的)?(?:人|客户|车主)?(?:更)?[多少]|(?:的)?(?:人|客户|车主)?,?还是)';
const NOT_DENIED = '(?<![不没未无非别]|没有)';
const TICKETS = '(?:的)?(?:这类|那类|类)?(?:的)?(?:投诉|客诉|抱怨|工单|单子|案子|单(?![位号]))';

/** 要求退车的, 诉求是赔偿的: whatever is wanted there, it is a demand. */
const SAID_SO = new RegExp(
  `(?:(?:明确|提出|都|有)?${NOT_DENIED}(?:要求|诉求)(?:里|中)?(?:是|为|要|给)?(?:${several(`${ANY}|未提`)})|(?:${several(ANY)})(?:的)?(?:诉求|要求))${NOT_OPPOSED}`,
);
/** 想退车的, 闹着要赔偿: only what nobody but an owner wants. */
const WANTED = new RegExp(
  `${NOT_DENIED}(?:非|坚持|希望|提出|吵着?|闹着?|喊着?|嚷着?|说|想)*(?:要|想|希望|提出|闹|吵着?)(?:${several(PLAIN)})${NOT_OPPOSED}`,
);
/** 退车的投诉, 投诉里退车的. */
const OF_TICKETS = new RegExp(
  `${NOT_DENIED}(?:${several(PLAIN)})(?=${TICKETS})|(?<=(?:里|里头|里面|中|当中|其中)(?:客户|车主)?)(?:${several(PLAIN)})(?=的)`,
);
const NOTHING_SAID =
  /(?:未|没有?)(?:提出?|说)(?:任何|什么)?(?:诉求|要求)(?:的)?|(?<!有)无诉求(?:的)?|没有?(?:任何|什么)?诉求的/;
/** 退车的呢, after a question about tickets. */
const GOING_ON = new RegExp(
  `^(?:那|再|只看|光看|看|其中|换成|改成|有)*(?:${several(PLAIN)})(?=的?(?:呢|有|多少|几|列|[?。!]*$))`,
);

/**
 * Takes what the owner of a ticket wants. 退车 alone is no demand: cars come back as well, and no figure counts them.
 *
 * @param goesOn the question follows one about tickets
 */
export function takeDemands(text: SpanText, goesOn: boolean): Demand[] {
  const found: Demand[] = [];
  for (const words of [SAID_SO, WANTED, OF_TICKETS, ...(goesOn ? [GOING_ON] : [])]) {
    for (let taken = text.take(words); taken !== undefined; taken = text.take(words))
      found.push(...meant(taken.match[0]));
  }
  while (text.take(NOTHING_SAID) !== undefined) found.push('none');
  return found;
}

function meant(words: string): Demand[] {
  const named = DEMAND_WORDS.filter(([expression]) => expression.test(words)).flatMap(([, keys]) => keys);
  return /未提/.test(words) ? [...named, 'none'] : named;
}
