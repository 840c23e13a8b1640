import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { escalationChain, headOf, listOnDuty } from '../stores/index.ts';
import type { Department } from '../understanding/index.ts';

/** Member ids of the people who hold a ticket's card: on duty, else the head, else the next one up the chain. */
export async function holdersOf(tx: Transaction, ticket: Ticket): Promise<string[]> {
  const department = ticket.responsibleDepartment as Department;
  const triage = department === 'triage' ? await listOnDuty(tx, ticket.storeId, 'customerCare') : [];
  const onDuty = triage.length > 0 ? triage : await listOnDuty(tx, ticket.storeId, department);
  if (onDuty.length > 0) return onDuty.map((person) => person.userId);
  const head = await headOf(tx, ticket.storeId, department);
  if (head !== undefined) return [head.userId];
  const chain = await escalationChain(tx, ticket.storeId, department);
  return chain.slice(0, 1).map((rung) => rung.staff.userId);
}

/** Care director and general manager: they see results and what is critical. */
export async function leadersOf(tx: Transaction, storeId: string, roles: readonly string[]): Promise<string[]> {
  const leaders = await tx.staff.findMany({ where: { storeId, role: { in: [...roles] }, isActive: true } });
  return leaders.map((leader) => leader.userId);
}
