import { z } from 'zod';
import { CareError } from '../errors.ts';
import { type Department, DEPARTMENTS } from '../understanding/taxonomy.ts';
import { type Block, faultOf, type Weekday, WEEKDAYS } from '../working-time.ts';
import { followUpRuleDefinitions } from './follow-up-rules.ts';
import { channelList, type OutreachChannel, outreachChannels, reminderRuleDefinitions } from './reminder-rules.ts';
import { reportRuleDefinitions } from './report-rules.ts';
import { mergeRules, type OverridesOf, overridesSchema, rule, type RuleTree, type ValuesOf } from './rule.ts';

const minutes = z.int().min(1).max(100_000);
const count = z.int().min(0).max(1000);
const switched = z.boolean();
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:mm');
const interval = z.object({ months: z.int().min(1).max(60), km: z.int().min(500).max(100_000) });
export const departmentKey = z.enum(Object.keys(DEPARTMENTS) as [Department, ...Department[]]);
const clockName = z.enum(['route', 'track', 'resolve', 'verify']);
type ClockName = z.infer<typeof clockName>;
const clockNames = z.array(clockName);
const endTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be HH:mm');
const blocks = z.array(z.tuple([time, endTime])).max(6);
const dayOrRange = z.string().regex(/^\d{4}-\d{2}-\d{2}(\/\d{4}-\d{2}-\d{2})?$/, 'must be YYYY-MM-DD or from/to');
const days = z.array(dayOrRange).max(100);
const wholeDays = z.int().min(1).max(60);

