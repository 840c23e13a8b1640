import { dateToDay, dayOf } from '../calendar.ts';
import type { Transaction } from '../database/database.ts';
import { type OutreachChannel, type Rules, rulesForKind, type Store } from '../stores/index.ts';
import type { Admission } from './admission.ts';
import { isNeverCalled, type ReminderKindKey } from './kinds.ts';
import { chooseRung, type PassedRung } from './ladder.ts';
import { wordReminder } from './messages.ts';
import { AS_WISHED, orderFor } from './order-for.ts';
import { type PageWrites, writeChange } from './page-writes.ts';
import { isUrgent } from './priority.ts';
import { quietUntil } from './quiet-hours.ts';
import { type OutreachContext, rungs, type Subject, type Want } from './rungs/index.ts';

export type { OutreachContext, Subject } from './rungs/index.ts';

/** Not now on this channel, and it can wait. */
export interface PutOff {
  until: Date;
  channel: OutreachChannel;
  reason: string;
}

/**
 * Sends one claimed reminder down the ladder: an outbox row or a task, and the reminder's new state. In the caller's
 * transaction, once the caller puts down `writes`.
 *
 * @param failed the rung that failed, when one did; after one that nobody can be sure of only a call follows
 * @param admission what the channels still take now; absent: anything
 * @returns the rung that was taken; undefined when none may carry it and nobody is called for such a thing: it is skipped;
 *   `held` when its rung is full now, or until when and why it has to wait: then nothing was changed
 */
export async function dispatch(
  context: OutreachContext,
  tx: Transaction,
  writes: PageWrites,
  { store, rules }: { store: Store; rules: Rules },
  subject: Subject,
  failed?: PassedRung,
  admission?: Admission,
): Promise<OutreachChannel | 'held' | PutOff | undefined> {
  const { reminder } = subject;
  const now = context.clock.now();
  const kind = reminder.kind as ReminderKindKey;
  const own = rulesForKind(rules, kind);
  const wording = wordReminder({
    kind,
    dueOn: dateToDay(reminder.dueOn),
    today: dayOf(now),
    reason: reminder.reason,
    detail: reminder.detail,
    template: own?.wording ?? '',
    store,
    customer: subject.customer,
    vehicle: subject.vehicle,
    subscribeUrl: subscribePageFor(context, subject),
  });
  const want: Want = { kind, dueOn: dateToDay(reminder.dueOn), wording, rules, connected: context.connected, now };
  const notBeforeAt = quietUntil(rules.outreach, now);
  const passed: PassedRung[] = [
    ...(reminder.passedRungs as unknown as PassedRung[]),
    ...(failed === undefined ? [] : [failed]),
  ];
  const { preferredChannel } = subject.customer;
  const order = orderFor(kind, rules, preferredChannel, failed === undefined ? [] : passed);
  const isWish = preferredChannel !== null && order[0] !== orderFor(kind, rules, null)[0];
  const isUnresolved = failed?.isUnresolved === true;
  for (let after = isUnresolved ? 'callTask' : failed?.channel; ;) {
    const choice = chooseRung(order, subject.reach, want, after);
    passed.push(...choice.passed);
    if (choice.channel === 'callTask' && isNeverCalled(kind)) {
      writes.note(reminder, {
        status: 'skipped',
        skipReason: isUnresolved ? `${failed?.reason}，为免重复不再发送` : '没有可用的消息渠道，此类消息不打电话',
        passedRungs: passed,
      });
      return undefined;
    }
    const admitted = choice.way.identity?.joinable === undefined ? admission?.admit(choice.channel) : 'yes';
    if (admitted === 'full') return 'held';
    if (typeof admitted === 'object') {
      const until = quietUntil(rules.outreach, admitted.closedUntil) ?? admitted.closedUntil;
      if (!isUrgent(reminder) && dayOf(until) <= dateToDay(reminder.dueOn)) {
        return { until, channel: choice.channel, reason: '当天额度已用完，顺延发送' };
      }
      passed.push({ channel: choice.channel, reason: '当天额度已用完' });
      after = choice.channel;
      continue;
    }
    const sent = await rungs[choice.channel].send(context, tx, {
      store,
      rules,
      subject,
      wording,
      way: choice.way,
      notBeforeAt,
    });
    if ('obstacle' in sent) {
      if (sent.until !== undefined && failed === undefined) {
        return { until: sent.until, channel: choice.channel, reason: `${sent.obstacle}，顺延发送` };
      }
      passed.push({ channel: choice.channel, reason: sent.obstacle });
      after = choice.channel;
      continue;
    }
    if (failed === undefined && isWish && choice.channel === preferredChannel) {
      passed.push({ channel: choice.channel, reason: AS_WISHED });
    }
    const taken = {
      status: 'callTaskId' in sent ? 'callTask' : 'sending',
      channel: choice.channel,
      passedRungs: passed,
      carrier: sent,
    } as const;
    // The same owner's next reminder asks the database what group sends they have.
    if ('groupSendId' in sent) await writeChange(tx, reminder, taken);
    else writes.note(reminder, taken);
    return choice.channel;
  }
}

/** Where the owner books the next notice; undefined when nothing is left to book. */
function subscribePageFor({ connected }: OutreachContext, { customer, reach }: Subject): string | undefined {
  const { subscribePageOf, subscriptionKeys } = connected;
  const hasBooked = (key: string) =>
    reach.identities.some(({ subscriptions }) =>
      subscriptions.some(({ templateKey, remaining }) => templateKey === key && remaining > 0),
    );
  if (subscribePageOf === undefined || subscriptionKeys.every(hasBooked)) return undefined;
  return subscribePageOf(customer.id);
}
