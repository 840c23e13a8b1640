import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A subset of Noto Sans SC: GB 2312 and more characters of names. No font of the system is looked at. */
export const FONT_FILE = fileURLToPath(new URL('fonts/NotoSansSC-Regular.ttf', import.meta.url));

/** Stands for a character that the font does not have; left alone it would vanish without a sign. */
const MISSING = '□';

let known: ReadonlySet<number> | undefined;

/** The text as the font can write it. */
export function writable(text: string): string {
  known ??= charactersOf(readFileSync(FONT_FILE));
  let result = '';
  for (const character of text) result += known.has(character.codePointAt(0) ?? 0) ? character : MISSING;
  return result;
}

/** Code points that a TrueType font has glyphs for. @see https://learn.microsoft.com/typography/opentype/spec/cmap */
function charactersOf(font: Buffer): Set<number> {
  const cmap = tableAt(font, 'cmap');
  const points = new Set<number>();
  for (let index = 0; index < font.readUInt16BE(cmap + 2); index += 1) {
    const at = cmap + font.readUInt32BE(cmap + 4 + index * 8 + 4);
    const format = font.readUInt16BE(at);
    if (format === 4) {
      const count = font.readUInt16BE(at + 6) / 2;
      for (let segment = 0; segment < count; segment += 1) {
        const end = font.readUInt16BE(at + 14 + segment * 2);
        const start = font.readUInt16BE(at + 16 + (count + segment) * 2);
        for (let point = start; point <= end && point < 0xffff; point += 1) points.add(point);
      }
    }
    if (format === 12) {
      for (let group = 0; group < font.readUInt32BE(at + 12); group += 1) {
        const entry = at + 16 + group * 12;
        for (let point = font.readUInt32BE(entry); point <= font.readUInt32BE(entry + 4); point += 1) points.add(point);
      }
    }
  }
  return points;
}

function tableAt(font: Buffer, name: string): number {
  for (let index = 0; index < font.readUInt16BE(4); index += 1) {
    const entry = 12 + index * 16;
    if (font.toString('latin1', entry, entry + 4) === name) return font.readUInt32BE(entry + 8);
  }
  throw new Error(`the font has no table ${name}`);
}
