import { describe, expect, test } from 'vitest';
import { chartOf } from '../../src/stats/answers/chart-of.ts';
import { answerText, type Wording } from '../../src/stats/answers/wording.ts';
import type { GroupRow, Query, Result } from '../../src/stats/types.ts';

const november = { from: '2026-11-01', to: '2026-11-30' };
const october = { from: '2026-10-01', to: '2026-10-31' };
const wording: Wording = {
  names: { parts: '配件', sales: '销售部（二级网点）' },
  people: { zhang: '张三' },
  today: '2026-11-22',
  ownDepartment: undefined,
};
const query = (more: Partial<Query>): Query => ({
  metric: 'complaintsReceived',
  filters: {},
  period: november,
  wantList: false,
  ...more,
});
const result = (more: Partial<Result>): Result => ({
  value: 12,
  unit: '条',
  recordedFrom: '2026-01-01',
  asOf: new Date('2026-11-22T10:00:00Z'),
  ...more,
});
const head = (asked: Partial<Query>, found: Partial<Result>, more: Partial<Wording> = {}) =>
  answerText(query(asked), result(found), { ...wording, ...more }).split('\n');

describe('the first lines of an answer', () => {
  test('a time says its median, within what nine of ten were done, and its average', () => {
    const found = { value: 200.4, p90: 1439.2, mean: 300, count: 12, aside: 3 };
    expect(head({ metric: 'timeToResolve' }, found)[0]).toBe(
      '本月处理用时 中位 3 小时 20 分钟，九成在 1 天内，平均 5 小时（12 条），另有 3 条未完成',
    );
    expect(head({ metric: 'timeToResolve' }, { value: null, count: 0, aside: 3 })[0]).toBe(
      '本月处理用时 没有数据（3 条都未完成）',
    );
  });

  test('a score says of how many it is the average', () => {
    expect(head({ metric: 'followUpScore' }, { value: 9.14, count: 37 })[0]).toBe('本月回访得分 9.1 分（37 条）');
  });

  test('a figure with a target says whether it is met, in either direction', () => {
    const missed = { value: 0.35, numerator: 7, denominator: 20, target: { atLeast: 0.4 }, isTargetMet: false };
    expect(head({ metric: 'renewalRate' }, missed)[0]).toBe('本月续保率 35.0%（7/20），目标≥40%，未达标');
    const met = { value: 0.1, numerator: 2, denominator: 20, target: { below: 0.15 }, isTargetMet: true };
    expect(head({ metric: 'churnRate' }, met)[0]).toBe('本月流失率 10.0%（2/20），目标<15%，已达标');
  });

  test('units are those of what is counted', () => {
    expect(head({ metric: 'visits' }, { value: 31 })[0]).toBe('本月进厂台次 31 台次');
    expect(head({ metric: 'churned' }, { value: 3 })[0]).toBe('本月流失车辆 3 辆');
    expect(head({ metric: 'bookingAcceptance' }, { value: null, denominator: 0, aside: 4 })[0]).toBe(
      '本月预约受理率 没有数据（4 条都未到期）',
    );
  });

  test.each([
    [
      'timeToClose',
      { value: 100, compared: { value: 160, count: 4 } },
      '比上个月 2 小时 40 分钟（4 条）短 1 小时（-37.5%）',
    ],
    ['followUpScore', { value: 9.1, compared: { value: 8.9, count: 5 } }, '比上个月 8.9 分（5 条）高 0.2 分'],
    ['visits', { value: 31, compared: { value: 31 } }, '与上个月持平（31 台次）'],
    ['renewalRate', { value: 0.35, compared: { value: null } }, '上个月没有数据，无法比较'],
  ] as const)('%s is compared in its own unit', (metric, found, line) => {
    expect(head({ metric, compareWith: october }, found)[1]).toBe(line);
  });

  test('a person is called by name, the viewer is not', () => {
    const filters = { assignee: ['zhang'] };
    expect(head({ filters }, {})[0]).toBe('本月张三投诉 12 条');
    expect(head({ filters }, {}, { isOwnWork: true })[0]).toBe('以下为您本人的：本月投诉 12 条');
    expect(head({ filters: { assignee: ['gone'] } }, {}).join()).not.toContain('gone');
  });

  test('links lead to rows and to the whole list, and no words of anybody break them', () => {
    const items = [
      {
        name: '电话<b>"张"',
        facts: ['沪A12345', '“<a>退车”'],
        department: '',
        status: '待打',
        waitingMinutes: 5,
        isOverdue: true,
        place: 'owners/7',
      },
    ];
    const links = { linkTo: (place: string) => `https://x/${place}`, listAddress: 'https://x/figures/main?q=a' };
    const lines = head({ metric: 'callTasksOpen', wantList: true }, { list: { total: 14, items } }, links);
    expect(lines).toContain('<a href="https://x/owners/7">电话 b "张"</a>｜沪A12345｜“ a 退车”｜已等 5 分钟｜超时');
    expect(lines).toContain('还有 13 条');
    expect(lines).toContain('<a href="https://x/figures/main?q=a">查看全部 14 条</a>');
    expect(head({}, {}, links)).toContain('<a href="https://x/figures/main?q=a">查看明细</a>');
    expect(head({}, { value: 0 }, links).join()).not.toContain('查看明细');
  });

  test('behind a rate stands all that it is taken of, not only what counts against it', () => {
    const links = { listAddress: 'https://x/figures/main?q=a' };
    const share = (numerator: number, denominator: number) => ({ value: 0.5, numerator, denominator });
    const last = (found: Partial<Result>) => head({ metric: 'closureRate' }, found, links).join();
    expect(last(share(5, 5))).toContain('<a href="https://x/figures/main?q=a">查看明细</a>');
    expect(last({ ...share(3, 5), list: { total: 2, items: [] } })).toContain('查看全部 5 条');
    expect(last({ ...share(0, 0), value: null })).not.toContain('<a ');
  });
});

