/** Taken characters are blanked, so that positions stay and words do not grow together across the gap. */
export const BLANK = '\uFFFF';

export interface Span {
  start: number;
  end: number;
}

/** A text from which readers take what they understand; what is left over was not understood. */
export class SpanText {
  readonly full: string;
  #rest: string;

  constructor(full: string) {
    this.full = full;
    this.#rest = full;
  }

  /** The text with everything taken so far blanked. */
  get rest(): string {
    return this.#rest;
  }

  /** Takes the leftmost match, if any. The expression must not be global. */
  take(expression: RegExp): (Span & { match: RegExpExecArray }) | undefined {
    const match = expression.exec(this.#rest);
    if (match === null || match[0] === '') return undefined;
    const span = { start: match.index, end: match.index + match[0].length };
    this.blank(span);
    return { ...span, match };
  }

  has(expression: RegExp): boolean {
    return expression.test(this.#rest);
  }

  blank({ start, end }: Span): void {
    this.#rest = this.#rest.slice(0, start) + BLANK.repeat(end - start) + this.#rest.slice(end);
  }

  /** Pieces that nobody took. */
  leftOver(): string[] {
    return this.#rest.split(BLANK).filter((piece) => piece !== '');
  }
}

/** Full-width and upper-case forms made one; blanks, quotes, brackets, faces and a leading @mention removed; at most 500 characters. */
export function normaliseQuestion(text: string): string {
  return (
    text
      .normalize('NFKC')
      .replace(/^\s*@\S+\s+/, '')
      // TOP5 10月 must not become top510月.
      .replaceAll(/((?:top|前)\s*\d{1,2})\s+(?=\d{1,2}\s*月|20\d{2})/giu, '$1,')
      .replaceAll(/[\s\p{C}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Extended_Pictographic}"'`*#_|^<>]+/gu, '')
      .toLowerCase()
      .slice(0, 500)
  );
}
