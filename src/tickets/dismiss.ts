import type { Context } from '../context.ts';
import { recordIdentityOptOut, setConsent } from '../customers/index.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import { withdrawUnwanted } from '../outreach/withdraw-unwanted.ts';
import { departmentFor, isMessageKind, type MessageKind, understandLocally } from '../understanding/index.ts';
import { type CardClick, refreshCards } from './cards.ts';
import { changeStatus, getTicket } from './change.ts';
import { DISMISSED_KINDS, type DismissedKind } from './dismissed-kinds.ts';
import { AT_REST, putAway } from './end-ticket.ts';
import { keepLabelledCase } from './labelled-case.ts';
import { toOwner } from './messages.ts';
import { passOnWish } from './pass-on-wish.ts';
import { mustBeCustomerCare } from './roles.ts';

/**
 * 非投诉: customer care finds that this was no complaint. The ticket ends, never silently: what the owner wants reaches a
 * person as a call task, and the owner is told.
 *
 * @param input.kind what it was; by default what the words look like, else a question, which a person answers
 * @throws {CareError} `FORBIDDEN` for departments; `VALIDATION` for a kind that is a complaint; {ConflictError} after 签收
 */
export async function dismissTicket(
  context: Context,
  tx: Transaction,
  input: { ticketId: number; kind?: string; click?: CardClick },
): Promise<Ticket> {
  const before = await getTicket(tx, context.storeId, input.ticketId);
  await mustBeCustomerCare(context, tx, before, '“非投诉”');
  const kind = input.kind === undefined ? likelyKind(before) : dismissedKind(input.kind);
  const { ticket, event } = await changeStatus(context, tx, before, 'dismiss', {
    event: 'dismissed',
    data: { kind, ...AT_REST },
    eventData: { kind, from: before.kind },
  });
  await putAway(context, tx, ticket);
  await keepLabelledCase(context, tx, before, {
    kind,
    categories: [],
    department: departmentFor(kind, [], before.description),
    via: 'triage',
  });
  await passOnWish(context, tx, ticket, kind);
  if (kind === 'optOut') await keepOptOut(context, tx, ticket);
  await tx.conversation.updateMany({ where: { openTicketId: ticket.id }, data: { openTicketId: null } });
  await refreshCards(context, tx, ticket, input.click);
  if (ticket.conversationId !== null) {
    await tellOwner(context, tx, {
      conversationId: ticket.conversationId,
      key: idempotencyKeyOf('dismissed', event.id),
      text: toOwner.dismissed[kind],
      ticketId: ticket.id,
    });
  }
  return ticket;
}

/** While nobody knows who it is, what was promised is kept with the chat. */
async function keepOptOut(context: Context, tx: Transaction, ticket: Ticket): Promise<void> {
  const said = {
    words: ticket.description.slice(0, 500) || ticket.number,
    via: 'staff',
    recordedBy: context.actor.name,
  } as const;
  if (ticket.customerId !== null) {
    await setConsent(context, tx, { customerId: ticket.customerId, kind: 'reminders', isGiven: false, said });
    await withdrawUnwanted(context, ticket.customerId, tx);
    return;
  }
  if (ticket.conversationId === null) return;
  const { identityId } = await tx.conversation.findUniqueOrThrow({ where: { id: ticket.conversationId } });
  await recordIdentityOptOut(tx, context.clock, identityId, said);
}

function dismissedKind(kind: string): DismissedKind {
  const found = DISMISSED_KINDS.find((key) => key === kind);
  if (found !== undefined) return found;
  throw new CareError('VALIDATION', `a ticket can't be dismissed as "${kind}"`, {
    userMessage: isMessageKind(kind)
      ? '这一类仍按投诉处理，请转给负责的部门。'
      : '请选择：咨询、预约、进度、转人工、建议、表扬、退订或其他。',
  });
}

/** The button says only that it is no complaint. */
function likelyKind({ description }: Ticket): DismissedKind {
  const read: MessageKind = understandLocally({ messages: [description] }).kind;
  return DISMISSED_KINDS.find((key) => key === read && key !== 'other') ?? 'question';
}
