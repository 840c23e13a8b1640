import { describe, expect, test } from 'vitest';
import { readQuestion } from '../../src/stats/reading/question.ts';
import { ASKED_ON, PEOPLE, SERIES } from './question-lines.ts';

const options = { today: ASKED_ON, people: PEOPLE, series: SERIES };

describe('why somebody asks', () => {
  test.each([
    ['本月投诉多少，我开早会要念', '本月投诉多少'],
    ['等下开会要用 上个月各部门关闭率', '上个月各部门关闭率'],
    ['这月流失多少台，心里好有个数', '这月流失多少台'],
    ['麻烦帮个忙，超时的有哪些', '超时的有哪些'],
    ['明天要给领导汇报，上周3DC回访率多少', '上周3DC回访率多少'],
    ['3DC回访率上周多少，厂家要', '3DC回访率上周多少'],
  ])('%s is %s', (question, plain) => {
    expect(readQuestion(question, options)).toMatchObject({ ...readQuestion(plain, options), kind: 'query' });
  });

  test.each([
    '配件那边的别算，本月投诉多少',
    '本月投诉多少，张三的',
    '本月投诉多少，开会的王总那边不要',
    '领导要看VIP的投诉',
    '汇报超过5天的，本月投诉多少',
    '老板要最严重的三类，本月投诉多少，除了销售',
  ])('a clause that narrows is never left out: %s', (question) => {
    expect(readQuestion(question, options).kind).not.toBe('query');
  });
});

describe('words that may mean two spans', () => {
  test('前一个月 is the last one of the calendar, and may be the last thirty days', () => {
    const reading = readQuestion('前一个月投诉多少', options);
    expect(reading).toMatchObject({
      query: { period: { from: '2026-10-01', to: '2026-10-31' } },
      others: [{ metric: 'complaintsReceived', period: { from: '2026-10-23', to: '2026-11-22' } }],
    });
  });
});
