import { dateToDay, dayOf, dayToDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Prisma, Reminder } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { enqueueOutbox } from '../outbox/index.ts';
import { listCareSpecialistsOnDuty, type OutreachChannel, type Rules, type Store } from '../stores/index.ts';
import type { ReminderKindKey } from './kinds.ts';
import { type Choice, chooseRung, type PassedRung, type Reachable } from './ladder.ts';
import { type ReminderWording, wordReminder } from './messages.ts';
import { quietUntil } from './quiet-hours.ts';
import { fitTemplateData } from './templates.ts';

export type OutreachContext = Pick<Context, 'database' | 'queue' | 'clock' | 'logger' | 'storeId'>;

/** What is known of an owner when one of their reminders is due. */
export interface Subject {
  reminder: Reminder;
  customer: Prisma.CustomerGetPayload<object>;
  vehicle: Prisma.VehicleGetPayload<object> | null;
  identities: Reachable[];
}

/**
 * Sends one claimed reminder down the ladder: an outbox row or a call task, and the reminder's new state, in the
 * caller's transaction.
 *
 * @param after the rung that failed, when one did
 * @returns the rung that was taken
 */
export async function dispatch(
  context: OutreachContext,
  tx: Transaction,
  { store, rules }: { store: Store; rules: Rules },
  subject: Subject,
  failed?: PassedRung,
): Promise<OutreachChannel> {
  const { reminder } = subject;
  const now = context.clock.now();
  const wording = wordReminder({
    kind: reminder.kind as ReminderKindKey,
    dueOn: dateToDay(reminder.dueOn),
    today: dayOf(now),
    reason: reminder.reason,
    store,
    customer: subject.customer,
    vehicle: subject.vehicle,
  });
  const order = reminder.kind === 'warrantyEnd' ? rules.reminders.warrantyEnd.channels : rules.outreach.channelOrder;
  const passed: PassedRung[] = [
    ...(reminder.passedRungs as unknown as PassedRung[]),
    ...(failed === undefined ? [] : [failed]),
  ];
  for (let after = failed?.channel; ;) {
    const choice = chooseRung(order, subject.identities, rules.outreach, now, after);
    passed.push(...choice.passed);
    const outboxId = await send(context, tx, { rules, subject, wording, choice, passed });
    if (outboxId === undefined && choice.channel !== 'callTask') {
      after = choice.channel;
      continue;
    }
    await tx.reminder.update({
      where: { id: reminder.id },
      data: {
        status: choice.channel === 'callTask' ? 'callTask' : 'sending',
        channel: choice.channel,
        passedRungs: passed as unknown as Prisma.InputJsonValue,
        outboxId: outboxId ?? null,
      },
    });
    return choice.channel;
  }
}

interface Sending {
  rules: Rules;
  subject: Subject;
  wording: ReminderWording;
  choice: Choice;
  passed: PassedRung[];
}

/** @returns the outbox row; undefined for a call task, and for a message that the channel could not carry */
async function send(
  context: OutreachContext,
  tx: Transaction,
  { rules, subject, wording, choice, passed }: Sending,
): Promise<number | undefined> {
  const { reminder } = subject;
  const { channel, identity } = choice;
  if (channel === 'callTask' || identity === undefined) {
    await createCallTask(context, tx, subject, wording);
    return undefined;
  }
  const quiet = quietUntil(rules.outreach, context.clock.now());
  const common = {
    accountId: identity.accountId,
    recipient: identity.externalId,
    reminderId: reminder.id,
    ...(quiet === undefined ? {} : { notBeforeAt: quiet }),
  };
  if (channel === 'kf') {
    identity.waiting += 1;
    return enqueueOutbox(context, tx, {
      ...common,
      channel: 'kfMessage',
      idempotencyKey: `rem-${reminder.id}-kf`,
      payload: { msgtype: 'text', text: { content: wording.text } },
      preview: wording.text,
    });
  }
  try {
    return await enqueueOutbox(context, tx, {
      ...common,
      channel: 'officialAccountTemplate',
      idempotencyKey: `rem-${reminder.id}-oa`,
      payload: { templateKey: wording.templateKey, data: fitTemplateData(wording.data) },
      preview: wording.text,
    });
  } catch (error) {
    // A name or plate that the template can't hold: nothing was sent, and another channel can carry it.
    if (!(error instanceof CareError && error.code === 'VALIDATION')) throw error;
    passed.push({ channel, reason: '内容不符合模板格式' });
    return undefined;
  }
}

async function createCallTask(
  context: OutreachContext,
  tx: Transaction,
  { reminder, customer, vehicle }: Subject,
  wording: ReminderWording,
): Promise<void> {
  const { storeId, clock } = context;
  await tx.callTask.createMany({
    data: [
      {
        storeId,
        dedupeKey: `reminder:${reminder.id}`,
        purpose: 'reminder',
        assigneeUserId: await assigneeOf(tx, storeId, customer),
        customerId: customer.id,
        vehicleId: vehicle?.id ?? null,
        reminderId: reminder.id,
        title: wording.title,
        script: wording.script,
        dueOn: dayToDate(dayOf(clock.now())),
        createdAt: clock.now(),
      },
    ],
    skipDuplicates: true,
  });
}

/** The owner's adviser; without one a care specialist on duty, always the same for one owner; then the director. */
async function assigneeOf(tx: Transaction, storeId: string, customer: Subject['customer']): Promise<string | null> {
  if (customer.advisorUserId !== null) {
    const adviser = await tx.staff.findFirst({
      where: { storeId, userId: customer.advisorUserId.toLowerCase(), isActive: true, onDuty: true },
    });
    if (adviser !== null) return adviser.userId;
  }
  const specialists = await listCareSpecialistsOnDuty(tx, storeId);
  const chosen = specialists[customer.id % Math.max(1, specialists.length)];
  if (chosen !== undefined) return chosen.userId;
  const director = await tx.staff.findFirst({ where: { storeId, role: 'director', isActive: true } });
  return director?.userId ?? null;
}
