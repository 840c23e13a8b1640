import { memberKey } from '../core/inboxes.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { AppRow, MemberRow } from '../core/state.ts';
import type { Emulation } from '../emulation.ts';

/** Members that an app may see, in the order of the directory. */
export function visibleMembers(emulation: Emulation, app: AppRow): MemberRow[] {
  const members = emulation.state.members.values().filter((member) => member.corpId === app.corpId);
  return members.filter((member) => isVisible(app, member.userId));
}

export function isVisible(app: AppRow, userId: string): boolean {
  const visible = app.visibleUserIds ?? 'all';
  return visible === 'all' || visible.some((one) => one.toLowerCase() === userId.toLowerCase());
}

export interface Audience {
  members: MemberRow[];
  /** `|`-joined, lower-cased, as the platform tells them (A2). */
  invaliduser: string;
  invalidparty: string;
  invalidtag: string;
}

/**
 * Whom a message reaches.
 *
 * @throws {PlatformError} 40032, 82002, 82003, 82001, 81012, 81013 (A2)
 */
export function resolveAudience(
  emulation: Emulation,
  app: AppRow,
  to: { users: string; parties: string; tags: string },
): Audience {
  const users = split(to.users);
  const parties = split(to.parties);
  const tags = split(to.tags);
  if (users.length > 1000) throw new PlatformError(40032, 'invalid userid list size');
  if (parties.length > 100) throw new PlatformError(82002, 'invalid party list size');
  if (tags.length > 100) throw new PlatformError(82003, 'invalid tag list size');
  if (users.length + parties.length + tags.length === 0)
    throw new PlatformError(82001, 'all touser & toparty & totag are empty');
  const visible = visibleMembers(emulation, app);
  if (visible.length === 0) throw new PlatformError(81012, 'app has no visible range');
  if (users.length === 1 && users[0]?.toLowerCase() === '@all') {
    return { members: visible, invaliduser: '', invalidparty: '', invalidtag: '' };
  }
  const byId = new Map(visible.map((member) => [member.userId.toLowerCase(), member]));
  const found = new Map<string, MemberRow>();
  const invalidUsers: string[] = [];
  for (const user of users.map((one) => one.toLowerCase())) {
    const member = byId.get(user);
    if (member === undefined) invalidUsers.push(user);
    else found.set(user, member);
  }
  const invalidParties: string[] = [];
  for (const party of parties) {
    const members = membersOfParty(emulation, visible, app.corpId, party);
    if (members.length === 0) invalidParties.push(party);
    for (const member of members) found.set(member.userId.toLowerCase(), member);
  }
  const lists = {
    invaliduser: invalidUsers.join('|'),
    invalidparty: invalidParties.join('|'),
    invalidtag: tags.join('|'),
  };
  if (found.size === 0) throw new PlatformError(81013, 'user & party & tag all invalid', lists);
  return { members: [...found.values()], ...lists };
}

/** The member with this id in any letter case. */
export function findMember(emulation: Emulation, corpId: string, userId: string): MemberRow | undefined {
  return emulation.state.members.get(memberKey(corpId, userId));
}

function membersOfParty(emulation: Emulation, visible: MemberRow[], corpId: string, party: string): MemberRow[] {
  if (party === '1') return visible;
  const department = emulation.state.departments
    .values()
    .find((row) => row.corpId === corpId && String(row.id) === party);
  return department === undefined ? [] : visible.filter((member) => member.department === department.name);
}

function split(list: string): string[] {
  return list
    .split('|')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
