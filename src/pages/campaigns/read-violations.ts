import { parsePlate } from '../../customers/index.ts';
import type { ViolationRow } from '../../outreach/index.ts';

/**
 * Rows of a violation list: the plate first, then what happened; separated by comma, tab or blanks. A first row with
 * titles is left out.
 */
export function readViolations(text: string): ViolationRow[] {
  const rows = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [plate = '', ...rest] = line.split(/[,，;；\t]|\s+/).map((cell) => cell.trim().replaceAll(/^"|"$/g, ''));
      return { plate, text: rest.filter((cell) => cell !== '').join(' ') };
    });
  const [first] = rows;
  const isTitle = first !== undefined && parsePlate(first.plate) === undefined && /车牌|号牌|plate/i.test(first.plate);
  return isTitle ? rows.slice(1) : rows;
}

/** A file as text: UTF-8, else what Chinese spreadsheets save. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: GB18030 reads everything that GBK and GB2312 hold.
    return new TextDecoder('gb18030').decode(bytes);
  }
}
