/** Chinese digits as people write them, 两 among them. */
export const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** Regular expression source for a number up to four digits, or up to 99 in Chinese. */
export const NUMBER = '(?:\\d{1,4}|[零一二两三四五六七八九十]{1,3})';

/** Reads `12`, `十二`, `二十`, `两`. @returns NaN for anything else */
export function readNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const [tens, ones, rest] = text.split('十');
  if (rest !== undefined || tens === undefined) return Number.NaN;
  if (ones === undefined) return DIGITS[text] ?? Number.NaN;
  const high = tens === '' ? 1 : (DIGITS[tens] ?? Number.NaN);
  const low = ones === '' ? 0 : (DIGITS[ones] ?? Number.NaN);
  return high * 10 + low;
}
