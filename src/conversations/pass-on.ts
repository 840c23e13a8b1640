import { dayOf, dayToDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { listCareSpecialistsOnDuty, listOnDuty } from '../stores/index.ts';
import { leadersOf, tellStaff } from '../tickets/index.ts';

export type Purpose = 'booking' | 'callback';

/**
 * Gives an owner's wish to a person: a call task that stays open until it is done, and a text so that it is seen now.
 *
 * @param input.key names the wish; the same one makes one task
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
    advisorUserId: string | null;
    to: 'adviser' | 'customerCare';
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
        title: input.title,
        script: input.text,
        dueOn: dayToDate(dayOf(now)),
        createdAt: now,
      },
    ],
    skipDuplicates: true,
  });
  await tellStaff(context, tx, {
    userIds: assignee === undefined ? [] : [assignee],
    text: input.text,
    key: input.key,
    isUrgent: input.isUrgent === true,
  });
  return assignee;
}

/** The owner's own adviser when on duty, else reception or customer care, else the director: somebody always has it. */
async function chooseAssignee(
  context: Context,
  tx: Transaction,
  input: { advisorUserId: string | null; to: 'adviser' | 'customerCare' },
): Promise<string | undefined> {
  if (input.to === 'adviser') {
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
