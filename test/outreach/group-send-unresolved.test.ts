import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addDays, dayToDate, instantAt } from '../../src/calendar.ts';
import { nothingConnected } from '../../src/context.ts';
import type { Prisma, Reminder } from '../../src/database/generated/client.ts';
import { PlatformError, PlatformUnreachableError } from '../../src/errors.ts';
import { settleReminder, takeGroupSendTurn } from '../../src/outreach/index.ts';
import { leaveGroupSend } from '../../src/outreach/group-send/leave.ts';
import type { ContactMessenger } from '../../src/ports.ts';
import { addOwner, empty, type Owned } from '../reminders/support.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { hoursAgo, NOON, only, openCalls, outbox, TODAY } from './support.ts';

/** The chat is open: whoever should go on by a message can. */
const RULES = { outreach: { channelOrder: ['groupSend', 'kf', 'callTask'] } };

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ rules: RULES, connected: { ...nothingConnected, contacts: true } });
});
afterAll(() => desk.close());
beforeEach(async () => {
  await empty(desk);
  await desk.database.client.$executeRawUnsafe('TRUNCATE group_send, ticket, consent RESTART IDENTITY CASCADE');
  desk.clock.set(NOON);
});

/** A reminder in a task, of an owner who wrote an hour ago. */
async function waiting(
  group: Partial<Prisma.GroupSendUncheckedCreateInput>,
  reminder: Partial<Prisma.ReminderUncheckedCreateInput> = {},
): Promise<Owned & { groupSendId: number }> {
  const { client } = desk.database;
  const owned = await addOwner(desk, { advisorUserId: 'jiang' });
  const { customer, vehicle } = owned;
  const kind = reminder.kind ?? 'regularMaintenance';
  await client.channelIdentity.create({
    data: {
      storeId: 'main',
      customerId: customer.id,
      channel: 'kf',
      accountId: 'wk1',
      externalId: `wm${customer.id}`,
      windowOpenedAt: hoursAgo(1),
      windowLeft: 5,
      createdAt: NOON,
    },
  });
  const { id: groupSendId } = await client.groupSend.create({
    data: {
      storeId: 'main',
      senderUserId: 'jiang',
      kind,
      text: '您好',
      status: 'done',
      createdAt: hoursAgo(2),
      createdOn: dayToDate(TODAY),
      deadlineAt: hoursAgo(-20),
      pollAt: NOON,
      ...group,
    },
  });
  await client.reminder.create({
    data: {
      storeId: 'main',
      subjectKey: `vehicle:${vehicle.id}`,
      customerId: customer.id,
      vehicleId: vehicle.id,
      kind,
      dueOn: dayToDate(addDays(TODAY, 14)),
      leadDays: 14,
      occurrence: '',
      plannedFor: dayToDate(TODAY),
      reason: '',
      status: 'sending',
      channel: 'groupSend',
      createdAt: NOON,
      groupSendId,
      ...reminder,
    },
  });
  return { ...owned, groupSendId };
}
const turn = (groupSendId: number, contacts?: ContactMessenger) =>
  takeGroupSendTurn(desk.as('system'), contacts, `main:${groupSendId}`);
const leave = (groupSendId: number) =>
  desk.database.transaction((tx) => leaveGroupSend(tx, groupSendId, '同事未在时限内确认群发'));
/** A platform of which only this is asked. */
const platform = (answers: Partial<ContactMessenger>) => answers as ContactMessenger;
const messages = async () => (await outbox(desk)).filter(({ recipient }) => recipient.startsWith('wm'));
const reasonsOf = ({ passedRungs }: Reminder) => (passedRungs as { reason: string }[]).map(({ reason }) => reason);

test('who was surely not reached gets it by the next rung', async () => {
  const { groupSendId } = await waiting({ status: 'cancelled', pollAt: null });
  await leave(groupSendId);
  await turn(groupSendId);
  expect(await only(desk)).toMatchObject({ status: 'sending', channel: 'kf', groupSendId: null });
  expect(await messages()).toHaveLength(1);
});

const unsaid = () =>
  Promise.reject(new PlatformError('externalcontact/get_groupmsg_send_result', 41_047, 'invalid msgid'));
const silent = () => Promise.reject(new PlatformUnreachableError('externalcontact', 'no answer'));
const unresolved: [string, Partial<Prisma.GroupSendUncheckedCreateInput>, ContactMessenger | undefined][] = [
  [
    'a platform that refuses to say what went out',
    { status: 'closing', msgId: 'm1' },
    platform({ groupSendResults: unsaid }),
  ],
  [
    'results that nobody gives for hours',
    { status: 'closing', msgId: 'm1', deadlineAt: hoursAgo(7) },
    platform({ groupSendResults: silent }),
  ],
  ['a connection that was taken away', { status: 'closing', msgId: 'm1' }, undefined],
  [
    'a cancelling that was refused',
    { status: 'closing', msgId: 'm1', error: 'refused' },
    platform({ groupSendResults: () => Promise.resolve({ isSender: true, isConfirmed: false, results: [] }) }),
  ],
  [
    'a creation that can’t be asked about for hours',
    { status: 'unknown', deadlineAt: hoursAgo(7) },
    platform({ listGroupSends: silent }),
  ],
];

test.each(unresolved)('%s: a person calls, no other message follows', async (_, group, contacts) => {
  const { groupSendId } = await waiting(group);
  await turn(groupSendId, contacts);
  await turn(groupSendId, contacts);
  const reminder = await only(desk);
  expect(reminder).toMatchObject({ status: 'callTask', groupSendId: null });
  expect(reasonsOf(reminder)).toEqual(['不能确定群发是否已送达']);
  expect(await openCalls(desk)).toHaveLength(1);
  expect(await messages()).toEqual([]);
});

