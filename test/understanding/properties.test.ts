import * as fc from '../support/property.ts';
import { expect, test } from 'vitest';
import {
  CATEGORY_KEYS,
  DEPARTMENT_KEYS,
  KIND_KEYS,
  SEVERITY_KEYS,
  severityFloor,
  understandLocally,
} from '../../src/understanding/index.ts';
import { normalise } from '../../src/understanding/text.ts';

const words = fc.constantFrom(
  '刹车失灵',
  '没有',
  '会不会',
  '自燃',
  '退车',
  '修了三次',
  '你好',
  '😀',
  '沪A12345',
  '13812345678',
  '转人工',
  ',',
  '\n',
  '满意',
  '贵',
  '吗?',
  'TD',
);
const texts = fc.oneof(
  fc.array(words, { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

test('any messages get a decision from the closed lists, with literal evidence and a short summary', () => {
  fc.assert(
    fc.property(fc.array(texts, { maxLength: 4 }), (messages) => {
      const decision = understandLocally({ messages });
      expect(KIND_KEYS).toContain(decision.kind);
      expect(DEPARTMENT_KEYS).toContain(decision.department);
      expect(SEVERITY_KEYS).toContain(decision.severity);
      expect(decision.categories.length).toBeLessThanOrEqual(3);
      for (const category of decision.categories) expect(CATEGORY_KEYS).toContain(category);
      expect(messages.join('\n')).toContain(decision.evidence);
      expect(decision.summary.length).toBeLessThanOrEqual(60);
      expect(decision.confidence).toBeGreaterThanOrEqual(0);
      expect(decision.confidence).toBeLessThanOrEqual(1);
    }),
    { numRuns: 400 },
  );
});

test('the same messages always get the same decision', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(understandLocally({ messages: [text] })).toEqual(understandLocally({ messages: [text] }));
    }),
    { numRuns: 50 },
  );
});

test('the severity is never below the floor of the rules', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const floor = severityFloor(normalise(text)).severity ?? 'P3';
      expect(understandLocally({ messages: [text] }).severity <= floor).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test.each([
  ['nothing', ''],
  ['blanks', ' \n\t '],
  ['only emoji', '😀😡🤬'],
  ['only a lone surrogate', '\ud83d'],
  ['20 000 characters', '刹车异响修了又修还是没修好'.repeat(1600).slice(0, 20_000)],
  ['20 000 characters without a word', 'a'.repeat(20_000)],
  ['20 000 digits', '1'.repeat(20_000)],
  ['20 000 characters of one threat', '差点'.repeat(10_000)],
])('%s is answered, and quickly', (_what, text) => {
  const startedAt = performance.now();
  const decision = understandLocally({ messages: [text] });
  expect(text).toContain(decision.evidence);
  expect(performance.now() - startedAt).toBeLessThan(1500);
});

test('normalising keeps every offset', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(normalise(text)).toHaveLength(text.length);
    }),
  );
});
