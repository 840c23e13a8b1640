import { z } from 'zod';
import { isDay } from '../../calendar.ts';
import { CareError } from '../../errors.ts';
import { faultOfWords, promotionFaultOf, superlativeFaultOf } from '../../stores/index.ts';
import { audienceSchema } from './audience.ts';

/** What staff send to many owners at once. Violations come one by one or by file: see ../events. */
export const CAMPAIGN_KINDS = { badWeather: '恶劣天气', holiday: '节日问候', promotion: '活动' } as const;
export type CampaignKind = keyof typeof CAMPAIGN_KINDS;

/** Lower goes first. */
export const CAMPAIGN_PRIORITY: Record<CampaignKind, number> = { badWeather: 3, holiday: 8, promotion: 9 };
/** How many days after the planned one it is still of use. */
export const USEFUL_DAYS: Record<CampaignKind, number> = { badWeather: 1, holiday: 1, promotion: 7 };

/** A campaign is about no car and no day of the owner's. */
const FOR_MANY = ['称呼', '门店', '电话'] as const;

export const campaignSchema = z
  .object({
    kind: z.enum(['badWeather', 'holiday', 'promotion'], '请选择类型'),
    title: z.string().trim().min(1, '请填写标题').max(30, '标题最多30字'),
    text: z
      .string()
      .trim()
      .min(4, '请写上要告诉车主的话')
      .max(300, '内容最多300字')
      .refine((text) => faultOfWords(text, FOR_MANY) === undefined, {
        error: (issue) => faultOfWords(String(issue.input), FOR_MANY) ?? '',
      }),
    plannedFor: z.string().refine(isDay, '请填写日期，如 2026-12-01'),
    audience: audienceSchema.default({}),
  })
  .superRefine(({ kind, title, text }, issues) => {
    // Warnings and holiday words go as template messages and in the chat too, where nothing may be advertised.
    const faultOf = kind === 'promotion' ? superlativeFaultOf : promotionFaultOf;
    const fault = faultOf(`${title}\n${text}`);
    if (fault !== undefined) issues.addIssue({ code: 'custom', path: ['text'], message: fault });
  });
export type CampaignInput = z.input<typeof campaignSchema>;
export type CampaignPlan = z.output<typeof campaignSchema>;

/** @throws {CareError} `VALIDATION` that names the first fault in Chinese */
export function parseCampaign(input: CampaignInput): CampaignPlan {
  const parsed = campaignSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new CareError('VALIDATION', `campaign: ${issue?.path.join('.') ?? ''}`, {
    userMessage: `${issue?.message ?? '内容不完整'}。`,
  });
}
