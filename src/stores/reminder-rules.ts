import { z } from 'zod';
import { faultOfWords, promotionFaultOf } from './own-words.ts';
import { rule, type Source } from './rule.ts';

/**
 * Rungs of the ladder to an owner, in the default order: service account template → one-time subscription notice →
 * 微信客服 inside its window → 企业群发 that a member confirms → SMS → call by a person.
 */
export const outreachChannels = [
  'officialAccountTemplate',
  'subscriptionNotice',
  'kf',
  'groupSend',
  'sms',
  'callTask',
] as const;
export type OutreachChannel = (typeof outreachChannels)[number];

export const channelList = z.array(z.enum(outreachChannels)).min(1);
/** Days before the due day on which a reminder goes out, the longest first. */
const leadDays = z.array(z.int().min(0).max(366)).max(8);
const percent = z.number().min(0).max(50);
const wording = z
  .string()
  .max(300)
  .refine((text) => faultOfWords(text) === undefined, { error: ({ input }) => faultOfWords(String(input)) ?? '' });
/** Of a notice about the owner's own car or papers. */
const serviceWording = wording.refine((text) => promotionFaultOf(text) === undefined, {
  error: ({ input }) => promotionFaultOf(String(input)) ?? '',
});

/** What a store may set for one kind of reminder. */
function kindOf(
  label: string,
  sources: readonly [Source, ...Source[]],
  defaults: { enabled?: boolean; leadDays: number[]; channels?: OutreachChannel[]; isGreeting?: true },
) {
  return {
    enabled: rule(defaults.enabled ?? true, z.boolean(), `${label}提醒`, ...sources),
    leadDays: rule(defaults.leadDays, leadDays, `${label}提前天数`, ...sources, 'P'),
    /** Empty: the store's own order. */
    channels: rule<OutreachChannel[]>(
      defaults.channels ?? [],
      z.array(z.enum(outreachChannels)),
      `${label}触达渠道`,
      ...sources,
    ),
    /** Empty: our wording. Placeholders: {称呼} {车牌} {日期} {项目} {门店} {电话} */
    wording: rule('', defaults.isGreeting === true ? wording : serviceWording, `${label}提醒用语`, 'P'),
    /** Share of owners who are not told, to see what the reminder brings; 0: nobody. */
    holdOutPercent: rule(0, percent, `${label}对照组比例(百分比)`, 'P'),
  };
}

/** Kinds of reminders that a date alone makes due. */
export const reminderRuleDefinitions = {
  firstMaintenance: kindOf('首保', ['D2', 'D4'], { leadDays: [14, 3, 0] }),
  regularMaintenance: kindOf('定期保养', ['D4'], { leadDays: [14, 3] }),
  insuranceRenewal: kindOf('续保', ['D1', 'D3', 'D4'], { leadDays: [90, 60, 30, 7] }),
  /** Paid with the compulsory insurance, whose reminder names it: a reminder of its own only where a store wants one. */
  vehicleTax: kindOf('车船税', ['D3'], { enabled: false, leadDays: [30] }),
  annualInspection: kindOf('年检', ['D1', 'D3', 'L'], { leadDays: [90, 30, 7] }),
  licenceRenewal: kindOf('驾驶证', ['D1', 'L'], { leadDays: [90, 30] }),
  warrantyEnd: kindOf('质保到期', ['D4'], { leadDays: [60, 15], channels: ['callTask'] }),
  birthday: kindOf('生日', ['D1', 'D3'], { leadDays: [3, 0], isGreeting: true }),
  /** A greeting for everybody: only where a store wants it. */
  holiday: kindOf('节日', ['D1', 'D3'], { enabled: false, leadDays: [0], isGreeting: true }),
} as const;
