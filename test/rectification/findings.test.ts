import * as fc from '../support/property.ts';
import { describe, expect, test } from 'vitest';
import { addDays, instantAt } from '../../src/calendar.ts';
import { chanceOfSoMany } from '../../src/rectification/clearly-more.ts';
import type { Complaint } from '../../src/rectification/complaint.ts';
import type { Earlier } from '../../src/rectification/finding.ts';
import { findRepeats } from '../../src/rectification/find-repeats.ts';
import { growingFindings } from '../../src/rectification/growing-causes.ts';
import { isoWeekOf, mondayOf } from '../../src/rectification/week.ts';
import { defaultRules } from '../../src/stores/index.ts';
import { CATEGORY_KEYS } from '../../src/understanding/index.ts';

const rules = defaultRules.rectification;
const WEEK = '2026-11-16';
const SINCE = '2026-09-07';
let nth = 0;

function complaint(openedOn: string, as: Partial<Complaint> = {}): Complaint {
  nth += 1;
  return {
    ticketId: nth,
    number: `TS-${nth}`,
    openedOn,
    openedAt: instantAt(openedOn, '10:00'),
    vehicleId: null,
    ownerKey: `customer:${nth}`,
    category: 'R2',
    vehicleSystems: [],
    staffNames: [],
    department: 'serviceReception',
    ...as,
  };
}

const gearbox = (openedOn: string, as: Partial<Complaint> = {}) =>
  complaint(openedOn, { vehicleId: 7, category: 'Q1', vehicleSystems: ['transmission'], ...as });

function repeats(complaints: readonly Complaint[], earlier: readonly Earlier[] = []) {
  return findRepeats({ complaints, earlier, weekOn: WEEK, since: SINCE }, rules);
}

const closed = (as: Partial<Earlier> = {}): Earlier => ({
  id: 1,
  number: 'ZG-2026W40-01',
  causeKey: 'vehicle:7:system:transmission',
  ticketIds: [],
  weekOn: '2026-09-28',
  closedAt: instantAt('2026-10-20', '10:00'),
  ...as,
});

describe('one vehicle', () => {
  test('two complaints about its gearbox within 90 days are a repeat, with the sentence that says so', () => {
    const [first, second] = [gearbox('2026-08-24'), gearbox('2026-11-18')];
    expect(repeats([first, second])).toMatchObject([
      {
        causeKey: 'vehicle:7:system:transmission',
        title: '同一辆车变速箱重复投诉',
        reason: `同一辆车90天内有2次投诉涉及变速箱（${first.number}、${second.number}）。`,
      },
    ]);
  });

  test('a complaint from before the span does not count', () => {
    expect(repeats([gearbox('2026-08-20'), gearbox('2026-11-18')])).toHaveLength(1);
    expect(repeats([gearbox('2026-08-19'), gearbox('2026-11-18')])).toEqual([]);
  });

  test('another part, or another vehicle, is another matter', () => {
    expect(repeats([gearbox('2026-11-02'), gearbox('2026-11-18', { vehicleSystems: ['brakes'] })])).toEqual([]);
    expect(repeats([gearbox('2026-11-02'), gearbox('2026-11-18', { vehicleId: 8 })])).toEqual([]);
  });

  test('where no part is named the category decides, and no category is none', () => {
    const without = { vehicleSystems: [], category: 'F1' } as const;
    expect(repeats([gearbox('2026-11-02', without), gearbox('2026-11-18', without)])).toMatchObject([
      { causeKey: 'vehicle:7:category:F1' },
    ]);
    const unknown = { vehicleSystems: [], category: 'Z9' } as const;
    expect(repeats([gearbox('2026-11-02', unknown), gearbox('2026-11-18', unknown)])).toEqual([]);
  });

  test('complaints that share two parts are one repeat', () => {
    const both = { vehicleSystems: ['engine', 'transmission'] } as const;
    expect(repeats([gearbox('2026-11-02', both), gearbox('2026-11-18', both)])).toHaveLength(1);
  });

  test('what a running rectification knows is not found again; a new complaint joins it', () => {
    const known = [gearbox('2026-11-02'), gearbox('2026-11-10')];
    const { closedAt: _closed, ...running } = closed({ ticketIds: known.map(({ ticketId }) => ticketId) });
    expect(repeats(known, [running])).toEqual([]);
    const third = gearbox('2026-11-18');
    expect(repeats([...known, third], [running])).toMatchObject([{ joins: { id: 1 }, fresh: [third] }]);
  });

  test('one complaint within 60 days after the closing is a new repeat that says so', () => {
    expect(repeats([gearbox('2026-11-18')], [closed()])).toMatchObject([
      { reason: expect.stringMatching(/^整改后再次发生（ZG-2026W40-01，10月20日关闭）：同一辆车/) },
    ]);
    const longAgo = closed({ closedAt: instantAt('2026-09-01', '10:00') });
    expect(repeats([gearbox('2026-11-18')], [longAgo])).toEqual([]);
  });

  test('a complaint from before the closing does not prove that the measure failed', () => {
    expect(repeats([gearbox('2026-10-12'), gearbox('2026-10-19')], [closed()])).toEqual([]);
  });
});

/** So many owners in each of the eight weeks before, then in the week itself. */
function weeks(before: number, now: number, as: Partial<Complaint> = {}): Complaint[] {
  return [8, 7, 6, 5, 4, 3, 2, 1, 0].flatMap((ago) =>
    Array.from({ length: ago === 0 ? now : before }, (_, index) =>
      complaint(addDays(WEEK, -7 * ago + (index % 7)), as),
    ),
  );
}

