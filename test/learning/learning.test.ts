import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createModelInForce, learnFromCorrections, listCorrections, type Train } from '../../src/learning/index.ts';
import { silentLogger } from '../../src/logger.ts';
import { createUnderstanding, putIntoForce, understandLocally } from '../../src/understanding/index.ts';
import { readExamples } from '../../src/understanding/training/examples.ts';
import { trainWithCorrections } from '../../src/understanding/training/with-corrections.ts';
import { type Desk, openDesk } from '../support/desk.ts';

/** A word of this house that nobody else knows. */
const HOUSE_WORD = '星愿卡';
const TEXTS = ['办不下来', '被退回来了', '一直没人理', '到底给不给', '上个月就该到了', '说好的没有'].map(
  (rest) => `${HOUSE_WORD}${rest}`,
);
/** Enough to learn from, few enough for a test; trained once. */
const base = readExamples().filter((_, index) => index % 16 === 0);
const corrections = TEXTS.flatMap((text) =>
  ['', '啊呀', '啊呀啊呀'].map((tail) => ({
    text: `${text}${tail}`,
    kind: 'complaint',
    categories: ['M1'],
    department: 'marketing',
  })),
);
const trained = trainWithCorrections(base, corrections);
const training: Train = () => Promise.resolve(trained);

describe('learning from corrections', { timeout: 180_000 }, () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  beforeEach(async () => {
    await desk.database.client.labelledCase.deleteMany({});
    await desk.database.client.classifierModel.deleteMany({});
  });
  afterAll(async () => {
    putIntoForce();
    await desk.close();
  });

  const correct = (text: string, decisionId: number | null = null, category = 'M1', department = 'marketing') =>
    desk.database.client.labelledCase.create({
      data: {
        storeId: 'main',
        decisionId,
        text,
        kind: 'complaint',
        categories: [category],
        department,
        guessedKind: 'complaint',
        guessedCategories: ['Z9'],
        guessedDepartment: 'triage',
        via: 'triage',
        correctedBy: 'xu',
        correctedAt: desk.clock.now(),
      },
    });
  const models = () => desk.database.client.classifierModel.findMany({ orderBy: { id: 'asc' } });
  const learn = (train: Train) => learnFromCorrections(desk.as('system'), train);
  const parts = () => ({ database: desk.database, clock: desk.clock, logger: silentLogger });

  test('of several decisions about one text the last one counts; words that say nothing teach nothing', async () => {
    await correct('积分兑换的礼品一直不发', 7, 'P1', 'parts');
    await correct('积分兑换的礼品一直不发', 7);
    await correct('你们太差了', 8, 'P1', 'parts');
    await correct('会员卡的保养券用不了');
    expect(await listCorrections(desk.database.client)).toEqual([
      { text: '积分兑换的礼品一直不发', kind: 'complaint', categories: ['M1'], department: 'marketing' },
      { text: '会员卡的保养券用不了', kind: 'complaint', categories: ['M1'], department: 'marketing' },
    ]);
  });

  test('a correction counts for the very next owner who says nearly the same', async () => {
    const running = createModelInForce(parts());
    const understanding = createUnderstanding({ logger: silentLogger, cases: () => running.cases() });
    const text = `我在你们这儿办的${HOUSE_WORD}，刷了三次都说无效，到底怎么回事`;
    expect((await understanding.understand({ messages: [text] })).department).not.toBe('marketing');
    await correct(text);
    expect(await understanding.understand({ messages: [`${text}啊`] })).toMatchObject({ department: 'marketing' });
    // Forgotten, as when a person's data are erased.
    await desk.database.client.labelledCase.deleteMany({});
    expect((await understanding.understand({ messages: [text] })).department).not.toBe('marketing');
  });

  test('a hand-over, which may rest on more than the words, waits for the training', async () => {
    const running = createModelInForce(parts());
    const { id } = await correct('空调不制冷，吹出来是热风');
    expect(await running.cases()).toHaveLength(1);
    await desk.database.client.labelledCase.deleteMany({ where: { id } });
    await correct('空调不制冷，吹出来是热风');
    await desk.database.client.labelledCase.updateMany({ data: { via: 'handOver' } });
    expect(await running.cases()).toEqual([]);
    expect(await listCorrections(desk.database.client)).toHaveLength(1);
  });

  test('a model trained with corrections is put into force without a restart, and knows the house’s own words', async () => {
    for (const { text } of corrections) await correct(text);
    expect(understandLocally({ messages: [`我的${HOUSE_WORD}怎么还没有`] }).department).not.toBe('marketing');
    const running = createModelInForce(parts());
    await running.refresh();
    expect(await learn(training)).toBe('in force');
    const [model] = await models();
    expect(model).toMatchObject({ isInForce: true, corrections: 18 });
    expect(model?.figures).toMatchObject({
      before: { texts: expect.any(Number) },
      after: { texts: expect.any(Number) },
    });
    desk.clock.advance(61);
    await running.refresh();
    expect(understandLocally({ messages: [`我的${HOUSE_WORD}怎么还没有`] }).department).toBe('marketing');
    // Nothing new: nothing is trained.
    await expect(learn(() => Promise.reject(new Error('trained for nothing')))).resolves.toBe('nothing new');
    putIntoForce();
  });

  test('a worse model is kept for looking back, but not used', async () => {
    for (const text of TEXTS) await correct(text);
    const before = understandLocally({ messages: [TEXTS[0] ?? ''] });
    const worse: Train = () => Promise.resolve({ ...trained, isBetter: false });
    expect(await learn(worse)).toBe('worse');
    expect(await models()).toMatchObject([{ isInForce: false, corrections: 6 }]);
    const running = createModelInForce(parts());
    await running.refresh();
    expect(understandLocally({ messages: [TEXTS[0] ?? ''] })).toEqual(before);
  });

  test('a handful of corrections trains nothing', async () => {
    for (const text of TEXTS.slice(0, 4)) await correct(text);
    expect(await learn(() => Promise.reject(new Error('trained for nothing')))).toBe('nothing new');
  });

  test('a model of another release’s examples is left alone, and old models make room', async () => {
    for (const text of TEXTS) await correct(text);
    const row = (shipped: string, isInForce: boolean) => ({
      trainedAt: desk.clock.now(),
      corrections: 6,
      figures: { shipped },
      isInForce,
      weights: JSON.stringify(trained.model),
    });
    await desk.database.client.classifierModel.createMany({
      data: [row('another', true), ...Array.from({ length: 7 }, () => row('another', false))],
    });
    const before = understandLocally({ messages: [TEXTS[0] ?? ''] });
    await createModelInForce(parts()).refresh();
    expect(understandLocally({ messages: [TEXTS[0] ?? ''] })).toEqual(before);
    // What the other release learnt is learnt again for this one.
    expect(await learn(training)).toBe('in force');
    expect((await models()).length).toBe(5);
  });
});
