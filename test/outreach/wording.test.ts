import * as fc from '../support/property.ts';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/calendar.ts';
import { fitTemplateData, reminderKinds, type ReminderKindKey, reminderTemplates } from '../../src/outreach/index.ts';
import { type ReminderFacts, wordReminder } from '../../src/outreach/messages.ts';
import { wordTogether } from '../../src/outreach/wording/together.ts';
import { faultOfWords, PLACEHOLDERS, promotionFaultOf } from '../../src/stores/index.ts';
import { renderSms } from '../../src/outreach/sms-templates.ts';

const kinds = Object.keys(reminderKinds) as ReminderKindKey[];
const STORE = { name: '明达汽车（示例）', phone: '021-00000400' };
const OWNER = { name: '赵样甲', gender: 'male' };
const CAR = { plateNumber: '沪A12345', vin: 'LSJA24U62JG269225', series: null };
const day = fc.integer({ min: 0, max: 3000 }).map((offset) => addDays('2026-01-01', offset));
/** What staff type: any printable characters, at least one. */
const words = fc
  .array(fc.constantFrom(...Array.from('已拆检等配件预计周五完工 ，。！,.a1暴雨请勿涉水行驶')), {
    minLength: 2,
    maxLength: 60,
  })
  .map((characters) => `新${characters.join('')}`);
const detailOf: Partial<Record<ReminderKindKey, fc.Arbitrary<unknown>>> = {
  insuranceRenewal: fc.constantFrom({}, { items: ['compulsory'] }, { items: ['compulsory', 'commercial'] }),
  annualInspection: fc.constantFrom({}, { what: 'mark' }, { what: 'station' }),
  licenceRenewal: fc.constantFrom({}, { what: 'physical' }),
  holiday: fc.oneof(
    fc.constant({}),
    words.map((text) => ({ text })),
  ),
  repairProgress: fc.record({ text: words, isReady: fc.boolean() }),
  plateReady: fc.oneof(
    fc.constant({}),
    words.map((text) => ({ text })),
  ),
};
const factsOf = (kind: ReminderKindKey) =>
  fc.record({
    kind: fc.constant(kind),
    dueOn: day,
    lateBy: fc.integer({ min: -100, max: 10 }),
    reason: fc.constantFrom('交强险和商业险于 2026-12-23 到期', '满 4 年，可线上申领检验标志', '春节', ''),
    detail: detailOf[kind] ?? words.map((text) => ({ text })),
    subscribeUrl: fc.constantFrom(undefined, 'https://care.example.com/subscribe/abc'),
    store: fc.constant(STORE),
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
const facts: fc.Arbitrary<ReminderFacts> = fc
  .constantFrom(...kinds)
  .chain(factsOf)
  .map(({ lateBy, ...given }) => ({ ...given, today: addDays(given.dueOn, lateBy) }));

function word(given: Partial<ReminderFacts> & Pick<ReminderFacts, 'kind'>) {
  return wordReminder({
    dueOn: '2026-12-07',
    today: '2026-11-23',
    reason: '',
    store: STORE,
    customer: OWNER,
    vehicle: CAR,
    ...given,
  });
}

describe('the wording of every kind', () => {
  test('fits its template', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { data, templateKey } = wordReminder(given);
        expect(Object.keys(fitTemplateData(data))).toEqual(reminderTemplates[templateKey].fields.map(({ key }) => key));
      }),
    );
  });

  test('a birthday is wished in advance before the day, and not on it', () => {
    const on = (today: string) => word({ kind: 'birthday', dueOn: '2026-11-26', today });
    const wish = (today: string) => [
      on(today).data['thing3']?.includes('提前祝您'),
      on(today).text.includes('提前祝您'),
    ];
    expect(wish('2026-11-23')).toEqual([true, true]);
    expect(wish('2026-11-26')).toEqual([false, false]);
    expect(on('2026-11-26').data['thing3']).toBe('祝您生日快乐，平安顺遂');
    expect(on('2026-11-23').groupText).toContain('祝您生日快乐');
  });

  test('fits a chat, names the store, leaves nothing unfilled', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { text, groupText, script, title } = wordReminder(given);
        for (const each of [text, groupText]) {
          expect(each.startsWith('【明达汽车（示例）】')).toBe(true);
          expect(Buffer.byteLength(each)).toBeLessThan(2048);
        }
        expect(`${text}${groupText}${script}${title}`).not.toMatch(/undefined|null|NaN|[{}]/);
      }),
    );
  });

  test('as a short message stays within one segment, with no empty value', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { sms } = wordReminder(given);
        if (sms === undefined) return;
        expect(Object.values(sms.values)).not.toContain('');
        expect(renderSms(sms)).not.toContain('$');
        expect(Array.from(`【明达汽车示例】${renderSms(sms)}`).length).toBeLessThanOrEqual(70);
      }),
    );
  });

  test('to many at once speaks of nobody in particular', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { groupText } = wordReminder({ ...given, detail: { text: '{称呼}您好，{车牌}请注意' } });
        expect(groupText).not.toMatch(/沪A|269225|赵|欧阳|Anna/);
      }),
    );
  });

  test('on the phone can be spoken', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const [spoken] = wordReminder(given).script.split('\n依据');
        expect(spoken).not.toMatch(/回复|点击|https?:|退订/);
      }),
    );
  });
});

