import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addDays, type Day, dayToDate } from '../../src/calendar.ts';
import type { Prisma } from '../../src/database/generated/client.ts';
import { matchOutcomes } from '../../src/outreach/index.ts';
import { outcomesOf, planDay } from '../../src/reminders/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import * as fc from '../support/property.ts';
import { addOwner, addVisit, empty, type Owned, reminders } from './support.ts';

const TODAY = '2026-11-23';
const KINDS = [
  'firstMaintenance',
  'regularMaintenance',
  'insuranceRenewal',
  'vehicleTax',
  'annualInspection',
  'licenceRenewal',
] as const;
const BARRED = ['车主已故', '车主已退订', '车辆已转让或报废'] as const;

let desk: Desk;
let owned: Owned;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  await empty(desk);
  owned = await addOwner(desk);
});

/** What the plan made of one lead: told (and what became of it), held out, or barred. */
type Fate = 'delivered' | 'planned' | 'dropped' | 'optedOutLater' | 'callTask' | 'heldOut' | (typeof BARRED)[number];

interface DueDate {
  kind: (typeof KINDS)[number];
  dueInDays: number;
  fates: Fate[];
  /** The last lead is a late one, planned so long after the due day. */
  lateDays: number;
  fulfilment: 'cameIn' | 'renewed' | 'ownersWord' | null;
}

const fateOf = (told: fc.Arbitrary<Fate>): fc.Arbitrary<Fate[]> =>
  fc.array(fc.oneof({ weight: 3, arbitrary: told }, { weight: 1, arbitrary: fc.constantFrom<Fate>(...BARRED) }), {
    minLength: 1,
    maxLength: 3,
  });
const toldFate = fc.constantFrom<Fate>('delivered', 'planned', 'dropped', 'optedOutLater', 'callTask');
const dueDates: fc.Arbitrary<DueDate[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    dueInDays: fc.oneof(fc.integer({ min: -90, max: 40 }), fc.constantFrom(-60, -61, -62, -31, -32, -33)),
    fates: fc.oneof(
      { weight: 4, arbitrary: fateOf(toldFate) },
      { weight: 4, arbitrary: fateOf(fc.constant<Fate>('heldOut')) },
      { weight: 1, arbitrary: fateOf(fc.oneof(toldFate, fc.constant<Fate>('heldOut'))) },
    ),
    lateDays: fc.constantFrom(0, 0, 0, 3),
    fulfilment: fc.constantFrom('cameIn', 'renewed', 'ownersWord', null),
  }),
  { maxLength: 40 },
);

function rowOf(index: number, due: DueDate, lead: number): Prisma.ReminderCreateManyInput {
  const fate = due.fates[lead] ?? 'planned';
  const dueOn = addDays(TODAY, due.dueInDays);
  const isBarred = (BARRED as readonly string[]).includes(fate);
  const isLate = lead === due.fates.length - 1 && due.lateDays > 0;
  return {
    storeId: 'main',
    subjectKey: `vehicle:${index}`,
    customerId: owned.customer.id,
    vehicleId: owned.vehicle.id,
    kind: due.kind,
    dueOn: dayToDate(dueOn),
    leadDays: 30 - lead * 10,
    plannedFor: dayToDate(isLate ? addDays(dueOn, due.lateDays) : addDays(dueOn, lead * 10 - 30)),
    reason: '',
    createdAt: desk.clock.now(),
    status: isBarred || fate === 'optedOutLater' ? 'skipped' : fate,
    channel: ['delivered', 'callTask', 'optedOutLater'].includes(fate) ? 'kf' : null,
    skipReason: isBarred ? fate : fate === 'optedOutLater' ? '车主已退订' : null,
    fulfilment: due.fulfilment,
  };
}

