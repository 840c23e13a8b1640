import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { type Heard, textOf } from './heard.ts';
import { joinTicket } from './join-ticket.ts';
import { say } from './messages.ts';
import { pass, reply } from './reply.ts';

const NO_MORE =
  /^(?:(?:哦|嗯|好的?|行|那|就|不好意思|抱歉|谢谢|麻烦了?|你们|这事|这个事|师傅|您好|你好)[，,。!！~～\s]*)*(?:算了|不用(?:了|管了?|处理了?|麻烦了?|修了?|来了?|联系了?|查了?)|没事(?:儿)?了|不(?:投诉|追究|计较|要求)了|(?:我)?(?:撤销|撤回|撤诉|取消)(?:投诉|工单|吧|了)?|(?:问题|车|现在|已经|自己|都)*(?:好|解决|弄好|修好|处理好|恢复正常|正常)了)/;
/** With these the owner has given up, not made peace. */
const BITTER =
  /没用|失望|再也|太差|垃圾|退车|退款|退钱|赔|曝光|起诉|12315|呵呵|不指望|懒得|不敢|还是|又|但是|不过|可是|换(?:一?家|个店)|怎么/;
const LONGEST = 40;

/** "算了，不用了，已经好了": the owner takes the complaint back. */
export function isWithdrawal(heard: Heard): boolean {
  const text = textOf(heard).trim();
  const { severity, kind } = heard.decision;
  if (severity < 'P2' || ['booking', 'optOut', 'human', 'rescue'].includes(kind)) return false;
  return text.length <= LONGEST && NO_MORE.test(text) && !BITTER.test(text) && !/[?？吗呢]\s*$/.test(text);
}

/**
 * Nobody closes a ticket because of such words alone: the people who have it and customer care read them, and it ends in
 * the ordinary way, by 处理完毕 and the owner's verdict.
 */
export async function takeWithdrawal(context: Context, tx: Transaction, heard: Heard, ticket: Ticket): Promise<void> {
  await joinTicket(context, tx, heard, ticket, { isSilent: true });
  await pass(context, tx, heard, {
    purpose: 'callback',
    kind: 'withdrawn',
    to: 'customerCare',
    ticketId: ticket.id,
    key: `withdrawn-${ticket.id}-${ticket.reopenCount}`,
  });
  return reply(context, tx, heard, say.withdrawn(ticket.number));
}
