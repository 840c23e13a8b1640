import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { listUnreadResults, readResult } from '../tickets/index.ts';

/** As many as fit a message. */
const MOST = 8;
const LONGEST = 60;

/**
 * “未读结果”: the director reads what departments reported, oldest first; what was shown counts as read.
 *
 * @throws {CareError} `FORBIDDEN` for everybody else, when there is something to read
 */
export async function showUnreadResults(context: Context, tx: Transaction): Promise<string> {
  const unread = await listUnreadResults(tx, context.storeId);
  const shown = unread.slice(0, MOST);
  for (const ticket of shown) await readResult(context, tx, { ticketId: ticket.id });
  if (shown.length === 0) return '没有未读的处理结果。';
  const left = unread.length - shown.length;
  return [
    `未读处理结果${unread.length}条：`,
    ...shown.map(lineOf),
    left > 0 ? `还有${left}条，再回复“未读结果”继续查看。` : '以上已标为已读。',
  ].join('\n');
}

function lineOf(ticket: Ticket): string {
  const cause = ticket.cause === null ? '' : `原因：${short(ticket.cause)}；`;
  const result = ticket.result === null ? '没有写处理结果' : `${cause}结果：${short(ticket.result)}`;
  return `· ${ticket.number} ${short(ticket.summary)}\n  ${result}`;
}

function short(text: string): string {
  const characters = Array.from(text.replaceAll(/\s+/g, ' ').trim());
  return characters.length <= LONGEST ? characters.join('') : `${characters.slice(0, LONGEST - 1).join('')}…`;
}
