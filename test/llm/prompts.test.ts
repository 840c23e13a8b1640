import { expect, test } from 'vitest';
import { loadPrompts, parsePrompt } from '../../src/llm/prompts.ts';

const source = (header: string, body: string): string => `---\n${header}\n---\n${body}\n`;
const HEADER = 'name: repair-answer\nversion: 1\ninputs: fault';

test('every prompt of the repository loads and has a version', () => {
  const prompts = loadPrompts();
  expect(prompts.classifyMessage.version).toMatch(/^\d{4}-\d{2}-\d{2}\.\d+$/);
  expect(prompts.repairAnswer.render({ fault: '不是 JSON' })).toContain('不是 JSON');
});

test('a placeholder inside an inserted value stays as it is', () => {
  expect(parsePrompt('repair-answer', source(HEADER, 'x {{fault}}')).render({ fault: '{{fault}}' })).toBe(
    'x {{fault}}',
  );
});

test.each([
  ['no header', 'just text', 'needs a header'],
  ['another name', source('name: other\nversion: 1\ninputs: fault', '{{fault}}'), 'header says name "other"'],
  ['no version', source('name: repair-answer\ninputs: fault', '{{fault}}'), 'no version'],
  ['an undeclared input', source('name: repair-answer\nversion: 1\ninputs:', '{{fault}}'), 'does not declare'],
  ['a missing placeholder', source(HEADER, 'nothing'), '{{fault}} is missing'],
  ['an unknown placeholder', source(HEADER, '{{fault}} {{more}}'), 'unknown input "more"'],
])('refuses a prompt with %s, naming the file', (_what, text, message) => {
  expect(() => parsePrompt('repair-answer', text)).toThrow(message);
  expect(() => parsePrompt('repair-answer', text)).toThrow('prompts/repair-answer.md');
});
