import type { Db } from '../database/database.ts';
import type { OutboxRow } from './transmit.ts';

const MARK = '（可能重复）';

/**
 * A text to staff of which nobody can say any more whether it arrived, about a critical ticket that is still open: read twice
 * it does no harm, not read at all it may. It leaves once more and says that it may be known.
 *
 * @returns the row as it is now, not sent yet; undefined for anything else
 */
export async function repeatAlarm(db: Db, row: OutboxRow): Promise<OutboxRow | undefined> {
  if (row.channel !== 'wecomText' || row.ticketId === null) return undefined;
  const critical = await db.ticket.count({ where: { id: row.ticketId, severity: 'P0', status: { not: 'closed' } } });
  if (critical === 0) return undefined;
  const { text } = row.payload as { text: string };
  const fresh = { status: 'pending', sentAt: null, payload: { text: text.startsWith(MARK) ? text : MARK + text } };
  await db.outboxMessage.update({ where: { id: row.id }, data: fresh });
  return { ...row, ...fresh };
}
