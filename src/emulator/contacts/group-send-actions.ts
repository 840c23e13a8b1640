import { ControlError } from '../core/platform-error.ts';
import type { GroupSendRow } from '../core/contact-rows.ts';
import type { MemberRow } from '../core/state.ts';
import type { GroupSendView } from '../control-types.ts';
import type { Emulation } from '../emulation.ts';
import { countBroadcast, isCapped } from './group-send-caps.ts';
import { findContact } from './relations.ts';

/**
 * The member taps 发送: every chosen customer gets it, or the reason why not (X3, X5, X7).
 *
 * @param only externalUserIds, when the task lets the member choose
 * @throws {ControlError} 404 no such task, 409 sent, ignored or cancelled already, or the choice is not theirs
 */
export function memberConfirms(emulation: Emulation, member: MemberRow, msgid: string, only?: string[]): void {
  const { row, task, view } = requireOpenTask(emulation, member, msgid);
  if (only !== undefined && !row.allowSelect) throw new ControlError(409, 'this task leaves the member no choice');
  const now = emulation.clock.now();
  for (const customer of task.customers) {
    if (only !== undefined && !only.includes(customer.externalUserId)) continue;
    const contact = findContact(emulation, row.corpId, task.userId, customer.externalUserId);
    if (contact?.memberHas !== true || !contact.customerHas) {
      customer.status = 2;
      continue;
    }
    if (isCapped(emulation, row.corpId, customer.externalUserId)) {
      customer.status = 3;
      continue;
    }
    customer.status = 1;
    customer.sentAt = now;
    countBroadcast(emulation, row.corpId, customer.externalUserId);
    emulation.inboxes.showPerson(contact.personId, {
      channel: 'wecom-contact',
      direction: 'received',
      from: 'servicer',
      servicerUserId: task.userId,
      msgtype: 'group_send',
      text: row.shown,
      payload: { text: { content: row.text }, attachments: row.attachments },
      msgid,
      idempotencyKey: msgid,
    });
  }
  task.status = 2;
  task.sentAt = now;
  emulation.state.groupSends.put(msgid, row);
  showStatus(emulation, task.itemId, { ...view, status: 'sent' });
}

/** The member puts the notice away: for the platform it stays unsent. */
export function memberIgnores(emulation: Emulation, member: MemberRow, msgid: string): void {
  const { task, view } = requireOpenTask(emulation, member, msgid);
  showStatus(emulation, task.itemId, { ...view, status: 'ignored' });
}

/** What the member sees of a task now. */
export function showStatus(emulation: Emulation, itemId: string, view: GroupSendView): void {
  const item = emulation.inboxes.memberItem(itemId);
  if (item === undefined) return;
  item.groupSend = view;
  emulation.inboxes.memberItemChanged(item);
}

function requireOpenTask(
  emulation: Emulation,
  member: MemberRow,
  msgid: string,
): { row: GroupSendRow; task: GroupSendRow['members'][number]; view: GroupSendView } {
  const row = emulation.state.groupSends.get(msgid);
  const task = row?.members.find((one) => one.userId.toLowerCase() === member.userId.toLowerCase());
  const view = task && emulation.inboxes.memberItem(task.itemId)?.groupSend;
  if (row === undefined || task === undefined || view === undefined || row.corpId !== member.corpId) {
    throw new ControlError(404, `${member.userId} has no group send ${msgid}`);
  }
  if (task.status === 2) throw new ControlError(409, 'it is sent already');
  if (row.cancelledAt !== undefined) throw new ControlError(409, 'it was cancelled');
  return { row, task, view };
}