const perMinute = z.int().min(1).max(1_000_000);

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
    workingTimeOnly: rule<ClockName[]>([], clockNames, '仅在工作时间内计时的时限', 'P'),
  },
  firstContact: {
    P0Minutes: rule(15, minutes, '重大投诉首次联系(分钟)', 'P'),
    P1Minutes: rule(30, minutes, '升级投诉首次联系(分钟)', 'P'),
    P3WorkingDays: rule(1, z.int().min(0).max(10), '抱怨首次联系(工作日)', 'P'),
    pageEveryMinutes: rule(5, minutes, '重大投诉无人签收时，呼叫下一位的间隔(分钟)', 'P'),
  },
  pauses: {
    waitingOwner: {
      clocks: rule<ClockName[]>(['track', 'resolve'], clockNames, '等待车主时暂停的时限', 'P'),
      longestDays: rule(2, wholeDays, '等待车主每次最多暂停(天)', 'P'),
    },
    waitingParts: {
      clocks: rule<ClockName[]>(['resolve'], clockNames, '等待配件时暂停的时限', 'P'),
      longestDays: rule(7, wholeDays, '等待配件每次最多暂停(天)', 'P'),
    },
  },
  verification: {
    resultWithinMinutes: rule(30, z.int().min(0).max(720), '处理完毕时没写结果，最多等几分钟再询问车主', 'P'),
    askAgainAfterMinutes: rule(240, minutes, '车主未答复处理结果时，再问一次的间隔(分钟)', 'P'),
  },
  rectification: {
    sameVehicleComplaints: rule(2, z.int().min(2).max(20), '同一辆车同一问题，投诉几次要求整改', 'D1', 'P'),
    sameVehicleDays: rule(90, z.int().min(7).max(180), '同一辆车的投诉在多少天内累计', 'P'),
    growthOwners: rule(3, z.int().min(2).max(100), '同类投诉一周至少涉及几位车主才算增多', 'P'),
    growthFactor: rule(2, z.number().min(1).max(20), '同类投诉达到平时的几倍才算增多', 'P'),
    growthWeeks: rule(8, z.int().min(2).max(26), '平时水平按之前几周计算', 'P'),
    falseAlarmPercent: rule(5, z.number().min(0.1).max(50), '投诉其实没有增多时，一周内误报的机会(百分比)', 'P'),
    measureWorkingDays: rule(3, z.int().min(0).max(60), '整改措施时限(工作日)', 'P'),
    verifyWorkingDays: rule(2, z.int().min(0).max(60), '整改验证时限(工作日)', 'P'),
    decideWorkingDays: rule(2, z.int().min(0).max(60), '整改批准时限(工作日)', 'P'),
    recurrenceDays: rule(60, z.int().min(0).max(366), '整改关闭后多少天内再出现，算再次发生', 'P'),
  },
  warrantyWatch: {
    months: rule(24, z.int().min(1).max(240), '三包有效期(月)', 'L'),
    km: rule(50_000, z.int().min(1000).max(1_000_000), '三包有效期(公里)', 'L'),
    repairDaysLimit: rule(30, z.int().min(1).max(366), '三包修理累计天数上限(超过即可要求换退)', 'L'),
    repairDaysNear: rule(20, z.int().min(1).max(366), '三包修理累计多少天时预警', 'P'),
    sameFaultLimit: rule(4, z.int().min(1).max(50), '三包同一问题修理次数上限(超过即可要求换退)', 'L'),
    sameFaultNear: rule(3, z.int().min(1).max(50), '三包同一问题修理几次时预警', 'P'),
    countHandBackDay: rule(true, switched, '三包修理天数把交车当天也算一天', 'P'),
  },
  workingTime: {
    blocks: rule<Block[]>([['08:30', '17:30']], blocks.min(1), '工作时段', 'P'),
    byWeekday: rule<Partial<Record<Weekday, Block[]>>>(
      {},
      z.partialRecord(z.enum(WEEKDAYS), blocks),
      '个别星期几的工作时段(空为休息)',
      'P',
    ),
    sevenDays: rule(false, switched, '节假日与周末也算工作日', 'P'),
    closedOn: rule<string[]>([], days, '门店自定休息日', 'P'),
    openOn: rule<string[]>([], days, '门店自定工作日', 'P'),
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
    bindingTriesPerDay: rule(5, z.int().min(1).max(100), '每位访客每天可核对车牌和手机号的次数', 'P'),
    answersPerHour: rule(12, z.int().min(1).max(200), '每位车主每小时的自动回复上限(重大事项、工单与回访除外)', 'P'),
    replyDays: rule(14, z.int().min(1).max(90), '提醒发出后多少天内，车主的话按对它的答复理解', 'P'),
    humanWaitMinutes: rule(30, minutes, '转人工后无人接待多久，由机器人恢复接待(工作时间分钟)', 'P'),
    humanHours: rule(12, z.int().min(1).max(168), '转人工后同事最后一次发言多久，由机器人恢复接待(小时)', 'P'),
  },
  outreach: {
    channelOrder: rule<OutreachChannel[]>([...outreachChannels], channelList, '触达渠道顺序', 'P'),
    quietFrom: rule('21:00', time, '免打扰开始', 'P'),
    quietTo: rule('09:00', time, '免打扰结束', 'P'),
    marketingPerDay: rule(1, count, '每位车主每天关怀营销消息上限', 'P'),
    marketingPerMonth: rule(4, count, '每位车主每月关怀营销消息上限', 'P'),
    servicePerDay: rule(3, z.int().min(1).max(20), '每位车主每天服务提醒上限(其余顺延)', 'P'),
    kfWindowHours: rule(48, z.int().min(1).max(48), '微信客服可回复时长(小时)', 'L'),
    kfMarginSeconds: rule(60, z.int().min(0).max(3600), '微信客服窗口安全余量(秒)', 'P'),
    kfReserve: rule(2, z.int().min(0).max(4), '微信客服窗口为对话保留的条数', 'P'),
    staleAfterDays: rule(3, z.int().min(0).max(60), '错过计划日多少天后作废', 'P'),
    catchUpDays: rule(31, z.int().min(0).max(366), '停机后最多补排的天数', 'P'),
    renewalPercent: rule(40, z.number().min(0).max(100), '续保率目标(百分比)', 'D1', 'D3', 'D4'),
    offerNextNotices: rule(true, switched, '到店和交车后邀请车主预约下次提醒', 'P'),
  },
  /** Below the limits of each platform; one bucket for all processes of a store. */
  rates: {
    officialAccountTemplatePerMinute: rule(1000, perMinute, '服务号模板消息每分钟上限', 'P'),
    subscriptionNoticePerMinute: rule(600, perMinute, '订阅通知每分钟上限', 'P'),
    kfPerMinute: rule(600, perMinute, '微信客服每分钟上限', 'P'),
    smsPerMinute: rule(300, perMinute, '短信每分钟上限', 'P'),
    groupSendPerMinute: rule(60, perMinute, '企业群发任务每分钟上限', 'P'),
    ownerPerHour: rule(3, z.int().min(1).max(60), '每位车主每小时主动消息上限', 'P'),
  },
  groupSend: {
    deadlineHours: rule(24, z.int().min(1).max(168), '企业群发等待同事确认的时限(小时)', 'P'),
    remindAfterHours: rule(4, z.int().min(1).max(72), '企业群发未确认时，提醒同事的间隔(小时)', 'P'),
    perDay: rule(1, z.int().min(1).max(4), '每位客户每天企业群发上限(其余顺延)', 'P'),
    perMonth: rule(4, z.int().min(1).max(31), '每位客户每月企业群发上限', 'L', 'P'),
  },
  sms: {
    from: rule('08:00', time, '短信最早发送时间', 'P'),
    to: rule('21:00', time, '短信最晚发送时间', 'L', 'P'),
    /** A warning is worth a short message's price only to a store that says so. */
    badWeather: rule(false, switched, '恶劣天气提醒可以发短信', 'P'),
    perNumberPerDay: rule(3, z.int().min(1).max(50), '每个号码每天短信上限', 'P'),
  },
  calls: {
    tries: rule(3, z.int().min(1).max(10), '电话未接通最多拨打次数', 'P'),
    retryAfterDays: rule(1, z.int().min(1).max(14), '未接通后隔几天再打', 'P'),
    listAt: rule('09:00', time, '每天推送电话清单的时间', 'P'),
  },
  maintenance: {
    first: rule({ months: 6, km: 5000 }, interval, '首保间隔', 'D2', 'D4'),
    regular: rule({ months: 12, km: 10_000 }, interval, '定期保养间隔', 'D4'),
    /** By brand, series or model as it stands in the archive; the most particular one wins. */
    byModel: rule<Record<string, { first?: z.infer<typeof interval>; regular?: z.infer<typeof interval> }>>(
      {},
      z.record(z.string(), z.object({ first: interval.exactOptional(), regular: interval.exactOptional() })),
      '按品牌/车系/车型设置的保养间隔',
      'P',
    ),
  },
  churn: {
    months: rule(12, z.int().min(1).max(120), '多少个月没有进厂算流失(未单独设保养间隔的车型)', 'D4'),
    extraMonths: rule(6, z.int().min(0).max(60), '单独设保养间隔的车型，超过间隔几个月没有进厂算流失', 'D4'),
    winBack: rule(true, switched, '给新流失的车主安排挽回电话', 'D4'),
    winBackPerDay: rule(20, z.int().min(1).max(1000), '每天最多安排几个挽回电话', 'P'),
  },
  targets: {
    followUpPercent: rule(100, z.number().min(0).max(100), '回访率目标(百分比)', 'D4'),
    bookingPercent: rule(100, z.number().min(0).max(100), '预约受理率目标(百分比)', 'D4'),
    churnPercent: rule(15, z.number().min(0).max(100), '流失率目标，低于(百分比)', 'D4'),
  },
  inspection: {
    validToMonthEnd: rule(true, switched, '检验有效期至当月最后一天', 'K'),
  },
  followUps: followUpRuleDefinitions,
  reminders: reminderRuleDefinitions,
  reports: reportRuleDefinitions,
} as const satisfies RuleTree;

