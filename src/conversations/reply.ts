import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import { type Heard, textOf } from './heard.ts';
import { passOn } from './messages.ts';
import { passToPerson, type Purpose } from './pass-on.ts';
import { vehicleOf } from './vehicle-of.ts';

/**
 * Answers in the chat, all matters of the same words in one message; the same words are one message too, and a flood is not
 * answered by a flood.
 */
export async function reply(context: Context, tx: Transaction, heard: Heard, answer: string): Promise<void> {
  if (heard.said !== undefined) {
    heard.said.push(answer);
    return;
  }
  const text = [answer, ...(heard.alsoSay ?? [])].join('\n');
  await tellOwner(context, tx, {
    conversationId: heard.conversation.id,
    key: idempotencyKeyOf('reply', context.storeId, heard.decisionId, text),
    text,
    isCourtesy: true,
  });
}

/** Words that were said within this time need not be said again. */
const LATELY_MS = 30 * 60_000;

/** Answers what may come again and again (pictures, smiles) once in half an hour. */
export async function replyOnce(context: Context, tx: Transaction, heard: Heard, text: string): Promise<void> {
  const since = new Date(context.clock.now().getTime() - LATELY_MS);
  const where = { conversationId: heard.conversation.id, preview: text, createdAt: { gt: since } };
  if ((await tx.outboxMessage.count({ where })) === 0) await reply(context, tx, heard, text);
}

/** Gives what the owner wants to a person. @returns whom, when there is anybody */
export async function pass(
  context: Context,
  tx: Transaction,
  heard: Heard,
  how: {
    purpose: Purpose;
    kind: Exclude<keyof typeof passOn, 'alsoSaid'>;
    to: 'adviser' | 'customerCare';
    isUrgent?: boolean;
    ticketId?: number;
    key?: string;
    /** What whoever has it should know besides. */
    note?: string;
  },
): Promise<string | undefined> {
  const { customer } = heard.identity;
  const vehicle = await vehicleOf(tx, heard);
  const who = [customer?.name ?? '未绑定车主', vehicle?.plateNumber].filter((part) => part != null).join(' ');
  const text = [passOn[how.kind](who, textOf(heard)), how.note].filter((line) => line !== undefined).join('\n');
  return passToPerson(context, tx, {
    key: how.key ?? `${how.kind}-${context.storeId}-${heard.decisionId}`,
    purpose: how.purpose,
    title: text.split('\n')[0]?.slice(0, 60) ?? '',
    text,
    customerId: customer?.id ?? null,
    vehicleId: vehicle?.id ?? null,
    ticketId: how.ticketId ?? null,
    advisorUserId: customer?.advisorUserId ?? null,
    to: how.to,
    isUrgent: how.isUrgent === true,
  });
}
