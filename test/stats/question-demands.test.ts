import { describe, expect, test } from 'vitest';
import { countedAsWords } from '../../src/stats/answers/counted-as-words.ts';
import { readQuestion } from '../../src/stats/reading/question.ts';
import { CATEGORIES, CATEGORY_KEYS, DEPARTMENTS } from '../../src/understanding/taxonomy.ts';
import { ASKED_ON, PEOPLE, SERIES } from './question-lines.ts';

const options = { today: ASKED_ON, people: PEOPLE, series: SERIES };
const DEPARTMENT_LABELS = Object.fromEntries(Object.entries(DEPARTMENTS).map(([key, { label }]) => [key, label]));

describe('what owners want', () => {
  test.each([
    ['要求退车的投诉有几个', ['returnVehicle']],
    ['想退车的本月有几个', ['returnVehicle']],
    ['退车的投诉上个月几起', ['returnVehicle']],
    ['上周投诉里退款的有几个', ['refund']],
    ['闹着要赔偿的投诉这周有几个', ['compensation']],
    ['要求退换车的投诉', ['replaceVehicle', 'returnVehicle']],
    ['要求道歉和赔偿的投诉本月多少', ['apology', 'compensation']],
    ['客户要求维修的投诉', ['repair']],
    ['诉求是解释的投诉有多少', ['explanation']],
    ['没提诉求的投诉多少', ['none']],
    ['要求更换配件的投诉列出来', ['replacePart']],
    ['要求尽快处理的投诉多少', ['faster']],
    ['要求不要再打扰的投诉多少', ['stopContact']],
    ['要求回电的投诉还有几个没关', ['callBack']],
  ])('%s is narrowed to %j', (question, demand) => {
    expect(readQuestion(question, options)).toMatchObject({ kind: 'query', query: { filters: { demand } } });
  });

  test.each([
    '本月退车几台',
    '上个月退车的客户有几个',
    '没要求退车的投诉多少',
    '不要求赔偿的投诉',
    '退车率多少',
    '要求退车的回访得分',
    '要求召开会议的投诉多少',
    '要求退定金的投诉多少',
  ])('%s is not answered: a deed, a denial, another wish, a figure without wishes', (question) => {
    expect(readQuestion(question, options).kind).not.toBe('query');
  });

  test('two of them set against each other are told apart', () => {
    expect(readQuestion('要求退车和换车的投诉各多少', options)).toMatchObject({
      query: { filters: { demand: ['replaceVehicle', 'returnVehicle'] }, groupBy: 'demand' },
    });
  });

  test('after a question about tickets the bare word is enough', () => {
    const first = readQuestion('本月投诉多少', options);
    const previous = first.kind === 'query' ? first.query : undefined;
    expect(readQuestion('退车的呢', { ...options, previous })).toMatchObject({
      query: { metric: 'complaintsReceived', filters: { demand: ['returnVehicle'] } },
      isFollowUp: true,
    });
  });
});

/** What the answer to a question says about words that are counted as more than they say. */
function saidOf(question: string): string[] {
  const reading = readQuestion(question, options);
  if (reading.kind !== 'query') throw new Error(`${question}: ${JSON.stringify(reading)}`);
  return countedAsWords(reading.countedAs ?? [], DEPARTMENT_LABELS);
}

describe('a word that is narrower than the class it is counted as', () => {
  test.each([
    ['刹车异响投诉多少', '“刹车异响”没有单独统计，按“行驶安全”整类计算'],
    ['本月轮胎和刹车的投诉', '“轮胎、刹车”没有单独统计，按“行驶安全”整类计算'],
    ['发动机投诉有几个', '“发动机”没有单独统计，按“动力总成”整类计算'],
    ['异味的投诉这个月几个', '“异味”没有单独统计，按“车身/电器/车机/异味”整类计算'],
    ['排队投诉上周多少', '“排队”没有单独统计，按“维修时效/预约/进度”整类计算'],
    ['钣喷上个月超时几个', '“钣喷”没有单独统计，按“车间”整个部门计算'],
    ['交强险到期提醒发了多少', '“交强险”没有单独统计，按“续保”整类计算'],
  ])('%s: the answer says so', (question, text) => {
    expect(saidOf(question)).toEqual([text]);
  });

  test.each([
    '行驶安全类投诉多少',
    '安全类投诉多少',
    '车身电器类投诉多少',
    '车身类投诉多少',
    '服务态度差的投诉多少',
    '配件问题投诉多少',
    '收费问题的投诉',
    'Q2类投诉多少',
    '维修车间投诉多少',
    '续保提醒发了多少',
    ...CATEGORY_KEYS.map((key) => `${CATEGORIES[key].label}类投诉多少`),
  ])('%s: the class itself, so nothing is said', (question) => {
    expect(saidOf(question)).toEqual([]);
  });
});
