import { MOBILE, PLATE } from './entities.ts';
import { categoryWords } from './lexicon.ts';
import type { Category } from './taxonomy.ts';
import { type Clause, clauseAt, clausesOf } from './text.ts';
import { isWrong } from './wishes.ts';

/** Longest quote, in characters; a longer clause is cut around the word. */
const EVIDENCE_CHARS = 40;

/** Words that only lead to it. */
const LEADS_TO = /^(?:(?:对了|另外|还有哈?|不过|但是|可是|就是|顺便说一?下|顺便|结果)[\s,]*)+(?=.{6})/;

/** The clause of the original around an offset; always a literal substring of it. */
function evidenceAt(original: string, clauses: readonly Clause[], offset: number): string {
  const clause = clauseAt(clauses, offset);
  if (clause === undefined) return '';
  const start = clause.start + (LEADS_TO.exec(clause.text)?.[0].length ?? 0);
  const end = clause.start + clause.text.length;
  const from = end - start <= EVIDENCE_CHARS ? start : Math.max(start, offset - 12);
  const to = Math.min(end, from + EVIDENCE_CHARS);
  return withoutHalfCharacters(original.slice(from, to)).trim();
}

/** A cut may fall into an emoji: a lone surrogate is no longer text that JSON or a database carries unchanged. */
export function withoutHalfCharacters(text: string): string {
  return text.replace(/^[\udc00-\udfff]/, '').replace(/[\ud800-\udbff]$/, '');
}

/** Courtesies, stand-ins of files, days: nothing that a quote should show alone. */
const SAYS_NOTHING =
  /(?:你好|您好|在吗|在不在|在么|哈喽|请问|师傅|老板|亲|谢谢|感谢|多谢|辛苦|收到|好的|好吧|提醒|祝福|跟你们?说一声|我跟你讲|喂|嗯|哦|对了|另外|还有|那个|就是|不好意思|麻烦|\[[\u4e00-\u9fa5]{1,3}\]|今天|昨天|前天|上周|上个月|上礼拜|(?:周|礼拜|星期)[一二三四五六日天]|\d{1,2}[月号日点]|车牌|手机号?|电话|[了啦啊呢哈呀吧各位们你您的是我]|[\s\p{P}\p{S}])/gu;
/** What is wanted rather than what happened. */
const WANTS = /说法|解释|交代|书面|明细|给我个|怎么(?:说|办|处理)|投诉你们/;
/** Thanks that mean the contrary, where they name nothing. */
const MOCKS = /点赞|真(?:好|行|棒|贴心)|佩服|感动|贴心|厉害|谢谢|感谢|赞/;
const TOLD_WRONG = 2;
const WANTED_ONLY = 4;
/** Of two clauses that say as much the longer one, up to this length. */
const FULL_CHARS = 16;

/**
 * The clause that carries the matter: with the most of its category's words and of what went wrong, a courtesy, a day or a
 * plate last.
 *
 * @param text normalised, without what stands beside the matter
 * @param at where the gravest reason stands; undefined: nowhere in so many words
 */
export function evidenceFor(
  original: string,
  text: string,
  at: number | undefined,
  categories: readonly Category[],
): string {
  const clauses = clausesOf(text);
  if (at !== undefined) return evidenceAt(original, clauses, at);
  const words = categories
    .slice(0, 1)
    .filter((category) => category !== 'Z9')
    .flatMap((category) => categoryWords(text, category));
  let best: { clause: Clause; weight: number; offset: number } | undefined;
  for (const clause of clauses) {
    const told = clause.text.replace(PLATE, '').replace(MOBILE, '').replace(SAYS_NOTHING, '');
    if (told.length < 2 && (best !== undefined || clauses.length > 1)) continue;
    const own = words.filter(({ start }) => start >= clause.start && start < clause.start + clause.text.length);
    const weight =
      Math.min(told.length, FULL_CHARS) / FULL_CHARS +
      own.reduce((sum, { word }) => sum + word.length, 0) +
      (isWrong(clause.text) ? TOLD_WRONG : 0) -
      (WANTS.test(clause.text) || (own.length === 0 && MOCKS.test(clause.text)) ? WANTED_ONLY : 0);
    if (best === undefined || weight > best.weight) {
      best = { clause, weight, offset: own[0]?.start ?? clause.start };
    }
  }
  const first = best?.offset ?? clauses[0]?.start;
  return first === undefined ? '' : evidenceAt(original, clauses, first);
}
