import { dayOf, dayToDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { listCareSpecialistsOnDuty, listOnDuty } from '../stores/index.ts';
import { leadersOf, tellStaff } from '../tickets/index.ts';

export type Purpose = 'booking' | 'callback';
/** Whose it is to see to; somebody of the others when nobody is there. */
export type PassedTo = 'adviser' | 'insurance' | 'dataClerk' | 'customerCare';

/**
 * Gives an owner's wish to a person: a call task that stays open until it is done, and a text so that it is seen now.
 *
 * @param input.key names the wish; the same one makes one task
 * @param input.notice names the text to whoever has it; default: the key, so that it is told once
 * @param input.replaces the task says this from now on, though it is there already
 * @param input.wishedFor when the owner wants it; said anew, it replaces what the task says and opens it again
 */
export async function passToPerson(
  context: Context,
  tx: Transaction,
  input: {
    key: string;
    purpose: Purpose;
    title: string;
    text: string;
    customerId: number | null;
    vehicleId: number | null;
    ticketId?: number | null;
    reminderId?: number | null;
    wishedFor?: string;
    notice?: string;
    replaces?: true;
    advisorUserId: string | null;
    to: PassedTo;
    isUrgent?: boolean;
  },
): Promise<string | undefined> {
  const assignee = await chooseAssignee(context, tx, input);
  const now = context.clock.now();
  await tx.callTask.createMany({
    data: [
      {
        storeId: context.storeId,
        dedupeKey: input.key,
        purpose: input.purpose,
        assigneeUserId: assignee ?? null,
        customerId: input.customerId,
        vehicleId: input.vehicleId,
        ticketId: input.ticketId ?? null,
        reminderId: input.reminderId ?? null,
        wishedFor: input.wishedFor ?? null,
        title: input.title,
        script: input.text,
        dueOn: dayToDate(dayOf(now)),
        createdAt: now,
      },
    ],
    skipDuplicates: true,
  });
  const task = await tx.callTask.findUniqueOrThrow({
    where: { storeId_dedupeKey: { storeId: context.storeId, dedupeKey: input.key } },
  });
  const isWishedAnew = input.wishedFor !== undefined && task.wishedFor !== input.wishedFor;
  const isNews = input.replaces === true && task.script !== input.text;
  if (isWishedAnew || isNews) {
    const { title, text: script, vehicleId } = input;
    const open = { status: 'open', doneAt: null, dueOn: dayToDate(dayOf(now)) };
    const wishedFor = input.wishedFor ?? task.wishedFor;
    await tx.callTask.update({ where: { id: task.id }, data: { wishedFor, title, script, vehicleId, ...open } });
  }
  await tellStaff(context, tx, {
    userIds: assignee === undefined ? [] : [assignee],
    text: `${input.text}\n打完电话请回复“电话${task.id} 已联系 内容”。`,
    key: input.notice ?? input.key,
    isUrgent: input.isUrgent === true,
  });
  return assignee;
}

/** The owner's own adviser when on duty, else reception or customer care, else the director: somebody always has it. */
async function chooseAssignee(
  context: Context,
  tx: Transaction,
  input: { advisorUserId: string | null; to: PassedTo },
): Promise<string | undefined> {
  if (input.to === 'dataClerk') {
    const clerk = await tx.staff.findFirst({
      where: { storeId: context.storeId, role: 'dataClerk', isActive: true, onDuty: true },
      orderBy: { id: 'asc' },
    });
    if (clerk !== null) return clerk.userId;
  }
  if (input.to === 'insurance') {
    const [first] = await listOnDuty(tx, context.storeId, 'insurance');
    if (first !== undefined) return first.userId;
  }
  if (input.to === 'adviser' || input.to === 'insurance') {
    const reception = await listOnDuty(tx, context.storeId, 'serviceReception');
    const own = reception.find((person) => person.userId === input.advisorUserId);
    const first = own ?? reception.find((person) => person.role === 'serviceAdvisor') ?? reception[0];
    if (first !== undefined) return first.userId;
  }
  const [specialist] = await listCareSpecialistsOnDuty(tx, context.storeId);
  if (specialist !== undefined) return specialist.userId;
  const [director] = await leadersOf(tx, context.storeId, ['director']);
  return director;
}
