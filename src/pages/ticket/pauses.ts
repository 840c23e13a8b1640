import { formatInstant } from '../../calendar.ts';
import type { Transaction } from '../../database/database.ts';
import { PAUSE_REASONS, type PauseReason } from '../../tickets/index.ts';

export interface PauseWords {
  isRunning: boolean;
  sentence: string;
  note: string;
}

/** When the clocks stood still and why, oldest first. */
export async function listPauses(tx: Transaction, ticketId: number): Promise<PauseWords[]> {
  const rows = await tx.ticketPause.findMany({ where: { ticketId }, orderBy: { id: 'asc' } });
  return rows.map(({ reason, note, startedAt, endedAt, endsAtLatest }) => {
    const label = PAUSE_REASONS[reason as PauseReason] ?? reason;
    const start = `${label}，${formatInstant(startedAt)}起暂停计时`;
    return endedAt === null
      ? { isRunning: true, note, sentence: `${start}，最晚${formatInstant(endsAtLatest)}恢复。` }
      : { isRunning: false, note, sentence: `${start}，${formatInstant(endedAt)}恢复。` };
  });
}
