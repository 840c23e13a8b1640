import * as fc from '../support/property.ts';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween, splitDay } from '../../src/calendar.ts';
import {
  cleanCell,
  parseBirthday,
  parseDay,
  parseEnergy,
  parseGender,
  parseKm,
  parseMoneyFen,
  parseUsage,
  parseVisitType,
} from '../../src/imports/values.ts';

const days = fc.integer({ min: 0, max: 40_000 }).map((offset) => addDays('1970-01-01', offset));

describe('a date', () => {
  test.each([
    ['2026/3/5', '2026-03-05'],
    ['2026-03-05', '2026-03-05'],
    ['2026.3.5', '2026-03-05'],
    ['2026年3月5日', '2026-03-05'],
    ['20260305', '2026-03-05'],
    ['20260305143000', '2026-03-05'],
    ['2026-03-05 14:30:00', '2026-03-05'],
    ['2026-03-05T14:30:00', '2026-03-05'],
    [' ２０２６/３/５ ', '2026-03-05'],
    ["'2026-03-05", '2026-03-05'],
    ['46086', '2026-03-05'],
    ['46086.604', '2026-03-05'],
    ['1900-01-01', ''],
  ])('%s is %s', (text, day) => {
    expect(parseDay(text)).toBe(day);
  });

  test.each(['2026-02-30', '2026-13-01', '5/3/2026', '26/3/5', '2026', '12345', '99999', '三月五日', '2026-3'])(
    '%s is none',
    (text) => {
      expect(parseDay(text)).toBeUndefined();
    },
  );

  test('every form of a day is read as that day', () => {
    fc.assert(
      fc.property(days, (day) => {
        const [year, month, date] = splitDay(day);
        const serial = daysBetween('1899-12-30', day);
        for (const text of [
          day,
          `${year}/${month}/${date}`,
          `${year}年${month}月${date}日`,
          day.replaceAll('-', ''),
          String(serial),
        ]) {
          expect(parseDay(text)).toBe(day);
        }
      }),
    );
  });
});

test.each([
  ['12,345', '', 12_345],
  ['12345公里', '', 12_345],
  ['1.2万公里', '', 12_000],
  ['1.2', '万公里', 12_000],
  ['12345.0km', '公里', 12_345],
  ['0', '', 0],
  ['-5', '', undefined],
  ['99999999', '', undefined],
  ['约一万', '', undefined],
])('mileage %s with %s in the title is %s', (text, unit, km) => {
  expect(parseKm(text, unit)).toBe(km);
});

test.each([
  ['¥1,234.50', 123_450],
  ['￥88', 8800],
  ['1234.5元', 123_450],
  ['0.12万元', 120_000],
  ['免费', undefined],
  ['-1', undefined],
])('money %s is %s fen', (text, fen) => {
  expect(parseMoneyFen(text)).toBe(fen);
});

test.each([
  ['1990-03-05', '1990-03-05'],
  ['1990年3月5日', '1990-03-05'],
  ['19900305', '1990-03-05'],
  ['3月5日', '03-05'],
  ['农历1990-02-30', '1990-02-30'],
  ['1990年闰4月12', '1990-L04-12'],
  ['闰6-1', 'L06-01'],
  ['32968', '1990-04-05'],
  ['1990-13-01', undefined],
  ['2月40日', undefined],
])('birthday %s is %s', (text, birthday) => {
  expect(parseBirthday(text)).toBe(birthday);
});

test.each(['', ' ', '-', '——', '/', '无', 'NULL', 'N/A', '0000-00-00 00:00:00', '暂无'])(
  '“%s” means nothing',
  (text) => {
    expect(cleanCell(text)).toBe('');
  },
);

test.each([
  [parseGender, '先生', 'male'],
  [parseGender, '女', 'female'],
  [parseGender, '企业', undefined],
  [parseEnergy, '插电式混合动力', 'pluginHybrid'],
  [parseEnergy, '纯电动', 'electric'],
  [parseEnergy, '油电混合', 'hybrid'],
  [parseEnergy, '汽油', 'petrol'],
  [parseUsage, '非营运', 'private'],
  [parseUsage, '租赁', 'rental'],
  [parseUsage, '营运', 'commercial'],
  [parseUsage, '预约出租客运', 'rental'],
  [parseUsage, '公务用车', 'other'],
  [parseUsage, '营转非', undefined],
  [parseUsage, '出租转非', undefined],
  [parseUsage, '警用', undefined],
  [parseVisitType, '首保', 'firstMaintenance'],
  [parseVisitType, '常规保养', 'regularMaintenance'],
  [parseVisitType, '事故车维修', 'accident'],
  [parseVisitType, '索赔', 'warranty'],
  [parseVisitType, '一般维修', 'repair'],
  [parseVisitType, '洗车', 'other'],
] as const)('%o reads %s as %s', (parse, text, value) => {
  expect(parse(text)).toBe(value);
});
