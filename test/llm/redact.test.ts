import * as fc from 'fast-check';
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
])('leaves what the decision needs: %s', (text) => {
  expect(redact(text).text).toBe(text);
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
