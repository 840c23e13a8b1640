import * as fc from '../support/property.ts';
import { describe, expect, test } from 'vitest';
import { addDays, timeOf } from '../../src/calendar.ts';
import { CareError } from '../../src/errors.ts';
import { wordCallDigest, wordReminder } from '../../src/outreach/messages.ts';
import {
  fitTemplateData,
  quietUntil,
  reminderKinds,
  reminderTemplates,
  templateContent,
} from '../../src/outreach/index.ts';
import { datedReminderKinds } from '../../src/stores/index.ts';

describe('quiet hours', () => {
  test('they end at the set time, after less than a day, and the end is not quiet', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
    const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(time, time, instant, (quietFrom, quietTo, now) => {
        const until = quietUntil({ quietFrom, quietTo }, now);
        fc.pre(until !== undefined);
        expect(until > now).toBe(true);
        expect(until.getTime() - now.getTime()).toBeLessThanOrEqual(86_400_000);
        expect(timeOf(until)).toBe(quietTo);
        expect(quietUntil({ quietFrom, quietTo }, until)).toBeUndefined();
      }),
    );
  });

  test('equal ends mean none', () => {
    expect(quietUntil({ quietFrom: '09:00', quietTo: '09:00' }, new Date())).toBeUndefined();
  });
});

describe('a template value', () => {
  test('free text is cut to twenty characters', () => {
    const { thing1 } = fitTemplateData({ thing1: '一二三四五六七八九十一二三四五六七八九十一' });
    expect(thing1?.value).toBe('一二三四五六七八九十一二三四五六七...');
  });

  test.each([
    ['a plate of nine characters', { car_number1: '沪A12345678' }],
    ['an empty plate', { car_number1: '' }],
    ['Chinese where only letters are allowed', { character_string1: '工单1' }],
    ['a phrase of six characters', { phrase1: '一二三四五六' }],
    ['a date in words', { date1: '下周三' }],
    ['an unknown type', { colour1: '红' }],
  ])('%s is refused before anything is sent', (_, data) => {
    expect(() => fitTemplateData(data as Record<string, string>)).toThrow(CareError);
  });

  test('every template lists its fields for the platform', () => {
    expect(templateContent('maintenanceDue')).toBe(
      '车牌号：{{car_number1.DATA}}\n保养项目：{{thing2.DATA}}\n建议日期：{{date3.DATA}}\n温馨提示：{{thing4.DATA}}',
    );
  });
});

describe('the wording', () => {
  const day = fc.integer({ min: 0, max: 3000 }).map((offset) => addDays('2026-01-01', offset));
  const facts = fc.record({
    kind: fc.constantFrom(...datedReminderKinds),
    dueOn: day,
    today: day,
    reason: fc.constantFrom('交强险和商业险于 2026-12-23 到期', '满 4 年，可线上申领检验标志', '质保到期'),
    store: fc.constant({ name: '明达汽车（示例）', phone: '' }),
    customer: fc.record({
      name: fc.constantFrom('赵样甲', '欧阳样', '样例汽车租赁有限公司', 'Anna Li'),
      gender: fc.constantFrom('male', 'female', null),
    }),
    vehicle: fc.record({
      plateNumber: fc.constantFrom('沪A12345', '沪AD12345', null),
      vin: fc.constant('LSJA24U62JG269225'),
      series: fc.constant(null),
    }),
  });

  test('every kind for everybody fits its template and the chat, and names the store', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const wording = wordReminder(given);
        const data = fitTemplateData(wording.data);
        expect(Object.keys(data)).toEqual(reminderTemplates[wording.templateKey].fields.map(({ key }) => key));
        expect(wording.text).toContain('【明达汽车（示例）】');
        expect(Buffer.byteLength(wording.text)).toBeLessThan(2048);
        expect(`${wording.text}${wording.script}`).not.toMatch(/undefined|null|NaN/);
        expect(wording.title).toContain(reminderKinds[given.kind].label);
      }),
    );
  });

  test('a digest never exceeds what one message holds, and says how many are left', () => {
    const tasks = Array.from({ length: 60 }, (_, index) => ({
      id: index + 100_000,
      title: `定期保养提醒：赵样甲 沪ACS${index}`,
      phone: '15400000001',
    }));
    const text = wordCallDigest(tasks, '明达汽车（示例）');
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);
    const shown = text.split('\n').length - 3;
    expect(text).toContain(`……还有 ${60 - shown} 位`);
  });
});
