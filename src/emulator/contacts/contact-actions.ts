import { ControlError } from '../core/platform-error.ts';
import type { ContactRow, ContactWayRow } from '../core/contact-rows.ts';
import type { MemberRow, PersonRow } from '../core/state.ts';
import type { Emulation } from '../emulation.ts';
import { externalUserIdOf } from '../kf/owner.ts';
import { publishContactEvent } from './contact-events.ts';
import { findContact, saveContact } from './relations.ts';
import { issueWelcomeCode } from './welcome.ts';

/** How somebody becomes a contact. */
export interface Adding {
  /** Through the QR code of a contact way. */
  configId?: string;
  /** Skip-verification: the member has not added back yet. */
  half?: boolean;
  /** The two were talking already. */
  chatStarted?: boolean;
}

/** Customer and member become contacts (X1, X2, X10). @throws {ControlError} 404 unknown way, 409 not one of its members */
export function personAddsMember(
  emulation: Emulation,
  person: PersonRow,
  member: MemberRow,
  adding: Adding,
): { welcomeCode: string | null } {
  const { corpId, userId } = member;
  const externalUserId = externalUserIdOf(emulation, person, corpId);
  const way = requireWay(emulation, member, adding.configId);
  const known = findContact(emulation, corpId, userId, externalUserId);
  const contact: ContactRow = {
    corpId,
    userId,
    externalUserId,
    personId: person.personId,
    tagIds: [],
    ...known,
    memberHas: adding.half !== true,
    customerHas: true,
    addedAt: emulation.clock.now(),
    addWay: way === undefined ? 2 : 1,
  };
  if (way === undefined || way.state === '') delete contact.state;
  else contact.state = way.state;
  if (adding.chatStarted === true) contact.lastChatAt = emulation.clock.now();
  saveContact(emulation, contact);
  const isSilent = member.adminWelcome === true || contact.lastChatAt !== undefined;
  const welcomeCode = isSilent ? null : issueWelcomeCode(emulation, contact);
  publishContactEvent(emulation, contact, adding.half === true ? 'add_half_external_contact' : 'add_external_contact', {
    ...(contact.state === undefined ? {} : { State: contact.state }),
    ...(welcomeCode === null ? {} : { WelcomeCode: welcomeCode }),
  });
  return { welcomeCode };
}

/** The member adds back a customer who came without verification. */
export function memberAddsBack(emulation: Emulation, contact: ContactRow): void {
  saveContact(emulation, Object.assign(contact, { memberHas: true }));
  publishContactEvent(emulation, contact, 'add_external_contact');
}

/** One-way from now on: the API still works, messages do not arrive (X7). */
export function personDeletesMember(emulation: Emulation, contact: ContactRow): void {
  saveContact(emulation, Object.assign(contact, { customerHas: false }));
  publishContactEvent(emulation, contact, 'del_follow_user');
}

/** The relation is gone for the API (X7). */
export function memberDeletesCustomer(emulation: Emulation, contact: ContactRow, source?: string): void {
  saveContact(emulation, Object.assign(contact, { memberHas: false, tagIds: [] }));
  publishContactEvent(emulation, contact, 'del_external_contact', source === undefined ? {} : { Source: source });
}

/** The two talk in the client: nobody is called back, but the last chat decides who sends (X4). */
export function contactsTalk(
  emulation: Emulation,
  contact: ContactRow,
  from: 'person' | 'member',
  text: string,
): { at: string } {
  if (!contact.memberHas || !contact.customerHas) throw new ControlError(409, 'they are no contacts any more');
  saveContact(emulation, Object.assign(contact, { lastChatAt: emulation.clock.now() }));
  const { at } = emulation.inboxes.showPerson(contact.personId, {
    channel: 'wecom-contact',
    direction: from === 'person' ? 'sent' : 'received',
    from: from === 'person' ? 'person' : 'servicer',
    servicerUserId: contact.userId,
    msgtype: 'text',
    text,
    payload: { content: text },
  });
  return { at };
}

function requireWay(emulation: Emulation, member: MemberRow, configId?: string): ContactWayRow | undefined {
  if (configId === undefined) return undefined;
  const way = emulation.state.contactWays.get(configId);
  if (way === undefined || way.corpId !== member.corpId) throw new ControlError(404, `no contact way ${configId}`);
  if (!way.userIds.some((userId) => userId.toLowerCase() === member.userId.toLowerCase())) {
    throw new ControlError(409, `${member.userId} is not behind ${configId}`);
  }
  return way;
}