describe('a growing cause', () => {
  test('five owners where it was usually none stand out, and the sentence names the figures', () => {
    const found = repeats(weeks(0, 5));
    expect(found).toMatchObject([
      {
        causeKey: 'cause:category:R2',
        title: '维修时效/预约/进度投诉明显增多',
        reason: '11月16日—22日有5位车主反映维修时效/预约/进度问题，此前8周平均每周0位，明显增多。',
        department: 'serviceReception',
      },
    ]);
  });

  test('one owner with five complaints is one owner', () => {
    expect(repeats(weeks(0, 5, { ownerKey: 'customer:1' }))).toEqual([]);
  });

  test('a wave that shows in part and category is named once, by what explains it best', () => {
    const noise = weeks(1, 1, { category: 'Q1', vehicleSystems: ['engine'] });
    const wave = weeks(0, 6, { category: 'Q1', vehicleSystems: ['transmission'] });
    expect(repeats([...noise, ...wave]).map(({ causeKey }) => causeKey)).toEqual(['cause:system:transmission']);
  });

  test('a name that owners mention stands out before its category', () => {
    const noise = weeks(1, 1, { category: 'C1' });
    const wave = weeks(0, 5, { category: 'C1', staffNames: ['王经理'] });
    expect(repeats([...noise, ...wave])).toMatchObject([
      { causeKey: 'cause:staff:王经理', title: '涉及“王经理”的投诉明显增多' },
    ]);
  });

  test('twice as many as usual is not enough where chance alone does that', () => {
    expect(repeats(weeks(2, 4))).toEqual([]);
  });

  test('a house without history does not know what is usual', () => {
    const complaints = weeks(0, 5);
    expect(growingFindings(complaints, [], { weekOn: WEEK, since: WEEK }, rules)).toEqual([]);
  });

  test('the wave that a rectification was opened for does not hide the next one', () => {
    const first = [5, 4, 3].flatMap((ago) => Array.from({ length: 9 }, () => complaint(addDays(WEEK, -7 * ago))));
    const second = Array.from({ length: 6 }, () => complaint(WEEK));
    const rectified = closed({
      causeKey: 'cause:category:R2',
      weekOn: addDays(WEEK, -35),
      closedAt: instantAt(addDays(WEEK, -15)),
    });
    expect(repeats([...first, ...second])).toEqual([]);
    expect(repeats([...first, ...second], [rectified])).toMatchObject([
      { reason: expect.stringMatching(/^整改后再次发生/) },
    ]);
  });
});

describe('what is clearly more', () => {
  const count = fc.integer({ min: 0, max: 400 });
  const history = fc.integer({ min: 1, max: 26 });

  test('the chance is one, falls with this week’s count, and rises with the usual one', () => {
    fc.assert(
      fc.property(count, count, history, (now, usual, weeks) => {
        const chance = chanceOfSoMany(now, usual, weeks);
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThanOrEqual(1);
        expect(chanceOfSoMany(now + 1, usual, weeks)).toBeLessThanOrEqual(chance + 1e-9);
        expect(chanceOfSoMany(now, usual + 1, weeks)).toBeGreaterThanOrEqual(chance - 1e-9);
      }),
    );
  });

  test('it is the exact one: four of four in one of nine weeks', () => {
    expect(chanceOfSoMany(4, 0, 8)).toBeCloseTo((1 / 9) ** 4, 12);
    expect(chanceOfSoMany(0, 5, 8)).toBe(1);
    expect(chanceOfSoMany(9, 0, 0)).toBe(1);
  });

  test('no finding has fewer owners than the rules ask, or less than twice the usual level', () => {
    const day = fc.integer({ min: -56, max: 6 }).map((offset) => addDays(WEEK, offset));
    const any = fc.record({
      day,
      category: fc.constantFrom(...CATEGORY_KEYS.slice(0, 4)),
      owner: fc.integer({ max: 9, min: 0 }),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 60 }), (drawn) => {
        const complaints = drawn.map(({ day, category, owner }) =>
          complaint(day, { category, ownerKey: `customer:${owner}` }),
        );
        for (const found of growingFindings(complaints, [], { weekOn: WEEK, since: SINCE }, rules)) {
          const owners = new Set(found.complaints.map(({ ownerKey }) => ownerKey));
          expect(owners.size).toBeGreaterThanOrEqual(rules.growthOwners);
          expect(found.complaints.every(({ openedOn }) => mondayOf(openedOn) === WEEK)).toBe(true);
        }
      }),
    );
  });

  test.each([0.5, 2, 5])(
    'uniform noise of %d owners a week and category raises no more alarms than allowed',
    (mean) => {
      const random = seeded(20_261_122);
      const trials = 200;
      let alarms = 0;
      for (let trial = 0; trial < trials; trial += 1) {
        const complaints = CATEGORY_KEYS.filter((key) => key !== 'Z9').flatMap((category) =>
          [8, 7, 6, 5, 4, 3, 2, 1, 0].flatMap((ago) =>
            Array.from({ length: poisson(mean, random) }, () => complaint(addDays(WEEK, -7 * ago), { category })),
          ),
        );
        if (growingFindings(complaints, [], { weekOn: WEEK, since: SINCE }, rules).length > 0) alarms += 1;
      }
      expect(alarms / trials).toBeLessThanOrEqual(rules.falseAlarmPercent / 100);
    },
  );
});

describe('weeks', () => {
  test.each([
    ['2026-11-16', '2026W47'],
    ['2026-12-28', '2026W53'],
    ['2027-01-04', '2027W01'],
    ['2024-12-30', '2025W01'],
  ])('the week of Monday %s is %s', (monday, week) => {
    expect(isoWeekOf(monday)).toBe(week);
    expect(mondayOf(addDays(monday, 6))).toBe(monday);
  });
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}
