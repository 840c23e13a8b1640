import { z } from 'zod';
import { CareError } from '../errors.ts';
import { type Department, DEPARTMENTS } from '../understanding/taxonomy.ts';
import { mergeRules, type OverridesOf, overridesSchema, rule, type RuleTree, type ValuesOf } from './rule.ts';

const minutes = z.int().min(1).max(100_000);
const count = z.int().min(0).max(1000);
const switched = z.boolean();
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:mm');
/** Days before the due day on which a reminder goes out, the longest first. */
const leadDays = z.array(z.int().min(0).max(366)).max(8);
const interval = z.object({ months: z.int().min(1).max(60), km: z.int().min(500).max(100_000) });
export const departmentKey = z.enum(Object.keys(DEPARTMENTS) as [Department, ...Department[]]);
const clockName = z.enum(['route', 'track', 'resolve', 'verify']);

/** Rungs of the ladder to an owner. More join it later: subscription notice, group send by staff, SMS. */
export const outreachChannels = ['officialAccountTemplate', 'kf', 'callTask'] as const;
export type OutreachChannel = (typeof outreachChannels)[number];

const channels = z.array(z.enum(outreachChannels)).min(1);

/**
 * Every default of a dealership, in one place. A store changes any of them in its `rules` column; what is shown to
 * people carries the label and the source.
 */
