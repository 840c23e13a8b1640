import type { Context } from '../context.ts';
import { recordIdentityOptOut, setConsent } from '../customers/index.ts';
import type { Transaction } from '../database/database.ts';
import { withdrawUnwanted } from '../outreach/index.ts';
import { type Decision, graver, optOutWish } from '../understanding/index.ts';
import { type Heard, textOf } from './heard.ts';
import { say } from './messages.ts';
import { reply } from './reply.ts';

/** Keeps that this owner wants no reminders and promotions; while nobody knows who it is, on what is known of them. */
export async function keepOptOut(context: Context, tx: Transaction, heard: Heard): Promise<string> {
  const { customerId, id } = heard.identity;
  const said = { words: textOf(heard).slice(0, 500), via: 'chat', recordedBy: '车主' } as const;
  if (customerId === null) {
    await recordIdentityOptOut(tx, context.clock, id, said);
    return say.optedOutUnknown;
  }
  await setConsent(context, tx, { customerId, kind: 'reminders', isGiven: false, said });
  await withdrawUnwanted(context, customerId, tx);
  return say.optedOut;
}

/** Says once that it is kept: whoever writes TD twice is not told twice. */
export async function confirmOptOut(context: Context, tx: Transaction, heard: Heard, text: string): Promise<void> {
  const { customerId, id } = heard.identity;
  const since =
    customerId === null
      ? (await tx.channelIdentity.findUniqueOrThrow({ where: { id } })).optedOutAt
      : (await tx.customer.findUniqueOrThrow({ where: { id: customerId } })).optedOutAt;
  const said = await tx.outboxMessage.count({
    where: {
      conversationId: heard.conversation.id,
      preview: text,
      status: { not: 'failed' },
      ...(since === null ? {} : { createdAt: { gte: since } }),
    },
  });
  const also = heard.alsoSay ?? [];
  if (said === 0) return reply(context, tx, heard, text);
  if (also.length > 0) await reply(context, tx, { ...heard, alsoSay: [] }, also.join('\n'));
}

/** "别再给我打电话了" inside a complaint is a wish too. */
export function wantsNoMore(heard: Heard): boolean {
  return heard.messages.some((message) => optOutWish(message.text) !== undefined);
}

/** How often it happened, or how long it has been going on: then the wish is also a complaint. */
const PESTERED =
  /(?:[十几好多两三四五六七八九]|\d)+\s*(?:多)?(?:次|遍|个|条|通|回)|天天|每天|一天到晚|没完没了|一直(?:打|发)|老是|烦死|骚扰|投诉|又(?:打|发)/;

/** An opt-out of somebody who has had enough is a complaint about being pestered. */
export function asPestered(decision: Decision, text: string): Decision | undefined {
  if (decision.kind !== 'optOut' || !PESTERED.test(text)) return undefined;
  return {
    ...decision,
    kind: 'complaint',
    categories: ['C3'],
    severity: graver(decision.severity, 'P2'),
    department: 'customerCare',
    needsHuman: false,
  };
}

export const asPesteredHeard = (heard: Heard): Heard | undefined => {
  const decision = asPestered(heard.decision, textOf(heard));
  return decision === undefined ? undefined : { ...heard, decision };
};
