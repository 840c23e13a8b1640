import type { Filters, Grouping, MetricKey } from '../stats/index.ts';

/** One figure of a report's first sheet. */
export interface FigureSpec {
  metric: MetricKey;
  filters?: Filters;
  /** Where the metric's own name would not tell two lines apart. */
  label?: string;
  /** Also told in the chat and on the picture. */
  isMain?: boolean;
}

/**
 * A table of figures by group. `of`: what the two parts of a share are called, e.g. 其中已回访, 到期应回访; `label`: instead of the
 * metric's own name. No two columns of a table have one title.
 */
export interface GroupSpec {
  name: string;
  title: string;
  groupBy: Grouping;
  /** Instead of the report's. */
  filters?: Filters;
  metrics: readonly { metric: MetricKey; of?: readonly [string, string]; label?: string }[];
}

/** Rows behind the figures; see details/. */
export type DetailKey =
  | 'followUpAnswers'
  | 'followUpsDone'
  | 'followUpsDue'
  | 'complaints'
  | 'openComplaints'
  | 'churned'
  | 'deliveries'
  | 'visits';

export interface ReportDefinition {
  /** As the dealership's own documents call it. */
  title: string;
  /** When it is made by itself; absent: on demand alone. */
  every?: 'day' | 'week' | 'month';
  /** The period that is meant when none is said. */
  usually: 'day' | 'week' | 'month';
  /** Who may ask for it beside general manager and director; see `access.ts`. */
  openTo?: 'care' | 'careHead';
  filters?: Filters;
  figures: readonly FigureSpec[];
  groups: readonly GroupSpec[];
  details: readonly DetailKey[];
  /** How the figures ran in the last six months. */
  hasTrend?: boolean;
  /** What the picture draws below its figures. */
  chart?: { title: string; metric: MetricKey; groupBy: Grouping; top?: number };
}

const COVERAGE = { metric: 'followUpCoverage', of: ['其中已回访', '到期应回访'] } as const;
const SATISFIED = { metric: 'followUpSatisfaction', of: ['满意', '表态'] } as const;
const CLOSED = { metric: 'closureRate', of: ['已关闭', '收到'] } as const;

const followUpFigures = (round: 'threeDay' | 'sevenDay'): FigureSpec[] => [
  { metric: 'followUpsDue' },
  { metric: 'followUpCoverage', isMain: true },
  { metric: 'followUpsMissing' },
  { metric: 'followUpsSkipped' },
  { metric: 'followUpsDone', isMain: true },
  { metric: 'followUpScore', isMain: true },
  { metric: 'followUpSatisfaction', isMain: true },
  ...(round === 'threeDay' ? [{ metric: 'fixedFirstTimeRate', isMain: true } as const] : []),
];

const followUpGroups = (groupBy: 'day' | 'week'): GroupSpec[] => [
  {
    name: groupBy === 'day' ? '按日' : '按周',
    title: groupBy === 'day' ? '每日回访情况' : '每周回访情况',
    groupBy,
    metrics: [
      COVERAGE,
      { metric: 'followUpsDone', label: groupBy === 'day' ? '当天回访' : '当周回访' },
      { metric: 'followUpScore' },
    ],
  },
  {
    name: '按顾问',
    title: '各顾问回访情况',
    groupBy: 'advisor',
    metrics: [COVERAGE, { metric: 'followUpScore' }, SATISFIED],
  },
  {
    name: '按回访员',
    title: '各回访员完成情况',
    groupBy: 'assignee',
    metrics: [{ metric: 'followUpsDone' }, { metric: 'followUpScore' }, SATISFIED],
  },
];

const daily = (round: 'threeDay' | 'sevenDay', title: string): ReportDefinition => ({
  title,
  every: 'day',
  usually: 'day',
  openTo: 'careHead',
  filters: { round: [round] },
  figures: followUpFigures(round),
  groups: [],
  details: ['followUpsDone', 'followUpsDue'],
});

/** Rounds after a delivery that have no report of their own: they stand with 7DC, which begins them. */
export const LATER_ROUNDS = ['oneMonth', 'oneYear'] as const;

