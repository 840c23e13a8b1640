import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, dayToDate, instantAt } from '../../src/calendar.ts';
import type { Reminder } from '../../src/database/generated/client.ts';
import { createRateRules } from '../../src/outreach/index.ts';
import { addOwner, empty } from '../reminders/support.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { due, hoursAgo, NOON, only, outbox, send, settle, TODAY, openCalls } from './support.ts';

describe.each(databaseKinds)('how a message ends on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let desk: Desk;
    beforeAll(async () => {
      desk = await openDesk({ kind });
    });
    afterAll(() => desk.close());
    beforeEach(async () => {
      await empty(desk);
      desk.clock.set(NOON);
    });

    test('sent, then delivered; a repeat changes nothing', async () => {
      await due(desk, { follows: true });
      await send(desk);
      const reminder = await only(desk);
      expect(await settle(desk, reminder, 'sent')).toBe(true);
      expect(await settle(desk, reminder, 'sent')).toBe(false);
      expect(await only(desk)).toMatchObject({ status: 'sent', sentAt: NOON });
      expect(await settle(desk, reminder, 'delivered')).toBe(true);
      expect(await settle(desk, reminder, 'delivered')).toBe(false);
      expect(await settle(desk, reminder, 'failed', 1)).toBe(false);
      expect(await only(desk)).toMatchObject({ status: 'delivered', deliveredAt: NOON });
      expect(await outbox(desk)).toHaveLength(1);
    });

    test('a refusal leads to the chat, its failure to a call', async () => {
      await due(desk, { follows: true, wroteAt: hoursAgo(1) });
      await send(desk);
      const first = await only(desk);
      expect(await settle(desk, first, 'failed', 43_004)).toBe(true);
      const second = await only(desk);
      expect(second).toMatchObject({ status: 'sending', channel: 'kf' });
      expect(await settle(desk, second, 'failed', 95_002)).toBe(true);
      expect(await only(desk)).toMatchObject({
        status: 'callTask',
        channel: 'callTask',
      });
      const passed = (await only(desk)).passedRungs as { channel: string; reason: string }[];
      expect(passed.filter(({ reason }) => reason.startsWith('发送失败'))).toEqual([
        { channel: 'officialAccountTemplate', reason: '发送失败（43004）' },
        { channel: 'kf', reason: '发送失败（95002）' },
      ]);
      expect(await openCalls(desk)).toHaveLength(1);
      await send(desk);
      expect(await desk.texts('jiang')).toHaveLength(1);
    });

    test('a receipt that says failed after all leads to the next rung once', async () => {
      await due(desk, { follows: true });
      await send(desk);
      const reminder = await only(desk);
      await settle(desk, reminder, 'sent');
      expect(await settle(desk, reminder, 'failed')).toBe(true);
      expect(await settle(desk, reminder, 'failed')).toBe(false);
      expect(await openCalls(desk)).toHaveLength(1);
    });

    test('late news of a rung that was left changes nothing', async () => {
      await due(desk, { follows: true, wroteAt: hoursAgo(1) });
      await send(desk);
      const first = await only(desk);
      await settle(desk, first, 'failed', 43_004);
      const before = await only(desk);
      expect(await settle(desk, first, 'failed', 43_004)).toBe(false);
      expect(await settle(desk, first, 'delivered')).toBe(false);
      expect(await only(desk)).toEqual(before);
    });

    test('a message that nobody can be sure of is followed by a call alone, whatever else is open', async () => {
      await due(desk, { follows: true, wroteAt: hoursAgo(1) });
      await send(desk);
      const reminder = await only(desk);
      expect(await settle(desk, reminder, 'failed', 0, true)).toBe(true);
      expect(await only(desk)).toMatchObject({ status: 'callTask' });
      expect((await only(desk)).passedRungs).toContainEqual({
        channel: 'officialAccountTemplate',
        reason: '不能确定消息是否已送达',
        isUnresolved: true,
      });
      expect(await openCalls(desk)).toHaveLength(1);
      expect((await outbox(desk)).filter(({ channel }) => channel !== 'wecomText')).toHaveLength(1);
    });

    test('a greeting that nobody can be sure of ends with the reason: nobody is called for it', async () => {
      await due(desk, { follows: true, wroteAt: hoursAgo(1) });
      await send(desk);
      const { id } = await only(desk);
      await desk.database.client.reminder.update({ where: { id }, data: { kind: 'holiday' } });
      await settle(desk, await only(desk), 'failed', 0, true);
      expect(await only(desk)).toMatchObject({
        status: 'skipped',
        skipReason: '不能确定消息是否已送达，为免重复不再发送',
      });
      expect(await openCalls(desk)).toEqual([]);
    });

    test('two messages of one owner that fail at the same time are one call', async () => {
      const { client } = desk.database;
      const failing: Reminder[] = [];
      for (let nth = 0; nth < 15; nth += 1) {
        const { customer, vehicle } = await addOwner(desk, { advisorUserId: 'jiang' });
        for (const [at, channel] of ['officialAccountTemplate', 'kf'].entries()) {
          failing.push(
            await client.reminder.create({
              data: {
                storeId: 'main',
                customerId: customer.id,
                vehicleId: vehicle.id,
                subjectKey: `vehicle:${vehicle.id}`,
                kind: at === 0 ? 'annualInspection' : 'insuranceRenewal',
                dueOn: dayToDate(addDays(TODAY, 7)),
                plannedFor: dayToDate(TODAY),
                leadDays: 7,
                priority: 4,
                reason: '',
                createdAt: NOON,
                status: 'sending',
                channel,
                outboxId: 9000 + 2 * nth + at,
              },
            }),
          );
        }
      }
      await Promise.all(failing.map((reminder) => settle(desk, reminder, 'failed', 0, true)));
      const calls = await openCalls(desk);
      expect(calls).toHaveLength(15);
      expect(new Set(calls.map(({ customerId }) => customerId)).size).toBe(15);
      expect(await client.reminder.count({ where: { status: 'callTask' } })).toBe(30);
    });

    test('a message that may have arrived is not repeated for an owner who opted out meanwhile, but for what they wait for', async () => {
      const { customer } = await due(desk, { follows: true });
      await send(desk);
      const [row] = await outbox(desk);
      if (row === undefined) throw new Error('nothing was sent');
      const { client } = desk.database;
      const isUnwanted = () => createRateRules(desk).isUnwanted(row);
      expect(await isUnwanted()).toBe(false);
      await client.customer.update({ where: { id: customer.id }, data: { optedOutAt: NOON } });
      expect(await isUnwanted()).toBe(true);
      await settle(desk, await only(desk), 'failed', 0, true);
      expect(await only(desk)).toMatchObject({ status: 'skipped', skipReason: '车主已退订' });
      await client.reminder.updateMany({ data: { kind: 'plateReady' } });
      expect(await isUnwanted()).toBe(false);
    });

    test('the next rung of a message that fails at night waits for the morning', async () => {
      await due(desk, { follows: true, wroteAt: hoursAgo(1) });
      await send(desk);
      desk.clock.set(instantAt(TODAY, '22:00'));
      await settle(desk, await only(desk), 'failed', 43_004);
      expect((await outbox(desk)).at(-1)).toMatchObject({
        channel: 'kfMessage',
        notBeforeAt: instantAt(addDays(TODAY, 1), '09:00'),
      });
    });
  });
});
