import { type ReminderTemplateKey, reminderTemplates, templateContent } from '../outreach/index.ts';

const keys = Object.keys(reminderTemplates) as ReminderTemplateKey[];
const idOf = (key: ReminderTemplateKey) => `SANDBOX_${key.toUpperCase()}`;

/** Message templates of the sample service account: the ones that reminders use. */
export const sampleTemplates = keys.map((key) => ({
  templateId: idOf(key),
  title: reminderTemplates[key].title,
  content: templateContent(key),
}));

export const sampleTemplateIds: Record<string, string> = Object.fromEntries(keys.map((key) => [key, idOf(key)]));
