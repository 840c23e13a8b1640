import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { GROUPING_NAMES } from '../../src/stats/labels.ts';
import { type MetricKey, METRIC_KEYS, metricOf } from '../../src/stats/index.ts';
import { rowsOf } from '../../src/stats/rows.ts';
import { isByTime } from '../../src/stats/types.ts';
import { defaultRules } from '../../src/stores/index.ts';

const SHAPES = { count: '数量', share: '占比', duration: '用时', mean: '平均' } as const;

function rowOf(key: MetricKey): string {
  const { name, shape, unit, definition, datedBy, defaultPeriod, groupings, visibleTo, target } = metricOf(key);
  const wanted = target?.(defaultRules);
  const aim =
    wanted === undefined ? '' : 'atLeast' in wanted ? `≥ ${wanted.atLeast * 100}%` : `< ${wanted.below * 100}%`;
  const cells = [
    name,
    `\`${key}\``,
    `${SHAPES[shape]}（${unit}）`,
    definition,
    defaultPeriod === 'none' ? `现在；问时段则${datedBy}` : datedBy,
    aim,
    groupings.map((each) => GROUPING_NAMES[each]).join('、'),
    visibleTo === 'ownDepartment' ? '各部门看自己的' : '管理层与客户关爱部',
  ];
  return `| ${cells.join(' | ')} |`;
}

test('docs/figures.md lists every figure as it is defined', async () => {
  const page = await readFile(new URL('../../docs/figures.md', import.meta.url), 'utf8');
  const listed = page.split('\n').filter((line) => /^\| [^|]+ \| `\w+` \|/.test(line));
  expect(listed).toEqual(METRIC_KEYS.map(rowOf));
});

test('no two figures share a name', () => {
  const names = METRIC_KEYS.map((key) => metricOf(key).name);
  expect(new Set(names).size).toBe(names.length);
});

test('what a figure can be filtered and grouped by is a column of its rows', () => {
  for (const key of METRIC_KEYS) {
    const { rows, filters, groupings, day, shape, counts, hits, measure, aside, asideIf } = metricOf(key);
    const { columns } = rowsOf(rows);
    const wanted = [...filters.map((each) => (each === 'plate' ? 'vehicle' : each)), ...groupings];
    const missing = wanted.filter((each) => {
      if (isByTime(each)) return day === undefined;
      if (each === 'category') return rows !== 'ticket' && rows !== 'clock';
      return columns[each] === undefined;
    });
    expect({ key, missing }).toEqual({ key, missing: [] });
    expect({ key, hits: hits !== undefined, measure: measure !== undefined }).toEqual({
      key,
      hits: shape === 'share',
      measure: shape === 'duration' || shape === 'mean',
    });
    expect({ key, hasAside: aside !== undefined }).toEqual({
      key,
      hasAside: counts !== undefined || asideIf !== undefined,
    });
    expect({ key, unit: metricOf(key).unit === '%' }).toEqual({ key, unit: shape === 'share' });
  }
});

test('whoever has a person in their rows can be asked about by person', () => {
  const without = METRIC_KEYS.filter((key) => !metricOf(key).filters.includes('assignee'));
  // The owner's verdict is customer care's to ask for, and nobody's own.
  expect(without).toEqual(['verifyOnTimeRate', 'timeToVerify']);
});