test('after three creations without a task a person calls', async () => {
  const { groupSendId } = await waiting({ status: 'unknown' });
  await desk.database.client.outboxMessage.createMany({
    data: [1, 2, 3].map((attempt) => ({
      storeId: 'main',
      channel: 'groupSend',
      recipient: 'jiang',
      orderKey: 'jiang',
      idempotencyKey: `gs-${groupSendId}-${attempt}`,
      payload: { groupSendId, externalUserIds: ['wm1'], text: '您好' },
      status: 'failed',
      createdAt: hoursAgo(1),
      sentAt: hoursAgo(1),
    })),
  });
  await turn(groupSendId, platform({ listGroupSends: () => Promise.resolve([]) }));
  expect(await only(desk)).toMatchObject({ status: 'callTask' });
  expect(await messages()).toEqual([]);
});

test('what nobody is called for ends with a reason', async () => {
  const { groupSendId } = await waiting({ status: 'closing', msgId: 'm1' }, { kind: 'holiday' });
  await turn(groupSendId);
  expect(await only(desk)).toMatchObject({ status: 'skipped', skipReason: '不能确定群发是否已送达，为免重复不再发送' });
  expect([await openCalls(desk), await messages()]).toEqual([[], []]);
});

/** What became true while the task waited for its member, and the reason that stands then. */
const meanwhile: [string, string, (owned: Owned) => Promise<unknown>][] = [
  ['车主已退订', 'regularMaintenance', ({ customer }) => ownerIs(customer.id, { optedOutAt: NOON })],
  ['车主已故', 'regularMaintenance', ({ customer }) => ownerIs(customer.id, { isDeceased: true })],
  ['车主未同意接收活动信息', 'promotion', ({ customer }) => ownerIs(customer.id, { consentMarketing: false })],
  [
    '车辆已转让或报废',
    'regularMaintenance',
    ({ vehicle }) => desk.database.client.vehicle.update({ where: { id: vehicle.id }, data: { status: 'sold' } }),
  ],
  [
    '车主已到店保养',
    'regularMaintenance',
    ({ vehicle }) =>
      desk.database.client.visit.create({
        data: {
          storeId: 'main',
          vehicleId: vehicle.id,
          repairOrderNo: 'R1',
          type: 'regularMaintenance',
          enteredOn: dayToDate(TODAY),
        },
      }),
  ],
  [
    '车主有未关闭的投诉，暂不问候',
    'birthday',
    async ({ customer }) => {
      const { id } = await desk.open('配件等了半个月');
      await desk.database.client.ticket.update({ where: { id }, data: { customerId: customer.id } });
    },
  ],
  [
    '当天关怀营销消息已达上限 1 条',
    'birthday',
    ({ customer }) =>
      desk.database.client.reminder.create({
        data: {
          storeId: 'main',
          subjectKey: `customer:${customer.id}`,
          customerId: customer.id,
          kind: 'holiday',
          dueOn: dayToDate(TODAY),
          leadDays: 0,
          occurrence: 'other',
          plannedFor: dayToDate(TODAY),
          reason: '',
          status: 'sent',
          sentAt: hoursAgo(1),
          createdAt: NOON,
        },
      }),
  ],
];
const ownerIs = (id: number, data: object) => desk.database.client.customer.update({ where: { id }, data });
const theOne = (customerId: number, kind: string) =>
  desk.database.client.reminder.findFirstOrThrow({ where: { customerId, kind } });

test.each(meanwhile)('after a group send that failed: %s', async (reason, kind, happens) => {
  const owned = await waiting({ status: 'cancelled', pollAt: null }, { kind });
  await happens(owned);
  await leave(owned.groupSendId);
  await turn(owned.groupSendId);
  expect(await theOne(owned.customer.id, kind)).toMatchObject({ status: 'skipped', skipReason: reason });
  expect([await openCalls(desk), await messages()]).toEqual([[], []]);
});

test.each(meanwhile)('after a message that failed: %s', async (reason, kind, happens) => {
  const owned = await waiting({ status: 'cancelled', pollAt: null }, { kind, channel: 'officialAccountTemplate' });
  await happens(owned);
  const { client } = desk.database;
  const { id } = await theOne(owned.customer.id, kind);
  await client.reminder.update({ where: { id }, data: { outboxId: 77, groupSendId: null } });
  await desk.run('system', (context, tx) =>
    settleReminder(context, tx, { reminderId: id, outboxId: 77, outcome: 'failed', errorCode: 43_004 }),
  );
  expect(await theOne(owned.customer.id, kind)).toMatchObject({ status: 'skipped', skipReason: reason });
  expect([await openCalls(desk), await messages()]).toEqual([[], []]);
});

test('two greetings of one owner that left a task together: the cap holds for the second', async () => {
  desk.clock.set(instantAt(TODAY, '12:00'));
  const { groupSendId, customer } = await waiting({ status: 'cancelled', pollAt: null }, { kind: 'birthday' });
  const { id: _, ...first } = await only(desk);
  await desk.database.client.reminder.create({
    data: { ...first, occurrence: 'second', detail: {}, passedRungs: [] },
  });
  await leave(groupSendId);
  await turn(groupSendId);
  const ended = await desk.database.client.reminder.findMany({
    where: { customerId: customer.id },
    orderBy: { id: 'asc' },
  });
  expect(ended.map(({ status }) => status)).toEqual(['sending', 'skipped']);
  expect(await messages()).toHaveLength(1);
});
