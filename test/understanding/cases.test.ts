import { expect, test } from 'vitest';
import { classifiedCase, readCases, understandLocally } from '../../src/understanding/index.ts';

test('reads text or messages, ignores other fields and empty lines', () => {
  const cases = readCases('\uFEFF{"text":"漏油","id":7}\n\n{"messages":["你好","漏油"],"context":"请问怎么了"}\n');
  expect(cases).toEqual([
    { messages: ['漏油'] },
    { messages: ['你好', '漏油'], context: '请问怎么了', oddContextAt: 3 },
  ]);
});

test.each([
  ['{"text":"a"}\nnot json', '第 2 行'],
  ['{"txt":"a"}', '第 1 行'],
  ['{"messages":["a",{}]}', '第 1 行'],
  ['["a"]', '第 1 行'],
])('a bad line is named, with what it needs: %s', (source, where) => {
  expect(() => readCases(source)).toThrow(
    expect.objectContaining({ code: 'VALIDATION', userMessage: expect.stringContaining(where) }),
  );
});

test('writes the published fields in their order, with evidence that is in the text', () => {
  const text = '变速箱顿挫 给我处理';
  const written = classifiedCase(understandLocally({ messages: [text] }));
  expect(Object.keys(written)).toEqual([
    'kind',
    'categories',
    'department',
    'severity',
    'confidence',
    'evidence',
    'needsHuman',
    'decidedBy',
  ]);
  expect(text).toContain(written.evidence);
});
