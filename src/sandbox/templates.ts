import {
  type ReminderTemplateKey,
  reminderTemplates,
  type SmsTemplateKey,
  smsTemplates,
  templateContent,
} from '../outreach/index.ts';

/** A template of the sample service account, with our name for it. */
export interface SampleTemplate {
  key: ReminderTemplateKey;
  templateId: string;
  title: string;
  content: string;
}

const templateOf =
  (prefix: string) =>
  (key: ReminderTemplateKey): SampleTemplate => ({
    key,
    templateId: `${prefix}_${key.toUpperCase()}`,
    title: reminderTemplates[key].title,
    content: templateContent(key),
  });

const idsOf = (templates: readonly SampleTemplate[]): Record<string, string> =>
  Object.fromEntries(templates.map(({ key, templateId }) => [key, templateId]));

/** Message templates of the sample service account: the ones that reminders use. */
export const sampleTemplates = (Object.keys(reminderTemplates) as ReminderTemplateKey[]).map(templateOf('SANDBOX'));
export const sampleTemplateIds = idsOf(sampleTemplates);

/** One-time notices that owners may agree to; a page asks for three at most. */
const SUBSCRIBABLE: readonly ReminderTemplateKey[] = ['maintenanceDue', 'inspectionDue', 'insuranceDue'];
export const sampleSubscriptionTemplates = SUBSCRIBABLE.map(templateOf('SANDBOX_SUB'));
export const sampleSubscriptionTemplateIds = idsOf(sampleSubscriptionTemplates);

/** Templates of the sample account at an SMS vendor. */
export const sampleSmsTemplates = (Object.keys(smsTemplates) as SmsTemplateKey[]).map((key, index) => ({
  key,
  templateId: `SMS_${100_000_001 + index}`,
  content: smsTemplates[key],
}));
export const sampleSmsTemplateIds: Record<string, string> = Object.fromEntries(
  sampleSmsTemplates.map(({ key, templateId }) => [key, templateId]),
);
