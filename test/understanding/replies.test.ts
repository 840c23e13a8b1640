import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { reminderKinds } from '../../src/outreach/index.ts';
import { readReply, type Reply } from '../../src/understanding/index.ts';
import { type ReplyExample, readReplyFile } from '../../src/understanding/replies/examples.ts';
import { MEANINGS } from '../../src/understanding/replies/meanings.ts';
import { sourceHash, storedSource } from '../../src/understanding/replies/stored-weights.ts';
import * as fc from '../support/property.ts';

/** A Wednesday. */
const TODAY = '2026-11-25';

const read = (context: string, ...messages: string[]): Reply => {
  const reply = readReply({ messages, context, today: TODAY });
  if (reply === undefined) throw new Error(`no context of ours: ${context}`);
  return reply;
};
const maintenance = (...messages: string[]) => read('reminder:regularMaintenance', ...messages).meaning;

const cases = (name: string): ReplyExample[] => readReplyFile(new URL(name, import.meta.url));
const rightShare = (examples: readonly ReplyExample[]): number =>
  examples.filter(({ context, text, meaning }) => read(context, ...text.split('\n')).meaning === meaning).length /
  examples.length;

describe('replies that it was not trained on', () => {
  test.each([
    ['replies-holdout.jsonl', 0.96],
    ['replies-second.jsonl', 0.92],
    ['replies-third.jsonl', 0.85],
    ['replies-fourth.jsonl', 0.9],
  ])('%s: so many are read as labelled', (name, least) => {
    expect(rightShare(cases(name))).toBeGreaterThanOrEqual(least);
  });

  test('no text of the hold-outs longer than a few characters was trained on', () => {
    const file = new URL('../../src/understanding/replies/examples.jsonl', import.meta.url);
    const trained = new Set(readReplyFile(file).map(({ context, text }) => `${context} ${text}`));
    const shared = ['replies-holdout.jsonl', 'replies-second.jsonl', 'replies-third.jsonl', 'replies-fourth.jsonl']
      .flatMap(cases)
      .filter(({ context, text }) => text.length > 4 && trained.has(`${context} ${text}`));
    expect(shared.map(({ text }) => text)).toEqual([]);
  });
});

test('the stored weights were made of the examples and cues as they are: npm run train:replies', () => {
  expect(storedSource()).toBe(sourceHash());
});

test('the labelled replies themselves are read as labelled', () => {
  const file = new URL('../../src/understanding/replies/examples.jsonl', import.meta.url);
  expect(rightShare(readReplyFile(file))).toBeGreaterThan(0.985);
});

describe('the same words after different questions', () => {
  test.each([
    ['好', 'reminder:regularMaintenance', 'book'],
    ['好', 'survey:satisfied', 'satisfied'],
    ['好的', 'reminder:birthday', 'unclear'],
    ['没有', 'survey:fullyRepaired', 'dissatisfied'],
    ['没有', 'survey:suggestion', 'satisfied'],
    ['没有', 'reminder:regularMaintenance', 'unclear'],
    ['1', 'reminder:regularMaintenance', 'book'],
    ['1', 'survey:satisfied', 'satisfied'],
    ['2', 'survey:satisfied', 'dissatisfied'],
    ['1', 'survey:score', 'score'],
    ['修好了', 'survey:fullyRepaired', 'satisfied'],
    ['多少钱', 'reminder:insuranceRenewal', 'askPrice'],
  ])('%s after %s means %s', (text, context, meaning) => {
    expect(read(context, text).meaning).toBe(meaning);
  });
});

describe('what is denied is not read as said', () => {
  test.each([
    ['车没卖', 'unclear'],
    ['不要退订', 'unclear'],
    ['不用预约了我自己去', 'unclear'],
    ['还没保养呢，约明天吧', 'book'],
    ['我还没卖车，周六来保养', 'book'],
  ])('%s: %s', (text, meaning) => {
    expect(maintenance(text)).toBe(meaning);
  });
});

