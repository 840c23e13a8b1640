import type { Reminder } from '../database/generated/client.ts';

/** Due at once, or an event that the owner waits for: it does not wait for tomorrow's quota. */
const URGENT = 3;

export const isUrgent = (reminder: Pick<Reminder, 'priority'>): boolean => reminder.priority <= URGENT;
