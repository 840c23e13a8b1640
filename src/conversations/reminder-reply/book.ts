import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import { endCalls, stopLeads } from '../../outreach/index.ts';
import type { Answer } from './answer.ts';
import { handlerOf, passReply, topicsOf, whoIs } from './pass-reply.ts';
import { wayOf } from './ways.ts';
import { passOnReply, sayToReply, whenText } from './words.ts';

/**
 * The owner wants to come, or wants it done: a task for whoever sees to it, with the day as they put it. Without a day the
 * task stands already and the owner is asked once. What is not done in the store is only thanked for.
 */
export async function book(context: Context, tx: Transaction, answer: Answer): Promise<void> {
  const { reminder, text } = answer;
  const { when } = answer.reply;
  const way = wayOf(reminder.kind);
  // "好的" while the car is still being repaired: nothing is fetched yet.
  if (way === 'thanks' || (reminder.kind === 'repairProgress' && when === null)) return answer.say(sayToReply.thanked);
  const wish = when === null ? undefined : `${whenText(when)}（原话：${when.text}）`;
  await passReply(context, tx, answer, {
    purpose: way === 'insurance' ? 'callback' : 'booking',
    to: handlerOf(reminder.kind),
    what: 'book',
    title: { visit: '预约到店', pickUp: '到店领取', insurance: '续保联系' }[way],
    text: passOnReply[way](whoIs(answer), topicsOf(answer), text, wish ?? passOnReply.noDay),
    ...(wish === undefined ? {} : { wishedFor: wish }),
  });
  await tx.reminder.update({ where: { id: reminder.id }, data: { bookedAt: context.clock.now() } });
  // Without a day the next lead may still ask, but nobody calls twice: the booking is a call already.
  if (when === null) await endCalls(context, tx, reminder, '车主已预约');
  else await stopLeads(context, tx, { reminder, reason: '车主已预约', until: when.day });
  return answer.say(confirmation(way, answer));
}

function confirmation(way: 'visit' | 'pickUp' | 'insurance', { reminder, reply: { when } }: Answer): string {
  const said = when === null ? undefined : whenText(when);
  switch (way) {
    case 'visit':
      if (said === undefined) return sayToReply.askDay;
      return reminder.bookedAt === null ? sayToReply.booked(said) : sayToReply.rebooked(said);
    case 'pickUp':
      return said === undefined ? sayToReply.askPickUp : sayToReply.pickUp(said);
    case 'insurance':
      return sayToReply.insurance(said);
    default:
      return way satisfies never;
  }
}
