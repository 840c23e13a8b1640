import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addDays, type Day, dayToDate, instantAt } from '../../src/calendar.ts';
import { nothingConnected } from '../../src/context.ts';
import type { Reminder } from '../../src/database/generated/client.ts';
import { createGroupSend } from '../../src/outreach/group-send/create.ts';
import { addOwner, empty, reminders } from '../reminders/support.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { NOON, send, TODAY } from './support.ts';

let desk: Desk;
beforeAll(async () => {
  const rules = { outreach: { channelOrder: ['groupSend', 'callTask'] } };
  desk = await openDesk({ rules, connected: { ...nothingConnected, contacts: true } });
});
afterAll(() => desk.close());
beforeEach(async () => {
  await empty(desk);
  await desk.database.client.$executeRawUnsafe('TRUNCATE group_send, contact_relation RESTART IDENTITY CASCADE');
  desk.clock.set(NOON);
});

type Plan = { kind: string; priority?: number; dueOn?: Day };

/** A contact of one member, with these due today. */
async function contactWith(...plans: Plan[]): Promise<(more: Plan) => Promise<Reminder>> {
  const { client } = desk.database;
  const { customer, vehicle } = await addOwner(desk, { advisorUserId: 'jiang' });
  const common = { storeId: 'main', customerId: customer.id, createdAt: NOON };
  const identity = await client.channelIdentity.create({
    data: { ...common, channel: 'wecomContact', accountId: 'ww1', externalId: `wm${customer.id}` },
  });
  await client.contactRelation.create({
    data: { storeId: 'main', identityId: identity.id, userId: 'jiang', state: '', addedAt: NOON },
  });
  const plan = ({ kind, priority = 5, dueOn = addDays(TODAY, 14) }: Plan) =>
    client.reminder.create({
      data: {
        ...common,
        vehicleId: vehicle.id,
        subjectKey: `vehicle:${vehicle.id}`,
        kind,
        priority,
        dueOn: dayToDate(dueOn),
        leadDays: 14,
        occurrence: '',
        plannedFor: dayToDate(TODAY),
        reason: '',
      },
    });
  for (const one of plans) await plan(one);
  return plan;
}
const told = async () =>
  Object.fromEntries((await reminders(desk)).map(({ kind, status, channel }) => [kind, channel ?? status]));
const passedOf = async (kind: string) => (await reminders(desk)).find((one) => one.kind === kind)?.passedRungs;
/** Its member has confirmed, and all of it went out. */
async function confirm(): Promise<void> {
  const { client } = desk.database;
  const at = desk.clock.now();
  await client.reminder.updateMany({ where: { status: 'sending' }, data: { status: 'delivered', sentAt: at } });
  await client.groupSend.updateMany({ data: { status: 'done', pollAt: null } });
}

test('of four that are due one morning the most urgent goes today, the others on the days after, one a day', async () => {
  await contactWith(
    { kind: 'licenceRenewal', priority: 7 },
    { kind: 'regularMaintenance', priority: 6 },
    { kind: 'annualInspection', priority: 5 },
    { kind: 'insuranceRenewal', priority: 4 },
  );
  expect(await send(desk)).toMatchObject({ sent: { groupSend: 1 }, putOff: 3 });
  const waiting = { regularMaintenance: 'planned', licenceRenewal: 'planned' };
  expect(await told()).toEqual({ insuranceRenewal: 'groupSend', annualInspection: 'planned', ...waiting });
  const tomorrow = instantAt(addDays(TODAY, 1), '09:00');
  const put = (await reminders(desk)).filter(({ status }) => status === 'planned');
  expect(put.map(({ notBeforeAt }) => notBeforeAt)).toEqual([tomorrow, tomorrow, tomorrow]);
  await confirm();
  expect(await send(desk)).toMatchObject({ sent: { groupSend: 0 }, putOff: 0 });
  desk.clock.set(tomorrow);
  expect(await send(desk)).toMatchObject({ sent: { groupSend: 1 }, putOff: 2 });
  expect(await told()).toEqual({ insuranceRenewal: 'groupSend', annualInspection: 'groupSend', ...waiting });
});

test('a later run the same day counts what went out, what is collected and what waits for its member', async () => {
  const plan = await contactWith({ kind: 'annualInspection' });
  await send(desk);
  await plan({ kind: 'regularMaintenance' });
  expect(await send(desk)).toMatchObject({ sent: { groupSend: 0 }, putOff: 1 });
  const [group] = await desk.database.client.groupSend.findMany();
  await createGroupSend(desk.as('system'), group?.id ?? 0);
  await desk.database.client.groupSend.updateMany({ data: { status: 'created' } });
  await plan({ kind: 'licenceRenewal' });
  expect(await send(desk)).toMatchObject({ sent: { groupSend: 0 }, putOff: 1 });
  // Collected yesterday, and its member may confirm it today.
  desk.clock.set(instantAt(addDays(TODAY, 1), '09:00'));
  expect(await send(desk)).toMatchObject({ sent: { groupSend: 0 }, putOff: 2 });
  await confirm();
  await plan({ kind: 'firstMaintenance' });
  expect(await send(desk)).toMatchObject({ sent: { groupSend: 0 }, putOff: 1 });
  expect(await desk.database.client.groupSend.count()).toBe(1);
});

test('two cars that need the same are one task and one message', async () => {
  const plan = await contactWith({ kind: 'regularMaintenance' });
  await plan({ kind: 'regularMaintenance', dueOn: addDays(TODAY, 15) });
  expect(await send(desk)).toMatchObject({ sent: { groupSend: 2 }, putOff: 0 });
  expect(await desk.database.client.groupSend.count()).toBe(1);
});

test('what tomorrow would be too late for goes on to the next rung, and says why', async () => {
  await contactWith(
    { kind: 'annualInspection', priority: 4 },
    { kind: 'regularMaintenance', dueOn: addDays(TODAY, 1) },
  );
  expect(await send(desk)).toMatchObject({ sent: { groupSend: 1, callTask: 1 }, putOff: 0 });
  expect(await passedOf('regularMaintenance')).toEqual([{ channel: 'groupSend', reason: '当天已有企业群发' }]);
});
