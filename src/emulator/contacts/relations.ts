import { PlatformError } from '../core/platform-error.ts';
import type { ContactRow } from '../core/contact-rows.ts';
import type { AppRow } from '../core/state.ts';
import type { Emulation } from '../emulation.ts';
import { findMember, isVisible } from '../wecom/audience.ts';

export function contactKey(corpId: string, userId: string, externalUserId: string): string {
  return `${corpId}/${userId.toLowerCase()}/${externalUserId}`;
}

export function findContact(
  emulation: Emulation,
  corpId: string,
  userId: string,
  externalUserId: string,
): ContactRow | undefined {
  return emulation.state.contacts.get(contactKey(corpId, userId, externalUserId));
}

export function saveContact(emulation: Emulation, contact: ContactRow): void {
  const { corpId, userId, externalUserId } = contact;
  emulation.state.contacts.put(contactKey(corpId, userId, externalUserId), contact);
}

/** The API works while the member has the customer, also one-way; not the other way round (X7). */
export function isUsable(contact: ContactRow): boolean {
  return contact.memberHas;
}

/** Relations that an app may use, newest last. */
export function contactsOf(
  emulation: Emulation,
  app: AppRow,
  which: { userId?: string; externalUserId?: string },
): ContactRow[] {
  const userId = which.userId?.toLowerCase();
  return emulation.state.contacts
    .values()
    .filter(
      (one) =>
        one.corpId === app.corpId &&
        isUsable(one) &&
        (userId === undefined || one.userId.toLowerCase() === userId) &&
        (which.externalUserId === undefined || one.externalUserId === which.externalUserId) &&
        isVisible(app, one.userId),
    )
    .sort((one, other) => one.addedAt - other.addedAt);
}

/** @throws {PlatformError} 40003 unknown member, 60011 outside the visible range, 84061 no usable relation */
export function requireContact(emulation: Emulation, app: AppRow, userId: string, externalUserId: string): ContactRow {
  const member = requireVisibleMember(emulation, app, userId);
  const contact = findContact(emulation, app.corpId, member, externalUserId);
  if (contact === undefined || !isUsable(contact)) throw new PlatformError(84061, 'not external contact');
  return contact;
}

/** @returns the userid as registered. @throws {PlatformError} 40003, 60011 */
export function requireVisibleMember(emulation: Emulation, app: AppRow, userId: string): string {
  const member = findMember(emulation, app.corpId, userId);
  if (member === undefined) throw new PlatformError(40003, 'invalid userid');
  if (!isVisible(app, userId)) throw new PlatformError(60011, 'no privilege to access this member');
  return member.userId;
}

/** The person behind an id of the corp. */
export function personOf(emulation: Emulation, corpId: string, externalUserId: string): string | undefined {
  return emulation.state.people.values().find((person) => person.externalUserIds[corpId] === externalUserId)?.personId;
}
