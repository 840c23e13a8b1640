import { describe, expect, test } from 'vitest';
import { fillTemplate } from '../../src/emulator/official-account/template-values.ts';
import { CareError } from '../../src/errors.ts';
import { fitTemplateData } from '../../src/outreach/index.ts';
import * as fc from '../support/property.ts';

/** Whether the emulated platform takes a value; its check is written apart from ours. */
function isTaken(key: string, value: string): boolean {
  const template = { templateId: 't', title: 't', content: `x：{{${key}.DATA}}` };
  try {
    fillTemplate(template, { [key]: { value } }, false);
    return true;
  } catch {
    return false;
  }
}
const fit = (key: string, value: string): string | undefined => {
  try {
    return fitTemplateData({ [key]: value })[key]?.value;
  } catch (error) {
    expect(error).toBeInstanceOf(CareError);
    return undefined;
  }
};

const types = [
  'thing1',
  'short_thing1',
  'const1',
  'number1',
  'letter1',
  'symbol1',
  'character_string1',
  'time1',
  'date1',
  'amount1',
  'phone_number1',
  'car_number1',
  'name1',
  'phrase1',
];

const pieces = fc.constantFrom(
  '2026',
  '-',
  '06',
  '年',
  '6',
  '月',
  '31',
  '日',
  ' ',
  '09:00',
  '~',
  ':',
  '25:61',
  '.',
  '¥',
  '元',
  '+86',
  '沪A',
  '张',
  'A',
  '·',
  '，',
  '😀',
  '\n',
  '㐀',
  '-1',
  '12345678901',
  'ab',
  '!',
  '@',
  'é',
);
const letters = Array.from('保养到期提醒沪京A12345678901234567890.,');
const value = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join('')),
  fc.array(fc.constantFrom(...letters), { maxLength: 40 }).map((parts) => parts.join('')),
);

test('what passes here passes the platform, for every type and any text', () => {
  fc.assert(
    fc.property(fc.constantFrom(...types), value, (key, text) => {
      const fitted = fit(key, text);
      fc.pre(fitted !== undefined);
      expect(isTaken(key, fitted), `${key}: ${JSON.stringify(fitted)}`).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

describe('values that a dealership writes pass', () => {
  test.each([
    ['thing1', '请提前安排上线检测'],
    ['number1', '12.5'],
    ['letter1', 'VIP'],
    ['symbol1', '★★★'],
    ['character_string1', 'A20261122-001'],
    ['time1', '15:01'],
    ['time1', '09:00~10:00'],
    ['time1', '2026-06-01 09:00~10:00'],
    ['time1', '2026年6月1日 09:00'],
    ['date1', '2026年12月6日'],
    ['date1', '2026-12-06 09:30'],
    ['date1', '2026年12月6日~2026年12月8日'],
    ['amount1', '¥1280.50元'],
    ['phone_number1', '021-5555 0100'],
    ['car_number1', '沪AD12345'],
    ['name1', '欧阳娜娜·古丽'],
    ['name1', 'John Smith'],
    ['phrase1', '待取车'],
  ])('%s %s', (key, text) => {
    expect(fit(key, text)).toBe(text);
    expect(isTaken(key, text)).toBe(true);
  });
});

describe('values that the platform would refuse are refused before the call', () => {
  test.each([
    ['number1', '十二'],
    ['number1', '1'.repeat(33)],
    ['letter1', 'VIP1'],
    ['symbol1', 'a'],
    ['character_string1', '工单1'],
    ['character_string1', '1'.repeat(33)],
    ['time1', '明天上午'],
    ['time1', '24:00'],
    ['date1', '2026年13月1日'],
    ['date1', '下周三'],
    ['amount1', '12345678901'],
    ['phone_number1', '转8001号分机'],
    ['phone_number1', '+86 138 0000 0000 1'],
    ['car_number1', '沪A12345678'],
    ['name1', '一二三四五六七八九十一'],
    ['phrase1', '一二三四五六'],
    ['phrase1', '已完成1'],
    ['thing1', '   '],
    ['colour1', '红'],
  ])('%s %s', (key, text) => {
    expect(fit(key, text)).toBeUndefined();
  });
});

test('a key of the template without a value is refused', () => {
  expect(() => fitTemplateData({ thing1: '保养' }, ['thing1', 'date2'])).toThrow('date2');
});

test('free text is put on one line, without cutting through a character', () => {
  const cut = fit('thing1', `第一行\n${'😀'.repeat(20)}`);
  expect(Array.from(cut ?? '')).toHaveLength(20);
  expect(cut).toMatch(/^第一行 😀+\.\.\.$/u);
});
