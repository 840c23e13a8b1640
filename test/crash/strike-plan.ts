import { randomOf } from './schedule.ts';
import type { Strike } from './strikes.ts';

/** `among`: one of the first so many times that a process gets there is struck, where it comes by often. */
type Place = Omit<Strike, 'nth'> & { among?: number };

/** The due days and the day's plan: computed, written, and not yet marked as done. */
const whilePlanning: readonly Place[] = [
  { name: 'plan: while due days are written', on: 'during', holds: ['INSERT INTO due_date ('] },
  { name: 'plan: due days written, their state not', on: 'sql', holds: ['INSERT INTO due_date_state'] },
  { name: 'plan: while the day is planned', on: 'during', holds: ['INSERT INTO reminder ('] },
  { name: 'plan: planned, not marked', on: 'sql', holds: ['INSERT INTO', 'schedule_slot', 'reminders.planned:main'] },
];

/** Before the first of the day's reminders is committed to the outbox. */
const whileClaiming: readonly Place[] = [
  { name: 'send: claimed', on: 'during', holds: ['FROM reminder', 'FOR UPDATE SKIP LOCKED'], among: 2 },
  {
    name: 'send: while a page is put into the outbox',
    on: 'during',
    holds: ['INSERT INTO outbox_message', 'rem-'],
    among: 2,
  },
  {
    name: 'send: in the outbox, reminders not moved, not committed',
    on: 'sql',
    holds: ['UPDATE reminder SET status = now.status', 'sending'],
    among: 2,
  },
];

/** Between call and record on every rung; and as its receipts come in. */
const whileSending: readonly Place[] = [
  { name: 'send: template about to leave', on: 'call', holds: ['message/template/send'], among: 3 },
  { name: 'send: template taken, not recorded', on: 'answer', holds: ['message/template/send'], among: 3 },
  { name: 'send: notice taken, not recorded', on: 'answer', holds: ['message/subscribe/bizsend'] },
  { name: 'send: chat message taken, not recorded', on: 'answer', holds: ['kf/send_msg'] },
  { name: 'send: short message about to leave', on: 'call', holds: ['/sms/aliyun'] },
  { name: 'send: short message taken, not recorded', on: 'answer', holds: ['/sms/aliyun'] },
  { name: 'send: group send created, not recorded', on: 'answer', holds: ['add_msg_template'] },
  { name: 'send: list of calls taken, not recorded', on: 'answer', holds: ['cgi-bin/message/send'] },
  {
    name: 'receipt: of a template arrives',
    on: 'sql',
    holds: ['INSERT INTO inbox_event', 'TEMPLATESENDJOBFINISH'],
    among: 3,
  },
  { name: 'receipt: of a notice arrives', on: 'sql', holds: ['INSERT INTO inbox_event', 'subscribe_msg_sent_event'] },
  { name: 'receipt: half written', on: 'sql', holds: ['UPDATE', 'outbox_message', 'delivered'], among: 3 },
  { name: 'receipt: written, reminder not', on: 'sql', holds: ['UPDATE', '"reminder"', 'delivered'], among: 3 },
  { name: 'receipt: results of a group send', on: 'answer', holds: ['get_groupmsg_send_result'] },
];

/** What a member has not confirmed is cancelled and takes the next rung. */
const afterDeadline: readonly Place[] = [
  { name: 'deadline: cancelled, not recorded', on: 'answer', holds: ['cancel_groupmsg_send'] },
  { name: 'deadline: next rung not committed', on: 'sql', holds: ['INSERT INTO', 'outbox_message', '-sms'] },
];

export interface StrikePlan {
  planning: readonly Strike[];
  claiming: readonly Strike[];
  sending: readonly Strike[];
  deadline: readonly Strike[];
}

/** Every place is struck once; the seed decides how often a process gets there before. */
export function planStrikes(seed: number): StrikePlan {
  const random = randomOf(seed);
  const pick = ({ among = 1, ...place }: Place): Strike => ({ ...place, nth: 1 + Math.floor(random() * among) });
  return {
    planning: whilePlanning.map(pick),
    claiming: whileClaiming.map(pick),
    sending: whileSending.map(pick),
    deadline: afterDeadline.map(pick),
  };
}
