import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, dateToDay, dayOf, dayToDate, instantAt } from '../../src/calendar.ts';
import {
  askDueFollowUps,
  followUpCoverageOf,
  planFollowUps,
  recordFollowUp,
  watchFollowUpCoverage,
} from '../../src/follow-ups/index.ts';
import { reportCall } from '../../src/outreach/index.ts';
import { addOwner, type Owned } from '../reminders/support.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import * as fc from '../support/property.ts';
import { calls, empty, followUps, handBack, openChat, ownerOf, passDay, TODAY, told } from './support.ts';

describe('nobody is left out', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    await empty(desk);
    desk.clock.set(instantAt(TODAY, '07:35'));
  });

  const cover = (day: string) => followUpCoverageOf(desk.as('system'), desk.database.client, { basisOn: day });

  test('a visit without a follow-up is counted from the archive, and told to the director once a day', async () => {
    await ownerOf(desk, addDays(TODAY, -3));
    expect(await cover(addDays(TODAY, -3))).toMatchObject({ due: 1, counts: { unexplained: 1 } });
    await passDay(desk, TODAY, ['07:35']);
    expect(await cover(addDays(TODAY, -3))).toMatchObject({ due: 1, counts: { unexplained: 0, callOpen: 1 } });
    // A call that is gone without an answer: something is broken.
    await desk.database.client.callTask.updateMany({ data: { status: 'done' } });
    desk.clock.set(instantAt(TODAY, '08:55'));
    for (const _ of [1, 2]) {
      expect(await watchFollowUpCoverage(desk.as('system'))).toMatchObject([
        { round: 'threeDay', subjectKey: 'visit:1' },
      ]);
    }
    expect(await desk.texts('lin')).toEqual([
      '有1次维修交车或新车交车没有安排回访，也没有原因，请联系管理员核查：\n2026年11月20日 3DC回访 1位',
    ]);
  });

  test('what was imported after the plan is no omission in the morning', async () => {
    await passDay(desk, TODAY, ['07:35']);
    await ownerOf(desk, addDays(TODAY, -1));
    desk.clock.set(instantAt(TODAY, '08:55'));
    expect(await watchFollowUpCoverage(desk.as('system'))).toEqual([]);
    expect(await desk.texts('lin')).toEqual([]);
  });

  test('after days of standstill the watch has everybody called before it looks, and raises no alarm', async () => {
    await openChat(desk, await ownerOf(desk, addDays(TODAY, -1)), {});
    await passDay(desk, TODAY, ['07:35']);
    expect(await followUps(desk)).toMatchObject([{ status: 'planned' }]);
    desk.clock.set(instantAt(addDays(TODAY, 7), '08:55'));
    expect(await watchFollowUpCoverage(desk.as('system'))).toEqual([]);
    expect(await followUps(desk)).toMatchObject([{ status: 'callTask' }]);
    expect(await desk.texts('lin')).toEqual([]);
  });

  test('reasons are counted by name, history apart', async () => {
    await ownerOf(desk, addDays(TODAY, -3), { customer: { isDeceased: true } });
    await ownerOf(desk, addDays(TODAY, -90));
    await passDay(desk, TODAY, ['07:35']);
    expect(await cover(addDays(TODAY, -3))).toMatchObject({ counts: { explained: 1 }, reasons: { 车主已故: 1 } });
    expect(await cover(addDays(TODAY, -90))).toMatchObject({ due: 1, counts: { old: 1 } });
  });

  test('whatever happens on whichever days, each visit and delivery has its row and nobody is asked twice', async () => {
    const event = fc.record({
      day: fc.nat({ max: 12 }),
      what: fc.constantFrom(
        'handBack',
        'handBack',
        'deliver',
        'writes',
        'sold',
        'optsOut',
        'answers',
        'noAnswer',
        'corrected',
      ),
      owner: fc.nat({ max: 2 }),
      /** A file that brings it so many days later. */
      late: fc.constantFrom(0, 0, 1, 3, 12),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { minLength: 1, maxLength: 14 }),
        fc.uniqueArray(fc.nat({ max: 15 }), { maxLength: 6 }),
        async (events, daysDown) => {
          await empty(desk);
          const owners: Owned[] = [];
          for (let one = 0; one < 3; one += 1) owners.push(await addOwner(desk));
          for (let nth = 0; nth <= 20; nth += 1) {
            const day = addDays(TODAY, nth);
            desk.clock.set(instantAt(day, '07:00'));
            for (const one of events.filter(({ day, late }) => day + late === nth)) {
              await happen(owners[one.owner] ?? owners[0], one.what, addDays(TODAY, one.day));
            }
            // Nothing runs on these days; on the others the slots run twice, as after a restart.
            if (daysDown.includes(nth)) continue;
            await passDay(
              desk,
              day,
              nth % 3 === 0 ? ['07:35', '07:35', '09:05', '14:05'] : ['07:35', '09:05', '14:05'],
            );
            await nothingIsLost();
          }
        },
      ),
      { numRuns: 12 },
    );

    async function happen(owned: Owned | undefined, what: string, day: string): Promise<void> {
      if (owned === undefined) return;
      const { client } = desk.database;
      const { id } = owned.vehicle;
      if (what === 'handBack') await handBack(desk, { id }, day);
      if (what === 'deliver') await client.vehicle.update({ where: { id }, data: { deliveredOn: dayToDate(day) } });
      if (what === 'sold') await client.vehicle.update({ where: { id }, data: { status: 'sold' } });
      if (what === 'corrected') {
        await client.visit.updateMany({
          where: { vehicleId: id },
          data: { handedBackOn: dayToDate(addDays(day, -1)) },
        });
      }
      if (what === 'optsOut') {
        await client.customer.update({ where: { id: owned.customer.id }, data: { optedOutAt: desk.clock.now() } });
      }
      if (what === 'writes') {
        const wroteAt = desk.clock.now();
        const known = await client.channelIdentity.updateMany({
          where: { customerId: owned.customer.id },
          data: { windowOpenedAt: wroteAt, windowLeft: 5 },
        });
        if (known.count === 0) await openChat(desk, owned, { wroteAt });
      }
      const open = await client.callTask.findFirst({ where: { customerId: owned.customer.id, status: 'open' } });
      if (what === 'noAnswer' && open?.purpose === 'followUp') {
        await desk.run('xu', (context, tx) => reportCall(context, tx, { callTaskId: open.id, result: 'noAnswer' }));
      }
      const row = await client.followUp.findFirst({
        where: { customerId: owned.customer.id, status: { in: ['asking', 'callTask'] } },
      });
      if (what === 'answers' && row !== null) {
        await desk.run('xu', (context, tx) =>
          recordFollowUp(context, tx, { followUpId: row.id, answers: { score: 9 }, channel: 'call' }),
        );
      }
    }

    async function nothingIsLost(): Promise<void> {
      const today = dayOf(desk.clock.now());
      const coverage = await followUpCoverageOf(desk.as('system'), desk.database.client, {
        fromOn: addDays(today, -50),
        toOn: addDays(today, 7),
      });
      expect(coverage.unexplained).toEqual([]);
      const rows = await followUps(desk);
      const keys = rows.map(({ round, subjectKey }) => `${round} ${subjectKey}`);
      expect(new Set(keys).size).toBe(keys.length);
      // Independent of the statement that plans: each visit that is known in time has its row.
      const visits = await desk.database.client.visit.findMany({ where: { handedBackOn: { not: null } } });
      for (const visit of visits) expect(keys).toContain(`threeDay visit:${visit.id}`);
      const open = rows.filter(({ status }) => status === 'asking' || status === 'callTask');
      const asked = open
        .filter(({ round }) => round === 'threeDay')
        .map(({ vehicleId, basisOn, dueOn }) => ({
          vehicleId,
          from: dateToDay(basisOn),
          to: dateToDay(dueOn),
        }));
      for (const one of asked) {
        const overlapping = asked.filter(
          (other) => other.vehicleId === one.vehicleId && other.from >= one.from && other.from <= one.to,
        );
        expect(overlapping).toHaveLength(1);
      }
      const texts = await told(desk);
      expect(new Set(texts).size).toBe(texts.length);
      for (const row of open.filter(({ status }) => status === 'callTask')) {
        expect((await calls(desk)).filter(({ id }) => id === row.callTaskId)).toMatchObject([{ status: 'open' }]);
      }
      expect(rows.filter((row) => ['skipped', 'closed'].includes(row.status) && !row.skipReason)).toEqual([]);
    }
  }, 120_000);

  test('two nodes that plan and ask at once do it once', async () => {
    for (let one = 0; one < 6; one += 1) {
      const wroteAt = one % 2 === 0 ? instantAt(addDays(TODAY, -1), '15:00') : undefined;
      await ownerOf(desk, addDays(TODAY, -3), wroteAt === undefined ? {} : { wroteAt });
    }
    desk.clock.set(instantAt(TODAY, '09:05'));
    const context = desk.as('system');
    await Promise.all([planFollowUps(context), planFollowUps(context)]);
    await Promise.all([askDueFollowUps(context), askDueFollowUps(context), askDueFollowUps(context)]);
    expect(await followUps(desk)).toHaveLength(6);
    expect(await calls(desk)).toHaveLength(3);
    expect(await told(desk)).toHaveLength(3);
  });
});
