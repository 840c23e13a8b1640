import type { Classifier, Graveness } from './classifier.ts';
import { clausesOf } from './text.ts';

/** What the classifier takes for grave although no rule names it, and where. */
export type GraveImpression = { severity: 'P0' | 'P1'; start: number; probability: number };

/** From this probability of P0 or P1 on a text counts as grave. */
const GRAVE_FROM = 0.4;
/** Who asks, thanks or chats speaks of danger more often than he is in it. */
const CALM_GRAVE_FROM = 0.75;
/** A few words that no rule knows (你们看着办吧) tell nothing for sure. */
const FEW_CHARS = 8;
const FEW_GRAVE_FROM = 0.8;
/** A part of a long text must be clearer: there are many parts. */
const PART_GRAVE_FROM = 0.6;
/** P0 when it is at least this likely beside P1: the graver level in doubt. */
const P0_SHARE = 0.4;
const LONG_CHARS = 60;
const PART_CHARS = 40;

/**
 * The classifier's impression of how grave a text is; it only ever raises what the rules say. A long text is read in parts
 * too, because one sentence about a fire drowns among ten about the waiting room.
 *
 * @param text normalised
 * @param whole what the classifier said of the whole text
 * @param isCalm the text is a question, thanks or the like
 */
export function graveImpression(
  classifier: Classifier,
  text: string,
  whole: Graveness,
  isCalm: boolean,
): GraveImpression | undefined {
  const few = text.trim().length <= FEW_CHARS ? FEW_GRAVE_FROM : GRAVE_FROM;
  const first = impressionOf(whole, 0, isCalm ? CALM_GRAVE_FROM : few);
  if (first !== undefined || text.length <= LONG_CHARS) return first;
  return partsOf(text)
    .flatMap(({ start, part }) => {
      const from = isCalm ? CALM_GRAVE_FROM : PART_GRAVE_FROM;
      return impressionOf(classifier.graveness(part), start, from) ?? [];
    })
    .toSorted((a, b) => b.probability - a.probability)[0];
}

function impressionOf({ P0, P1 }: Graveness, start: number, from: number): GraveImpression | undefined {
  const probability = P0 + P1;
  if (probability < from) return undefined;
  return { severity: P0 >= P0_SHARE * probability ? 'P0' : 'P1', start, probability };
}

/** Clauses in a row, about 40 characters together; unpunctuated text is cut. */
function partsOf(text: string): { start: number; part: string }[] {
  const parts: { start: number; part: string }[] = [];
  let from: number | undefined;
  for (const clause of clausesOf(text)) {
    const end = clause.start + clause.text.length;
    from ??= clause.start;
    if (end - from < PART_CHARS) continue;
    for (let start = from; start < end; start += PART_CHARS) {
      const stop = end - start < 1.5 * PART_CHARS ? end : start + PART_CHARS;
      parts.push({ start, part: text.slice(start, stop) });
      if (stop === end) break;
    }
    from = undefined;
  }
  if (from !== undefined) parts.push({ start: from, part: text.slice(from) });
  return parts;
}
