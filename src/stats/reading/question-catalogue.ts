import type { QuestionCatalogue } from '../../ports.ts';
import { CATEGORIES, DEMANDS, DEPARTMENTS, SEVERITIES } from '../../understanding/taxonomy.ts';
import { GROUPING_NAMES, valueLabel } from '../labels.ts';
import { METRIC_KEYS, metricOf } from '../metrics.ts';
import { FOLLOW_UP_ROUNDS, GROUPINGS, VISIT_TYPES, WORK_KINDS } from '../types.ts';
import { AFTER_SALES, REMINDER_KIND_NAMES } from '../vocabulary.ts';

export const TICKET_STATES = ['triage', 'routed', 'acknowledged', 'tracking', 'resolved', 'closed'] as const;
export const TICKET_SOURCES = ['chat', 'hotline', 'followUp', 'manufacturer', 'staff'] as const;
export const KINDS_ASKED = ['complaint', 'grumble', 'rescue'] as const;
export const CHANNELS_ASKED = ['officialAccountTemplate', 'kf', 'groupSend', 'sms', 'callTask'] as const;
export const PURPOSES_ASKED = ['reminder', 'verification', 'booking', 'callback', 'followUp', 'winBack'] as const;

const lines = (entries: readonly (readonly [string, string])[]): string =>
  entries.map(([key, text]) => `- ${key}: ${text}`).join('\n');

const labelled = (table: Readonly<Record<string, { label: string }>>): string =>
  Object.entries(table)
    .map(([key, { label }]) => `${key}=${label}`)
    .join(' ');

const values = (name: Parameters<typeof valueLabel>[0], keys: readonly string[]): string =>
  keys.map((key) => `${key}=${valueLabel(name, key, {})}`).join(' ');

const EXAMPLES: readonly (readonly [string, object])[] = [
  ['这个月客户意见大的有几起', { metric: 'complaintsReceived' }],
  [
    '上周机电那帮人单子拖了几个',
    {
      metric: 'overdue',
      filters: { department: ['workshop'] },
      period: { from: '2026-11-09', to: '2026-11-15' },
    },
  ],
  ['处理超过5天的投诉有哪些', { metric: 'complaintsReceived', wantList: true, left: ['超过5天'] }],
  ['明天下雨吗', { metric: null }],
];

/** The whole catalogue as lines for a prompt: made of what the figures themselves say. */
export function questionCatalogue(): QuestionCatalogue {
  return {
    metrics: lines(
      METRIC_KEYS.map((key) => {
        const { name, definition, defaultPeriod, filters, groupings } = metricOf(key);
        const state = defaultPeriod === 'none' ? '没说时段时是现在的状态。' : '';
        return [key, `${name}。${definition}。${state}可用筛选 ${filters.join(',')};可用分组 ${groupings.join(',')}`];
      }),
    ),
    filters: lines([
      ['department', `${labelled(DEPARTMENTS)};"售后"是 ${AFTER_SALES.join(',')} 一起`],
      ['severity', labelled(SEVERITIES)],
      ['category', labelled(CATEGORIES)],
      ['kind', values('kind', KINDS_ASKED)],
      ['status', values('status', TICKET_STATES)],
      ['source', values('source', TICKET_SOURCES)],
      ['demand', `客户要求怎么办。${labelled(DEMANDS)}`],
      ['reminderKind', values('reminderKind', Object.keys(REMINDER_KIND_NAMES))],
      ['channel', values('channel', CHANNELS_ASKED)],
      ['person', '员工姓名,照抄'],
      ['series', '车系,照抄'],
      ['plate', '车牌,照抄'],
      ['visitType', values('visitType', VISIT_TYPES)],
      ['round', values('round', FOLLOW_UP_ROUNDS)],
      ['purpose', values('purpose', PURPOSES_ASKED)],
      ['workKind', values('workKind', WORK_KINDS)],
    ]),
    groupings: GROUPINGS.map((key) => `${key}=${GROUPING_NAMES[key]}`).join(' '),
    examples: EXAMPLES.map(([text, answer]) => `${text} → ${JSON.stringify(answer)}`).join('\n'),
  };
}
