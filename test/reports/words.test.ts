import { expect, test } from 'vitest';
import { asksForReport, readReportWords, type ReportKey } from '../../src/reports/index.ts';
import { defaultRules } from '../../src/stores/index.ts';

/** Sunday. */
const at = { today: '2026-11-22', now: new Date('2026-11-22T02:00:00Z'), rules: defaultRules };

const asked: [text: string, key: ReportKey, from: string, to: string][] = [
  ['把上周3DC周报发我', 'threeDayWeekly', '2026-11-09', '2026-11-15'],
  ['上周3dc周报', 'threeDayWeekly', '2026-11-09', '2026-11-15'],
  ['3DC周报', 'threeDayWeekly', '2026-11-09', '2026-11-15'],
  ['麻烦发一下本周的７ＤＣ回访周报表，谢谢！', 'sevenDayWeekly', '2026-11-16', '2026-11-22'],
  ['发一下10月客服中心工作月报', 'centreMonthly', '2026-10-01', '2026-10-31'],
  ['客服中心工作月报表', 'centreMonthly', '2026-10-01', '2026-10-31'],
  ['客服月报', 'centreMonthly', '2026-10-01', '2026-10-31'],
  ['要上个月客户抱怨表', 'complaintMonthly', '2026-10-01', '2026-10-31'],
  ['上周投诉周报发我', 'complaintWeekly', '2026-11-09', '2026-11-15'],
  ['给我11月1号到15号的客户抱怨表', 'complaintMonthly', '2026-11-01', '2026-11-15'],
  ['昨天的3DC日报', 'threeDayDaily', '2026-11-21', '2026-11-21'],
  ['今天3DC日报', 'threeDayDaily', '2026-11-22', '2026-11-22'],
  ['7DC日报表', 'sevenDayDaily', '2026-11-21', '2026-11-21'],
  ['上个月的3DC周报', 'threeDayMonthly', '2026-10-01', '2026-10-31'],
  ['10月7DC调查统计月报表', 'sevenDayMonthly', '2026-10-01', '2026-10-31'],
  ['销售档案表', 'salesArchive', '2026-10-01', '2026-10-31'],
  ['导出本月维修档案表', 'serviceArchive', '2026-11-01', '2026-11-30'],
  ['上周的维修档案表发我', 'serviceArchive', '2026-11-09', '2026-11-15'],
  ['流失分析发我', 'churnMonthly', '2026-10-01', '2026-10-31'],
  ['来一份客户流失分析月报', 'churnMonthly', '2026-10-01', '2026-10-31'],
];

test.each(asked)('“%s” is %s from %s to %s', (text, key, from, to) => {
  expect(asksForReport(text)).toBe(true);
  expect(readReportWords(text, at)).toEqual({ kind: 'report', key, period: { from, to } });
});

test('after its time the day’s report is today’s', () => {
  const later = { ...at, now: new Date('2026-11-22T09:30:00Z') };
  expect(readReportWords('3DC日报', later)).toMatchObject({ period: { from: '2026-11-22', to: '2026-11-22' } });
});

test.each(['把上周周报发我', '发一下利润报表', '给我库存月报', '客服中心周报', '发下2月30号的3DC日报'])(
  '“%s” is no report there is, and says which there are',
  (text) => {
    expect(asksForReport(text)).toBe(true);
    expect(readReportWords(text, at).kind).toBe('unknown');
  },
);

test.each([
  '本月投诉多少',
  '上周3DC回访率',
  '流失率多少',
  '本周投诉周报里有多少条超时',
  '已把维修情况告知客户',
  '车主要求书面答复，明天下午给结果',
  '各部门投诉列表',
  '客户说表显里程不准',
  '投诉列出来',
  '我的工单',
  '3DC回访得分',
])('“%s” asks for no report', (text) => {
  expect(asksForReport(text)).toBe(false);
});
