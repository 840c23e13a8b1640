import { describe, expect, test } from 'vitest';
import { careCalendar, icsOf } from '../../src/reminders/index.ts';
import { defaultRules } from '../../src/stores/index.ts';
import { noFacts, nobody } from './facts.ts';

const TODAY = '2026-11-23';
const vehicle = {
  ...noFacts,
  registeredOn: '2023-01-05',
  deliveredOn: '2023-01-05',
  warrantyEndsOn: '2028-01-05',
  compulsoryInsuranceExpiresOn: '2027-01-04',
  commercialInsuranceExpiresOn: '2027-01-04',
  visits: [{ enteredOn: '2026-06-01', odometerKm: 20_000, type: 'regularMaintenance' }],
};
const owner = { ...nobody, birthday: '1990-03-05', licenceExpiresOn: '2028-05-10' };
const calendar = (car = vehicle, today = TODAY) => careCalendar({ vehicle: car, owner }, today, defaultRules);

describe('the care calendar', () => {
  test('holds all that comes in 24 months, oldest first, estimates marked', () => {
    const { entries, to } = calendar();
    expect(to).toBe('2028-11-23');
    const lines = entries
      .filter(({ kind }) => kind !== 'birthday')
      .map(({ dueOn, label, isEstimate }) => `${dueOn} ${label}${isEstimate ? ' 预计' : ''}`);
    expect(lines).toEqual([
      '2027-01-04 交强险和商业险续保',
      '2027-01-04 车船税',
      '2027-01-31 年检（线上申领标志）',
      '2027-06-01 定期保养',
      '2028-01-04 交强险和商业险续保 预计',
      '2028-01-04 车船税 预计',
      '2028-01-05 质保到期',
      '2028-05-10 驾驶证换证',
      '2028-06-01 定期保养 预计',
    ]);
    expect(entries.filter(({ kind }) => kind === 'birthday').map(({ dueOn }) => dueOn)).toEqual([
      '2027-03-05',
      '2028-03-05',
    ]);
  });

  test('a maintenance that is overdue stands first, and the next counts from today', () => {
    const insured = { compulsoryInsuranceExpiresOn: '2028-01-04', commercialInsuranceExpiresOn: '2028-01-04' };
    const { entries } = calendar({ ...vehicle, ...insured }, '2027-07-01');
    const services = entries.filter(({ kind }) => kind === 'regularMaintenance');
    expect(services.map(({ dueOn, isOverdue }) => [dueOn, isOverdue])).toEqual([
      ['2027-06-01', true],
      ['2028-07-01', false],
      ['2029-07-01', false],
    ]);
    expect(entries[0]).toBe(services[0]);
  });

  test('what the archive says is over stands first; insurance and tax are carried on from there, year by year', () => {
    const car = {
      ...vehicle,
      compulsoryInsuranceExpiresOn: '2026-11-22',
      commercialInsuranceExpiresOn: '2026-12-10',
      warrantyEndsOn: '2026-10-01',
      inspectionDueOn: '2026-09-30',
    };
    const { entries } = careCalendar(
      { vehicle: car, owner: { ...owner, licenceExpiresOn: '2026-11-01' } },
      TODAY,
      defaultRules,
    );
    const overdue = entries.filter(({ isOverdue }) => isOverdue);
    expect(overdue.map(({ dueOn, label }) => `${dueOn} ${label}`)).toEqual([
      '2026-09-30 年检',
      '2026-10-01 质保到期',
      '2026-11-01 驾驶证换证',
      '2026-11-22 交强险续保',
      '2026-11-22 车船税',
    ]);
    expect(entries.slice(0, overdue.length)).toEqual(overdue);
    const compulsory = entries.filter(({ item }) => item === 'compulsory');
    expect(compulsory.map(({ dueOn, isEstimate }) => [dueOn, isEstimate])).toEqual([
      ['2026-11-22', false],
      ['2027-11-22', true],
      ['2028-11-22', true],
    ]);
    expect(compulsory[1]?.reason).toBe('按上次到期日 2026-11-22 推算，以续保为准');
    expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
  });

  test('an insurance that ended years ago is no news, but still ends every year', () => {
    const lapsed = { ...vehicle, compulsoryInsuranceExpiresOn: '2024-03-01', commercialInsuranceExpiresOn: null };
    const { entries } = careCalendar({ vehicle: lapsed, owner }, TODAY, defaultRules);
    const insurances = entries.filter(({ kind }) => kind === 'insuranceRenewal');
    expect(insurances.map(({ dueOn, isEstimate, isOverdue }) => [dueOn, isEstimate, isOverdue])).toEqual([
      ['2027-03-01', true, false],
      ['2028-03-01', true, false],
    ]);
  });

  test('keys are unique, and stay when a day moves', () => {
    const before = calendar().entries.map(({ key }) => key);
    expect(new Set(before).size).toBe(before.length);
    const moved = calendar({ ...vehicle, odometerKm: 26_500, odometerReadOn: '2026-11-20' }).entries;
    const next = moved.find(({ kind }) => kind === 'regularMaintenance');
    expect(next?.dueOn).not.toBe('2027-06-01');
    expect(before).toContain(next?.key);
  });
});

describe('the calendar file', () => {
  const file = icsOf(calendar(), {
    id: 'main-12',
    name: '沪A12345, 示例汽车；爱车日历',
    now: new Date('2026-11-23T02:00:00Z'),
  });
  /** Lines as a reader puts them together again. */
  const lines = file.replaceAll('\r\n ', '').split('\r\n');

  test('ends each line with CRLF, folded at 75 octets, without cutting a character', () => {
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of file.split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toContain('\uFFFD');
    }
    expect(file).toContain('\r\n ');
    expect(lines.join('\n')).toContain(
      'DESCRIPTION:2023-01-05 注册登记，满 4 年，可线上申领检验标志，不用上线检测，有效期至 2027-01-31',
    );
  });

  test('has one all-day event for each entry but greetings, with an alarm and a UID of its own', () => {
    expect(lines[0]).toBe('BEGIN:VCALENDAR');
    expect(lines).toContain(String.raw`X-WR-CALNAME:沪A12345\, 示例汽车；爱车日历`);
    expect(lines).toContain('DTSTAMP:20261123T020000Z');
    expect(lines.filter((line) => line.startsWith('DTSTART;VALUE=DATE:'))).toHaveLength(9);
    const first = lines.indexOf('DTSTART;VALUE=DATE:20270104');
    expect(lines.slice(first, first + 3)).toEqual([
      'DTSTART;VALUE=DATE:20270104',
      'DTEND;VALUE=DATE:20270105',
      'SUMMARY:交强险和商业险续保',
    ]);
    const uids = lines.filter((line) => line.startsWith('UID:'));
    expect(new Set(uids).size).toBe(9);
    expect(uids).toContain('UID:annualInspection-2027-main-12@carebay');
    expect(file).not.toContain('生日');
    for (const part of ['VCALENDAR', 'VEVENT', 'VALARM']) {
      const count = (word: string) => lines.filter((line) => line === `${word}:${part}`).length;
      expect(count('BEGIN')).toBe(count('END'));
    }
  });

  test('is the same file for the same calendar', () => {
    const again = icsOf(calendar(), {
      id: 'main-12',
      name: '沪A12345, 示例汽车；爱车日历',
      now: new Date('2026-11-23T02:00:00Z'),
    });
    expect(again).toBe(file);
  });
});
