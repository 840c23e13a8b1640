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

/** How people elsewhere say 多少, 多久, 哪个 …, of the same length: places in the text stay. */
export const inCommonWords = (normal: string): string =>
  normal
    .replaceAll(/好多(?!了(?![没吗]))|几多/g, '多少')
    .replaceAll(/好久(?!没|不|以|前)/g, '多久')
    .replaceAll('好长时间', '多长时间')
    .replaceAll('啥子', '什么')
    .replaceAll('有冇', '有无')
    .replaceAll('冇', '没')
    .replaceAll('咗', '了')
    .replaceAll('嘅', '的')
    .replaceAll('喺', '在')
    .replaceAll(/仲(?=有|未|没)/g, '还')
    .replaceAll('啲', '些')
    .replaceAll(/(?<![那这旁两])边(?=个|度|位|间|部|款|台|些)/g, '哪')
    .replaceAll(/呢(?=个月|个礼拜|个星期|个季度|周|几天|两天|排)/g, '这')
    .replaceAll('而家', '现在')
    .replaceAll(/[寻琴]日/g, '昨日')
    .replaceAll('听日', '明日')
    .replaceAll('点样', '怎样');
