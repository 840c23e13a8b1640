import { describe, expect, test } from 'vitest';
import { CareError } from '../../src/errors.ts';
import { defaultRules, listRules, ruleDefinitions, rulesOf } from '../../src/stores/index.ts';

describe('the defaults', () => {
  test('they are those of the domain specification', () => {
    expect(defaultRules.deadlines).toMatchObject({
      routeMinutes: 120,
      trackMinutes: 1440,
      resolveMinutes: 4320,
      verifyMinutes: 1440,
      warnAtPercent: 75,
    });
    expect(defaultRules.outreach).toMatchObject({
      quietFrom: '21:00',
      quietTo: '09:00',
      marketingPerDay: 1,
      marketingPerMonth: 4,
      channelOrder: ['officialAccountTemplate', 'kf', 'callTask'],
    });
    expect(defaultRules.conversation.quietGapSeconds).toBe(60);
    expect(defaultRules.reminders.birthday.leadDays).toEqual([3, 0]);
  });

  test('every one keeps to its own limits, has a Chinese label and names its source', () => {
    const faults = listRules(ruleDefinitions).filter(
      ({ rule }) =>
        !rule.schema.safeParse(rule.value).success || !/[\u4e00-\u9fff]/.test(rule.label) || rule.sources.length === 0,
    );
    expect(faults.map(({ path }) => path)).toEqual([]);
  });
});

describe('the rules of a store', () => {
  test('a store without differences has the defaults', () => {
    expect(rulesOf({ id: 'main', rules: {} })).toEqual(defaultRules);
    expect(rulesOf({ id: 'main', rules: null })).toEqual(defaultRules);
  });

  test('what a store changes replaces that rule and leaves its neighbours', () => {
    const rules = rulesOf({
      id: 'main',
      rules: { outreach: { quietFrom: '20:30' }, reminders: { birthday: { leadDays: [7] } } },
    });
    expect(rules.outreach).toEqual({ ...defaultRules.outreach, quietFrom: '20:30' });
    expect(rules.reminders.birthday).toEqual({ enabled: true, leadDays: [7] });
    expect(rules.deadlines).toEqual(defaultRules.deadlines);
  });

  test.each([
    ['an unknown rule', { outreach: { quietFrm: '20:30' } }, 'quietFrm'],
    ['a wrong time', { outreach: { quietFrom: '25:00' } }, 'rules.outreach.quietFrom: must be HH:mm'],
    ['a negative deadline', { deadlines: { routeMinutes: -1 } }, 'rules.deadlines.routeMinutes'],
    ['an unknown channel', { outreach: { channelOrder: ['fax'] } }, 'rules.outreach.channelOrder'],
    ['a stranger among the stand-ins', { staffing: { standIn: { finance: 'bank' } } }, 'rules.staffing.standIn'],
  ])('%s is refused by name', (_, rules, message) => {
    expect(() => rulesOf({ id: 'main', rules })).toThrow(CareError);
    expect(() => rulesOf({ id: 'main', rules })).toThrow(message);
  });
});