describe('the wording', () => {
  test.each([
    ['in good time', '2026-11-23', '预计2026年12月7日需要定期保养'],
    ['the day before', '2026-12-06', '预计明天需要定期保养'],
    ['on the day', '2026-12-07', '已到定期保养的时间'],
    ['late', '2026-12-09', '的定期保养时间（2026年12月7日）已到'],
  ])('of maintenance %s', (_, today, expected) => {
    expect(word({ kind: 'regularMaintenance', today }).text).toContain(expected);
  });

  test('of insurance takes what runs out from the facts, never from the Chinese reason', () => {
    const { body } = word({
      kind: 'insuranceRenewal',
      detail: { items: ['commercial'] },
      reason: '交强险和商业险于 …',
    });
    expect(body).toContain('您的爱车沪A12345的商业险将于2026年12月7日到期，请在到期前安排续保。');
  });

  test('of insurance asks for the vehicle tax, but not of an electric car, which pays none', () => {
    const worded = (energyType: string) =>
      word({
        kind: 'insuranceRenewal',
        detail: { items: ['compulsory', 'commercial'] },
        vehicle: { ...CAR, energyType },
      });
    expect(worded('petrol').text).toContain('车船税一并缴纳');
    const { text, script, groupText, sms } = worded('electric');
    expect(`${text}${script}${groupText}${JSON.stringify(sms)}`).not.toContain('车船税');
    expect(text).toContain('交强险和商业险将于2026年12月7日到期，请在到期前安排续保。');
  });

  test('of plates that are ready offers to book the next notice', () => {
    const subscribeUrl = 'https://care.example.com/subscribe/abc';
    expect(word({ kind: 'plateReady', subscribeUrl }).text).toContain(`一键预约下次提醒：${subscribeUrl}`);
  });

  test('of an inspection says what has to be done', () => {
    expect(word({ kind: 'annualInspection', detail: { what: 'mark' }, reason: '上线检测' }).body).toContain(
      '无需到检测站',
    );
    expect(word({ kind: 'annualInspection', detail: { what: 'station' }, reason: '线上申领' }).body).toContain(
      '上线检测',
    );
  });

  test('of what the owner waits for offers no way out of reminders', () => {
    const ready = word({ kind: 'repairProgress', detail: { isReady: true, text: '' } });
    expect(ready.text).toBe('【明达汽车（示例）】赵先生您好，您的爱车沪A12345已经维修完毕，可以来店取车了。');
    expect(ready.templateKey).toBe('carReady');
    expect(word({ kind: 'regularMaintenance' }).text).toContain('回复“退订”');
  });

  test('offers to book the next notice where there is one to book', () => {
    const subscribeUrl = 'https://care.example.com/subscribe/abc';
    const booked = word({ kind: 'regularMaintenance', subscribeUrl });
    expect(booked.url).toBe(subscribeUrl);
    expect(booked.text).toContain(`点这里一键预约下次提醒：${subscribeUrl}`);
    expect(word({ kind: 'birthday', subscribeUrl }).url).toBeUndefined();
  });

  test('of a store replaces the sentence, its placeholders filled', () => {
    const template = '{称呼}的{车牌}该做{项目}了（{日期}），详询{门店}{电话}。回复“预约”即可。';
    const own = word({ kind: 'regularMaintenance', template });
    expect(own.text).toContain('赵先生的沪A12345该做定期保养了（2026年12月7日），详询明达汽车（示例）021-00000400。');
    expect(own.text).not.toContain('按时保养');
    expect(own.groupText).not.toContain('沪A12345');
    expect(own.script).not.toContain('回复');
  });

  test('no greeting and no promotion goes by short message', () => {
    for (const kind of ['birthday', 'holiday', 'promotion', 'serviceDone'] as const) {
      expect(word({ kind, detail: { text: '好' } }).sms).toBeUndefined();
    }
  });
});

