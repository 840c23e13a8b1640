import { clausesOf, normalise } from '../text.ts';
import { CUES } from './cues.ts';
import type { Meaning } from './meanings.ts';

/** The cues that speak for a meaning, the plainest first. */
const SPEAKING: Readonly<Record<Meaning, readonly string[]>> = {
  book: ['come', 'yesFirst', 'yes'],
  alreadyDone: ['done', 'already'],
  soldCar: ['sold', 'notMine'],
  optOut: ['enough', 'annoyed', 'notInterested'],
  later: ['putOff', 'noTime', 'notYet', 'think', 'noMoney'],
  askPrice: ['price'],
  score: [],
  satisfied: ['mild', 'thanks'],
  dissatisfied: ['ironic', 'half'],
  complaint: ['fault', 'mistreated', 'paidTooMuch'],
  wrongPerson: ['wrong'],
  human: ['person'],
  unclear: [],
};
const MOST_CHARS = 60;

/** The clause of the owner's own words that says so; the whole of a short reply. */
export function replyEvidence(original: string, meaning: Meaning): string {
  const text = normalise(original);
  if (meaning === 'unclear') return '';
  const clauses = clausesOf(text);
  const speaking = SPEAKING[meaning];
  const clause = speaking
    .map((name) => clauses.find((each) => CUES[name]?.test(each.text) === true))
    .find((found) => found !== undefined);
  const chosen = clause ?? (meaning === 'score' ? clauses.find((each) => /[\d分满星]/.test(each.text)) : undefined);
  const { start, length } =
    chosen === undefined ? wholeOf(original) : { start: chosen.start, length: chosen.text.length };
  return original.slice(start, start + Math.min(length, MOST_CHARS));
}

function wholeOf(original: string): { start: number; length: number } {
  const trimmed = original.trim();
  return { start: original.indexOf(trimmed), length: trimmed.length };
}
