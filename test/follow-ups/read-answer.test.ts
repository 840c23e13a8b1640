import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../src/conversations/follow-up-reply/read-answer.ts';
import type { Pending } from '../../src/conversations/follow-up-reply/pending.ts';
import type { Heard } from '../../src/conversations/heard.ts';
import { STEPS } from '../../src/follow-ups/index.ts';
import { understandLocally } from '../../src/understanding/index.ts';

const NOW = new Date('2026-11-23T02:00:00Z');

function read(step: number, text: string, how: { isFresh?: boolean; isBesideTicket?: boolean } = {}) {
  const heard = { messages: [{ text, menuId: null }], decision: understandLocally({ messages: [text] }) } as unknown;
  const pending = { row: { step }, tap: undefined, isFresh: how.isFresh ?? true } as unknown;
  return readAnswer(heard as Heard, pending as Pending, NOW, how.isBesideTicket ?? false);
}

describe('asked for points', () => {
  test.each([
    ['9', 9],
    ['九分', 9],
    ['满分', 10],
    ['95分', 10],
    ['五星好评', 10],
    ['0', 1],
    ['还行吧8分', 8],
    ['2分，态度太差', 2],
  ])('%s is %d', (text, score) => {
    expect(read(STEPS.score, text)?.answers.score).toBe(score);
  });

  test.each([
    ['挺好的', true],
    ['非常满意', true],
    ['不满意', false],
    ['差评', false],
  ])('%s says how it was without points', (text, isSatisfied) => {
    expect(read(STEPS.score, text)?.answers).toMatchObject({ isSatisfied });
  });

  test.each(['好的', '谢谢', '一般般', '七八分吧'])('%s is asked about once more', (text) => {
    expect(read(STEPS.score, text)).toMatchObject({ isVague: true });
  });

  test.each(['几点下班', '我想预约周六保养', '退订', '转人工', '车卖了', '没空', '刹车失灵了'])(
    '%s is no answer',
    (text) => {
      expect(read(STEPS.score, text)).toBeUndefined();
    },
  );

  test('a fault that is still there is a complaint beside good points', () => {
    expect(read(STEPS.score, '8分吧，空调还是不凉')).toMatchObject({
      answers: { score: 8, isFixed: false },
      isComplaint: true,
    });
    expect(read(STEPS.score, '9分，就是等得久了点')).toMatchObject({ answers: { score: 9 }, isComplaint: false });
  });

  test('a mild remark beside good points is words, a demand or a fault of ours is more', () => {
    const text = '9分，都挺好的，就是等得久了点';
    expect(read(STEPS.score, text)).toEqual({ answers: { score: 9, words: text }, isComplaint: false });
    expect(read(STEPS.score, '9分 多收了我两百块钱 给我退了')?.isComplaint).toBe(true);
    expect(read(STEPS.score, '9分，等了三个小时没人管')?.isComplaint).toBe(true);
  });

  test('after other talk, or beside a complaint, points alone are an answer', () => {
    expect(read(STEPS.score, '挺好的', { isFresh: false })).toBeUndefined();
    expect(read(STEPS.score, '不满意', { isBesideTicket: true })).toBeUndefined();
    expect(read(STEPS.score, '9分', { isFresh: false, isBesideTicket: true })?.answers.score).toBe(9);
  });
});

test.each([
  ['修好了', true],
  ['都正常', true],
  ['是的', true],
  ['没有', false],
  ['还是响', false],
  ['差不多', undefined],
])('whether it was repaired: %s is %s', (text, isFixed) => {
  expect(read(STEPS.fixed, text)?.answers.isFixed).toBe(isFixed);
});

describe('asked for suggestions', () => {
  test.each(['没有', '没有了', '没啥建议', '暂时没有'])('%s ends it without words', (text) => {
    expect(read(STEPS.suggestions, text)).toEqual({ answers: {}, isComplaint: false });
  });

  test('they are kept as they were said', () => {
    expect(read(STEPS.suggestions, '希望周末多开几个工位')?.answers).toEqual({ words: '希望周末多开几个工位' });
  });

  test.each(['下次保养多少钱', '我想预约周六保养'])('%s is seen to in the ordinary way', (text) => {
    expect(read(STEPS.suggestions, text)).toBeUndefined();
  });

  test.each(['服务态度太差了', '空调又坏了'])('%s is displeasure', (text) => {
    expect(read(STEPS.suggestions, text)?.answers.isSatisfied).toBe(false);
  });
});