export type Rules = ValuesOf<typeof ruleDefinitions>;
export type RuleOverrides = OverridesOf<typeof ruleDefinitions>;

/** Kinds of reminders that a date alone makes due. The others (domain: weather, progress, promotions …) are pushed by an event. */
export type DatedReminderKind = keyof Rules['reminders'];
export const datedReminderKinds = Object.keys(ruleDefinitions.reminders) as DatedReminderKind[];

export { type OutreachChannel, outreachChannels };

/** A store's settings for one kind of reminder; undefined for kinds that an event raises. */
export function rulesForKind(rules: Rules, kind: string): Rules['reminders'][DatedReminderKind] | undefined {
  return (rules.reminders as Partial<Record<string, Rules['reminders'][DatedReminderKind]>>)[kind];
}

const schema = overridesSchema(ruleDefinitions);

/** One fault of a store's rules. `path`: of the rule, and of what is in it. */
export interface RuleFault {
  path: string[];
  issue: z.core.$ZodIssue | undefined;
  message: string;
}

/** Every fault of what differs from the defaults; empty when it can be put in force. */
export function listRuleFaults(overrides: unknown): RuleFault[] {
  const parsed = schema.safeParse(overrides ?? {});
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => ({ path: issue.path.map(String), issue, message: issue.message }));
  }
  const fault = faultOf((mergeRules(ruleDefinitions, parsed.data) as Rules).workingTime);
  return fault === undefined ? [] : [{ path: ['workingTime'], issue: undefined, message: fault }];
}

/** The defaults, where a store changes nothing. */
export const defaultRules: Rules = mergeRules(ruleDefinitions, {}) as Rules;

/**
 * The rules in force for one store.
 *
 * @param store.rules the JSON of what differs from the defaults; `{}` for none
 * @throws {CareError} `VALIDATION` naming the store and every rule that is unknown or out of range
 */
export function rulesOf(store: { id: string; rules: unknown }): Rules {
  const faults = listRuleFaults(store.rules);
  if (faults.length > 0) {
    throw badRules(
      store.id,
      faults.map(({ path, message }) => `rules.${path.join('.')}: ${message}`),
    );
  }
  return mergeRules(ruleDefinitions, (store.rules ?? {}) as Record<string, unknown>) as Rules;
}

function badRules(storeId: string, faults: readonly string[]): CareError {
  return new CareError('VALIDATION', `store ${storeId} has bad rules: ${faults.join('; ')}`, {
    userMessage: '门店规则设置有误，请联系管理员核对。',
  });
}
