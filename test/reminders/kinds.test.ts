import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/calendar.ts';
import { annualInspection } from '../../src/reminders/kinds/annual-inspection.ts';
import { birthday } from '../../src/reminders/kinds/birthday.ts';
import { holidays } from '../../src/reminders/kinds/holiday.ts';
import { insuranceRenewal } from '../../src/reminders/kinds/insurance-renewal.ts';
import { licenceRenewal } from '../../src/reminders/kinds/licence-renewal.ts';
import { maintenance } from '../../src/reminders/kinds/maintenance.ts';
import { vehicleTax } from '../../src/reminders/kinds/vehicle-tax.ts';
import { warrantyEnd } from '../../src/reminders/kinds/warranty-end.ts';
import { defaultRules, rulesOf } from '../../src/stores/index.ts';
import { noFacts, nobody } from './facts.ts';

const YEARS = { from: '2026-01-01', to: '2029-12-31' };
const days = (found: { dueOn: string }[]) => found.map(({ dueOn }) => dueOn);
const visit = (enteredOn: string, odometerKm: number | null, type = 'regularMaintenance') => ({
  enteredOn,
  odometerKm,
  type,
});

describe('maintenance', () => {
  const rules = (byModel: object) => rulesOf({ id: 'main', rules: { maintenance: { byModel } } });
  const car = { ...noFacts, brand: '斯柯达', series: '明锐', model: '明锐 2.0', deliveredOn: '2026-01-10' };

  test('the interval of the model counts before that of the series, and that before the brand’s', () => {
    const brand = { first: { months: 3, km: 5000 }, regular: { months: 9, km: 8000 } };
    const series = { first: { months: 4, km: 5000 } };
    const model = { first: { months: 5, km: 5000 } };
    expect(days(maintenance(car, YEARS, rules({ 斯柯达: brand })))).toEqual(['2026-04-10']);
    expect(days(maintenance(car, YEARS, rules({ 斯柯达: brand, 明锐: series })))).toEqual(['2026-05-10']);
    expect(days(maintenance(car, YEARS, rules({ 斯柯达: brand, 明锐: series, '明锐 2.0': model })))).toEqual([
      '2026-06-10',
    ]);
    // What the series says nothing about is taken from the brand.
    const served = { ...car, visits: [visit('2026-05-01', 500, 'firstMaintenance')] };
    expect(days(maintenance(served, YEARS, rules({ 斯柯达: brand, 明锐: series })))).toEqual(['2027-02-01']);
  });

  test('without a reading at the last visit the habit alone tells how long the kilometres last', () => {
    const visits = [
      visit('2026-03-01', 2000, 'repair'),
      visit('2026-04-20', null),
      visit('2026-06-09', 6000, 'repair'),
    ];
    const [due] = maintenance({ ...car, visits }, YEARS, defaultRules);
    // 6 000 km in 150 days: 40 a day.
    expect(due).toMatchObject({ kind: 'regularMaintenance', dueOn: addDays('2026-04-20', 250) });
    expect(due?.reason).toBe(
      '上次保养 2026-04-20，按 3 次里程记录日均 40 公里推算，2026-12-26 再行驶 10000 公里，早于满 12 个月的 2027-04-20',
    );
  });

  test('a reading at the last visit that is a slip does not push the next one away', () => {
    const visits = [
      visit('2026-03-01', 2000, 'repair'),
      visit('2026-04-20', 40_000),
      visit('2026-06-09', 6000, 'repair'),
    ];
    expect(days(maintenance({ ...car, visits }, YEARS, defaultRules))).toEqual([addDays('2026-04-20', 250)]);
  });
});

describe('insurance and tax', () => {
  const car = { ...noFacts, compulsoryInsuranceExpiresOn: '2026-12-23', commercialInsuranceExpiresOn: '2026-12-23' };

  test('both on one day are one, apart they are two, one alone is one', () => {
    expect(insuranceRenewal(car, YEARS)).toMatchObject([
      { item: 'both', dueOn: '2026-12-23', detail: { items: ['compulsory', 'commercial'] } },
    ]);
    expect(insuranceRenewal({ ...car, commercialInsuranceExpiresOn: '2026-11-30' }, YEARS)).toMatchObject([
      { item: 'compulsory', dueOn: '2026-12-23' },
      { item: 'commercial', dueOn: '2026-11-30', reason: '商业险于 2026-11-30 到期' },
    ]);
    expect(insuranceRenewal({ ...car, commercialInsuranceExpiresOn: null }, YEARS)).toHaveLength(1);
    expect(insuranceRenewal(noFacts, YEARS)).toEqual([]);
  });

  test('the tax is due with the compulsory insurance; an electric car pays none', () => {
    expect(days(vehicleTax({ ...car, commercialInsuranceExpiresOn: '2026-11-30' }, YEARS))).toEqual(['2026-12-23']);
    expect(vehicleTax({ ...car, energyType: 'electric' }, YEARS)).toEqual([]);
  });
});

