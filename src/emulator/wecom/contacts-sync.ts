import { memberKey } from '../core/inboxes.ts';
import { ControlError } from '../core/platform-error.ts';
import { buildXml, type XmlFields } from '../core/xml.ts';
import type { Emulation } from '../emulation.ts';
import { findMember } from './audience.ts';
import { departmentsOf } from './directory.ts';

/** What an administrator does to a member on the admin page. */
export interface MemberChange {
  changeType: 'create_user' | 'update_user' | 'delete_user';
  userId: string;
  name?: string;
  department?: string;
  newUserId?: string;
}

/**
 * Changes the directory. Only the contacts-sync callback hears of it, and only of ids and departments (A12).
 *
 * @throws {ControlError} 404 unknown member, 409 the userid is taken
 */
export function adminChangesMember(emulation: Emulation, corpId: string, change: MemberChange): void {
  const { changeType, userId, newUserId } = change;
  const { members } = emulation.state;
  const known = findMember(emulation, corpId, userId);
  const target = newUserId ?? userId;
  const isTaken =
    findMember(emulation, corpId, target) !== undefined && (changeType === 'create_user' || newUserId !== undefined);
  if (isTaken) throw new ControlError(409, `${target} exists already`);
  if (changeType !== 'create_user' && known === undefined) throw new ControlError(404, `no member ${userId}`);
  const department = change.department ?? known?.department;
  if (changeType === 'delete_user') {
    members.delete(memberKey(corpId, userId));
    return publish(emulation, corpId, { ChangeType: changeType, UserID: userId });
  }
  members.delete(memberKey(corpId, userId));
  members.put(memberKey(corpId, target), {
    corpId,
    ...known,
    userId: target,
    name: change.name ?? known?.name ?? target,
    ...(department === undefined ? {} : { department }),
  });
  if (department !== undefined) addDepartment(emulation, corpId, department);
  // A new name, phone or title is no news here.
  const isMoved = changeType === 'create_user' || newUserId !== undefined || department !== known?.department;
  if (!isMoved) return undefined;
  const id = departmentsOf(emulation, corpId).find((row) => row.name === department)?.id ?? 1;
  return publish(emulation, corpId, {
    ChangeType: changeType,
    UserID: userId,
    Department: String(id),
    ...(newUserId === undefined ? {} : { NewUserID: newUserId }),
  });
}

/** A department with an id of its own; 1 is the root. */
export function addDepartment(emulation: Emulation, corpId: string, name: string): void {
  const key = `${corpId}/${name}`;
  if (emulation.state.departments.get(key) !== undefined) return;
  emulation.state.departments.put(key, { corpId, name, id: emulation.ids.next(`department/${corpId}`) + 1 });
}

function publish(emulation: Emulation, corpId: string, fields: XmlFields): void {
  const head = { ToUserName: corpId, FromUserName: 'sys', CreateTime: emulation.clock.seconds() };
  emulation.deliveries.send({
    receiver: { type: 'contacts-sync', corpId },
    name: 'change_contact',
    xml: buildXml({ ...head, MsgType: 'event', Event: 'change_contact', ...fields }),
  });
}
