import { type Day, dayToDate } from '../calendar.ts';
import type { Db } from '../database/database.ts';
import type { CallTask } from '../database/generated/client.ts';
import { isCustomerCare, type Staff } from '../stores/index.ts';

export type { CallTask };

/** What a member has to call by today, the oldest day first. Calls of nobody, or of somebody who has left, are customer care's and the leaders'. */
export async function listCallsToday(db: Db, staff: Staff, today: Day): Promise<CallTask[]> {
  const { storeId, userId } = staff;
  const tasks = await db.callTask.findMany({
    where: { storeId, status: 'open', dueOn: { lte: dayToDate(today) } },
    orderBy: [{ dueOn: 'asc' }, { priority: 'asc' }, { id: 'asc' }],
  });
  if (!isCustomerCare(staff)) return tasks.filter((task) => task.assigneeUserId === userId);
  const active = await db.staff.findMany({ where: { storeId, isActive: true }, select: { userId: true } });
  const others = new Set(active.map((person) => person.userId).filter((id) => id !== userId));
  return tasks.filter((task) => task.assigneeUserId === null || !others.has(task.assigneeUserId));
}

/** Whom to dial for each task, by its id: the owner's first number that is not known to be wrong, else whoever reported the ticket. */
export async function phonesToCall(db: Db, tasks: readonly CallTask[]): Promise<Map<number, string>> {
  const customers = await db.customer.findMany({
    where: { id: { in: tasks.flatMap((task) => task.customerId ?? []) } },
    select: { id: true, mobiles: true, landlines: true, wrongMobiles: true },
  });
  const tickets = await db.ticket.findMany({
    where: { id: { in: tasks.flatMap((task) => task.ticketId ?? []) } },
    select: { id: true, reporterPhone: true },
  });
  const phones = new Map<number, string>();
  for (const task of tasks) {
    const customer = customers.find(({ id }) => id === task.customerId);
    const reporter = tickets.find(({ id }) => id === task.ticketId)?.reporterPhone;
    const known = [...(customer?.mobiles ?? []), ...(customer?.landlines ?? [])];
    const phone = known.find((one) => customer?.wrongMobiles.includes(one) !== true) ?? reporter;
    if (phone != null && phone !== '') phones.set(task.id, phone);
  }
  return phones;
}
