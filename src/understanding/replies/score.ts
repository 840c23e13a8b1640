import { DIGITS } from '../../numerals.ts';

const WORD = '[零〇一二两三四五六七八九十拾]{1,3}';
const NUMBER = `(\\d{1,3}(?:\\.\\d)?|${WORD}(?:点[零一二三四五六七八九]|点五)?)`;
const WITH_UNIT = new RegExp(
  `(?<![差扣减加到\\d.])${NUMBER}\\s?(?:分(?![钟之期厂店公享析开别])|颗?星)(?!级|服务|态度|店)`,
  'g',
);
const GIVEN = new RegExp(`(?:打|给|评)(?:个|你们|您们|您|你|到|它)*\\s?${NUMBER}(?![\\d年月日号次个天点:])`);
const ALONE = new RegExp(`^[\\s,，。!！~]*(?:我)?${NUMBER}(?:吧|啦|了|呗|哈|!|。|\\s)*$`);
const FIRST = new RegExp(`^\\s*${NUMBER}(?=[，,。.!！\\s])`);
const FULL = /(?<!不是|没到|几分|分)(?:满分(?!是|多少)|全五星|五星好评|百分百)/;

/** Whether a score is asked for: then a number alone is one. */
export interface ScoreAsked {
  isAsked: boolean;
}

/**
 * The points that an owner gives, as they say them: 9, 8.5, 100, 满分 as ten, 五星 as five. The scale is the asker's.
 *
 * @param text respelled
 */
export function readScore(text: string, { isAsked }: ScoreAsked): number | undefined {
  if (/一分(?:也|都)不|零分|零蛋/.test(text)) return 0;
  const [unit] = text.matchAll(WITH_UNIT);
  const words =
    unit?.[1] ?? GIVEN.exec(text)?.[1] ?? (isAsked ? (ALONE.exec(text)?.[1] ?? FIRST.exec(text)?.[1]) : undefined);
  if (words === undefined) return FULL.test(text) ? (/星/.test(text) ? 5 : 10) : undefined;
  const value = valueOf(words);
  return value !== undefined && value <= 100 ? value : undefined;
}

function valueOf(words: string): number | undefined {
  if (/^\d/.test(words)) return Number(words);
  const [whole = '', part] = words.replaceAll('拾', '十').split('点');
  const [tens, ones, more] = whole.split('十');
  if (more !== undefined) return undefined;
  const digit = (word: string | undefined, empty: number) => (word === undefined || word === '' ? empty : DIGITS[word]);
  const value = ones === undefined ? DIGITS[whole] : sum(digit(tens, 1), digit(ones, 0));
  const tenth = part === undefined ? 0 : (DIGITS[part] ?? 0) / 10;
  return value === undefined ? undefined : value + tenth;
}

const sum = (tens: number | undefined, ones: number | undefined): number | undefined =>
  tens === undefined || ones === undefined ? undefined : tens * 10 + ones;
