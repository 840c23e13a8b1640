import { expect, test } from 'vitest';
import { chooseRung, type PassedRung } from '../../src/outreach/index.ts';
import type { Reachable } from '../../src/outreach/rungs/index.ts';
import { nothingConnected } from '../../src/context.ts';
import { defaultRules } from '../../src/stores/index.ts';

const now = new Date('2026-11-22T02:00:00Z');
const identity = (changes: Partial<Reachable>): Reachable => ({
  id: 1,
  storeId: 'main',
  channel: 'kf',
  accountId: 'wk1',
  externalId: 'wm1',
  unionId: null,
  customerId: 1,
  isSubscribed: false,
  followChangedAt: null,
  windowOpenedAt: new Date('2026-11-22T01:00:00Z'),
  windowLeft: 5,
  unreachableAt: null,
  lastErrorCode: null,
  refusedTemplates: [],
  optedOutAt: null,
  createdAt: now,
  isWithPerson: false,
  hasOpenTicket: false,
  waiting: 0,
  subscriptions: [],
  contacts: [],
  ...changes,
});
const choose = (changes: Partial<Reachable>): { channel: string; passed: PassedRung[] } =>
  chooseRung(
    ['kf', 'callTask'],
    { identities: [identity(changes)], phones: [], smsAt: [], refusesSms: false, groupSendsAt: [] },
    {
      kind: 'annualInspection',
      dueOn: '2026-12-20',
      wording: { templateKey: 'inspectionDue' },
      rules: defaultRules,
      connected: nothingConnected,
      now,
    },
  );

test('a reminder takes the 微信客服 window while enough of it is left for talking', () => {
  expect(choose({}).channel).toBe('kf');
  expect(choose({ windowLeft: 3 }).channel).toBe('kf');
});

test('the last messages of a window are kept for the conversation, and the reminder says why it went on', () => {
  const choice = choose({ windowLeft: 4, waiting: 2 });
  expect(choice.channel).toBe('callTask');
  expect(choice.passed).toEqual([{ channel: 'kf', reason: '剩余可发条数留给对话' }]);
});

test('while a complaint is handled in a chat no reminder takes from its few messages', () => {
  const choice = choose({ hasOpenTicket: true });
  expect(choice.channel).toBe('callTask');
  expect(choice.passed).toEqual([{ channel: 'kf', reason: '投诉处理中，可发条数留给工单沟通' }]);
});
