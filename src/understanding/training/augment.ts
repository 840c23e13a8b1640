import type { Example } from './examples.ts';

/** Said by owners around anything; carries no label, so the classifier must learn to pass over it. */
const BEFORE = [
  '你好',
  '您好,',
  '在吗 ',
  '师傅',
  '请问一下 ',
  '我是老客户了 ',
  '我那台朗逸 ',
  '我的车22年买的 ',
  '上个月 ',
  '昨天去你们店 ',
  '前几天 ',
  '麻烦看下 ',
  '喂 ',
  '那个 ',
  '不好意思打扰了 ',
  '我姓陈 ',
  '我开的是明锐 ',
  '跑了3万公里 ',
  '我老公的车 ',
  '刚才 ',
  '今天早上 ',
  '你们好,',
] as const;
const AFTER = [
  '',
  '谢谢',
  ' 麻烦了',
  ' 急',
  '啊',
  '哦',
  ' 我是车主',
  ' 车牌沪A12345',
  ' 电话13800000000',
  ' 在线等',
  '哈',
  '的',
  ' 拜托',
] as const;
const AFTER_COMPLAINT = [
  ' 你们怎么处理',
  ' 给个说法',
  ' 赶紧解决',
  ' 太差劲了',
  ' 气死我了',
  ' 无语',
  ' 我很不满',
  ' 投诉',
  ' 要个解释',
  '!!!',
  ' 不能忍',
  ' 有没有人管',
] as const;
/** Typing slips and pinyin that hide a known word. */
const SLIPS: readonly (readonly [string, string])[] = [
  ['师傅', '师付'],
  ['刹车', '煞车'],
  ['发动机', '发动鸡'],
  ['变速箱', '变速相'],
  ['异响', '异想'],
  ['漏油', '露油'],
  ['保养', '保羊'],
  ['保养', 'by'],
  ['态度', '太度'],
  ['预约', '预越'],
  ['定金', '订金'],
  ['什么', '神马'],
  ['什么', '啥'],
  ['怎么', '咋'],
  ['没有', '木有'],
  ['没有', '没得'],
  ['东西', '玩意儿'],
  ['的', '滴'],
  ['了', '啦'],
  ['投诉', 'ts'],
  ['质量', 'zl'],
  ['销售', 'xs'],
  ['问题', '闷题'],
  ['这个', '介个'],
  ['一直', '一值'],
  ['修', '整'],
  ['不知道', '不晓得'],
];

const pick = <T>(list: readonly T[], random: () => number): T | undefined => list[Math.floor(random() * list.length)];

/** Kinds whose short texts mean what they mean only alone. */
const FIXED = new Set(['survey', 'optOut', 'binding', 'human', 'other']);

/** The text as another owner might have typed it: same label. */
export function vary(example: Example, random: () => number): Example {
  let { text } = example;
  if (random() < 0.5) text = text.replace(/[,,。!!]/g, random() < 0.5 ? ' ' : '');
  for (const [from, to] of SLIPS) if (random() < 0.12) text = text.replace(from, to);
  if (!FIXED.has(example.kind)) {
    if (random() < 0.45) text = (pick(BEFORE, random) ?? '') + text;
    if (random() < 0.3) text += pick(AFTER, random) ?? '';
    if (example.kind === 'complaint' && random() < 0.35) text += pick(AFTER_COMPLAINT, random) ?? '';
  }
  if (random() < 0.25 && text.length > 8) {
    const at = 1 + Math.floor(random() * (text.length - 2));
    text = text.slice(0, at) + text.slice(at + 1);
  }
  return { ...example, text };
}

/** Two complaints in a row, as several messages: the first routes. */
export function join(first: Example, second: Example): Example {
  const categories = [...new Set([...first.categories, ...second.categories])].slice(0, 3);
  return { text: `${first.text}\n${second.text}`, kind: 'complaint', categories, family: first.family };
}
