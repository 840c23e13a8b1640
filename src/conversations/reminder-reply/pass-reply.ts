import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type { Vehicle } from '../../database/generated/client.ts';
import { reminderKinds, type ReminderKindKey } from '../../outreach/index.ts';
import { idempotencyKeyOf } from '../../outbox/index.ts';
import { type PassedTo, passToPerson, type Purpose } from '../pass-on.ts';
import type { Answer } from './answer.ts';

const labelOf = (kind: string): string => reminderKinds[kind as ReminderKindKey].label;

/** What the reply is about, in words for staff: all that went out together, what is answered first. `定期保养、年检` */
export const topicsOf = ({ reminder, together }: Pick<Answer, 'reminder' | 'together'>): string =>
  [...new Set([reminder, ...together].map(({ kind }) => labelOf(kind)))].join('、');

/** Who it is, in words for staff. */
export function whoIs({ customer, vehicle }: Pick<Answer, 'customer'> & { vehicle: Vehicle | null }): string {
  return [customer?.name ?? '车主', vehicle?.plateNumber].filter((part) => part != null).join(' ');
}

/** Insurance is the insurance department's, the rest the adviser's. */
export const handlerOf = (kind: string): PassedTo =>
  kind === 'insuranceRenewal' || kind === 'vehicleTax' ? 'insurance' : 'adviser';

/**
 * Gives a reply to a reminder to a person. One task for each purpose and reminder, however often they write.
 *
 * @param how.title what is to be done; owner and plate follow it
 * @param how.replaces what the task says from now on, when it is there already
 */
export function passReply(
  context: Context,
  tx: Transaction,
  answer: Answer,
  how: {
    purpose: Purpose;
    to: PassedTo;
    what: string;
    title: string;
    text: string;
    wishedFor?: string;
    replaces?: true;
  },
): Promise<string | undefined> {
  const { customer, reminder, vehicle } = answer;
  return passToPerson(context, tx, {
    key: idempotencyKeyOf('reply', how.what, reminder.id),
    notice: idempotencyKeyOf('reply', how.what, reminder.id, answer.wordsKey),
    purpose: how.purpose,
    title: `${how.title}：${whoIs(answer)}`.slice(0, 60),
    text: how.text,
    customerId: customer?.id ?? null,
    vehicleId: vehicle?.id ?? null,
    reminderId: reminder.id,
    advisorUserId: customer?.advisorUserId ?? null,
    to: how.to,
    ...(how.wishedFor === undefined ? {} : { wishedFor: how.wishedFor }),
    ...(how.replaces === undefined ? {} : { replaces: how.replaces }),
  });
}