/** The same by hand: the days counted one by one, each due date looked at for itself. */
function byHand(dues: readonly DueDate[], kind: string) {
  const told = { owners: 0, fulfilled: 0 };
  const heldOut = { owners: 0, fulfilled: 0 };
  let undecided = 0;
  for (const due of dues) {
    if (due.kind !== kind) continue;
    const free = due.fates.filter((fate) => !(BARRED as readonly string[]).includes(fate));
    const arms = new Set(free.map((fate) => (fate === 'heldOut' ? 'heldOut' : 'told')));
    if (arms.size !== 1) continue;
    const waitsDays = kind.endsWith('Maintenance') ? 60 : 31;
    const passedDays = -due.dueInDays - due.lateDays;
    const isHeldOut = arms.has('heldOut');
    if (passedDays <= waitsDays) {
      if (isHeldOut) undecided += 1;
      continue;
    }
    const group = isHeldOut ? heldOut : told;
    group.owners += 1;
    if (due.fulfilment === 'cameIn' || due.fulfilment === 'renewed') group.fulfilled += 1;
  }
  return { told, heldOut, undecided };
}

test('the comparison holds each decided due date that could have been told once, and no other', async () => {
  const { client } = desk.database;
  const span = { from: addDays(TODAY, -100), to: addDays(TODAY, 60) };
  await fc.assert(
    fc.asyncProperty(dueDates, async (dues) => {
      await client.reminder.deleteMany({});
      await client.reminder.createMany({
        data: dues.flatMap((due, index) => due.fates.map((_, lead) => rowOf(index, due, lead))),
      });
      for (const { kind, effect, undecided } of await outcomesOf(client, 'main', span, TODAY)) {
        const hand = byHand(dues, kind);
        expect([kind, undecided]).toEqual([kind, hand.undecided]);
        const hasBoth = hand.told.owners > 0 && hand.heldOut.owners > 0;
        expect([kind, effect && { told: effect.told, heldOut: effect.heldOut }]).toEqual([
          kind,
          hasBoth ? { told: hand.told, heldOut: hand.heldOut } : undefined,
        ]);
      }
    }),
    { numRuns: 100, endOnFailure: true },
  );
});

test('a third sold or opted out makes no reminder look harmful: as planned, told and held out are alike but for the telling', async () => {
  const rules = { reminders: { regularMaintenance: { leadDays: [14], holdOutPercent: 40 } } };
  await desk.database.client.store.update({ where: { id: 'main' }, data: { rules } });
  const dueOn: Day = TODAY;
  const cars: Owned[] = [];
  for (let index = 0; index < 60; index += 1) {
    const isGone = index % 3 === 0;
    const car = await addOwner(desk, isGone ? { optedOutAt: desk.clock.now() } : {});
    await addVisit(desk, car.vehicle, addDays(dueOn, -365), 20_000);
    cars.push(car);
  }
  desk.clock.set(new Date('2026-11-09T02:00:00Z'));
  await planDay(desk.as('system'), addDays(dueOn, -14));
  const rows = await reminders(desk);
  const of = (status: string) => rows.filter((row) => row.status === status);
  expect(of('skipped')).toHaveLength(20);
  // Every second comes in, told or not.
  for (const arm of [of('planned'), of('heldOut')]) {
    for (const row of arm.filter((_, index) => index % 2 === 0)) {
      const car = cars.find(({ vehicle }) => vehicle.id === row.vehicleId);
      if (car !== undefined) await addVisit(desk, car.vehicle, addDays(dueOn, 3), 30_000);
    }
  }
  desk.clock.set(new Date('2027-03-01T02:00:00Z'));
  await matchOutcomes(desk.as('system'));
  const span = { from: addDays(dueOn, -5), to: addDays(dueOn, 5) };
  const [early] = await outcomesOf(desk.database.client, 'main', span, addDays(dueOn, 40));
  expect(early).toMatchObject({ effect: undefined, undecided: of('heldOut').length });
  const [late] = await outcomesOf(desk.database.client, 'main', span, '2027-03-01');
  const half = (count: number) => ({ owners: count, fulfilled: Math.ceil(count / 2) });
  expect(late).toMatchObject({
    due: 60 - of('heldOut').length,
    undecided: 0,
    effect: { told: half(of('planned').length), heldOut: half(of('heldOut').length) },
  });
  expect(Math.abs(late?.effect?.points ?? 100)).toBeLessThan(5);
});
