import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Ticket } from '../database/generated/client.ts';
import { headOf, type Staff } from '../stores/index.ts';
import type { Department } from '../understanding/index.ts';
import { toStaff } from './messages.ts';
import { peopleOn } from './people.ts';
import { tellStaff } from './tell-staff.ts';

/**
 * Attitude (C1) is looked into by customer care; the head of whoever the owner names hears of it too. Nobody is told when
 * the name fits several people or nobody, or when the head is the one who is named.
 *
 * @param names as the owner put them: 江涛, 江顾问, 小江
 */
export async function tellNamedPersonsHead(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  names: readonly string[],
): Promise<void> {
  if (!ticket.categories.includes('C1') || names.length === 0) return;
  const staff = await tx.staff.findMany({ where: { storeId: ticket.storeId, isActive: true } });
  const known = await peopleOn(tx, ticket);
  for (const name of names) {
    const person = personNamed(name, staff);
    if (person === undefined || person.departmentKey === 'management') continue;
    const head = await headOf(tx, ticket.storeId, person.departmentKey as Department);
    if (head === undefined || head.id === person.id || known.includes(head.userId)) continue;
    await tellStaff(context, tx, {
      userIds: [head.userId],
      text: toStaff.aboutYourPerson(ticket, person.name),
      key: `named-${ticket.id}-${person.userId}`,
      ticketId: ticket.id,
    });
  }
}

/** The one member of staff whom these words can mean: by the whole name, else by a surname that nobody else has. */
export function personNamed(words: string, staff: readonly Staff[]): Staff | undefined {
  const name = words.replace(/^[小老阿]/, '');
  const exact = staff.filter((person) => person.name === words || (name.length > 1 && person.name.startsWith(name)));
  if (exact.length > 0) return exact.length === 1 ? exact[0] : undefined;
  // 江涛 is not 江海: only a surname with a title, or alone, may mean anybody of that surname.
  const isSurnameOnly =
    name.length === 1 || /(?:顾问|经理|主管|师傅|专员|老师|工|姐|哥|总|主任|先生|小姐|女士)$/.test(name);
  if (!isSurnameOnly) return undefined;
  const sharing = staff.filter((person) => person.name.startsWith(name.slice(0, 1)));
  return sharing.length === 1 ? sharing[0] : undefined;
}
