import type { Classifier, Scores } from './classifier.ts';
import { optOutWords } from './intents.ts';
import type { MessageKind } from './taxonomy.ts';
import { courtesiesIn, isWrong, type WishPlace, wishesIn, withoutPlaces } from './wishes.ts';

/** One reading, several matters: the main one, and what is wished for beside it. */
export type Matters = {
  /** The text with all else blanked out; offsets are those of the whole. */
  matter: string;
  scores: Scores;
  wishes: readonly WishPlace[];
  /** There is a grievance beside them, which is read by itself. */
  isApart: boolean;
  /** So it is beside an opt-out, which is then only a wish. */
  isBesideOptOut: boolean;
};

const GRIEVANCES: readonly MessageKind[] = ['complaint', 'grumble', 'rescue'];
/** What is left must be a grievance at least this likely to be the main matter. */
const SURE = 0.5;
const LEAST_CHARS = 4;
/** Fewer are no grievance by themselves unless a word says what went wrong (师傅给讲讲). */
const LONG_CHARS = 6;
/** "谢谢,就是等太久了": what follows counts. */
const TURN =
  /(?:^|[\n,。!?;…\s])(?:就是|不过|但是|可是|只是|然而|但|可惜|美中不足(?:的是)?|唯一(?:的)?(?:就是|不足|问题)?)(?!说|你|您|我)/g;
const KIND_WORDS: readonly MessageKind[] = ['praise', 'survey', 'other', 'suggestion'];

const grievanceIn = ({ kinds }: Scores): number => GRIEVANCES.reduce((sum, kind) => sum + kinds[kind], 0);
const characters = (text: string): number => (text.match(/\p{Script=Han}/gu) ?? []).length;
const isLong = (text: string): boolean => characters(text) >= LONG_CHARS;

/**
 * Tells a grievance from the booking, the question, the opt-out or the thanks that stand in a row with it. Where nothing
 * stands beside it, or what is left is none, the text is one matter.
 *
 * @param whole normalised
 */
export function mattersIn(whole: string, classifier: Classifier): Matters {
  const bare = withoutPlaces(whole, courtesiesIn(whole));
  const text = isWrong(bare) ? bare : whole;
  const wishes = wishesIn(text, classifier);
  const optOut = optOutWords(text);
  const apart = optOut === undefined ? wishes : [...wishes, optOut];
  const scores = classifier.score(text);
  const rest = apart.length === 0 ? undefined : grievance(withoutPlaces(text, apart), classifier);
  // What only explains a question ("上个月28号定的") is none, however it reads by itself.
  const isTold = grievanceIn(scores) >= SURE && wishes.every(({ kind }) => kind !== 'progress');
  if (rest !== undefined && (isWrong(rest.matter) || (isTold && isLong(rest.matter)))) {
    return { ...rest, wishes, isApart: true, isBesideOptOut: optOut !== undefined };
  }
  const turned = KIND_WORDS.some((kind) => scores.kinds[kind] > SURE) ? afterTurn(text, classifier) : undefined;
  return { ...(turned ?? { matter: text, scores }), wishes, isApart: turned !== undefined, isBesideOptOut: false };
}

function grievance(matter: string, classifier: Classifier): { matter: string; scores: Scores } | undefined {
  if (characters(matter) < LEAST_CHARS) return undefined;
  const scores = classifier.score(matter);
  return grievanceIn(scores) >= SURE ? { matter, scores } : undefined;
}

function afterTurn(text: string, classifier: Classifier): { matter: string; scores: Scores } | undefined {
  const turn = [...text.matchAll(TURN)][0];
  if (turn === undefined || turn.index === 0) return undefined;
  return grievance(' '.repeat(turn.index) + text.slice(turn.index), classifier);
}
