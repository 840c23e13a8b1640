import * as fc from '../support/property.ts';
import { expect, test } from 'vitest';
import { durationText, fitAnswer, MAX_BYTES } from '../../src/stats/answers/messages.ts';

const line = fc
  .string({ unit: fc.constantFrom('配', '件', 'a', '😀', '条'), maxLength: 60 })
  .map((text) => `行${text}`);

test('a long answer keeps its head and tail, and says how many lines are gone', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 30, maxLength: 120, size: 'max' }), fc.nat({ max: 50 }), (body, more) => {
      const text = fitAnswer({ head: ['本月投诉 4 条'], body, more, tail: ['截至 11月22日 14:05'] });
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_BYTES);
      const lines = text.split('\n');
      expect([lines[0], lines.at(-1)]).toEqual(['本月投诉 4 条', '截至 11月22日 14:05']);
      const kept = lines.filter((each) => each.startsWith('行')).length;
      const left = body.length - kept + more;
      expect(lines.includes(`还有 ${left} 条`)).toBe(left > 0);
    }),
  );
});

test('an answer whose head alone is too long is cut, never sent too long', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 60, maxLength: 90, size: 'max' }), (head) => {
      expect(Buffer.byteLength(fitAnswer({ head }))).toBeLessThanOrEqual(MAX_BYTES);
    }),
  );
});

test.each([
  [0, '0 分钟'],
  [59, '59 分钟'],
  [60, '1 小时'],
  [200, '3 小时 20 分钟'],
  [1440, '1 天'],
  [4561, '3 天 4 小时'],
])('%i minutes are %s', (minutes, text) => {
  expect(durationText(minutes)).toBe(text);
});

test('an answer that is too long even without its middle loses its links, never half of one', () => {
  const anchor = `<a href="https://x/${'y'.repeat(400)}">查看明细</a>`;
  const text = fitAnswer({ head: ['口'.repeat(500)], body: ['行'], tail: [anchor, '径'.repeat(300)] });
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_BYTES);
  expect(text).not.toContain('<');
});
