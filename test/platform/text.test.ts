import * as fc from '../support/property.ts';
import { expect, test } from 'vitest';
import { parseJson } from '../../src/platform/platform-api.ts';
import { byteLength, cutBytes, cutCharacters, splitBytes } from '../../src/platform/text.ts';

const anyText = fc.string({ unit: 'grapheme', maxLength: 200 });
const limit = fc.integer({ min: 8, max: 120 });

test('a text cut to bytes is no longer, holds whole characters, and is untouched when it fits', () => {
  fc.assert(
    fc.property(anyText, limit, (text, bytes) => {
      const cut = cutBytes(text, bytes);
      expect(byteLength(cut)).toBeLessThanOrEqual(bytes);
      expect(cut.isWellFormed()).toBe(true);
      const whole = byteLength(text) <= bytes;
      expect(whole ? cut === text : cut.endsWith('…') && text.startsWith(cut.slice(0, -1))).toBe(true);
    }),
  );
});

test('a text cut to characters counts characters, not code units', () => {
  expect(cutCharacters('𠮷野家', 3)).toBe('𠮷野家');
  expect(cutCharacters('𠮷野家很好', 3)).toBe('𠮷野…');
});

test('a text split to bytes loses nothing, and each part fits and holds whole characters', () => {
  const lines = fc.array(anyText, { maxLength: 6 }).map((parts) => parts.join('\n'));
  fc.assert(
    fc.property(lines, limit, (text, bytes) => {
      const parts = splitBytes(text, bytes);
      expect(parts.join('')).toBe(text);
      expect(parts.every((part) => byteLength(part) <= bytes && part.isWellFormed())).toBe(true);
    }),
  );
});

test('integers that a double can not hold stay as they were written', () => {
  expect(parseJson('{"msgid":4561255354251345929,"small":42,"list":[9007199254740993],"part":1.5}')).toEqual({
    msgid: '4561255354251345929',
    small: 42,
    list: ['9007199254740993'],
    part: 1.5,
  });
  expect(() => parseJson('[1]')).not.toThrow();
  expect(() => parseJson('"text"')).toThrow('no JSON object');
  expect(() => parseJson('<html>')).toThrow(SyntaxError);
});
