import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { escalationChain, type EscalationRung, findStaff, listOnDuty } from '../stores/index.ts';
import type { Department } from '../understanding/index.ts';

/**
 * Head → director → general manager, without those who are absent today; when all of them are, they are all that is left.
 */
export async function presentChain(
  tx: Transaction,
  storeId: string,
  department: Department,
): Promise<EscalationRung[]> {
  const chain = await escalationChain(tx, storeId, department);
  const present = chain.filter((rung) => rung.staff.onDuty);
  return present.length > 0 ? present : chain;
}

/** Member ids of the people who hold a ticket's card: on duty, else the next one up the chain. */
export async function holdersOf(tx: Transaction, ticket: Ticket): Promise<string[]> {
  const department = ticket.responsibleDepartment as Department;
  const triage = department === 'triage' ? await listOnDuty(tx, ticket.storeId, 'customerCare') : [];
  const onDuty = triage.length > 0 ? triage : await listOnDuty(tx, ticket.storeId, department);
  if (onDuty.length > 0) return onDuty.map((person) => person.userId);
  const chain = await presentChain(tx, ticket.storeId, department);
  return chain.slice(0, 1).map((rung) => rung.staff.userId);
}

/** Who hears what is new about a ticket: its assignee, or everybody who holds its card. */
export async function peopleOn(tx: Transaction, ticket: Ticket): Promise<string[]> {
  const assignee =
    ticket.assigneeUserId === null ? undefined : await findStaff(tx, ticket.storeId, ticket.assigneeUserId);
  return assignee === undefined ? holdersOf(tx, ticket) : [assignee.userId];
}

/** Care director and general manager: they see results and what is critical. */
export async function leadersOf(tx: Transaction, storeId: string, roles: readonly string[]): Promise<string[]> {
  const leaders = await tx.staff.findMany({ where: { storeId, role: { in: [...roles] }, isActive: true } });
  return leaders.map((leader) => leader.userId);
}
