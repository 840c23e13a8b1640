export { celebratedOn, parseBirthdayColumn } from './birthday.ts';
export { type InspectionDue, type InspectionInput, nextInspection } from './inspection.ts';
export { type ReminderClass, type ReminderKindKey, reminderKinds } from '../outreach/index.ts';
export { type MaintenanceDue, maintenanceDue, type MaintenanceInput } from './maintenance.ts';
export { refreshMaintenanceDue } from './maintenance-due.ts';
export { planDay, planDueDays, type PlanResult } from './plan-day.ts';
