import { dayToDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { CareError } from '../errors.ts';
import { daysBetween, dayOf } from '../calendar.ts';
import type { Period } from '../stats/index.ts';
import type { Staff } from '../stores/index.ts';
import { refusalFor, reportsFor } from './access.ts';
import type { ReportKey } from './definitions.ts';
import { reportTurnKey } from './plan.ts';

/** Longer than this no report is: lists of years help nobody. */
const LONGEST_DAYS = 366;

/**
 * Asks for a report now.
 *
 * @param input.sendTo member ids; empty: it is only kept on the page
 * @returns its id
 * @throws {CareError} `FORBIDDEN` for whoever may not have this one; `VALIDATION` for days that lie ahead or are too many
 */
export async function requestReport(
  context: Context,
  tx: Transaction,
  input: { staff: Staff; key: ReportKey; period: Period; sendTo: readonly string[] },
): Promise<number> {
  const { storeId, clock, queue } = context;
  const { staff, key, period } = input;
  if (!reportsFor(staff).includes(key)) {
    throw new CareError('FORBIDDEN', `${staff.userId} may not have ${key}`, { userMessage: refusalFor(staff) });
  }
  if (period.from > dayOf(clock.now())) {
    throw new CareError('VALIDATION', 'a report of days that lie ahead', {
      userMessage: '这段时间还没到，请换一个时段。',
    });
  }
  if (period.from > period.to || daysBetween(period.from, period.to) >= LONGEST_DAYS) {
    throw new CareError('VALIDATION', 'a report of too many days', { userMessage: '报表最长一年，请缩短时段。' });
  }
  const row = await tx.report.create({
    data: {
      storeId,
      key,
      fromOn: dayToDate(period.from),
      toOn: dayToDate(period.to),
      isOnDemand: true,
      requestedBy: staff.userId,
      sentTo: [...input.sendTo],
      createdAt: clock.now(),
    },
    select: { id: true },
  });
  await queue.enqueue(tx, 'report.turn', [reportTurnKey(storeId, row.id)]);
  return row.id;
}
