import * as fc from '../support/property.ts';
import { addDays, addMonths, dayOf, instantAt } from '../../src/calendar.ts';
import { defaultRules, type RuleOverrides } from '../../src/stores/index.ts';

/** The clock of the generated stores. */
export const NOW = new Date('2026-11-22T06:05:00Z');
export const FIRST_DAY = '2026-09-20';
const SPAN_MINUTES = 65 * 24 * 60;

/** Instants of the last nine weeks up to now, at times also the very midnight that parts two Shanghai days. */
export const instants = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .integer({ min: 0, max: SPAN_MINUTES })
      .map((minutes) => new Date(Math.min(instantAt(FIRST_DAY).getTime() + minutes * 60_000, NOW.getTime() - 60_000))),
  },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 62 }).map((days) => instantAt(addDays(FIRST_DAY, days))) },
);

const TODAY = dayOf(NOW);
/** Days around the weeks that are asked about, some of them still ahead, and often the very day that parts due from not due. */
export const days = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 100 }).map((count) => addDays(FIRST_DAY, count)) },
  { weight: 1, arbitrary: fc.constantFrom(addDays(TODAY, -1), TODAY, addDays(TODAY, 1)) },
);
const olderDays = fc.integer({ min: 0, max: 900 }).map((count) => addDays('2024-07-01', count));
/** Also the very days on which a car counts as lost. */
const pastDays = fc.oneof(
  fc.integer({ min: 0, max: 870 }).map((count) => addDays('2024-07-01', count)),
  fc.constantFrom(...[6, 8, 12, 20].map((months) => addMonths(TODAY, -months))),
);

export const storeIds = fc.constantFrom('main', 'main', 'main', 'other');
/** Vehicles are few, so that they meet again and again. */
export const VEHICLES = 8;
export const vehicleIds = fc.integer({ min: 1, max: VEHICLES });
export const userIds = fc.constantFrom('Lin', 'gao', 'care', 'nobody');
const advisors = fc.constantFrom('林配件', '高销售', '外聘顾问');

export const vehicleArbitrary = fc.record({
  storeId: storeIds,
  brand: fc.option(fc.constantFrom('大众', '奥迪')),
  series: fc.option(fc.constantFrom('速腾', '迈腾')),
  model: fc.option(fc.constantFrom('速腾L', '280TSI')),
  // Half a year before the weeks asked about: then the first maintenance falls due in them.
  deliveredOn: fc.option(
    fc.oneof(
      olderDays,
      days.map((day) => addMonths(day, -6)),
      // New cars.
      days.filter((day) => day <= TODAY),
    ),
    { freq: 4 },
  ),
  invoicedOn: fc.option(olderDays, { freq: 2 }),
  registeredOn: fc.option(olderDays, { freq: 2 }),
  createdAt: instants,
  status: fc.constantFrom('active', 'active', 'active', 'sold', 'totalLoss'),
  advisorUserId: fc.option(userIds),
  referredBy: fc.option(fc.constant('老客户'), { freq: 2 }),
  isDeceased: fc.constantFrom(false, false, false, true),
});

export const visitArbitrary = fc.record({
  vehicleId: vehicleIds,
  enteredOn: fc.oneof(
    pastDays,
    days.filter((day) => day <= '2026-11-22'),
  ),
  type: fc.constantFrom('firstMaintenance', 'regularMaintenance', 'repair', 'other'),
  advisorName: fc.option(advisors),
});

/** One matter with its leads: one row of the reminder table each. */
export const matterArbitrary = fc.record({
  storeId: storeIds,
  vehicleId: vehicleIds,
  kind: fc.constantFrom('birthday', 'insuranceRenewal', 'insuranceRenewal', 'firstMaintenance', 'regularMaintenance'),
  dueOn: days,
  isHeldOut: fc.constantFrom(false, false, false, true),
  fulfilment: fc.option(fc.constantFrom('cameIn', 'renewed', 'ownersWord')),
  leads: fc.array(
    fc.record({
      plannedFor: days,
      status: fc.constantFrom(
        'planned',
        'sending',
        'sent',
        'delivered',
        'failed',
        'callTask',
        'skipped',
        'skipped',
        'dropped',
      ),
      // Of what was not sent; the others have none.
      skipReason: fc.constantFrom('车主已退订', '车主已故', '车辆已转让或报废'),
      channel: fc.option(fc.constantFrom('officialAccountTemplate', 'kf', 'callTask')),
      sentAt: fc.option(instants),
      repliedAt: fc.option(instants, { freq: 2 }),
      bookedAt: fc.option(instants, { freq: 2 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

/** What the archive knows to fall due, planned or not. */
export const dueDateArbitrary = fc.record({
  storeId: storeIds,
  vehicleId: vehicleIds,
  kind: fc.constantFrom('birthday', 'insuranceRenewal', 'regularMaintenance'),
  dueOn: fc.oneof(
    days,
    days.filter((day) => day >= TODAY),
  ),
});

export const callTaskArbitrary = fc.record({
  storeId: storeIds,
  purpose: fc.constantFrom('reminder', 'verification', 'booking', 'booking', 'followUp'),
  assigneeUserId: fc.option(userIds),
  vehicleId: fc.option(vehicleIds),
  dueOn: days,
  status: fc.constantFrom('open', 'done', 'cancelled'),
  outcome: fc.option(fc.constantFrom('reached', 'booked', 'noAnswer', 'wrongNumber')),
  attempts: fc.constantFrom(0, 0, 1, 2),
  createdAt: instants,
  doneAt: instants,
});

export const followUpArbitrary = fc.record({
  storeId: storeIds,
  round: fc.constantFrom('threeDay', 'sevenDay', 'oneMonth', 'oneYear'),
  vehicleId: vehicleIds,
  fromOn: days,
  dueOn: days,
  status: fc.constantFrom('planned', 'asking', 'callTask', 'done', 'done', 'done', 'skipped', 'skipped', 'closed'),
  // Of what nobody is asked about; the others have none.
  skipReason: fc.constantFrom('车主已退订', '资料录入时已过回访期限'),
  assigneeUserId: fc.option(userIds),
  advisorName: fc.option(advisors),
  channel: fc.option(fc.constantFrom('kf', 'call')),
  score: fc.option(fc.integer({ min: 1, max: 10 })),
  isSatisfied: fc.option(fc.boolean()),
  isFixed: fc.option(fc.boolean()),
  doneAt: instants,
  doneBy: fc.option(userIds),
});

export const rectificationArbitrary = fc.record({
  storeId: storeIds,
  department: fc.constantFrom('parts', 'workshop'),
  vehicleId: fc.option(vehicleIds),
  status: fc.constantFrom('open', 'measured', 'closed'),
  headUserId: fc.option(userIds),
  createdAt: instants,
  measureDueOn: days,
});

const { first, regular } = defaultRules.maintenance;
/** What a store may change of what figures depend on. */
export const rulesArbitrary: fc.Arbitrary<RuleOverrides> = fc
  .record({ repeatDays: fc.integer({ min: 7, max: 60 }), churnMonths: fc.constantFrom(6, 12), hasOwn: fc.boolean() })
  .map(({ repeatDays, churnMonths, hasOwn }) => ({
    rectification: { sameVehicleDays: repeatDays },
    churn: { months: churnMonths },
    ...(hasOwn
      ? {
          maintenance: {
            byModel: {
              速腾: { first: { ...first, months: 3 }, regular: { ...regular, months: 2 } },
              速腾L: { regular: { ...regular, months: 14 } },
              奥迪: { first: { ...first, months: 12 } },
            },
          },
        }
      : {}),
  }));
