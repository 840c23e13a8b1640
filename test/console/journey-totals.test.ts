import { expect, test } from 'vitest';
import { journeyTotals, reachedOn } from '../../src/console/model/journey-totals.ts';

const LOG = [
  { day: '2026-11-22', counts: {}, skipped: 0 },
  { day: '2026-11-23', counts: { officialAccountTemplate: 9, sms: 2 }, skipped: 1 },
  { day: '2026-11-24', counts: { sms: 1, callTask: 3 }, skipped: 0 },
];

test('a journey’s days are counted by channel, and those not sent apart', () => {
  expect(journeyTotals(LOG)).toEqual({ counts: { officialAccountTemplate: 9, sms: 3, callTask: 3 }, skipped: 1 });
  expect(LOG.map(reachedOn)).toEqual([0, 11, 4]);
  expect(journeyTotals([])).toEqual({ counts: {}, skipped: 0 });
});
