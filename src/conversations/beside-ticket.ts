import type { Ticket } from '../database/generated/client.ts';
import type { Meaning } from '../understanding/index.ts';
import { type Heard, textOf } from './heard.ts';
import { isWithdrawal } from './withdraw.ts';

/** What may answer a reminder while a complaint is being handled. */
export const PLAIN_ANSWERS: readonly Meaning[] = ['book', 'alreadyDone', 'soldCar', 'optOut'];

/** What was complained about is spoken of: 投诉, 上次那个事, 修好了, 赔多少. */
const OF_THE_TICKET =
  /工单|投诉|抱怨|(?:那|这)[件个]?事|问题|处理|解决|进展|结果|赔|退(?:款|钱|费|车)|说法|道歉|修|故障|异响|检查一下|上次|上回/;

/** 什么时候能好啊, 还要等多久, 有消息了吗: of what, only the open ticket tells. */
const ASKS_HOW_IT_GOES =
  /(?:什么时候|啥时候|几时|何时|多会儿?|多久|几天|哪天|多长时间).{0,8}(?:好|完|弄|搞|行|消息|答复|回复|取|提车|拿车|回来)|还[要得]等?(?:多久|几天|多长时间)|(?:好|弄好|搞好|修好)了?(?:没有?|吗|么|不)[啊呀呢]*[?？。\s]*$|(?:有|来)(?:消息|动静|下文|着落|信儿?)了?(?:没|吗|么|呢)|怎么(?:还没|样了)/;
const ASKS_PRICE = /多少钱|什么价|价格|价钱|几块|怎么收费|贵不贵|报个价/;

/** Whether a question is about the matter of the ticket that is open, rather than a new one for an adviser. */
export function asksAboutTicket(heard: Heard, ticket: Ticket): boolean {
  const text = textOf(heard);
  if (ASKS_PRICE.test(text)) return false;
  return ASKS_HOW_IT_GOES.test(text) || concernsTicket(heard, [ticket]);
}

/**
 * Whether an owner's words concern a ticket of theirs that is open: then they are about that rather than about a reminder.
 *
 * @param open the owner's open tickets
 */
export function concernsTicket(heard: Heard, open: readonly Ticket[]): boolean {
  const { decision } = heard;
  const text = textOf(heard);
  const { vehicleSystems } = decision.entities;
  return (
    decision.kind === 'progress' ||
    decision.severity === 'P0' ||
    OF_THE_TICKET.test(text) ||
    isWithdrawal(heard) ||
    open.some((ticket) =>
      ticket.vehicleSystems.some((system) => (vehicleSystems as readonly string[]).includes(system)),
    )
  );
}
