export { type CallTask, completeCallTask, listCallTasks, sendCallDigests } from './call-tasks.ts';
export type { OutreachContext } from './dispatch.ts';
export { type ReminderClass, type ReminderKind, type ReminderKindKey, reminderKinds } from './kinds.ts';
export { chooseRung, type PassedRung } from './ladder.ts';
export { quietUntil } from './quiet-hours.ts';
export { sendDueReminders, type SendResult } from './send-due-reminders.ts';
export { settleReminder } from './settle-reminder.ts';
export { tellOwner } from './tell-owner.ts';
export {
  fitTemplateData,
  type ReminderTemplate,
  type ReminderTemplateKey,
  reminderTemplates,
  templateContent,
} from './templates.ts';
