import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addDays, dayToDate, instantAt } from '../../src/calendar.ts';
import type { Owned } from '../reminders/support.ts';
import { empty, reminders } from '../reminders/support.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { due, hoursAgo, NOON, openCalls, outbox, send, TODAY } from './support.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({
    rules: { outreach: { servicePerDay: 2 }, rates: { officialAccountTemplatePerMinute: 3, ownerPerHour: 2 } },
  });
});
afterAll(() => desk.close());
beforeEach(async () => {
  await empty(desk);
  desk.clock.set(NOON);
});

let nth = 0;
/** One more reminder of the same owner for today. */
async function more({ customer, vehicle }: Owned, data: { kind?: string; priority?: number; dueOn?: string } = {}) {
  nth += 1;
  return desk.database.client.reminder.create({
    data: {
      storeId: 'main',
      customerId: customer.id,
      vehicleId: vehicle.id,
      subjectKey: `vehicle:${vehicle.id}`,
      kind: data.kind ?? 'annualInspection',
      dueOn: dayToDate(data.dueOn ?? addDays('2026-12-20', nth)),
      leadDays: nth,
      plannedFor: dayToDate(TODAY),
      priority: data.priority ?? 5,
      reason: '按注册日期推算',
      createdAt: NOON,
    },
  });
}

test('a run fills a channel with a minute’s worth, the most urgent first, service before greetings', async () => {
  const owned: Owned[] = [];
  for (let count = 0; count < 5; count += 1) owned.push(await due(desk, { follows: true }));
  const { client } = desk.database;
  const all = await reminders(desk);
  await client.reminder.update({ where: { id: all[4]?.id ?? 0 }, data: { priority: 3 } });
  await client.reminder.update({ where: { id: all[0]?.id ?? 0 }, data: { priority: 8 } });
  expect(await send(desk)).toMatchObject({ sent: { officialAccountTemplate: 3 }, held: 2 });
  const sent = (await outbox(desk)).map((message) => message.reminderId);
  expect(sent).toEqual([all[4]?.id, all[1]?.id, all[2]?.id]);
  // Nothing has left yet: the next run adds nothing.
  expect(await send(desk)).toMatchObject({ sent: { officialAccountTemplate: 0 }, held: 2 });
  await client.outboxMessage.updateMany({ data: { status: 'sent' } });
  expect(await send(desk)).toMatchObject({ sent: { officialAccountTemplate: 2 }, held: 0 });
  expect(owned).toHaveLength(5);
});

test('the third service reminder of a day waits for the next morning and says so', async () => {
  const owned = await due(desk, { follows: true });
  await more(owned);
  await more(owned);
  expect(await send(desk)).toMatchObject({ sent: { officialAccountTemplate: 2 }, putOff: 1 });
  const waiting = (await reminders(desk)).find((reminder) => reminder.status === 'planned');
  expect(waiting).toMatchObject({ notBeforeAt: instantAt(addDays(TODAY, 1), '09:00') });
  expect(waiting?.passedRungs).toContainEqual({
    channel: 'officialAccountTemplate',
    reason: '当天服务提醒已达上限 2 条，顺延发送',
    waits: true,
  });
  await send(desk);
  expect(await outbox(desk)).toHaveLength(2);
  await desk.database.client.outboxMessage.updateMany({ data: { status: 'sent' } });
  await desk.database.client.reminder.updateMany({
    where: { status: 'sending' },
    data: { status: 'sent', sentAt: NOON },
  });
  desk.clock.set(instantAt(addDays(TODAY, 1), '09:00'));
  await send(desk);
  expect(await outbox(desk)).toHaveLength(3);
});

test('what is due today is not put off', async () => {
  const owned = await due(desk, { follows: true });
  await more(owned, { dueOn: TODAY });
  await more(owned, { dueOn: TODAY });
  expect(await send(desk)).toMatchObject({ putOff: 1 });
  const waiting = (await reminders(desk)).find((reminder) => reminder.status === 'planned');
  expect(waiting?.kind).toBe('firstMaintenance');
});

test('several reminders of one owner are one message in the chat, and end together', async () => {
  const owned = await due(desk, { wroteAt: hoursAgo(1) });
  await more(owned);
  await send(desk);
  const messages = await outbox(desk);
  expect(messages).toHaveLength(1);
  expect(messages[0]?.preview).toMatch(/^【明达汽车（示例）】赵先生您好，有2件事提醒您：\n1\. .*\n2\. /);
  expect(messages[0]?.preview.match(/退订/g)).toHaveLength(1);
  expect((await reminders(desk)).map((reminder) => reminder.outboxId)).toEqual([messages[0]?.id, messages[0]?.id]);
});

test('several reminders of one owner are one call', async () => {
  const owned = await due(desk);
  await more(owned);
  await send(desk);
  const tasks = await openCalls(desk);
  expect(tasks).toHaveLength(1);
  expect((await reminders(desk)).map((reminder) => reminder.callTaskId)).toEqual([tasks[0]?.id, tasks[0]?.id]);
});

test('a birthday that was yesterday is still wished, one of the day before is not', async () => {
  const yesterday = await due(desk, { follows: true });
  const before = await due(desk, { follows: true });
  await desk.database.client.reminder.deleteMany({});
  await more(yesterday, { kind: 'birthday', dueOn: addDays(TODAY, -1), priority: 8 });
  await more(before, { kind: 'birthday', dueOn: addDays(TODAY, -2), priority: 8 });
  expect(await send(desk)).toMatchObject({ dropped: 1, sent: { officialAccountTemplate: 1 } });
  expect((await outbox(desk))[0]?.preview).toContain('昨天');
});

test('who has sold every car is not greeted', async () => {
  const owned = await due(desk, { follows: true });
  const { client } = desk.database;
  await client.reminder.deleteMany({});
  const greeting = await more(owned, { kind: 'birthday', dueOn: TODAY, priority: 8 });
  await client.reminder.update({ where: { id: greeting.id }, data: { vehicleId: null } });
  await client.vehicle.update({ where: { id: owned.vehicle.id }, data: { status: 'sold' } });
  await send(desk);
  expect(await reminders(desk)).toMatchObject([{ status: 'skipped', skipReason: '车辆已转让或报废' }]);
});
