import { dayOf, dayToDate } from '../../calendar.ts';
import type { Transaction } from '../../database/database.ts';
import type { CallTask } from '../../database/generated/client.ts';
import { listCareSpecialistsOnDuty } from '../../stores/index.ts';
import type { Rung, Subject } from './rung.ts';

/** A person calls: always the last rung, so that nobody is forgotten. One call says all that is due for an owner. */
export const callTaskRung: Rung = {
  channel: 'callTask',
  check: () => ({ way: { accountId: '', recipient: '' } }),
  async send(context, tx, { store, subject: { reminder, customer, vehicle }, wording }) {
    const { storeId, clock } = context;
    const open = await findOpenCall(tx, storeId, customer.id);
    if (open !== undefined) {
      await tx.callTask.update({
        where: { id: open.id },
        data: { ...together(open, wording, store.name), priority: Math.min(open.priority, reminder.priority) },
      });
      return { callTaskId: open.id };
    }
    const dedupeKey = `reminder:${reminder.id}`;
    await tx.callTask.createMany({
      data: [
        {
          storeId,
          dedupeKey,
          purpose: 'reminder',
          assigneeUserId: await callerFor(tx, storeId, customer),
          customerId: customer.id,
          vehicleId: vehicle?.id ?? null,
          reminderId: reminder.id,
          title: wording.title,
          script: wording.script,
          priority: reminder.priority,
          dueOn: dayToDate(dayOf(clock.now())),
          createdAt: clock.now(),
        },
      ],
      skipDuplicates: true,
    });
    const task = await tx.callTask.findUniqueOrThrow({ where: { storeId_dedupeKey: { storeId, dedupeKey } } });
    return { callTaskId: task.id };
  },
};

/** A call of theirs that nobody has made yet. */
async function findOpenCall(tx: Transaction, storeId: string, customerId: number): Promise<CallTask | undefined> {
  const [locked] = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM call_task WHERE customer_id = ${customerId} AND store_id = ${storeId} AND purpose = 'reminder'
      AND status = 'open' AND attempts = 0 ORDER BY id LIMIT 1 FOR UPDATE`;
  return locked === undefined ? undefined : tx.callTask.findUniqueOrThrow({ where: { id: locked.id } });
}

/** “首保提醒：赵样甲 沪A12345” and “年检提醒：赵样甲 沪A12345” are “首保、年检提醒：赵样甲 沪A12345”. */
function together(
  open: Pick<CallTask, 'title' | 'script'>,
  { title, script }: { title: string; script: string },
  storeName: string,
): { title: string; script: string } {
  const [labels = '', whose = ''] = open.title.split('提醒：');
  const [label = '', sameWhose = ''] = title.split('提醒：');
  const isSame = whose !== '' && whose === sameWhose;
  const greeting = `我是${storeName}的服务人员。`;
  const said = script.includes(greeting) ? script.slice(script.indexOf(greeting) + greeting.length) : script;
  // A later reminder of the same: what is due has not changed, how soon has.
  if (isSame && labels.split('、').includes(label)) {
    return { title: open.title, script: labels === label ? script : open.script };
  }
  const joined = isSame ? `${labels}、${label}提醒：${whose}` : `${open.title}；${title}`;
  return { title: joined, script: `${open.script}\n另外，${said}` };
}

/** The owner's adviser; without one a care specialist on duty, always the same for one owner; then the director. */
export async function callerFor(
  tx: Transaction,
  storeId: string,
  customer: Pick<Subject['customer'], 'id' | 'advisorUserId'>,
): Promise<string | null> {
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
