import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { departmentName, findStaff } from '../stores/index.ts';
import type { Department } from '../understanding/index.ts';
import { whereItStands } from './messages.ts';

/** Where an open ticket stands, in words for its owner. */
export async function whereStands(context: Context, tx: Transaction, ticket: Ticket): Promise<string> {
  const department = await departmentName(tx, context.storeId, ticket.responsibleDepartment as Department);
  const { assigneeUserId } = ticket;
  const assignee = assigneeUserId === null ? undefined : await findStaff(tx, context.storeId, assigneeUserId);
  return whereItStands[ticket.status as keyof typeof whereItStands](department, assignee?.name ?? '同事');
}
