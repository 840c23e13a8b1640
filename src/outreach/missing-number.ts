import { dayOf, dayToDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { enqueueOutbox, idempotencyKeyOf } from '../outbox/index.ts';
import { callerFor } from './rungs/call-task.ts';

/** No number of this owner is right: the data clerk finds one, without a clerk whoever looks after the owner. Once at a time. */
export async function askForNumber(
  context: Context,
  tx: Transaction,
  task: { id: number; customerId: number; vehicleId: number | null },
): Promise<void> {
  const { storeId, clock } = context;
  const customer = await tx.customer.findUnique({ where: { id: task.customerId } });
  if (customer === null) return;
  const open = await tx.callTask.findFirst({
    where: { storeId, customerId: customer.id, purpose: 'phoneNumber', status: 'open' },
  });
  if (open !== null) return;
  const clerk = await tx.staff.findFirst({
    where: { storeId, role: 'dataClerk', isActive: true },
    orderBy: [{ onDuty: 'desc' }, { id: 'asc' }],
  });
  const assigneeUserId = clerk?.userId ?? (await callerFor(tx, storeId, customer));
  const title = `核对电话：${customer.name}`;
  await tx.callTask.create({
    data: {
      storeId,
      dedupeKey: `phoneNumber:${task.id}`,
      purpose: 'phoneNumber',
      assigneeUserId,
      customerId: customer.id,
      vehicleId: task.vehicleId,
      title,
      script: '登记的号码打不通或不是车主本人，请查找车主的新号码并更新档案。',
      dueOn: dayToDate(dayOf(clock.now())),
      notifiedAt: clock.now(),
      createdAt: clock.now(),
    },
  });
  if (assigneeUserId === null) return;
  const text = `${title}，登记的号码均有误，请查找新号码并更新档案。`;
  await enqueueOutbox(context, tx, {
    channel: 'wecomText',
    accountId: '',
    recipient: assigneeUserId,
    idempotencyKey: idempotencyKeyOf('phoneNumber', storeId, task.id),
    payload: { text },
    preview: text,
  });
}
