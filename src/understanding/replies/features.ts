import { readVerificationAnswer } from '../verification.ts';
import { ngramsOf } from '../features.ts';
import { findDays } from './when.ts';
import { readClock } from './clock-words.ts';
import { CUES } from './cues.ts';
import type { ReplyContext } from './meanings.ts';
import { offeredDay } from './offered-day.ts';
import { readPastDay } from './past-day.ts';
import { readScore } from './score.ts';

/** Longer replies are read by their beginning and the cues in the rest. */
const READ_CHARS = 200;
/** Up to this length the words mean different things after different questions. */
const SHORT = 10;
/** Any day does: only whether one is named counts here. */
const SOME_DAY = '2026-06-10';

/** What a reply is judged by: letters, cues, what a day or a number in it says, each alone and together with what was asked. */
export interface Features {
  /** Character n-grams: many, and each may be chance. */
  letters: string[];
  /** Cues and facts. */
  facts: string[];
}

/** What takes another cue back: 没卖 holds 卖, 不要退订 holds 退订. */
const TAKEN_BACK: readonly (readonly [by: string, cue: string])[] = [
  ['notSold', 'sold'],
  ['wantsToSell', 'sold'],
  ['stay', 'enough'],
  ['noPerson', 'person'],
  ['notCome', 'come'],
];

/** The names of the cues in a respelled text. */
export function cuesIn(text: string): string[] {
  const found = Object.entries(CUES).flatMap(([name, pattern]) => (pattern.test(text) ? [name] : []));
  return found.filter((name) => !TAKEN_BACK.some(([by, cue]) => cue === name && found.includes(by)));
}

/** @param text respelled */
export function featuresOf(text: string, { family, group }: ReplyContext): Features {
  const read = text.slice(0, READ_CHARS);
  const grams = ngramsOf(read);
  const words = read.replace(/[\s,，。.!！~～、]+/g, '').replace(/(?<=.)[啊呀呢哦哈哟喔嘛]+$/, '');
  const isShort = words.length <= SHORT;
  const letters = [...grams.map((gram) => `n:${gram}`), ...(isShort ? grams.map((gram) => `n:${gram}@${family}`) : [])];
  const names = [
    ...cuesIn(read),
    ...(words.length <= 6 ? [`=${words}`] : []),
    ...(findDays(read, SOME_DAY).length > 0 ? ['day'] : []),
    ...(offeredDay(read, SOME_DAY) === undefined ? [] : ['offeredDay']),
    ...(readClock(read) === undefined ? [] : ['clock']),
    ...(readPastDay(read, SOME_DAY) === undefined ? [] : ['pastDay']),
    ...(readScore(read, { isAsked: group === 'score' }) === undefined ? [] : ['points']),
    `verdict-${readVerificationAnswer(read).verdict}`,
    words.length === 0 ? 'empty' : isShort ? 'short' : words.length > 25 ? 'long' : 'medium',
  ];
  const facts = [
    `g:${group}`,
    `f:${family}`,
    ...names.flatMap((name) => [`c:${name}`, `c:${name}@${family}`, `c:${name}@${group}`]),
  ];
  return { letters, facts };
}
