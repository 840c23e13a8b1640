import type { Ticket } from '../../database/generated/client.ts';
import type { Meaning } from '../../understanding/index.ts';
import { type Heard, textOf } from '../heard.ts';
import { isWithdrawal } from '../withdraw.ts';

/** What may answer a reminder while a complaint is being handled. */
export const PLAIN_ANSWERS: readonly Meaning[] = ['book', 'alreadyDone', 'soldCar', 'optOut'];

/** What was complained about is spoken of: 投诉, 上次那个事, 修好了, 赔多少. */
const OF_THE_TICKET =
  /工单|投诉|抱怨|(?:那|这)[件个]?事|问题|处理|解决|进展|结果|赔|退(?:款|钱|费|车)|说法|道歉|修|故障|异响|检查一下|上次|上回/;

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
