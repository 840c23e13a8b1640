import { markMobile } from '../../customers/index.ts';
import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type { ChannelIdentity } from '../../database/generated/client.ts';
import { withdrawUnwanted } from '../../outreach/index.ts';
import type { Answer } from './answer.ts';
import { passReply, whoIs } from './pass-reply.ts';
import { passOnReply, sayToReply } from './words.ts';

/** Whoever writes here is not the owner: their chats no longer stand for that owner, and somebody checks the archive. */
export async function wrongPerson(
  context: Context,
  tx: Transaction,
  answer: Answer,
  identity: ChannelIdentity,
): Promise<void> {
  await tellClerk(context, tx, answer, passOnReply.wrongPerson(whoIs(answer), answer.text));
  await answer.say(sayToReply.wrongPerson);
  const { storeId, unionId, externalId } = identity;
  // A contact has the same id as in 微信客服.
  const same = [{ storeId, externalId }, ...(unionId === null ? [] : [{ storeId, unionId }])];
  await tx.channelIdentity.updateMany({
    where: { customerId: identity.customerId, OR: [{ id: identity.id }, ...same] },
    data: { customerId: null },
  });
  await withdrawUnwanted(context, answer.reminder.customerId, tx);
}

/** The number is not the owner's: it is neither written to nor called any more, and somebody checks the archive. */
export async function wrongNumber(context: Context, tx: Transaction, answer: Answer, phone: string): Promise<void> {
  await tellClerk(context, tx, answer, passOnReply.wrongNumber(whoIs(answer), phone, answer.text));
  const { customer } = answer;
  if (customer === null || !customer.mobiles.includes(phone)) return;
  await markMobile(context, tx, { customerId: customer.id, mobile: phone, isWrong: true });
}

function tellClerk(context: Context, tx: Transaction, answer: Answer, text: string): Promise<string | undefined> {
  return passReply(context, tx, answer, {
    purpose: 'callback',
    to: 'dataClerk',
    what: 'wrong',
    title: '核对联系方式',
    text,
  });
}