describe('a store’s own words', () => {
  test.each(['您的爱车{车牌}该保养了', '没有占位符'])('“%s” can be used', (text) => {
    expect(faultOfWords(text)).toBeUndefined();
  });

  test.each([
    ['您的{车辆}该保养了', '{车辆}'],
    ['您的{车牌该保养了', '括号没有配对'],
  ])('“%s” is refused with the reason', (text, fault) => {
    expect(faultOfWords(text)).toContain(fault);
  });

  test.each(['保养8.5折', '八五折', '限 时 抢购', '满500减50', '到店送洗车券', '领取代金券', '续保优惠多', '特价机油'])(
    '“%s” advertises: no service notice',
    (text) => {
      expect(promotionFaultOf(text)).toContain('服务提醒不能带促销内容');
    },
  );

  test.each([
    '您的爱车{车牌}该保养了，欢迎来电预约',
    '请携带行驶证，到店可免费检测',
    '车身有折痕请告知',
    '安全带请系好',
  ])('“%s” advertises nothing', (text) => {
    expect(promotionFaultOf(text)).toBeUndefined();
  });

  test('our own words of the service kinds advertise nothing', () => {
    for (const kind of Object.keys(reminderKinds) as (keyof typeof reminderKinds)[]) {
      if (reminderKinds[kind].class !== 'service') continue;
      expect([kind, promotionFaultOf(word({ kind, detail: { text: '好' } }).text)]).toEqual([kind, undefined]);
    }
  });

  test('every placeholder that is offered is understood', () => {
    expect(faultOfWords(PLACEHOLDERS.map((name) => `{${name}}`).join(''))).toBeUndefined();
  });
});

describe('to many at once', () => {
  test.each([
    ['birthday', ''],
    ['holiday', '春节'],
  ] as const)('a %s is wished in words that fit before the day and on it', (kind, reason) => {
    const [before, onTheDay] = ['2026-12-06', '2026-12-07'].map((today) => word({ kind, reason, today }));
    expect(before?.groupText).toBe(onTheDay?.groupText);
    expect(before?.groupText).toMatch(/祝您(生日|春节)快乐/);
    expect(before?.groupText).not.toMatch(/将至|提前|今天|昨天|到了/);
  });
});

describe('several things in one message', () => {
  test('each says what the owner may answer', () => {
    const kinds = ['regularMaintenance', 'insuranceRenewal', 'annualInspection', 'warrantyEnd'] as const;
    const bodies = kinds.map((kind) => word({ kind }).body);
    const lines = wordTogether({ store: STORE, customer: OWNER, bodies }).split('\n');
    expect(lines.slice(1, 5).map((line) => /^\d\. .*回复“(.+?)”/.exec(line)?.[1])).toEqual([
      '预约',
      '续保',
      '年检',
      '预约',
    ]);
    expect(word({ kind: 'warrantyEnd', template: '{车牌}质保快到了。' }).body).toMatch(/质保快到了。$/);
  });
});
