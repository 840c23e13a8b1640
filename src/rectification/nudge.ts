import { type Day, dayOf } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Rectification } from '../database/generated/client.ts';
import { departmentName, findStaff, getStore, rulesOf } from '../stores/index.ts';
import { leadersOf, tellStaff } from '../tickets/index.ts';
import type { Department } from '../understanding/index.ts';
import { blocksOn } from '../working-time.ts';
import { recordStep } from './change.ts';
import { type ListedRectification, listRectifications } from './list.ts';
import { rectificationTexts } from './messages.ts';
import { workersOf } from './people.ts';

/**
 * A step that is late: on the first working day whoever has the turn is nudged, on the next one the director hears of it.
 * After that the weekly digest names it. Runs every day; the same day twice tells nobody twice.
 */
export async function nudgeOverdue(context: Context): Promise<void> {
  const db = context.database.client;
  const today = dayOf(context.clock.now());
  const rules = rulesOf(await getStore(db, context.storeId));
  if (blocksOn(today, rules.workingTime).length === 0) return;
  const overdue = (await listRectifications(context, db, { isUnfinished: true })).filter(({ isOverdue }) => isOverdue);
  for (const listed of overdue) await context.database.transaction((tx) => nudge(context, tx, listed, today));
}

async function nudge(
  context: Context,
  tx: Transaction,
  { rectification: seen, dueOn = '' }: ListedRectification,
  today: Day,
): Promise<void> {
  // The row lock lets two runs go one after the other; the second one finds today's nudge, or the step taken.
  await tx.$queryRaw`SELECT id FROM rectification WHERE id = ${seen.id} FOR UPDATE`;
  const now = await tx.rectification.findUniqueOrThrow({ where: { id: seen.id } });
  if (now.status !== seen.status || now.round !== seen.round) return;
  const nudges = await tx.rectificationEvent.findMany({ where: { rectificationId: seen.id, type: 'nudged' } });
  const ofStep = nudges.filter(({ data }) => {
    const { round, status } = data as { round: number; status: string };
    return round === now.round && status === now.status;
  });
  if (ofStep.length >= 2 || ofStep.some(({ at }) => dayOf(at) >= today)) return;
  const isSecond = ofStep.length === 1;
  const workers = await workersOf(tx, now);
  const userIds = isSecond ? await leadersOf(tx, context.storeId, ['director']) : workers;
  await recordStep(context, tx, now, 'nudged', { data: { status: now.status, to: userIds } });
  await tellStaff(context, tx, {
    userIds,
    text: isSecond
      ? rectificationTexts.escalated(now, dueOn, await whoIsLate(tx, now, workers))
      : rectificationTexts.overdue(now, dueOn),
    key: `rectification-nudge-${now.id}-${now.round}-${now.status}-${ofStep.length}`,
  });
}

/** `售后技术部秦主管`, `客户关爱部`, `方总` */
async function whoIsLate(tx: Transaction, { storeId, department, status }: Rectification, workers: readonly string[]) {
  const [first = ''] = workers;
  const name = (await findStaff(tx, storeId, first))?.name ?? '';
  if (status === 'open') return `${await departmentName(tx, storeId, department as Department)}${name}`;
  return status === 'measured' ? departmentName(tx, storeId, 'customerCare') : name;
}
