import * as fc from '../support/property.ts';
import { expect, test } from 'vitest';
import { redact, redactAll } from '../../src/llm/redact.ts';

test.each([
  ['我叫张伟,电话13812345678', ['张伟', '13812345678']],
  ['免贵姓欧阳,手机 138-1234-5678', ['欧阳', '138-1234-5678']],
  ['联系人:李娜娜 +86 139 1234 5678', ['李娜娜', '139 1234 5678']],
  ['车牌沪A12345 昨天坏了', ['沪A12345', 'A12345']],
  ['沪A·D12345新能源', ['D12345']],
  ['车牌是 粤 b 88 k 66', ['88 k 66']],
  ['车牌A12345', ['A12345']],
  ['车架号LSVAA49J132047371', ['LSVAA49J132047371']],
  ['身份证310101199003078888', ['310101199003078888']],
  ['身份证31010119900307888X', ['31010119900307888X']],
  ['卡号6222 0212 3456 7890 123', ['6222 0212', '7890 123']],
  ['固话021-61234567或者400-820-1234', ['61234567', '820-1234']],
  ['电话幺三八幺二三四五六七八', ['幺三八幺二三四五六七八']],
  ['电话138一二三四5678', ['138一二三四5678']],
  ['全角１３８１２３４５６７８', ['１３８１２３４５６７８']],
  ['王经理和小李都推给我,销售陈晓东不理人', ['王', '小李', '陈晓东']],
  ['李女士的车,找刘师傅', ['李', '刘']],
  ['我住在上海市徐汇区漕溪路123号5栋602室', ['漕溪路', '123号', '602']],
  ['家在阳光花园3号楼2单元501', ['阳光花园', '501']],
  ['张伟答应我送脚垫', ['张伟']],
  ['上次跟李晓东说过了,是王磊接待的', ['李晓东', '王磊']],
  ['找的是刘洋 当时联系的赵敏敏', ['刘洋', '赵敏敏']],
  ['邮箱zhang.wei@example.com 微信号wxid_abc123', ['zhang.wei', 'wxid_abc123']],
])('no piece of personal data is left in: %s', (text, secrets) => {
  const redacted = redact(text);
  for (const secret of secrets) expect(redacted.text).not.toContain(secret);
  expect(redacted.restore(redacted.text)).toBe(text);
});

test.each([
  '变速箱顿挫,修了三次',
  '2.0T发动机',
  '轮胎225/55R17',
  '打12315投诉',
  '多收320元',
  '等了3小时',
  '5W30机油',
  'P0300故障码',
  '方向盘说坏就坏',
  '高速说没动力就没',
  '周末说好交车',
  '金融答应的贴息没给',
])('leaves what the decision needs: %s', (text) => {
  expect(redact(text).text).toBe(text);
});

test.each([
  ['陈思远把我车划了', '陈思远'],
  ['你们那个刘志强太不像话了', '刘志强'],
  ['王梓涵 预约保养', '王梓涵'],
  ['王建国：我的车又坏了', '王建国'],
  ['我老公叫赵子龙', '赵子龙'],
  ['接车的是孙丽丽', '孙丽丽'],
  ['刘洋这个销售骗人', '刘洋'],
  ['张伟 13800000000', '张伟'],
  ['打何建国的电话没人接', '何建国'],
])('a bare name is told by the words around it: %s', (text, name) => {
  expect(redact(text).text).not.toContain(name);
});

const FRAMES = [
  (name: string) => `${name}把我车划了`,
  (name: string) => `你们那个${name}太不像话了`,
  (name: string) => `${name} 预约保养`,
  (name: string) => `${name}：车又坏了`,
  (name: string) => `接车的是${name}`,
  (name: string) => `我老婆叫${name}，车是她的`,
  (name: string) => `${name}这个人不行`,
  (name: string) => `${name}的电话打不通`,
];

test('no bare name survives in these places, whatever ordinary name it is', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...'王李张刘陈赵吴徐孙朱胡郭林何梁宋郑许邓曹彭曾蒋蔡魏吕沈姚卢姜崔'.split(''), '欧阳', '诸葛'),
      fc.constantFrom('伟', '敏', '俊', '建国', '子涵', '梓萱', '晓东', '一诺', '雪梅', '志强', '海涛', '思远'),
      fc.constantFrom(...FRAMES),
      (surname, given, frame) => {
        expect(redact(frame(surname + given)).text).not.toContain(given);
      },
    ),
    { numRuns: 400 },
  );
});

test('a common word that begins with a surname is no name', () => {
  const words =
    '马上 高速 方向 方向盘 黄色 王者 张口 金融 石子 万一 安全 程序 江苏 任何 常常 白色 温度 时间 单子 安全带 全部 周末 雷达 毛病 明天 简单 严重 轮胎 左边 谢谢 温馨 马自达 荣威 高尔夫 费用 管理 明显 牛逼';
  const changed = words
    .split(' ')
    .flatMap((word) => FRAMES.map((frame) => frame(word)))
    .filter((text) => redact(text).text !== text);
  expect(changed).toEqual([]);
});

test('a name that the store knows is replaced wherever it stands, the longer one first', () => {
  const known = ['明达', '李明达', '明', 'Li Na'];
  const { texts, restore } = redactAll(['车钥匙在李明达那儿，明达也知道，明天找LI NA。online'], known);
  expect(texts).toEqual(['车钥匙在⟦NAME_1⟧那儿，⟦NAME_2⟧也知道，明天找⟦NAME_3⟧。online']);
  expect(restore(texts[0] ?? '')).toContain('LI NA');
});

test('the same piece gets the same token in every text of a request', () => {
  const { texts } = redactAll(['沪A12345坏了', '您的车是沪A12345吗']);
  expect(texts).toEqual(['⟦PLATE_1⟧坏了', '您的车是⟦PLATE_1⟧吗']);
});

test('a token that an owner typed is neither reused nor replaced', () => {
  const { text, restore } = redact('⟦PLATE_1⟧ 沪A12345');
  expect(text).toBe('⟦PLATE_1⟧ ⟦PLATE_2⟧');
  expect(restore(text)).toBe('⟦PLATE_1⟧ 沪A12345');
});

const piece = fc.oneof(
  fc.constantFrom(
    '沪A12345',
    '13812345678',
    '王经理',
    '我叫张三',
    '漏油',
    'LSVAA49J132047371',
    '徐汇区中山路12号',
    ' ',
    '\n',
    ',',
    '⟦',
    '⟧',
    '⟦NAME_1⟧',
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);

test('restoring what was redacted gives the text back, for any text', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      const redacted = redact(text);
      expect(redacted.restore(redacted.text)).toBe(text);
    }),
    { numRuns: 500 },
  );
});

test('no mobile number survives, whatever stands around it', () => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 4 }),
      fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }),
      (pieces, phone) => {
        expect(redact(`${pieces.join('')},${phone}。`).text).not.toContain(String(phone));
      },
    ),
    { numRuns: 300 },
  );
});

test('20 000 characters are redacted quickly enough not to hold up a worker', () => {
  const startedAt = performance.now();
  redact('我的车在路上市区县镇村号12栋一二三'.repeat(1200));
  expect(performance.now() - startedAt).toBeLessThan(2000);
});