describe('the picture of an answer', () => {
  const groups = (count: number, of: (index: number) => Partial<GroupRow> = () => ({})): GroupRow[] =>
    Array.from({ length: count }, (_, index) => ({
      key: `k${index}`,
      label: `组${index}`,
      value: 40 - index,
      ...of(index),
    }));

  test('is drawn for more than three numbers only; zeros and missing data are none', () => {
    const drawn = (rows: GroupRow[]) =>
      chartOf(query({ groupBy: 'department', compareWith: october }), result({ groups: rows }), wording);
    expect(drawn(groups(3))).toBeUndefined();
    expect(drawn(groups(6, (index) => (index > 2 ? { value: 0 } : {})))).toBeUndefined();
    expect(drawn(groups(5, (index) => (index > 2 ? { value: null } : {})))).toBeUndefined();
    expect(drawn(groups(2, () => ({ compared: { value: 1 } })))?.charts?.[0]?.series).toHaveLength(2);
    expect(drawn(groups(4))).toMatchObject({
      title: '本月投诉（按部门）',
      subtitle: '11月1日–30日 · 合计 12 条',
      footnote: '截至 11月22日 18:00',
      charts: [{ kind: 'bars', categories: ['组0', '组1', '组2', '组3'], series: [{ values: [40, 39, 38, 37] }] }],
    });
    expect(chartOf(query({}), result({}), wording)).toBeUndefined();
  });

  test('many groups become fifteen and 其他, which sums counts and pools shares', () => {
    const counts = chartOf(query({ groupBy: 'category' }), result({ groups: groups(20) }), wording)?.charts?.[0];
    expect([counts?.categories.length, counts?.categories.at(-1)]).toEqual([16, '其他 5 个']);
    expect(counts?.series[0]?.values.at(-1)).toBe(25 + 24 + 23 + 22 + 21);
    const shares = groups(20, (index) => ({ value: 0.5, numerator: index, denominator: index * 2 }));
    const chart = chartOf(query({ metric: 'closureRate', groupBy: 'category' }), result({ groups: shares }), wording);
    expect(chart?.charts?.[0]?.series[0]?.values.at(-1)).toBe(0.5);
    expect(chart?.charts?.[0]?.series[0]?.labels?.at(-1)).toBe('50.0%（85/170）');
    const times = chartOf(
      query({ metric: 'timeToClose', groupBy: 'category' }),
      result({ groups: groups(20) }),
      wording,
    );
    expect(times?.charts?.[0]?.categories).toHaveLength(15);
    expect(times?.footnote).toContain('另有 5 个类别未画出');
  });

  test('time is a line, or columns while there are few, and its days are short', () => {
    const days = (count: number) =>
      groups(count, (index) => ({ key: `2026-11-${String(index + 1).padStart(2, '0')}` }));
    const chart = (count: number) =>
      chartOf(query({ groupBy: 'day' }), result({ groups: days(count) }), wording)?.charts?.[0];
    expect([chart(7)?.kind, chart(8)?.kind]).toEqual(['columns', 'line']);
    expect(chart(8)?.categories.slice(0, 2)).toEqual(['11/1', '11/2']);
    const months = groups(4, (index) => ({ key: `2026-0${index + 1}-01` }));
    expect(chartOf(query({ groupBy: 'month' }), result({ groups: months }), wording)?.charts?.[0]?.categories[3]).toBe(
      '4月',
    );
  });

  test('what misses the target is painted, and the target is drawn', () => {
    const rows = groups(4, (index) => ({ value: 0.3 + index / 10, numerator: 1, denominator: 2 }));
    const target = { atLeast: 0.4 };
    const chart = chartOf(
      query({ metric: 'renewalRate', groupBy: 'assignee' }),
      result({ groups: rows, target }),
      wording,
    );
    expect(chart?.charts?.[0]).toMatchObject({
      target: { value: 0.4, label: '目标≥40%' },
      series: [{ tones: ['missed', 'plain', 'plain', 'plain'] }],
    });
  });

  test('four figures of one question become four fields', () => {
    const also = ['closureRate', 'satisfaction', 'timeToClose'] as const;
    const picture = chartOf(
      query({ also: [...also] }),
      result({ also: also.map((metric) => ({ metric, value: 0.5, numerator: 1, denominator: 2 })) }),
      wording,
    );
    expect(picture?.tiles?.map(({ label, value, note }) => [label, value, note])).toEqual([
      ['本月投诉', '12 条', undefined],
      ['本月关闭率', '50.0%', '1/2'],
      ['本月满意度', '50.0%', '1/2'],
      ['本月关闭用时', '1 分钟', undefined],
    ]);
  });
});
