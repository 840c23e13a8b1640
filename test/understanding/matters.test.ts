import { expect, test } from 'vitest';
import { understandLocally } from '../../src/understanding/index.ts';

const read = (...messages: string[]) => understandLocally({ messages });
const wishesOf = (...messages: string[]) => (read(...messages).wishes ?? []).map(({ kind, text }) => [kind, text]);

test.each([
  [['换套雨刮多少钱', '变速箱一二挡老顿挫，你们给看看'], 'Q1', [['question', '换套雨刮多少钱']]],
  [['帮我约周四下午', '大灯里面全是水雾，才一年'], 'Q4', [['booking', '帮我约周四下午']]],
  [['刹车片响得厉害，顺便约下周一保养'], 'Q2', [['booking', '顺便约下周一保养']]],
])('%j: the complaint is read by itself, what stands beside it is a wish', (messages, category, wishes) => {
  const decision = read(...messages);
  expect(decision).toMatchObject({ kind: 'complaint', categories: expect.arrayContaining([category]) });
  expect(decision.categories[0]).toBe(category);
  expect(wishesOf(...messages)).toEqual(wishes);
});

test.each([
  [['定金拖着不退', '你们到底什么时候给？']],
  [['空调修了三次还不凉', '这正常吗']],
  [['我约好的今天九点', '到店等了两小时没人管']],
  [['说好送的脚垫没给', '难道要我自己买吗']],
])('%j: a reproach and a slot that was arranged are no wishes', (messages) => {
  expect(wishesOf(...messages)).toEqual([]);
});

test.each([
  [['行驶证下来没', '上个礼拜交的资料'], 'progress'],
  [['轮胎换位多久做一次合适', '我开了两万八'], 'question'],
  [['周末试驾还能排上吗', '就看那台混动'], 'booking'],
])('%j: what only explains a question is no complaint', (messages, kind) => {
  expect(read(...messages).kind).toBe(kind);
});

test('an opt-out beside a complaint does not swallow it', () => {
  expect(read('空调修了还是不凉，你们给个说法', '还有别再给我发短信了')).toMatchObject({ kind: 'complaint' });
  expect(read('别再给我发短信了，谢谢')).toMatchObject({ kind: 'optOut' });
});

test('a greeting of its own makes no complaint less sure', () => {
  const complaint = '变速箱一到堵车就顿挫，你们给看看';
  expect(read('辛苦各位了', complaint).confidence).toBeCloseTo(read(complaint).confidence, 5);
});

test('thanks hide nothing that follows a but', () => {
  expect(read('师傅手脚麻利 谢谢', '就是等的时间太长了 两台车等了三个小时')).toMatchObject({ categories: ['R2'] });
});

test.each([
  ['座椅热得像着了火似的', 'a comparison'],
  ['我表弟那辆面包车昨天在路上起火了，咱们这款安全吗', 'somebody else’s car'],
  ['没撞没撞，孩子拿手机乱按的', 'sent by mistake'],
  ['我平时就是干律师的，买车能开公司发票吗', 'a trade'],
  ['帮邻居问下拖车绳挂哪儿', 'help for others'],
])('%s pages nobody: %s', (text) => {
  expect(read(text).severity > 'P1').toBe(true);
});

test('what happened to the owner counts although somebody else stands in the sentence', () => {
  expect(read('朋友开我的车，半路起火了').severity).toBe('P0');
  expect(read('邻居的车自燃，把我的车也烧着了').severity).toBe('P0');
});

test.each([
  ['跑着跑着车自己往右边甩，使劲才拽回来', 'P0'],
  ['睡醒头晕想吐，车里全是尾气味', 'P0'],
  ['刚才在路口被货车从侧面撞了，我腿卡着出不来', 'P0'],
  ['前轮歪成外八了，差一点翻沟里', 'P0'],
  ['趴在快车道上动不了，后面全是大货车，我们站在护栏外面', 'P0'],
  ['节目组的人后天跟我一起到店', 'P0'],
  ['再拖下去我就睡你们展厅', 'P1'],
  ['导航又死机了，第三次了', 'P1'],
])('danger is known without its usual word: %s', (text, severity) => {
  expect(read(text).severity).toBe(severity);
});

test.each([
  [['左前轮刚才往外撇了，人没事', '车停在路边，咋办'], 'Q2'],
  [['孩子反锁车里了', '钥匙在里面，快来'], 'Q4'],
])('%j: whoever is in danger now waits for help, not for an answer to a complaint', (messages, category) => {
  const decision = read(...messages);
  expect(decision).toMatchObject({ kind: 'rescue', severity: 'P0', department: 'aftersalesTechnical' });
  expect(decision.categories[0]).toBe(category);
});

test.each([
  [['你好', '浙A12345', '昨天下午', '变速箱二挡顿挫得厉害'], '变速箱二挡顿挫得厉害'],
  [['收到 谢谢', '另外我手机号你们是不是卖给贷款公司了'], '我手机号你们是不是卖给贷款公司了'],
  [['约个周六', '机油灯老亮，你们给看看'], '机油灯老亮'],
  [['钥匙遥控不灵，才换的电池', '给个说法'], '钥匙遥控不灵'],
])('%j: the quote is the clause that carries the matter', (messages, quote) => {
  const { evidence, summary } = read(...messages);
  expect(evidence).toBe(quote);
  expect(summary).toContain(quote);
  expect(messages.join('\n')).toContain(evidence);
});
