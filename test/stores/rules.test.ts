import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CareError } from '../../src/errors.ts';
import { Rule, type RuleTree } from '../../src/stores/rule.ts';
import { defaultRules, ruleDefinitions, rulesOf } from '../../src/stores/index.ts';

/** Every rule of the tree with its dotted path. */
function listRules(tree: RuleTree, prefix = ''): { path: string; rule: Rule<unknown> }[] {
  return Object.entries(tree).flatMap(([key, node]) =>
    node instanceof Rule ? [{ path: prefix + key, rule: node }] : listRules(node, `${prefix}${key}.`),
  );
}

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
      channelOrder: ['officialAccountTemplate', 'subscriptionNotice', 'kf', 'groupSend', 'sms', 'callTask'],
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
  test('those of the example file are accepted', () => {
    const { id, rules } = JSON.parse(readFileSync('docs/store.example.json', 'utf8')) as { id: string; rules: unknown };
    expect(rulesOf({ id, rules }).workingTime.blocks).toHaveLength(2);
  });

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
    expect(rules.reminders.birthday).toEqual({ ...defaultRules.reminders.birthday, leadDays: [7] });
    expect(rules.deadlines).toEqual(defaultRules.deadlines);
  });

  test.each([
    ['an unknown rule', { outreach: { quietFrm: '20:30' } }, 'quietFrm'],
    ['a wrong time', { outreach: { quietFrom: '25:00' } }, 'rules.outreach.quietFrom: must be HH:mm'],
    ['a negative deadline', { deadlines: { routeMinutes: -1 } }, 'rules.deadlines.routeMinutes'],
    ['an unknown channel', { outreach: { channelOrder: ['fax'] } }, 'rules.outreach.channelOrder'],
    ['a stranger among the stand-ins', { staffing: { standIn: { finance: 'bank' } } }, 'rules.staffing.standIn'],
    ['a block that ends before it starts', { workingTime: { blocks: [['18:00', '09:00']] } }, 'ends before it starts'],
    ['no working time at all', { workingTime: { blocks: [] } }, 'rules.workingTime.blocks'],
    ['a year off', { workingTime: { closedOn: ['2027-01-01/2028-02-01'] } }, 'closed for a year from 2027-01-01'],
    ['a day off that is no day', { workingTime: { closedOn: ['2027-02-30'] } }, '2027-02-30'],
    ['an unknown weekday', { workingTime: { byWeekday: { holiday: [] } } }, 'rules.workingTime.byWeekday'],
    ['a pause for an unknown clock', { pauses: { waitingParts: { clocks: ['lunch'] } } }, 'rules.pauses.waitingParts'],
  ])('%s is refused by name', (_, rules, message) => {
    expect(() => rulesOf({ id: 'main', rules })).toThrow(CareError);
    expect(() => rulesOf({ id: 'main', rules })).toThrow(message);
  });
});
