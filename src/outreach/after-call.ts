import { addDays, type Day, dayOf, dayToDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Rules } from '../stores/index.ts';
import { blocksOn, nextWorkingDay } from '../working-time.ts';
import type { CallResult } from './call-results.ts';
import { type CallTask, phonesToCall } from './call-tasks.ts';
import { askForNumber } from './missing-number.ts';
import { isPlannedCall } from './planned-calls.ts';

/** What becomes of a call task, and of the reminders or the follow-up that it carries, after one call. */
export async function afterCall(
  context: Context,
  tx: Transaction,
  { task, result, rules }: { task: CallTask; result: CallResult; rules: Rules },
): Promise<{ status?: string; doneAt?: Date; dueOn?: Date }> {
  const now = context.clock.now();
  const isDone = { status: 'done', doneAt: now };
  const reminders = { callTaskId: task.id, status: 'callTask' };
  const followUps = { storeId: task.storeId, callTaskId: task.id, status: 'callTask' };
  switch (result) {
    case 'reached':
    case 'booked':
      await tx.reminder.updateMany({
        where: reminders,
        data: { deliveredAt: now, repliedAt: now, ...(result === 'booked' ? { bookedAt: now } : {}) },
      });
      return isDone;
    case 'noAnswer': {
      const tries = task.attempts + 1;
      if (isPlannedCall(task.purpose) && tries >= rules.calls.tries) {
        const skipReason = `已拨打 ${tries} 次，均未接通`;
        await tx.reminder.updateMany({ where: reminders, data: { skipReason } });
        await tx.followUp.updateMany({ where: followUps, data: { status: 'closed', skipReason } });
        return isDone;
      }
      return { dueOn: dayToDate(dayToTryAgain(dayOf(now), rules)) };
    }
    case 'wrongNumber': {
      if (await markWrong(context, tx, task)) return { dueOn: dayToDate(dayOf(now)) };
      if (task.customerId === null) return isDone;
      const skipReason = '登记的号码均有误，已请同事核对';
      await tx.reminder.updateMany({ where: reminders, data: { skipReason } });
      await tx.followUp.updateMany({ where: followUps, data: { status: 'closed', skipReason } });
      await askForNumber(context, tx, { ...task, customerId: task.customerId });
      return isDone;
    }
    default:
      return result satisfies never;
  }
}

/** So many days on, and then the first day on which somebody works. */
function dayToTryAgain(today: Day, { calls, workingTime }: Rules): Day {
  const day = addDays(today, calls.retryAfterDays);
  return blocksOn(day, workingTime).length > 0 ? day : nextWorkingDay(day, workingTime);
}

/** Keeps that the number that was called is not theirs. @returns whether there is another one to call */
async function markWrong(context: Context, tx: Transaction, task: CallTask): Promise<boolean> {
  if (task.customerId === null) return false;
  const called = (await phonesToCall(tx, [task])).get(task.id);
  if (called === undefined) return false;
  const customer = await tx.customer.findUnique({ where: { id: task.customerId } });
  if (customer === null) return false;
  if (!customer.wrongMobiles.includes(called)) {
    await tx.customer.update({
      where: { id: customer.id },
      data: { wrongMobiles: [...customer.wrongMobiles, called], updatedAt: context.clock.now() },
    });
  }
  return (await phonesToCall(tx, [task])).has(task.id);
}