const LATER_FIGURES: FigureSpec[] = (
  [
    ['oneMonth', '满月'],
    ['oneYear', '周年'],
  ] as const
).flatMap(([round, name]) => [
  { metric: 'followUpsDue', filters: { round: [round] }, label: `${name}应回访` },
  { metric: 'followUpCoverage', filters: { round: [round] }, label: `${name}回访率` },
  { metric: 'followUpScore', filters: { round: [round] }, label: `${name}回访得分` },
]);

const periodic = (round: 'threeDay' | 'sevenDay', title: string, every: 'week' | 'month'): ReportDefinition => ({
  title,
  every,
  usually: every,
  openTo: 'careHead',
  filters: { round: [round] },
  figures: [...followUpFigures(round), ...(round === 'sevenDay' ? LATER_FIGURES : [])],
  groups: followUpGroups(every === 'week' ? 'day' : 'week'),
  details: [...(every === 'month' ? (['followUpAnswers'] as const) : []), 'followUpsDone', 'followUpsDue'],
  chart: {
    title: every === 'week' ? '每日已回访' : '每周已回访',
    metric: 'followUpsDone',
    groupBy: every === 'week' ? 'day' : 'week',
  },
});

/** 投诉 as people say it. Rescues have clocks of minutes: they would decide the on-time rates of complaints. */
const COMPLAINTS = { kind: ['complaint', 'grumble'] } as const satisfies Filters;

const COMPLAINT_FIGURES: FigureSpec[] = [
  { metric: 'complaintsReceived', isMain: true },
  { metric: 'closureRate', isMain: true },
  { metric: 'overdue', label: '超时投诉', isMain: true },
  { metric: 'satisfaction', isMain: true },
  { metric: 'firstSatisfaction' },
  { metric: 'routeOnTimeRate' },
  { metric: 'trackOnTimeRate' },
  { metric: 'resolveOnTimeRate' },
  { metric: 'verifyOnTimeRate' },
  { metric: 'timeToResolve' },
  { metric: 'reopened', label: '重开投诉' },
  { metric: 'repeatComplaints' },
];

const OVERDUE = { metric: 'overdue', label: '超时投诉' } as const;

const COMPLAINT_GROUPS: GroupSpec[] = [
  {
    name: '按部门',
    title: '各部门投诉情况',
    groupBy: 'department',
    metrics: [CLOSED, OVERDUE],
  },
  { name: '按类别', title: '各类投诉', groupBy: 'category', metrics: [{ metric: 'complaintsReceived' }] },
  { name: '按等级', title: '各等级投诉', groupBy: 'severity', metrics: [CLOSED] },
  { name: '按来源', title: '各来源投诉', groupBy: 'source', metrics: [CLOSED] },
];

const DEPARTMENTS = {
  title: '各部门投诉',
  metric: 'complaintsReceived',
  groupBy: 'department',
  top: 8,
} as const;

const complaints = (title: string, every: 'week' | 'month'): ReportDefinition => ({
  title,
  every,
  usually: every,
  filters: COMPLAINTS,
  figures: COMPLAINT_FIGURES,
  groups: COMPLAINT_GROUPS,
  details: ['complaints', 'openComplaints'],
  chart: DEPARTMENTS,
});

