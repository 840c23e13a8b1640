import { describe, expect, test } from 'vitest';
import { looksLikeQuestion } from '../../src/stats/index.ts';
import { type Doubt, readQuestion } from '../../src/stats/reading/question.ts';
import { questionOf } from '../../src/stats/reading/question-of.ts';
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

  // The words that did not fit are gone, or stand beside a figure that has them.
  test.each([
    ['配件部发了多少提醒', ['本月已发提醒多少', '本月配件完成电话多少']],
    ['待处理跟上个月比', ['本月收到的待处理工单多少', '本月投诉，跟2026年10月1日到2026年10月31日比']],
    ['上周3DC电话回访率', ['上周3DC回访率多少', '上周3DC已回访，按渠道分']],
    ['哪个渠道触达率高', ['本月提醒触达率多少', '本月到期提醒事项，按渠道分从高到低前1名']],
    ['哪个季度超时最多', ['今年超时工单多少', '今年投诉，按季度分从高到低前1名']],
    ['李娜本月回访确认及时率', ['本月回访确认及时率多少', '本月李娜投诉多少']],
  ])('%s can not be told: what is offered instead can', (question, offers) => {
    const reading = readQuestion(question, options);
    const nearest = reading.kind === 'doubtful' ? reading.options : [];
    const people = Object.fromEntries(PEOPLE.map(({ userId, name }) => [userId.toLowerCase(), name]));
    const asked = nearest.map((query) => questionOf(query, ASKED_ON, undefined, people));
    expect(asked).toEqual(offers);
    // What is chosen is answered.
    expect(asked.map((each) => readQuestion(each, options))).toEqual(
      nearest.map((query) => expect.objectContaining({ kind: 'query', query })),
    );
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
