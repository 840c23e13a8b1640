import { describe, expect, test } from 'vitest';
import { clearlyAhead } from '../../src/stats/answers/confidence.ts';
import { readQuestion } from '../../src/stats/reading/question.ts';
import * as fc from '../support/property.ts';
import { ASKED_ON, PEOPLE, questionLines, SERIES } from './question-lines.ts';
import { QUESTIONS } from './questions.ts';

const options = { today: ASKED_ON, people: PEOPLE, series: SERIES };
const wordsOf = (text: string): string[] => text.trim().split(/\s+/);

/** What is answered with a figure, said to be without a word or not. */
function answerOf(question: string) {
  const reading = readQuestion(question, options);
  if (reading.kind === 'query') return { query: reading.query };
  return reading.kind === 'doubtful' ? clearlyAhead(reading) : undefined;
}

/** Each narrows what is counted, though no figure can be narrowed so. */
const CONDITIONS = wordsOf(`
  张三 李大勇 老王 小刘 王姐 刘工 欧阳锋 王和平 李在明 建国 晓明 赵 孙总
  奥迪 宝马 特斯拉 同行 竞品 对手 别家 他店 隔壁店 分店 新店
  贴膜 机油 雨刮 脚垫 导航 精品 延保 轮毂 玻璃水 油车 混动 新能源 进口 顶配 白色
  5个 三个 第5 A区 23 8折 500元 五千公里 沪A1234
  北京 深圳 城东 郊区 高新区 外地 同城
  不 非 无 除了 除外 以外 以内 仅 别 未 不算 不含 扣除 剔除 至少 不到 超过 将近
  女性 男士 年轻人 老人 孕妇 家属 亲人 上午 中午 夜里 工作日 节假日 雨天
  有效 无效 有责 在保 过保 自费 家用 出租 网约 公户 团购 VIP 首次 恶意 匿名 实名 消协 律师 抖音
  取件 送修 更换 整车 让利 其他 其余 额外 最新 同类 类似 人均 累计 连续
`);

const LIGHT = wordsOf(`
  很 挺 蛮 嗯 呀 弄 搞 瞧瞧 讲讲 弄一下 算一下 捋一捋 究竟 到底 其实 确实 大致 大体上 总体来说 毕竟 反正 也许 好像 而言 来说
  赶紧 尽快 顺手 随便 拜托 劳烦 打扰一下 不好意思 方便的话 各位 麻烦 清楚 仔细 有些 有点 非常 特别 相当 而且 并且 不过 然而 因此 之类的 什么的 等等 需要 了解一下
`);

describe('a word that cannot narrow a figure', () => {
  test.each(LIGHT)('%s changes nothing', (word) => {
    const asked = ['本月投诉多少', '哪个部门超时最多', '上周回访率', '本月进厂几台'];
    for (const question of asked) {
      const plain = readQuestion(question, options);
      expect({ question, ...readQuestion(word + question, options) }).toEqual({ question, ...plain });
      expect({ question, ...readQuestion(question + word, options) }).toEqual({ question, ...plain });
    }
  });

  test('is no figure by itself', () => {
    for (const word of LIGHT) expect([word, answerOf(word)]).toEqual([word, undefined]);
    for (const word of LIGHT) expect([word, readQuestion(`本月${word}`, options).kind]).not.toEqual([word, 'query']);
  });
});

describe('a word that may be a condition', () => {
  test('there are enough of them', () => {
    expect(CONDITIONS.length).toBeGreaterThanOrEqual(40);
  });

  test.each(CONDITIONS)('%s is asked back wherever it stands', (word) => {
    const frames = [
      `本月${word}投诉多少`,
      `${word}的投诉有几个`,
      `本月投诉是${word}的多少`,
      `${word}本月关闭率`,
      `本月投诉多少,是${word}`,
    ];
    for (const question of frames) expect([question, answerOf(question)]).toEqual([question, undefined]);
  });

  test('light words beside it do not carry it away', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...questionLines(QUESTIONS)),
        fc.constantFrom('张三', '奥迪', '除外', '女士', '工作日', '深圳', '贴膜', '匿名', '以外', '超过5天'),
        fc.constantFrom(...LIGHT),
        fc.constantFrom(...LIGHT),
        ({ question }, condition, before, after) => {
          const asked = `${before}${condition}${after}${question}`;
          expect([asked, answerOf(asked)]).toEqual([asked, undefined]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('one short word in the place of what was done with all of them', () => {
  test.each([
    ['上周提醒都妥帖了吗', '妥帖'],
    ['昨天的预约全部搞掂没', '搞掂'],
    ['本月工单也捋顺了没', '捋顺'],
  ])('%s: %s is said to be left out', (question, word) => {
    const answer = answerOf(question);
    expect(answer).toMatchObject({ saysHow: true });
    expect(answer).toHaveProperty('note', `没看懂“${word}”，没有算进去`);
  });

  test.each([
    '本月投诉都退车了吗',
    '本月工单都赔付了没',
    '本月投诉全部张三吗',
    '本月工单都没妥帖',
    '本月投诉都不靠谱吗',
  ])('%s is asked back: a person, a dealing or a denial stands there, or no deed does', (question) => {
    expect(answerOf(question)).toBeUndefined();
  });
});
