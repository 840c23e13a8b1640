import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket, TicketEvent } from '../database/generated/client.ts';
import { CareError, ConflictError } from '../errors.ts';
import { acknowledgeTicket, handOverTicket, resolveTicket, trackTicket, verifyTicket } from '../tickets/index.ts';

/** What can be done on the page, with the events that show it was done. */
export const ACTIONS = {
  acknowledge: { events: ['acknowledged'], done: '已签收，请尽快联系车主。' },
  note: { events: ['tracked', 'noted'], done: '已记入工单。' },
  resolve: { events: ['resolved'], done: '已标记处理完毕，客户关爱部将回访车主。' },
  handOver: { events: ['handedOver', 'routed'], done: '已转派。' },
  satisfied: { events: ['closed'], done: '已登记满意，工单已关闭。' },
  dissatisfied: { events: ['reopened'], done: '已登记不满意，工单已重开。' },
} as const satisfies Record<string, { events: readonly string[]; done: string }>;
export type Action = keyof typeof ACTIONS;

/** The platform cuts a message to the owner at 2,048 bytes. */
export const LONGEST_WORDS = 600;

/** What came with a form. `seenEventId`: newest event on the page that held the form. */
export interface ActionInput {
  action: Action;
  words: string;
  department: string;
  seenEventId: number;
}

export function findAction(name: string): Action | undefined {
  return Object.hasOwn(ACTIONS, name) ? (name as Action) : undefined;
}

/**
 * Does what a button says, once: the same form sent again changes nothing more, and nobody decides about a state that
 * they have not seen.
 *
 * @param context of the member who pressed
 * @throws {CareError} what the verb throws; `VALIDATION` for missing or too long words; {ConflictError} for a stale page
 */
export async function act(context: Context, tx: Transaction, ticket: Ticket, input: ActionInput): Promise<void> {
  const words = input.words.trim();
  // Whoever presses at the same time waits here, and then sees what the other one did.
  await tx.$queryRaw`SELECT id FROM ticket WHERE id = ${ticket.id} FOR UPDATE`;
  const unseen = await tx.ticketEvent.findMany({ where: { ticketId: ticket.id, id: { gt: input.seenEventId } } });
  if (unseen.some((event) => isSame(context, event, input.action, words))) return;
  // A progress note is true whatever else happened.
  if (input.action !== 'note' && unseen.some((event) => event.toStatus !== null)) {
    throw new ConflictError(
      `ticket ${ticket.number} changed after the page was opened`,
      '您打开页面后工单有了变化，请看过最新情况再操作。',
    );
  }
  await perform(context, tx, ticket.id, { ...input, words });
}

/** Whether an event is what this form did when it was sent the first time. */
function isSame(context: Context, event: TicketEvent, action: Action, words: string): boolean {
  if (event.actorId !== context.actor.id || !(ACTIONS[action].events as readonly string[]).includes(event.type)) {
    return false;
  }
  const data = event.data as { note?: string; result?: string };
  return action !== 'note' || (data.note ?? data.result) === words;
}

async function perform(
  context: Context,
  tx: Transaction,
  ticketId: number,
  { action, words, department }: ActionInput,
): Promise<void> {
  if (words.length > LONGEST_WORDS) throw invalid(`请控制在${LONGEST_WORDS}字以内。`);
  switch (action) {
    case 'acknowledge':
      await acknowledgeTicket(context, tx, { ticketId });
      return;
    case 'note':
      await trackTicket(context, tx, { ticketId, note: words });
      return;
    case 'resolve':
      if (words === '') throw invalid('请写明处理结果：原因和措施。');
      await resolveTicket(context, tx, { ticketId, result: words });
      return;
    case 'handOver':
      if (department === '') throw invalid('请选择要转派的部门。');
      await handOverTicket(context, tx, { ticketId, department });
      return;
    case 'satisfied':
    case 'dissatisfied':
      if (words === '') throw invalid('请写下车主的原话。');
      await verifyTicket(context, tx, { ticketId, isSatisfied: action === 'satisfied', words });
      return;
    default:
      action satisfies never;
  }
}

function invalid(userMessage: string): CareError {
  return new CareError('VALIDATION', 'a form was not filled in', { userMessage });
}
