import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, dayToDate, instantAt } from '../../src/calendar.ts';
import { coverageOf, matchOutcomes, reportCall, watchCoverage } from '../../src/outreach/index.ts';
import { effectOf, outcomesOf } from '../../src/reminders/index.ts';
import { addOwner, addVisit, empty, reminders } from '../reminders/support.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import * as fc from '../support/property.ts';
import { due, hoursAgo, NOON, openCalls, outbox, send, settle, TODAY } from './support.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  await empty(desk);
  desk.clock.set(NOON);
});

const cover = (day = TODAY) => coverageOf(desk.as('system'), desk.database.client, day);

describe('coverage of a day', () => {
  test('whatever happens on the way, everybody is accounted for exactly once and nothing is unexplained', async () => {
    const owner = fc.record({
      follows: fc.option(fc.boolean(), { nil: undefined }),
      hasWritten: fc.boolean(),
      ends: fc.constantFrom('sent', 'delivered', 'failed', 'nothing'),
      call: fc.constantFrom('reached', 'noAnswer', 'wrongNumber', 'nothing'),
      change: fc.constantFrom('optsOut', 'sold', 'dies', 'nothing', 'nothing'),
      sendsFirst: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(owner, { minLength: 1, maxLength: 5 }), async (owners) => {
        await empty(desk);
        desk.clock.set(NOON);
        const { client } = desk.database;
        for (const one of owners) {
          const { customer, vehicle } = await due(desk, {
            ...(one.follows === undefined ? {} : { follows: one.follows }),
            ...(one.hasWritten ? { wroteAt: hoursAgo(1) } : {}),
          });
          if (one.sendsFirst) await send(desk);
          const at = { where: { id: customer.id } };
          if (one.change === 'optsOut') await client.customer.update({ ...at, data: { optedOutAt: NOON } });
          if (one.change === 'dies') await client.customer.update({ ...at, data: { isDeceased: true } });
          if (one.change === 'sold')
            await client.vehicle.update({ where: { id: vehicle.id }, data: { status: 'sold' } });
          await send(desk);
          const mine = () => client.reminder.findFirstOrThrow({ where: { customerId: customer.id } });
          for (let rung = 0; rung < 3 && one.ends !== 'nothing'; rung += 1) {
            const reminder = await mine();
            if (reminder.outboxId !== null && reminder.status === 'sending') await settle(desk, reminder, one.ends);
          }
          const { callTaskId } = await mine();
          const { call } = one;
          const isOpen = (await openCalls(desk)).some((task) => task.id === callTaskId);
          if (callTaskId !== null && isOpen && call !== 'nothing') {
            await desk.run('lin', (context, tx) => reportCall(context, tx, { callTaskId, result: call }));
          }
        }
        const coverage = await cover();
        expect(coverage.due).toBe(owners.length);
        expect(Object.values(coverage.counts).reduce((sum, count) => sum + count, 0)).toBe(owners.length);
        expect(coverage.unexplained).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  test.each(['collecting', 'creating', 'unknown', 'created', 'cancelling', 'closing'])(
    'a group send that is %s is under way',
    async (status) => {
      await due(desk);
      const { client } = desk.database;
      const times = { createdAt: NOON, createdOn: dayToDate(TODAY), deadlineAt: NOON };
      const group = { storeId: 'main', senderUserId: 'jiang', kind: 'firstMaintenance', text: '您好' };
      const { id } = await client.groupSend.create({ data: { ...group, ...times, status } });
      await client.reminder.updateMany({ data: { status: 'sending', channel: 'groupSend', groupSendId: id } });
      expect((await cover()).counts).toMatchObject({ underWay: 1, unexplained: 0 });
    },
  );

  test('what went out without a receipt is not called delivered, until the owner answers; the sum is what was due', async () => {
    await due(desk, { follows: true });
    await due(desk, { follows: true });
    await send(desk);
    const [first, second] = await reminders(desk);
    if (first === undefined || second === undefined) throw new Error('none');
    await settle(desk, first, 'sent');
    await settle(desk, second, 'delivered');
    await desk.database.client.outboxMessage.update({
      where: { id: first.outboxId ?? 0 },
      data: { status: 'unconfirmed' },
    });
    expect(await cover()).toMatchObject({
      due: 2,
      counts: { sent: 1, reached: 1 },
      byChannel: { officialAccountTemplate: 2 },
    });
    await desk.database.client.reminder.update({ where: { id: first.id }, data: { repliedAt: NOON } });
    expect((await cover()).counts).toMatchObject({ sent: 0, reached: 2 });
  });

  test('what nothing moves on any more is told to the director the next morning, once', async () => {
    await due(desk, { follows: true });
    await due(desk, { follows: true });
    await send(desk);
    const [message, other] = await outbox(desk);
    const told = (await reminders(desk)).find(({ outboxId }) => outboxId === other?.id);
    await settle(desk, told ?? (await Promise.reject(new Error('none'))), 'sent');
    await desk.database.client.outboxMessage.delete({ where: { id: message?.id ?? 0 } });
    expect((await cover()).unexplained).toHaveLength(1);
    desk.clock.set(instantAt(addDays(TODAY, 1), '08:50'));
    expect(await watchCoverage(desk.as('system'))).toHaveLength(1);
    await watchCoverage(desk.as('system'));
    const director = await desk.database.client.staff.findFirstOrThrow({ where: { role: 'director' } });
    const texts = (await desk.texts(director.userId)).filter((text) => text.includes('没有送达，也没有原因'));
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain('2026年11月23日 应提醒2：已发出（无回执）1、无法说明1\n');
  });
});

describe('followed to the end', () => {
  test('a maintenance visit after the reminder counts as come in, and further leads are not needed', async () => {
    const { vehicle, customer } = await due(desk, { follows: true });
    await send(desk);
    const [first = await Promise.reject(new Error('none'))] = await reminders(desk);
    await desk.database.client.reminder.create({
      data: {
        storeId: 'main',
        customerId: customer.id,
        vehicleId: vehicle.id,
        subjectKey: first.subjectKey,
        kind: first.kind,
        dueOn: first.dueOn,
        leadDays: 3,
        plannedFor: dayToDate(addDays(TODAY, 11)),
        reason: first.reason,
        createdAt: NOON,
      },
    });
    await addVisit(desk, vehicle, addDays(TODAY, 4), 4800, 'firstMaintenance');
    expect(await matchOutcomes(desk.as('system'))).toEqual({ cameIn: 2, renewed: 0, skipped: 1 });
    expect(await matchOutcomes(desk.as('system'))).toEqual({ cameIn: 0, renewed: 0, skipped: 0 });
    expect(await reminders(desk)).toMatchObject([
      { fulfilment: 'cameIn', fulfilledOn: dayToDate(addDays(TODAY, 4)), status: 'sending' },
      { status: 'skipped', skipReason: '车主已到店保养' },
    ]);
    await settle(desk, (await reminders(desk))[0] ?? first, 'delivered');
    const span = { from: TODAY, to: addDays(TODAY, 60) };
    expect(await outcomesOf(desk.database.client, 'main', span, TODAY)).toMatchObject([
      {
        kind: 'firstMaintenance',
        due: 1,
        reached: 1,
        byChannel: { officialAccountTemplate: 1 },
        cameIn: 1,
        renewed: 0,
      },
    ]);
  });

  test('nobody is called any more about a car that has come in', async () => {
    const { vehicle } = await due(desk);
    await send(desk);
    expect(await openCalls(desk)).toHaveLength(1);
    await addVisit(desk, vehicle, TODAY, 4000, 'firstMaintenance');
    await matchOutcomes(desk.as('system'));
    expect(await openCalls(desk)).toEqual([]);
    expect(await reminders(desk)).toMatchObject([{ status: 'skipped', skipReason: '车主已到店保养' }]);
    expect((await cover()).counts).toMatchObject({ explained: 1, unexplained: 0 });
  });

  test('a policy that now ends a year later was renewed; one that was only corrected was not', async () => {
    const { customer, vehicle } = await due(desk);
    const { client } = desk.database;
    await client.reminder.deleteMany({});
    await client.reminder.create({
      data: {
        storeId: 'main',
        customerId: customer.id,
        vehicleId: vehicle.id,
        subjectKey: `vehicle:${vehicle.id}`,
        kind: 'insuranceRenewal',
        dueOn: dayToDate('2026-12-23'),
        leadDays: 30,
        plannedFor: dayToDate(TODAY),
        reason: '交强险到期',
        detail: { item: 'both' },
        createdAt: NOON,
      },
    });
    const expires = (day: string) =>
      client.vehicle.update({ where: { id: vehicle.id }, data: { compulsoryInsuranceExpiresOn: dayToDate(day) } });
    await expires('2027-01-05');
    expect(await matchOutcomes(desk.as('system'))).toMatchObject({ renewed: 0 });
    await expires('2027-12-23');
    expect(await matchOutcomes(desk.as('system'))).toMatchObject({ renewed: 1, skipped: 1 });
    expect(await reminders(desk)).toMatchObject([{ fulfilment: 'renewed', skipReason: '已续保' }]);
  });

  describe('a licence', () => {
    /** Told at 90 days, then put off by the owner to next week. */
    const toldLicence = async (detail: object = { what: 'expiry', item: '' }) => {
      const { customer } = await addOwner(desk, { licenceExpiresOn: dayToDate('2027-02-21') });
      const { client } = desk.database;
      const common = {
        storeId: 'main',
        customerId: customer.id,
        subjectKey: `customer:${customer.id}`,
        kind: 'licenceRenewal',
        dueOn: dayToDate('2027-02-21'),
        reason: '驾驶证有效期至 2027-02-21',
        detail,
        createdAt: NOON,
      };
      await client.reminder.create({
        data: { ...common, leadDays: 90, plannedFor: dayToDate(TODAY), status: 'sent', sentAt: NOON },
      });
      const plannedFor = dayToDate(addDays(TODAY, 7));
      await client.reminder.create({ data: { ...common, leadDays: 83, plannedFor, status: 'planned' } });
      return async (licenceExpiresOn: Date | null) => {
        await client.customer.update({ where: { id: customer.id }, data: { licenceExpiresOn } });
        return matchOutcomes(desk.as('system'));
      };
    };

    test.each([
      ['six years later', '2033-02-21'],
      ['never (长期)', null],
    ])('that now ends %s was renewed: what waits is withdrawn', async (_, end) => {
      const fileSays = await toldLicence();
      expect(await fileSays(dayToDate('2027-02-21'))).toMatchObject({ renewed: 0, skipped: 0 });
      expect(await fileSays(end === null ? null : dayToDate(end))).toMatchObject({ renewed: 2, skipped: 1 });
      expect(await reminders(desk)).toMatchObject([
        { status: 'sent', fulfilment: 'renewed' },
        { status: 'skipped', fulfilment: 'renewed', skipReason: '驾驶证已换证' },
      ]);
    });

    test('whose end was only corrected is not renewed, but the wrong end is not told any more', async () => {
      const fileSays = await toldLicence();
      expect(await fileSays(dayToDate('2027-03-21'))).toMatchObject({ renewed: 0, skipped: 1 });
      expect(await reminders(desk)).toMatchObject([
        { status: 'sent', fulfilment: null },
        { status: 'skipped', skipReason: '驾驶证到期日已更正' },
      ]);
    });

    test('whose owner is called about is not called any more once it is renewed', async () => {
      const fileSays = await toldLicence();
      desk.clock.set(instantAt(addDays(TODAY, 7), '12:00'));
      await send(desk);
      expect(await openCalls(desk)).toHaveLength(1);
      await fileSays(dayToDate('2033-02-21'));
      expect(await openCalls(desk)).toEqual([]);
    });

    test('that is renewed says nothing of the yearly physical', async () => {
      const fileSays = await toldLicence({ what: 'physical', item: 'physical' });
      expect(await fileSays(dayToDate('2033-02-21'))).toMatchObject({ renewed: 0, skipped: 0 });
    });
  });

  test('the effect of a reminder comes with an interval that holds the difference', () => {
    // Newcombe 1998, table II, example (a): 56/70 and 48/80 differ by 0.20, from 0.0524 to 0.3339.
    const effect = effectOf({ owners: 70, fulfilled: 56 }, { owners: 80, fulfilled: 48 });
    expect(effect?.points).toBeCloseTo(20, 1);
    expect(effect?.from).toBeCloseTo(5.24, 1);
    expect(effect?.to).toBeCloseTo(33.39, 1);
    expect(effectOf({ owners: 10, fulfilled: 5 }, { owners: 0, fulfilled: 0 })).toBeUndefined();
  });
});
