import { dayOf, dayToDate } from '../../calendar.ts';
import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import { stopLeads } from '../../outreach/index.ts';
import { redateMaintenance } from '../../reminders/index.ts';
import type { Answer } from './answer.ts';
import { sayToReply } from './words.ts';

/**
 * It was done, here or elsewhere: nothing more is sent about this due day. The next maintenance counts from the day that
 * the owner named, else from today; other dates wait for the next file.
 */
export async function alreadyDone(context: Context, tx: Transaction, answer: Answer): Promise<void> {
  const { reminder, vehicle } = answer;
  const doneOn = answer.reply.doneOn ?? dayOf(context.clock.now());
  const { storeId, subjectKey, kind, dueOn } = reminder;
  await stopLeads(context, tx, { reminder, reason: '车主告知已办理' });
  await tx.reminder.updateMany({
    where: {
      storeId,
      subjectKey,
      kind,
      dueOn,
      fulfilledOn: null,
      OR: [{ sentAt: { not: null } }, { id: reminder.id }],
    },
    data: { fulfilledOn: dayToDate(doneOn), fulfilment: 'ownersWord' },
  });
  if (kind.endsWith('Maintenance') && vehicle !== null) {
    await redateMaintenance(context, tx, { vehicleId: vehicle.id });
  }
  return answer.say(sayToReply.alreadyDone);
}
