export type { ReminderFacts, ReminderWording } from './facts.ts';
export { wordReminder } from './word-reminder.ts';
