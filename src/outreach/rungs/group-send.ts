import { collect, countInMonth } from '../group-send/collect.ts';
import { latestFor } from '../group-send/deadline.ts';
import { groupSendReasons as reasons } from '../group-send/messages.ts';
import type { Contact, Reachable, Rung } from './rung.ts';
import { firstOpen } from './rung.ts';

/**
 * 企业群发: to contacts of a member of staff, once that member has confirmed it. One text for all, so it names nobody; it
 * may take a day, so it carries nothing that can't wait. The one channel that may carry promotions.
 */
export const groupSendRung: Rung = {
  channel: 'groupSend',
  check(reach, { connected, rules, kind, dueOn, now }) {
    if (!connected.contacts) return { obstacle: reasons.notConnected };
    const contacts = reach.identities.filter((identity) => identity.channel === 'wecomContact');
    const verdict = firstOpen(contacts, reasons.noContact, obstacle);
    if ('obstacle' in verdict) return verdict;
    if (latestFor(rules, kind, dueOn, now) === undefined) return { obstacle: reasons.tooLate };
    const { perMonth } = rules.groupSend;
    return countInMonth(reach.groupSendsAt, now) >= perMonth ? { obstacle: reasons.cap(perMonth) } : verdict;
  },
  async send(context, tx, sending) {
    const { way, subject } = sending;
    const sender = senderFor(way.identity?.contacts ?? [], subject.customer.advisorUserId);
    return sender === undefined ? { obstacle: reasons.noContact } : collect(context, tx, sending, sender.userId);
  },
};

function obstacle(identity: Reachable): string | undefined {
  if (identity.unreachableAt !== null) return reasons.contactEnded;
  const { contacts } = identity;
  if (contacts.some(isOpen)) return undefined;
  if (contacts.some((contact) => isRelated(contact) && !contact.isOnDuty)) return reasons.offDuty;
  // The platform still takes it, and delivers nothing: a day would be lost.
  return contacts.some((contact) => contact.endedAt === null) ? reasons.removedByOwner : reasons.contactEnded;
}

const isRelated = (contact: Contact): boolean => contact.endedAt === null && contact.removedByOwnerAt === null;
const isOpen = (contact: Contact): boolean => isRelated(contact) && contact.isOnDuty;

/** Their adviser; else whoever they added last (`contacts` are newest first). */
function senderFor(contacts: readonly Contact[], advisorUserId: string | null): Contact | undefined {
  const open = contacts.filter(isOpen);
  return open.find((contact) => contact.userId === advisorUserId?.toLowerCase()) ?? open[0];
}
