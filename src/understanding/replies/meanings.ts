/** What an owner's reply to a reminder or to a question of ours can mean. */
export const MEANINGS = [
  /** Agrees, wants to come, or wants it done; `when` may be missing. */
  'book',
  /** It was done, here or elsewhere: nothing is due any more. */
  'alreadyDone',
  /** The car is sold, given away, scrapped: no longer theirs. */
  'soldCar',
  /** Wants no more messages. */
  'optOut',
  /** Not now: put off, no time, away, still thinking. */
  'later',
  /** Asks for a price, a quote or a discount. */
  'askPrice',
  /** Gives a number of points. */
  'score',
  'satisfied',
  /** Unhappy without saying with what. */
  'dissatisfied',
  /** Something concrete went wrong, or there is danger. */
  'complaint',
  /** Not the owner, not their car, not their number. */
  'wrongPerson',
  /** Wants a person, or to be called. */
  'human',
  /** None of these: thanks, other questions, a plain no, half-hearted words. */
  'unclear',
] as const;
export type Meaning = (typeof MEANINGS)[number];

export const isMeaning = (word: unknown): word is Meaning => MEANINGS.some((meaning) => meaning === word);

/** What makes the same word mean different things: 好 is a booking after one question and a verdict after another. */
export type ReplyGroup =
  | 'service'
  | 'insurance'
  | 'inspection'
  | 'pickup'
  | 'promotion'
  | 'notice'
  | 'score'
  | 'fullyRepaired'
  | 'suggestion'
  | 'satisfied';

export interface ReplyContext {
  family: 'reminder' | 'survey';
  group: ReplyGroup;
}

const REMINDERS: Readonly<Record<string, ReplyGroup>> = {
  insuranceRenewal: 'insurance',
  vehicleTax: 'insurance',
  annualInspection: 'inspection',
  plateReady: 'pickup',
  promotion: 'promotion',
  licenceRenewal: 'notice',
  birthday: 'notice',
  holiday: 'notice',
  badWeather: 'notice',
  trafficViolation: 'notice',
  repairProgress: 'notice',
};

/**
 * Reads `reminder:<kind>` or `survey:<question>`. A kind or question that is not known is read as the usual one of its
 * family.
 *
 * @returns undefined when it is neither
 */
export function readContext(context: string): ReplyContext | undefined {
  const [family = '', subject = ''] = context.split(':').map((part) => part.trim());
  if (/^reminder$/i.test(family)) return { family: 'reminder', group: REMINDERS[subject] ?? 'service' };
  if (!/^survey$/i.test(family)) return undefined;
  if (/score|rating|points|打分|评分/i.test(subject)) return { family: 'survey', group: 'score' };
  if (/repair|fixed|solved|修/i.test(subject)) return { family: 'survey', group: 'fullyRepaired' };
  if (/suggest|advice|opinion|建议|意见/i.test(subject)) return { family: 'survey', group: 'suggestion' };
  return { family: 'survey', group: 'satisfied' };
}