export const ruleDefinitions = {
  deadlines: {
    routeMinutes: rule(120, minutes, '派单时限(分钟)', 'D4'),
    trackMinutes: rule(24 * 60, minutes, '跟踪时限(分钟)', 'D4'),
    resolveMinutes: rule(3 * 24 * 60, minutes, '处理完毕时限(分钟)', 'D1'),
    verifyMinutes: rule(24 * 60, minutes, '回访确认时限(分钟)', 'D4'),
    warnAtPercent: rule(75, z.int().min(1).max(99), '提前预警点(时限的百分比)', 'P'),
    escalateEveryMinutes: rule(120, minutes, '超时后逐级升级的间隔(分钟)', 'P'),
    workingTimeOnly: rule<z.infer<typeof clockName>[]>([], z.array(clockName), '仅在工作时间内计时的时限', 'P'),
  },
  firstContact: {
    P0Minutes: rule(15, minutes, '重大投诉首次联系(分钟)', 'P'),
    P1Minutes: rule(30, minutes, '升级投诉首次联系(分钟)', 'P'),
    P3WorkingDays: rule(1, z.int().min(0).max(10), '抱怨首次联系(工作日)', 'P'),
  },
  workingTime: {
    startsAt: rule('08:30', time, '上班时间', 'P'),
    endsAt: rule('17:30', time, '下班时间', 'P'),
    sevenDays: rule(false, switched, '节假日与周末也算工作日', 'P'),
  },
  staffing: {
    standIn: rule<Partial<Record<Department, Department>>>(
      { triage: 'customerCare', finance: 'sales', marketing: 'customerCare' },
      z.partialRecord(departmentKey, departmentKey),
      '本部门无人值班时的代接部门',
      'P',
    ),
  },
  conversation: {
    quietGapSeconds: rule(60, z.int().min(0).max(3600), '连续消息合并等待(秒)', 'P'),
    answerAtOnce: rule<('P0' | 'P1' | 'P2' | 'P3')[]>(
      ['P0', 'P1'],
      z.array(z.enum(['P0', 'P1', 'P2', 'P3'])),
      '不等待、立即受理的等级',
      'P',
    ),
    openWhenClear: rule(true, switched, '说得清楚的投诉立即受理，后续消息并入', 'P'),
    maxClarifyingQuestions: rule(2, z.int().min(0).max(5), '最多追问次数', 'P'),
  },
  outreach: {
    channelOrder: rule<OutreachChannel[]>([...outreachChannels], channels, '触达渠道顺序', 'P'),
    quietFrom: rule('21:00', time, '免打扰开始', 'P'),
    quietTo: rule('09:00', time, '免打扰结束', 'P'),
    marketingPerDay: rule(1, count, '每位车主每天关怀营销消息上限', 'P'),
    marketingPerMonth: rule(4, count, '每位车主每月关怀营销消息上限', 'P'),
    kfWindowHours: rule(48, z.int().min(1).max(48), '微信客服可回复时长(小时)', 'L'),
    kfMarginSeconds: rule(60, z.int().min(0).max(3600), '微信客服窗口安全余量(秒)', 'P'),
    kfReserve: rule(2, z.int().min(0).max(4), '微信客服窗口为对话保留的条数', 'P'),
    staleAfterDays: rule(3, z.int().min(0).max(60), '错过计划日多少天后作废', 'P'),
    catchUpDays: rule(31, z.int().min(0).max(366), '停机后最多补排的天数', 'P'),
  },
  maintenance: {
    first: rule({ months: 6, km: 5000 }, interval, '首保间隔', 'D2', 'D4'),
    regular: rule({ months: 12, km: 10_000 }, interval, '定期保养间隔', 'D4'),
    /** By series or model as it stands in the archive; the model wins. */
    byModel: rule<Record<string, { first?: z.infer<typeof interval>; regular?: z.infer<typeof interval> }>>(
      {},
      z.record(z.string(), z.object({ first: interval.exactOptional(), regular: interval.exactOptional() })),
      '按车系/车型设置的保养间隔',
      'P',
    ),
  },
  inspection: {
    validToMonthEnd: rule(true, switched, '检验有效期至当月最后一天', 'K'),
  },
  reminders: {
    firstMaintenance: {
      enabled: rule(true, switched, '首保提醒', 'D2', 'D4'),
      leadDays: rule([14, 3, 0], leadDays, '首保提前天数', 'D4', 'P'),
    },
    regularMaintenance: {
      enabled: rule(true, switched, '定期保养提醒', 'D4'),
      leadDays: rule([14, 3], leadDays, '定期保养提前天数', 'D4', 'P'),
    },
    insuranceRenewal: {
      enabled: rule(true, switched, '续保提醒(含车船税)', 'D1', 'D3', 'D4'),
      leadDays: rule([90, 60, 30, 7], leadDays, '续保提前天数', 'D1', 'P'),
    },
    annualInspection: {
      enabled: rule(true, switched, '年检提醒', 'D1', 'D3', 'L'),
      leadDays: rule([90, 30, 7], leadDays, '年检提前天数', 'D1', 'L'),
    },
    licenceRenewal: {
      enabled: rule(true, switched, '驾驶证换证提醒', 'D1', 'L'),
      leadDays: rule([90, 30], leadDays, '驾驶证提前天数', 'D1', 'L'),
    },
    warrantyEnd: {
      enabled: rule(true, switched, '质保到期提醒', 'D4'),
      leadDays: rule([60, 15], leadDays, '质保到期提前天数', 'D4', 'P'),
      channels: rule<OutreachChannel[]>(['callTask'], channels, '质保到期触达渠道', 'D4'),
    },
    birthday: {
      enabled: rule(true, switched, '生日问候', 'D1', 'D3'),
      leadDays: rule([3, 0], leadDays, '生日提前天数(2–7天)及当天', 'D3', 'P'),
    },
  },
} as const satisfies RuleTree;

export type Rules = ValuesOf<typeof ruleDefinitions>;
export type RuleOverrides = OverridesOf<typeof ruleDefinitions>;

/** Kinds of reminders that a date alone makes due. The others (domain: weather, progress, promotions …) are pushed by an event. */
export type DatedReminderKind = keyof Rules['reminders'];
export const datedReminderKinds = Object.keys(ruleDefinitions.reminders) as DatedReminderKind[];

const schema = overridesSchema(ruleDefinitions);

/** The defaults, where a store changes nothing. */
export const defaultRules: Rules = mergeRules(ruleDefinitions, {}) as Rules;

/**
 * The rules in force for one store.
 *
 * @param store.rules the JSON of what differs from the defaults; `{}` for none
 * @throws {CareError} `VALIDATION` naming the store and every rule that is unknown or out of range
 */
export function rulesOf(store: { id: string; rules: unknown }): Rules {
  const parsed = schema.safeParse(store.rules ?? {});
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `rules.${issue.path.join('.')}: ${issue.message}`);
    throw new CareError('VALIDATION', `store ${store.id} has bad rules: ${faults.join('; ')}`, {
      userMessage: '门店规则设置有误，请联系管理员核对。',
    });
  }
  return mergeRules(ruleDefinitions, parsed.data) as Rules;
}