describe('the annual inspection', () => {
  const car = { ...noFacts, registeredOn: '2022-12-05' };

  test('a file’s date and the computed one near it are one inspection', () => {
    for (const inspectionDueOn of ['2026-12-05', '2026-12-31', '2026-11-30', '2027-01-15']) {
      const found = annualInspection({ ...car, inspectionDueOn }, YEARS, defaultRules);
      expect(days(found)).toEqual([inspectionDueOn, '2028-12-31']);
      expect(found[0]?.detail).toEqual({ what: 'mark', ageMonths: 48 });
      expect(found[0]?.reason).toBe(`档案登记的年检到期日为 ${inspectionDueOn}，可线上申领检验标志，不用上线检测`);
    }
  });

  test('what the rule gives before the file’s date is done already', () => {
    expect(days(annualInspection({ ...car, inspectionDueOn: '2028-12-31' }, YEARS, defaultRules))).toEqual([
      '2028-12-31',
    ]);
  });

  test('after the file’s date the computed ones follow', () => {
    const later = { from: '2027-01-01', to: '2033-12-31' };
    const found = annualInspection({ ...car, inspectionDueOn: '2026-12-31' }, later, defaultRules);
    expect(days(found)).toEqual(['2028-12-31', '2030-12-31', '2032-12-31', '2033-12-31']);
    expect(found.map(({ detail }) => detail['what'])).toEqual(['station', 'mark', 'station', 'station']);
  });

  test('a file’s date alone is enough, nothing is nothing', () => {
    expect(days(annualInspection({ ...noFacts, inspectionDueOn: '2026-06-30' }, YEARS, defaultRules))).toEqual([
      '2026-06-30',
    ]);
    expect(annualInspection(noFacts, YEARS, defaultRules)).toEqual([]);
  });
});

describe('the driver licence', () => {
  test('its end', () => {
    expect(licenceRenewal({ ...nobody, licenceExpiresOn: '2027-05-10' }, YEARS)).toEqual([
      {
        kind: 'licenceRenewal',
        item: '',
        dueOn: '2027-05-10',
        reason: '驾驶证有效期至 2027-05-10',
        detail: { what: 'expiry' },
      },
    ]);
  });

  test('from seventy a physical each year, thirty days after the cycle; not in the year of the renewal', () => {
    const owner = { ...nobody, birthday: '1957-05-11', licenceExpiresOn: '2030-05-10' };
    const found = licenceRenewal(owner, { from: '2026-01-01', to: '2031-12-31' });
    // Still 69 on 10 May 2027.
    expect(found.map(({ item, dueOn }) => [item, dueOn])).toEqual([
      ['', '2030-05-10'],
      ['physical', '2028-06-09'],
      ['physical', '2029-06-09'],
    ]);
    expect(found[1]?.reason).toContain('年满 70 周岁');
  });

  test('without a year of birth nothing is known of physicals', () => {
    expect(licenceRenewal({ ...nobody, birthday: '05-11', licenceExpiresOn: '2030-05-10' }, YEARS)).toEqual([]);
  });
});

describe('the end of the warranty', () => {
  const car = { ...noFacts, deliveredOn: '2025-01-01', warrantyEndsOn: '2028-01-01', warrantyEndsKm: 60_000 };

  test('by date, when the car is driven little', () => {
    const found = warrantyEnd({ ...car, odometerKm: 10_000, odometerReadOn: '2026-01-01' }, YEARS);
    expect(found).toMatchObject([{ dueOn: '2028-01-01', reason: '质保于 2028-01-01 到期', detail: { what: 'date' } }]);
  });

  test('by kilometres, when it is driven a lot', () => {
    const found = warrantyEnd({ ...car, odometerKm: 36_500, odometerReadOn: '2026-01-01' }, YEARS);
    expect(found).toMatchObject([{ dueOn: '2026-08-24', detail: { what: 'km' } }]);
    expect(found[0]?.reason).toBe(
      '质保里程 60000 公里，按 2 次里程记录日均 100 公里推算，2026-08-24 到 60000 公里，早于质保日期 2028-01-01',
    );
  });

  test('after a change of the instrument the date counts', () => {
    const visits = [
      visit('2025-06-01', 20_000, 'repair'),
      visit('2026-01-01', 300, 'repair'),
      visit('2026-06-01', 8000, 'repair'),
    ];
    expect(days(warrantyEnd({ ...car, visits }, YEARS))).toEqual(['2028-01-01']);
  });
});

describe('greetings', () => {
  test('29 February is kept on the 28th where the year has none', () => {
    expect(days(birthday({ ...nobody, birthday: '1988-02-29' }, YEARS))).toEqual([
      '2026-02-28',
      '2027-02-28',
      '2028-02-29',
      '2029-02-28',
    ]);
  });

  test('a lunar birthday at the end of the year may fall twice into one solar year, or not at all', () => {
    const owner = { ...nobody, birthday: '1990-12-01', birthdayCalendar: 'lunar' };
    const years = days(birthday(owner, YEARS)).map((day) => day.slice(0, 4));
    expect(years).toEqual(['2026', '2027', '2027', '2029']);
  });

  test.each([
    [2026, ['2026-01-01', '2026-02-17', '2026-05-01', '2026-06-19', '2026-09-25', '2026-10-01']],
    // Not announced by the State Council.
    [2028, ['2028-01-01', '2028-01-26', '2028-05-01', '2028-05-28', '2028-10-01', '2028-10-03']],
  ])('the holidays of %i', (year, expected) => {
    expect(days(holidays({ from: `${year}-01-01`, to: `${year}-12-31` }))).toEqual(expected);
  });

  test('two holidays on one day are one greeting', () => {
    expect(holidays({ from: '2031-10-01', to: '2031-10-01' })).toMatchObject([
      { item: 'midAutumn+nationalDay', reason: '中秋节、国庆节' },
    ]);
  });
});
