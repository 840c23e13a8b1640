import { isLight, MAY_NARROW, SURNAMES } from './light-words.ts';
import { BLANK, type SpanText } from './spans.ts';
import { FILLER } from './talk-words.ts';

export interface Leftovers {
  /** For every character of the text whether it was not understood. */
  isUnread: boolean[];
  /** What was not understood, piece by piece. */
  pieces: string[];
  /** One short word is left, and stands where no condition stands: it may be left out if the answer says so. */
  isLoose: boolean;
}

/**
 * What is left of a text once all readers have taken what they understand, and filler is gone. Words that cannot narrow a
 * figure are no leftovers, once the question names one.
 */
export function leftoversOf(text: SpanText, namesFigure: boolean): Leftovers {
  const left = text.rest.replaceAll(FILLER, (filler) => BLANK.repeat(filler.length));
  const isUnread = Array.from({ length: left.length }, (_, at) => left[at] !== BLANK);
  const found = [...left.matchAll(/[^\uFFFF]+/g)].map((match) => ({ at: match.index, piece: match[0] }));
  const heavy = found.filter(({ at, piece }) => {
    const isNothing = namesFigure && isLight(text.rest, at, at + piece.length);
    if (isNothing) isUnread.fill(false, at, at + piece.length);
    return !isNothing;
  });
  const [only, second] = heavy;
  return {
    isUnread,
    pieces: heavy.map(({ piece }) => piece),
    isLoose: namesFigure && only !== undefined && second === undefined && standsLoose(text, only),
  };
}

/** 预约都落实没: in the place of what was done with all of them. A noun, and so what a figure is narrowed to, stands elsewhere. */
const BEFORE_A_DEED = /(?:都|全部?|也|到底|怎么)$/;
const AFTER_A_DEED = /^(?:了|完|好|过)*(?:没有?|吗)?[呢啊呀?。!,]*$/;

function standsLoose({ full }: SpanText, { at, piece }: { at: number; piece: string }): boolean {
  return (
    /^\p{Script=Han}{1,2}$/u.test(piece) &&
    !MAY_NARROW.test(piece) &&
    !SURNAMES.test(piece) &&
    BEFORE_A_DEED.test(full.slice(0, at)) &&
    AFTER_A_DEED.test(full.slice(at + piece.length))
  );
}
