export { answerReminder } from './answer-reminder.ts';
export { answerReminderBySms } from './answer-sms.ts';
export { asComplaint } from './as-complaint.ts';
export { type LastBySms, lastReminderBySms } from './last-reminder-by-sms.ts';
