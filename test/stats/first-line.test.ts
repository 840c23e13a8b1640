import { expect, test } from 'vitest';
import { filtersLabel, metricName, periodLabel } from '../../src/stats/answers/messages.ts';
import { headLine } from '../../src/stats/answers/wording.ts';
import { metricOf } from '../../src/stats/metrics.ts';
import type { Result } from '../../src/stats/types.ts';
import * as fc from '../support/property.ts';
import { anyQuery } from './any-query.ts';
import { ASKED_ON, PEOPLE } from './question-lines.ts';

const people = Object.fromEntries(PEOPLE.map(({ userId, name }) => [userId, name]));

test('the first line of an answer names the figure, its days and every condition', () => {
  fc.assert(
    fc.property(anyQuery(ASKED_ON), (query) => {
      const { metric, period, filters } = query;
      const result: Result = {
        value: 1,
        numerator: 1,
        denominator: 2,
        count: 3,
        unit: metricOf(metric).unit,
        asOf: new Date('2026-11-22T06:05:00Z'),
      };
      const line = headLine(query, result, { names: {}, people, today: ASKED_ON, ownDepartment: undefined });
      const conditions = filtersLabel(filters, {}, people);
      // Very many conditions are cut, and stand in full in the last lines.
      const named = conditions.length > 60 ? conditions.slice(0, 59) : conditions;
      const isKindNamed = filters.kind !== undefined && metricOf(metric).rows === 'ticket';
      const wanted = [
        period === undefined ? '当前' : periodLabel(period, ASKED_ON),
        named,
        isKindNamed ? '' : metricName(metric, filters),
      ];
      expect({ query, line, missing: wanted.filter((each) => !line.includes(each)) }).toMatchObject({ missing: [] });
    }),
    { numRuns: 300 },
  );
});
