import { describe, expect, test } from 'vitest';
import { looksLikeQuestion } from '../../src/stats/index.ts';
import { type Doubt, readQuestion } from '../../src/stats/reading/question.ts';
import { ASKED_ON, PEOPLE, SERIES } from './question-lines.ts';
import { REFUSED } from './questions-refused.ts';

const options = { today: ASKED_ON, people: PEOPLE, series: SERIES };
const linesOf = (table: string): string[] => table.trim().split('\n');

describe('what no figure answers', () => {
  test.each(linesOf(REFUSED.unsupported))('%s is said to be none', (question) => {
    expect(readQuestion(question, options).kind).toBe('unsupported');
  });

  test.each(linesOf(REFUSED.clarify))('%s is asked back', (question) => {
    expect(readQuestion(question, options).kind).toBe('doubtful');
  });

  test.each(linesOf(REFUSED.none))('%s is no question', (question) => {
    expect(readQuestion(question, options).kind).not.toBe('query');
    expect(looksLikeQuestion(question, options)).toBe(false);
  });

  test.each(linesOf(REFUSED.notes))('%s is a note in a chat', (text) => {
    expect(looksLikeQuestion(text, options)).toBe(false);
  });
});

describe('what is not read as a query', () => {
  test.each([
    ['张三这个月投诉多少', 'words'],
    ['京A1234的投诉', 'words'],
    ['没有超时的部门', 'words'],
    ['除了配件的投诉', 'words'],
    ['投诉占比', 'words'],
    ['2月30号投诉多少', 'words'],
    ['24小时及时率', 'limit'],
    ['上个月', 'metric'],
    ['售后怎么样', 'metric'],
    ['配件', 'metric'],
    ['年检提醒按部门分', 'grouping'],
    ['每天重开多少', 'grouping'],
    ['配件部发了多少提醒', 'filter'],
    ['待处理跟上个月比', 'state'],
    ['9月10月12月投诉', 'periods'],
  ] satisfies [string, Doubt['what']][])('%s is doubtful: %s', (question, what) => {
    expect(readQuestion(question, options)).toMatchObject({ kind: 'doubtful', doubt: { what } });
  });

  test.each(['帮助', 'help', '?', '你能查什么', '怎么用'])('%s asks for help', (question) => {
    expect(readQuestion(question, options).kind).toBe('help');
  });

  test.each(['今天天气怎么样', '好的', '', '   ', '哈哈', '车主说明天下午三点过来看车'])(
    '"%s" can not be read',
    (question) => {
      expect(readQuestion(question, options).kind).toBe('unreadable');
    },
  );
});
