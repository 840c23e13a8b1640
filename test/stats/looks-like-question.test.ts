import { describe, expect, test } from 'vitest';
import { goesOnFromQuestion, isFigureStatement, looksLikeQuestion, mayBeQuestion } from '../../src/stats/index.ts';
import { readQuestion } from '../../src/stats/reading/question.ts';
import { ASKED_ON, PEOPLE, questionLines, SERIES } from './question-lines.ts';
import { QUESTIONS } from './questions.ts';
import { QUESTIONS_FIGURES } from './questions-figures.ts';
import { QUESTIONS_FILTERS } from './questions-filters.ts';
import { QUESTIONS_SPOKEN } from './questions-spoken.ts';
import { QUESTIONS_TIME } from './questions-time.ts';
import { REFUSED } from './questions-refused.ts';
import { UNSEEN_FIRST, UNSEEN_SECOND } from './questions-unseen.ts';
import { UNSEEN_FOURTH, UNSEEN_THIRD } from './questions-unseen-later.ts';

const TABLES = [
  QUESTIONS,
  QUESTIONS_FIGURES,
  QUESTIONS_FILTERS,
  QUESTIONS_TIME,
  QUESTIONS_SPOKEN,
  UNSEEN_FIRST,
  UNSEEN_SECOND,
  UNSEEN_THIRD,
  UNSEEN_FOURTH,
];

const isQuestion = (text: string) => looksLikeQuestion(text, { today: '2026-11-22' });

describe('telling a question about figures from a progress note', () => {
  test('at least 98 of 100 questions that managers type are taken for one in a chat', () => {
    const options = { today: ASKED_ON, people: PEOPLE, series: SERIES };
    const asked = TABLES.flatMap(questionLines).filter(({ query }) => query !== undefined);
    const missed = asked.filter(({ question }) => !looksLikeQuestion(question, options));
    expect(missed.map(({ question }) => question).slice(Math.floor(asked.length * 0.02))).toEqual([]);
  });

  test.each([
    '今天有多少投诉',
    '本月关闭率',
    '哪个部门超时最多',
    '待处理有哪些',
    '这个月售后投诉多少,关闭率?',
    '跟上个月比',
    '那配件呢',
    '列出来',
    '按部门分',
    '上周投诉量',
    '超时的有几个',
    '各部门投诉',
    '满意度',
    '帮助',
    '昨天提醒发了多少',
    '本月3DC回访率多少',
    '张三这个月投诉多少',
    '查一下销售部待处理',
    '投诉趋势',
    '本月投诉环比',
    '还有几个没签收',
  ])('%s is a question', (text) => {
    expect(isQuestion(text)).toBe(true);
  });

  test.each([
    '已联系车主，约明天上午到店检查',
    '车主说刹车异响，已安排技师路试',
    '配件已到货，下午更换',
    '已处理完毕，车主满意',
    '处理完毕',
    '已关闭',
    '超时了，抱歉，马上联系',
    '待处理',
    '配件超时',
    '车主投诉变速箱顿挫，三天内处理',
    '今天已联系客户',
    '明天下午三点回访',
    '客户要求退车，已上报',
    '等配件，预计周五到',
    '已签收',
    '签收',
    '车主问什么时候能修好，我说周三',
    '今天处理完了3个投诉',
    '客户不满意，需要重新处理',
    '车主有多少次没接电话不清楚，今晚再打',
    '保险已报，等定损',
    '没有超时，昨天就处理了',
    '投诉已经转给销售部',
    '工单转给车间吧',
    '给车主发了提醒',
    '已电话沟通，客户表示满意',
    '好的',
    '收到',
    '电话没人接',
    '配件缺货，订货要10天，已和车主说明',
    '11月25号交车',
    '本周内解决',
    '客户今天来店投诉，已接待',
    '加急处理',
  ])('%s is no question', (text) => {
    expect(isQuestion(text)).toBe(false);
  });
});

describe('a figure that is named without a word of asking', () => {
  const options = { today: ASKED_ON, people: PEOPLE, series: SERIES };

  test.each(['各季度投诉', '售后本月满意度', '3月vs4月投诉', '上周3DC回访率', '本月投诉按部门', '近三个月流失'])(
    '%s is wanted by whoever says which days or groups',
    (text) => {
      expect(isFigureStatement(text, options, 'member')).toBe(true);
    },
  );

  test.each(['待处理', '超时', '配件超时', '没人跟进的单子'])(
    '%s is a figure for a manager, a note for others',
    (text) => {
      expect(isFigureStatement(text, options, 'manager')).toBe(true);
      expect(isFigureStatement(text, options, 'member')).toBe(false);
    },
  );

  test.each([
    ...REFUSED.notes.trim().split('\n'),
    ...REFUSED.none.trim().split('\n'),
    '本周内解决',
    '一次修好',
    '满意',
  ])('a note stays one: %s', (text) => {
    expect(isFigureStatement(text, options, 'member')).toBe(false);
  });
});

describe('what only a model can tell', () => {
  const options = { today: ASKED_ON, people: PEOPLE, series: SERIES };

  test.each(['客户最爱挑刺的是哪个环节', '机电那帮人手脚快不快呢', '哪些老客户好久没露面了'])(
    '%s asks for something',
    (text) => {
      expect(mayBeQuestion(text, options)).toBe(true);
    },
  );

  test.each(['已联系车主，周三来', '配件到货，下午换', '好的', '检查了，没什么问题', '本月投诉多少'])(
    '%s does not, or needs none',
    (text) => {
      expect(mayBeQuestion(text, options)).toBe(false);
    },
  );
});

describe('a text that goes on from the question before', () => {
  const options = { today: ASKED_ON, people: PEOPLE, series: SERIES };
  const goesOn = (before: string, text: string) => {
    const reading = readQuestion(before, options);
    if (reading.kind !== 'query') throw new Error(before);
    return goesOnFromQuestion(text, { ...options, previous: reading.query });
  };

  test.each(['那年检呢', '年检呢', '换成上周', '只看短信的', '按渠道', '环比', '列出来', '上周呢', '那续保的呢'])(
    '%s after a question about reminders is a question',
    (text) => {
      expect(goesOn('首保提醒发了多少', text)).toBe(true);
    },
  );

  test.each([
    '明天',
    '昨天',
    '年检',
    '已联系',
    '好的呢',
    '配件明天到',
    '那我明天联系客户',
    '和客户约了上周',
    '再等等',
    '那车主怎么办呢',
  ])('%s may be a note, also after a question', (text) => {
    expect(goesOn('首保提醒发了多少', text)).toBe(false);
  });
});
