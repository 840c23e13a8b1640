import type { Context } from '../../src/context.ts';
import { makeReport } from '../../src/reports/index.ts';
import type { Desk } from '../support/desk.ts';

export const START = '2026-11-18T01:00:00.000Z';
export const HOUR = 3600;

/** As on a store's first morning. */
export async function startAnew(desk: Desk): Promise<void> {
  desk.clock.set(START);
  await desk.database.client.$executeRawUnsafe(
    'TRUNCATE report, outgoing_file, outbox_message, schedule_slot, follow_up RESTART IDENTITY',
  );
}

/** Gives every report that waits its turn, as the queue would. */
export async function work(context: Context): Promise<void> {
  const waiting = await context.database.client.report.findMany({
    where: { status: 'making' },
    orderBy: { id: 'asc' },
  });
  for (const { id } of waiting) await makeReport(context, `main:${id}`);
}

export const reportsOf = (desk: Desk) => desk.database.client.report.findMany({ orderBy: { id: 'asc' } });
export const sentOf = (desk: Desk) =>
  desk.database.client.outboxMessage.findMany({
    where: { channel: { in: ['wecomText', 'wecomImage', 'wecomFile'] } },
    orderBy: { id: 'asc' },
  });