describe('a day that does not suit, and one that does', () => {
  test.each([
    ['这周没空 下礼拜二吧', '2026-12-01', undefined, undefined],
    ['今天不行 周六来', '2026-11-28', undefined, undefined],
    ['明天没空，后天下午可以', '2026-11-27', '下午', undefined],
    ['上午开会走不开 下午3点过去', '2026-11-25', '下午', '15:00'],
    ['最近忙，28号过去吧', '2026-11-28', undefined, undefined],
  ])('%s: a booking for the day that is offered', (text, day, part, time) => {
    const { meaning, when } = read('reminder:regularMaintenance', text);
    expect([meaning, when?.day, when?.part, when?.time]).toEqual(['book', day, part, time]);
  });

  test.each(['下个月再说', '过完年再说', '最近没空', '周六没空', '这周没空，下周三再说', '明天不行 后天也不行'])(
    '%s: nobody comes',
    (text) => {
      expect(maintenance(text)).toBe('later');
    },
  );
});

describe('mixed answers', () => {
  test.each([
    ['已经做过了 下次再说', 'alreadyDone'],
    ['好的,顺便问下多少钱', 'askPrice'],
    ['好的，不过上次换的刹车片一直响', 'complaint'],
    ['车卖了，别再发了', 'soldCar'],
    ['做过了，不用再提醒', 'alreadyDone'],
    ['好的，车刚才着火了！', 'complaint'],
  ])('%s: %s', (text, meaning) => {
    expect(maintenance(text)).toBe(meaning);
  });

  test('several messages in a row are one answer', () => {
    expect(read('reminder:regularMaintenance', '好的', '周六', '上午十点')).toMatchObject({
      meaning: 'book',
      when: { day: '2026-11-28', time: '10:00' },
    });
  });
});

test('somebody of the family in hospital is a reason to wait, no accident', () => {
  expect(maintenance('老人住院了，最近顾不上，下个月再说')).toBe('later');
});

test('a score is told as it was given; a low one with the reason beside it is a complaint', () => {
  expect(read('survey:score', '9分')).toMatchObject({ meaning: 'score', score: 9, when: null });
  expect(read('survey:score', '满分')).toMatchObject({ meaning: 'score', score: 10 });
  expect(read('survey:score', '八点五分吧')).toMatchObject({ meaning: 'score', score: 8.5 });
  expect(read('survey:score', '2分，变速箱还是顿挫')).toMatchObject({ meaning: 'complaint', score: 2 });
});

test('the day on which it was done is told apart from a day to come', () => {
  expect(read('reminder:regularMaintenance', '上周在外面店保养了')).toMatchObject({
    meaning: 'alreadyDone',
    doneOn: '2026-11-18',
    when: null,
  });
});

test('a context that is none of ours is not read', () => {
  expect(readReply({ messages: ['好'], context: 'menu', today: TODAY })).toBeUndefined();
});

test('any text after any question has a meaning, a likelihood, and evidence that stands in it', () => {
  const contexts = [
    ...Object.keys(reminderKinds).map((kind) => `reminder:${kind}`),
    ...['score', 'fullyRepaired', 'suggestion', 'satisfied', 'other'].map((question) => `survey:${question}`),
  ];
  const pieces = readFileSync(new URL('replies-holdout.jsonl', import.meta.url), 'utf8').match(/[^",:{}\n]+/g) ?? [''];
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((all) => all.join('，')),
  );
  fc.assert(
    fc.property(fc.array(text, { maxLength: 4 }), fc.constantFrom(...contexts), (messages, context) => {
      const reply = read(context, ...messages);
      expect(MEANINGS).toContain(reply.meaning);
      expect(reply.confidence).toBeGreaterThan(0);
      expect(reply.confidence).toBeLessThanOrEqual(1);
      expect(messages.join('\n')).toContain(reply.evidence);
      expect((reply.when?.day ?? TODAY) >= TODAY).toBe(true);
    }),
  );
});
