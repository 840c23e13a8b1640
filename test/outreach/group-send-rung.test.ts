import { expect, test } from 'vitest';
import { addDays, instantAt } from '../../src/calendar.ts';
import { nothingConnected } from '../../src/context.ts';
import { latestFor } from '../../src/outreach/group-send/deadline.ts';
import { tellMember } from '../../src/outreach/group-send/messages.ts';
import { reminderKinds, type ReminderKindKey } from '../../src/outreach/index.ts';
import { groupSendRung } from '../../src/outreach/rungs/group-send.ts';
import type { Contact, Reach, Want } from '../../src/outreach/rungs/rung.ts';
import { defaultRules } from '../../src/stores/index.ts';
import * as fc from '../support/property.ts';

const TODAY = '2026-11-23';
const now = instantAt(TODAY, '10:00');
const contact = (changes: Partial<Contact> = {}): Contact => ({
  id: 1,
  storeId: 'main',
  identityId: 1,
  userId: 'jiang',
  state: '',
  addedAt: now,
  endedAt: null,
  removedByOwnerAt: null,
  isOnDuty: true,
  ...changes,
});
const reach = (contacts: Contact[], changes: Partial<Reach> = {}): Reach => ({
  identities: [
    {
      id: 1,
      storeId: 'main',
      channel: 'wecomContact',
      accountId: 'ww1',
      externalId: 'wm1',
      unionId: null,
      customerId: 1,
      isSubscribed: false,
      followChangedAt: null,
      windowOpenedAt: null,
      windowLeft: 0,
      unreachableAt: null,
      lastErrorCode: null,
      refusedTemplates: [],
      optedOutAt: null,
      createdAt: now,
      isWithPerson: false,
      hasOpenTicket: false,
      waiting: 0,
      subscriptions: [],
      contacts,
    },
  ],
  phones: [],
  smsAt: [],
  refusesSms: false,
  groupSendsAt: [],
  ...changes,
});
const want = (changes: Partial<Want> = {}): Want => ({
  kind: 'regularMaintenance',
  dueOn: addDays(TODAY, 14),
  wording: { templateKey: 'maintenanceDue' },
  rules: defaultRules,
  connected: { ...nothingConnected, contacts: true },
  now,
  ...changes,
});
const obstacleOf = (of: Reach, wanted = want()): string | undefined => {
  const verdict = groupSendRung.check(of, wanted);
  return 'obstacle' in verdict ? verdict.obstacle : undefined;
};

test('a contact of a member on duty can be reached, another can’t, and it says why', () => {
  expect(groupSendRung.check(reach([contact()]), want())).toMatchObject({ way: { recipient: 'wm1' } });
  expect(obstacleOf(reach([contact()]), want({ connected: nothingConnected }))).toBe('未开通企业微信客户联系');
  expect(obstacleOf({ ...reach([]), identities: [] })).toBe('不是企业微信客户');
  expect(obstacleOf(reach([contact({ endedAt: now })]))).toBe('已不是企业微信客户');
  expect(obstacleOf(reach([contact({ removedByOwnerAt: now })]))).toBe('车主已删除企业微信同事');
  expect(obstacleOf(reach([contact({ isOnDuty: false })]))).toBe('企业微信同事不在岗');
  expect(obstacleOf(reach([contact({ isOnDuty: false }), contact({ id: 2, userId: 'su' })]))).toBeUndefined();
});

test('the cap counts the calendar month of the store', () => {
  const { perMonth } = defaultRules.groupSend;
  const times = (at: Date) => Array.from({ length: perMonth }, () => at);
  const full = { groupSendsAt: times(instantAt('2026-11-01', '00:00')) };
  expect(obstacleOf(reach([contact()], full))).toBe(`本月企业群发已达 ${perMonth} 次`);
  const before = { groupSendsAt: times(instantAt('2026-10-31', '23:59')) };
  expect(obstacleOf(reach([contact()], before))).toBeUndefined();
});

test('what can’t wait a day for a member takes another way', () => {
  const late = '等同事确认群发来不及';
  const all = reach([contact()]);
  expect(obstacleOf(all, want({ dueOn: TODAY }))).toBe(late);
  expect(obstacleOf(all, want({ dueOn: addDays(TODAY, 1) }))).toBeUndefined();
  for (const kind of ['repairProgress', 'plateReady'] as const) expect(obstacleOf(all, want({ kind }))).toBe(late);
  expect(obstacleOf(all, want({ kind: 'birthday', dueOn: TODAY }))).toBe(late);
  expect(obstacleOf(all, want({ kind: 'birthday', dueOn: addDays(TODAY, 3) }))).toBeUndefined();
  expect(obstacleOf(all, want({ kind: 'holiday', dueOn: TODAY }))).toBeUndefined();
  expect(obstacleOf(all, want({ kind: 'promotion', dueOn: TODAY }))).toBeUndefined();
});

test('whatever the kind and the day, there is time for the member and for the next rung', () => {
  const kinds = Object.keys(reminderKinds) as ReminderKindKey[];
  const minutes = fc.integer({ min: 0, max: 40 * 24 * 60 });
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.integer({ min: -5, max: 30 }), minutes, (kind, inDays, later) => {
      const at = new Date(now.getTime() + later * 60_000);
      const dueOn = addDays(TODAY, inDays);
      const latest = latestFor(defaultRules, kind, dueOn, at);
      fc.pre(latest !== undefined);
      expect(latest.getTime() - at.getTime()).toBeGreaterThanOrEqual(60 * 60 * 1000);
      const mustBeOver = reminderKinds[kind].class === 'service' ? instantAt(addDays(dueOn, 1)) : latest;
      expect(latest <= mustBeOver).toBe(true);
    }),
  );
});

test('a member is told once for all tasks, with what they are about and until when', () => {
  const tasks = [
    { kind: 'regularMaintenance', owners: 12, deadlineAt: instantAt('2026-11-24', '10:00') },
    { kind: 'annualInspection', owners: 5, deadlineAt: instantAt('2026-11-24', '09:30') },
  ];
  expect(tellMember(tasks, '示例汽车')).toBe(
    '【示例汽车】有 2 项企业群发等您确认：定期保养 12 位、年检 5 位。\n' +
      '请在手机企业微信“工作台-客户联系-群发助手”里查看内容并点“发送”。\n' +
      '11月24日 09:30 前未确认的，系统会改用其他方式通知车主。',
  );
});
