import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';

/** What is planned for today gets its turn as soon as this commits, and does not wait for the timetable. */
export async function sendSoon(context: Pick<Context, 'queue' | 'clock'>, tx: Transaction): Promise<void> {
  await context.queue.enqueue(tx, 'schedule.run', [`reminders.send|${context.clock.now().toISOString()}`]);
}
