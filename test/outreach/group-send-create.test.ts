import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addDays, dayToDate } from '../../src/calendar.ts';
import { nothingConnected } from '../../src/context.ts';
import { afterGroupSend } from '../../src/outreach/group-send/created.ts';
import { createGroupSend } from '../../src/outreach/group-send/create.ts';
import { rungFor, sendDueReminders, takeGroupSendTurn } from '../../src/outreach/index.ts';
import { sampleStoreDefinition } from '../../src/sample-store/definition.ts';
import { getStore, rulesOf, upsertStore } from '../../src/stores/index.ts';
import { addOwner, empty, reminders } from '../reminders/support.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { NOON, TODAY } from './support.ts';

const RULES = { outreach: { channelOrder: ['groupSend', 'callTask'] } };

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ rules: RULES, connected: { ...nothingConnected, contacts: true } });
});
afterAll(() => desk.close());
beforeEach(async () => {
  await empty(desk);
  await desk.database.client.$executeRawUnsafe('TRUNCATE group_send, contact_relation RESTART IDENTITY CASCADE');
  desk.clock.set(NOON);
});

/** Contacts of one member with a reminder that is due today. */
async function dueContacts(count: number): Promise<void> {
  const { client } = desk.database;
  for (let nth = 0; nth < count; nth += 1) {
    const { customer, vehicle } = await addOwner(desk, { advisorUserId: 'jiang' });
    const common = { storeId: 'main', customerId: customer.id, createdAt: NOON };
    const identity = await client.channelIdentity.create({
      data: { ...common, channel: 'wecomContact', accountId: 'ww1', externalId: `wm${customer.id}` },
    });
    await client.contactRelation.create({
      data: { storeId: 'main', identityId: identity.id, userId: 'jiang', state: '', addedAt: NOON },
    });
    await client.reminder.create({
      data: {
        ...common,
        vehicleId: vehicle.id,
        subjectKey: `vehicle:${vehicle.id}`,
        kind: 'regularMaintenance',
        dueOn: dayToDate(addDays(TODAY, 14)),
        leadDays: 14,
        occurrence: '',
        plannedFor: dayToDate(TODAY),
        reason: '',
      },
    });
  }
}
const groups = () => desk.database.client.groupSend.findMany({ orderBy: { id: 'asc' } });
const calls = (channel: string) =>
  desk.database.client.outboxMessage.findMany({ where: { channel }, orderBy: { id: 'asc' } });
/** The store's file without this member, and with them again. */
const staffed = (without: readonly string[]) =>
  desk.database.transaction((tx) =>
    upsertStore(tx, desk.clock, {
      ...sampleStoreDefinition,
      staff: (sampleStoreDefinition.staff ?? []).filter(({ userId }) => !without.includes(userId)),
    }),
  );

test('the dry run reckons with the group send, too, as long as its member is on duty', async () => {
  await dueContacts(1);
  const { client } = desk.database;
  const { customerId, vehicleId } = await client.reminder.findFirstOrThrow();
  const rungNow = async () => {
    const store = await getStore(client, 'main');
    const draft = { customerId, vehicleId, kind: 'regularMaintenance', dueOn: addDays(TODAY, 14), reason: '' } as const;
    return (await rungFor(desk.as('system'), client, { store, rules: rulesOf(store) }, [draft]))[0]?.channel;
  };
  expect(await rungNow()).toBe('groupSend');
  await client.staff.updateMany({ where: { userId: 'jiang' }, data: { onDuty: false } });
  expect(await rungNow()).toBe('callTask');
  await client.staff.updateMany({ where: { userId: 'jiang' }, data: { onDuty: true } });
});

test('what one task can’t hold goes into another, with the same words for the same member', async () => {
  await dueContacts(5);
  await sendDueReminders(desk.as('system'));
  const [first] = await groups();
  for (let id = first?.id ?? 0; (await groups()).some((group) => group.id === id); id += 1) {
    await createGroupSend(desk.as('system'), id, 2);
  }
  const made = await calls('groupSend');
  const recipients = made.map(({ payload }) => (payload as { externalUserIds: string[] }).externalUserIds);
  expect(recipients.map(({ length }) => length)).toEqual([2, 2, 1]);
  expect(new Set(recipients.flat()).size).toBe(5);
  expect(await groups()).toMatchObject(
    made.map(() => ({ status: 'creating', senderUserId: 'jiang', text: first?.text })),
  );
  const counts = await desk.database.client.reminder.groupBy({ by: ['groupSendId'], _count: { _all: true } });
  expect(counts.map(({ _count }) => _count._all).toSorted((a, b) => a - b)).toEqual([1, 2, 2]);
});

test('a member who was reminded often enough (41094) is left alone for a day; the task stays', async () => {
  await dueContacts(1);
  await sendDueReminders(desk.as('system'));
  const [group] = await groups();
  const { client } = desk.database;
  await client.groupSend.updateMany({ data: { status: 'created', msgId: 'm1', remindAt: NOON, pollAt: null } });
  const row = await client.outboxMessage.create({
    data: {
      storeId: 'main',
      channel: 'groupSendRemind',
      recipient: 'jiang',
      orderKey: 'jiang',
      idempotencyKey: 'remind-4',
      payload: { groupSendId: group?.id ?? 0, msgId: 'm1' },
      createdAt: NOON,
    },
  });
  const outcome = { status: 'failed', errorCode: 41_094, action: 'next', reason: 'remind too many times' } as const;
  await desk.database.transaction((tx) => afterGroupSend(() => desk.as('system'))(tx, row, outcome));
  const remindAt = new Date(NOON.getTime() + 24 * 3_600_000);
  expect(await groups()).toMatchObject([{ status: 'created', remindAt }]);
  expect(await reminders(desk)).toMatchObject([{ status: 'sending' }]);
});

test('a member who left the store’s file takes no new tasks, and those that wait are cancelled', async () => {
  await dueContacts(1);
  await sendDueReminders(desk.as('system'));
  const { client } = desk.database;
  const [group] = await groups();
  await client.groupSend.updateMany({ data: { status: 'created', msgId: 'm1', pollAt: NOON } });
  await staffed(['jiang']);
  const waits = { isSender: true, isConfirmed: false, results: [] };
  const contacts = { groupSendResults: () => Promise.resolve(waits) } as never;
  await takeGroupSendTurn(desk.as('system'), contacts, `main:${group?.id ?? 0}`);
  expect(await groups()).toMatchObject([{ status: 'cancelling' }]);
  expect(await calls('groupSendCancel')).toHaveLength(1);
  await dueContacts(1);
  await sendDueReminders(desk.as('system'));
  expect((await reminders(desk)).at(-1)).toMatchObject({
    status: 'callTask',
    passedRungs: [{ channel: 'groupSend', reason: '企业微信同事不在岗' }],
  });
  expect(await groups()).toHaveLength(1);
  await staffed([]);
});