/** Every report: the names are the dealerships' own (domain: D1, D3, D4). */
export const REPORTS = {
  sevenDayDaily: daily('sevenDay', '7DC客户回访日报表'),
  threeDayDaily: daily('threeDay', '3DC客户回访日报表'),
  sevenDayWeekly: periodic('sevenDay', '7DC回访周报表', 'week'),
  threeDayWeekly: periodic('threeDay', '3DC客户回访周报表', 'week'),
  complaintWeekly: complaints('客户抱怨周报表', 'week'),
  sevenDayMonthly: periodic('sevenDay', '7DC调查统计月报表', 'month'),
  threeDayMonthly: periodic('threeDay', '3DC调查统计月报表', 'month'),
  centreMonthly: {
    title: '客服中心工作月报表',
    every: 'month',
    usually: 'month',
    figures: [
      { metric: 'followUpCoverage', filters: { round: ['threeDay'] }, label: '3DC回访率', isMain: true },
      { metric: 'followUpCoverage', filters: { round: ['sevenDay'] }, label: '7DC回访率', isMain: true },
      { metric: 'followUpScore', filters: { round: ['threeDay'] }, label: '3DC得分' },
      { metric: 'followUpScore', filters: { round: ['sevenDay'] }, label: '7DC得分' },
      { metric: 'bookings' },
      { metric: 'bookingAcceptance', isMain: true },
      { metric: 'renewalRate', isMain: true },
      { metric: 'churnRate', isMain: true },
      { metric: 'firstMaintenanceReturnRate' },
      { metric: 'referralRate' },
      { metric: 'visits' },
      { metric: 'reminderReachRate' },
      { metric: 'callReachRate' },
      { metric: 'complaintsReceived' },
      { metric: 'closureRate', isMain: true },
      { metric: 'routeOnTimeRate', filters: COMPLAINTS },
      { metric: 'trackOnTimeRate', filters: COMPLAINTS },
      { metric: 'resolveOnTimeRate', filters: COMPLAINTS },
      { metric: 'verifyOnTimeRate', filters: COMPLAINTS },
      { metric: 'satisfaction', filters: COMPLAINTS, isMain: true },
      { metric: 'firstSatisfaction', filters: COMPLAINTS },
      { metric: 'reopened', filters: COMPLAINTS, label: '重开投诉' },
      { metric: 'repeatComplaints' },
      { metric: 'rectificationsOpened' },
    ],
    groups: [
      {
        name: '部门投诉',
        title: '各部门投诉情况',
        groupBy: 'department',
        filters: COMPLAINTS,
        metrics: [CLOSED, OVERDUE],
      },
      { name: '人员工作量', title: '人员工作量', groupBy: 'assignee', metrics: [{ metric: 'handled' }] },
    ],
    details: [],
    hasTrend: true,
    chart: DEPARTMENTS,
  },
  complaintMonthly: complaints('客户抱怨表', 'month'),
  churnMonthly: {
    title: '客户流失分析月报表',
    every: 'month',
    usually: 'month',
    figures: [
      { metric: 'churnRate', isMain: true },
      { metric: 'churned', isMain: true },
      { metric: 'vehicles', isMain: true },
      { metric: 'visits' },
      { metric: 'firstMaintenanceReturnRate', isMain: true },
      { metric: 'callsDone', filters: { purpose: ['winBack'] }, label: '挽回电话' },
      { metric: 'callReachRate', filters: { purpose: ['winBack'] }, label: '挽回电话接通率' },
    ],
    groups: [
      {
        name: '按车系',
        title: '各车系流失情况',
        groupBy: 'series',
        metrics: [{ metric: 'churnRate', of: ['流失', '在册'] }],
      },
      {
        name: '按顾问',
        title: '各顾问名下流失情况',
        groupBy: 'assignee',
        metrics: [{ metric: 'churnRate', of: ['流失', '在册'] }],
      },
    ],
    details: ['churned'],
    hasTrend: true,
    chart: { title: '各车系流失车辆', metric: 'churned', groupBy: 'series', top: 8 },
  },
  salesArchive: {
    title: '销售档案表',
    usually: 'month',
    openTo: 'care',
    figures: [],
    groups: [],
    details: ['deliveries'],
  },
  serviceArchive: {
    title: '维修档案表',
    usually: 'month',
    openTo: 'care',
    figures: [{ metric: 'visits', isMain: true }],
    groups: [
      { name: '按类型', title: '各类进厂台次', groupBy: 'visitType', metrics: [{ metric: 'visits' }] },
      { name: '按顾问', title: '各顾问接待', groupBy: 'advisor', metrics: [{ metric: 'visits' }] },
    ],
    details: ['visits'],
    chart: { title: '各类进厂台次', metric: 'visits', groupBy: 'visitType' },
  },
} as const satisfies Record<string, ReportDefinition>;

export type ReportKey = keyof typeof REPORTS;
export const REPORT_KEYS = Object.keys(REPORTS) as ReportKey[];

/** A report by its key, as the general type. */
export function reportOf(key: ReportKey): ReportDefinition {
  return REPORTS[key];
}

export const isReportKey = (key: string): key is ReportKey => Object.hasOwn(REPORTS, key);
