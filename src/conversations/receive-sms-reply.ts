import type { Context } from '../context.ts';
import { recordSmsRefusal, setConsent } from '../customers/index.ts';
import type { Transaction } from '../database/database.ts';
import type { Customer } from '../database/generated/client.ts';
import { withdrawUnwanted } from '../outreach/index.ts';
import { type Decision, optOutWish, understandLocally } from '../understanding/index.ts';
import { passOn } from './messages.ts';
import { asPestered } from './opt-out.ts';
import { passToPerson } from './pass-on.ts';
import { answerReminderBySms, asComplaint, type LastBySms, lastReminderBySms } from './reminder-reply/index.ts';
import { takeSmsComplaint } from './take-sms-complaint.ts';

/** What vendors and carriers take for "no more". */
const OPT_OUT = /^(?:退订|取消|拒收|不要再发了?|别再发了?|td|t|r|n)$/i;
/** How sure the ordinary reading has to be of a complaint that answers no reminder of ours. */
const COMPLAINT_CONFIDENCE = 0.85;

interface Received {
  phone: string;
  text: string;
  key: string;
  customers: readonly Customer[];
  /** The last one that went to this number, or to its owner, by short message. */
  last: LastBySms | undefined;
  decision: Decision;
}

/**
 * An owner answered a short message. It is read as the answer to the reminder that went there, and acted on as in a chat;
 * "退订" and "TD" stop what we send of our own accord, at once; a complaint opens a ticket; anything else is for a person,
 * because the bot can't answer there.
 *
 * @param input.phone eleven digits
 * @param input.key names this answer; the same one makes one task
 */
export async function receiveSmsReply(
  context: Context,
  tx: Transaction,
  { phone, text, key }: { phone: string; text: string; key: string },
): Promise<void> {
  const words = text.trim();
  const customers = await tx.customer.findMany({
    where: { storeId: context.storeId, mobiles: { has: phone } },
    orderBy: { id: 'asc' },
  });
  const customerIds = customers.map(({ id }) => id);
  const last = await lastReminderBySms(context, tx, { phone, customerIds, text: words });
  const decision = understandLocally({ messages: [words] });
  const acting: Context = { ...context, actor: { kind: 'owner', id: phone, name: customers[0]?.name ?? '车主' } };
  const received = { phone, text: words, key, customers, last, decision };
  const meaning = await meaningLeft(acting, tx, received);
  if (meaning === 'optOut') return stopAll(acting, tx, received);
  if (meaning === 'complaint') return complain(acting, tx, received, asComplaint(decision));
  if (last === undefined) await passToAdviser(acting, tx, received);
}

/** What is still to be done: that of a reply to a reminder has been, as far as it is not one of these. */
async function meaningLeft(
  context: Context,
  tx: Transaction,
  { phone, text, key, last, decision }: Received,
): Promise<'optOut' | 'complaint' | undefined> {
  const isStop = OPT_OUT.test(text.replaceAll(/[\s。.!！,，]/g, ''));
  if (last !== undefined) {
    // 取消 and N are for carriers, whatever the words would mean in a chat.
    const said = isStop ? '退订' : text;
    return answerReminderBySms(context, tx, { phone, text: said, key, ...last, decision });
  }
  if (isStop || optOutWish(text) !== undefined) return 'optOut';
  const isComplaint = decision.kind === 'complaint' || decision.kind === 'rescue';
  const isSure = decision.severity === 'P0' || decision.confidence >= COMPLAINT_CONFIDENCE;
  return isComplaint && isSure ? 'complaint' : undefined;
}

/** Nothing more of our own accord, and no short messages; said once more it changes nothing. */
async function stopAll(context: Context, tx: Transaction, received: Received): Promise<void> {
  const { text: words, customers, decision } = received;
  for (const { id: customerId } of customers) {
    const said = { words: words.slice(0, 500), via: 'sms', recordedBy: '车主' } as const;
    await setConsent(context, tx, { customerId, kind: 'reminders', isGiven: false, said });
    await recordSmsRefusal(context, tx, { customerId, words });
    await withdrawUnwanted(context, customerId, tx);
  }
  const pestered = asPestered({ ...decision, kind: 'optOut' }, words);
  if (pestered !== undefined) await complain(context, tx, received, pestered);
}

function complain(
  context: Context,
  tx: Transaction,
  { phone, text, customers, last }: Received,
  decision: Decision,
): Promise<void> {
  return takeSmsComplaint(context, tx, {
    phone,
    text,
    decision,
    customerId: last?.reminder.customerId ?? customers[0]?.id ?? null,
    vehicleId: last?.reminder.vehicleId ?? null,
  });
}

async function passToAdviser(context: Context, tx: Transaction, received: Received): Promise<void> {
  const { phone, text, key, customers } = received;
  const [customer] = customers;
  const who = customer?.name ?? `手机尾号${phone.slice(-4)}的车主`;
  await passToPerson(context, tx, {
    key,
    purpose: 'callback',
    title: `短信回复：${who}`,
    text: passOn.sms(who, text),
    customerId: customer?.id ?? null,
    vehicleId: null,
    advisorUserId: customer?.advisorUserId ?? null,
    to: 'adviser',
  });
}
