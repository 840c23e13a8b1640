import { byteLength, Fields, type WecomCall } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { ContactRow, GroupSendRow } from '../core/contact-rows.ts';
import type { Emulation } from '../emulation.ts';
import { readAttachments } from './attachments.ts';
import { isCapped } from './group-send-caps.ts';
import { contactsOf, isUsable, requireVisibleMember } from './relations.ts';

const MAX_CUSTOMERS = 10_000;

/**
 * add_msg_template: a task for each member; nothing is sent before they confirm on their phone (X3).
 *
 * @throws {PlatformError} 40058 nothing chosen or nothing to say, 41048 nobody can be sent to, 40003/60011 sender
 */
export function addGroupSend(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const { app } = call;
  if ((fields.text('chat_type') || 'single') !== 'single') throw new PlatformError(40058, 'only chat_type single');
  const text = new Fields(fields.object('text') ?? {}).text('content');
  const attachments = readAttachments(emulation, app.corpId, fields);
  if (text === '' && attachments.length === 0) throw new PlatformError(40058, 'text and attachments missing');
  if (byteLength(text) > 4000) throw new PlatformError(45002, 'content size out of limit');
  const customers = fields.texts('external_userid');
  if (customers.length > MAX_CUSTOMERS) throw new PlatformError(40058, 'too many external_userid');
  const given = fields.text('sender');
  const sender = given === '' ? undefined : requireVisibleMember(emulation, app, given);
  const filter = fields.object('tag_filter');
  if (customers.length === 0 && sender === undefined && filter === undefined) {
    throw new PlatformError(40058, 'external_userid, sender and tag_filter missing');
  }
  const { chosen, failed } = chooseContacts(emulation, call, { customers, sender, filter });
  if (chosen.length === 0) throw new PlatformError(41048, 'no customer can be sent to', { fail_list: failed });
  const members = new Map<string, GroupSendRow['members'][number]>();
  for (const { userId, externalUserId } of chosen) {
    const member = members.get(userId) ?? { userId, status: 0 as const, itemId: '', customers: [] };
    member.customers.push({ externalUserId, status: 0 });
    members.set(userId, member);
  }
  const msgid = emulation.ids.fresh('group-send', 43);
  const row: GroupSendRow = {
    msgid,
    corpId: app.corpId,
    agentId: app.agentId,
    createdAt: emulation.clock.now(),
    text,
    attachments: attachments.map((one) => one.wire),
    shown: [text, ...attachments.map((one) => one.text)].filter((one) => one !== '').join('\n'),
    allowSelect: call.body['allow_select'] === true,
    members: [...members.values()],
    reminders: [],
  };
  for (const member of row.members) member.itemId = showTask(emulation, row, member);
  emulation.state.groupSends.put(msgid, row);
  return { fail_list: failed, msgid };
}

/** The notice on a member's phone, in the client's own 群发助手: no app, hence agentId 0. */
function showTask(emulation: Emulation, row: GroupSendRow, member: GroupSendRow['members'][number]): string {
  const people = member.customers.map(({ externalUserId }) => ({
    externalUserId,
    name: emulation.state.people.get(personIdOf(emulation, row.corpId, member.userId, externalUserId))?.name ?? '',
  }));
  const { id } = emulation.inboxes.showMember({
    corpId: row.corpId,
    agentId: 0,
    userId: member.userId,
    direction: 'received',
    msgtype: 'group_send',
    text: `[企业群发] 待确认，发给 ${people.length} 位客户：\n${row.shown}`,
    payload: { text: { content: row.text }, attachments: row.attachments },
    msgid: row.msgid,
    groupSend: {
      msgid: row.msgid,
      text: row.shown,
      customers: people,
      allowSelect: row.allowSelect,
      status: 'waiting',
      reminders: 0,
    },
  });
  return id;
}

function personIdOf(emulation: Emulation, corpId: string, userId: string, externalUserId: string): string {
  const key = `${corpId}/${userId.toLowerCase()}/${externalUserId}`;
  return emulation.state.contacts.get(key)?.personId ?? '';
}

/** One relation for each customer: the named sender's, else that of whoever talked last (X4). */
function chooseContacts(
  emulation: Emulation,
  call: WecomCall,
  wanted: { customers: string[]; sender: string | undefined; filter: Record<string, unknown> | undefined },
): { chosen: ContactRow[]; failed: string[] } {
  const { sender, filter } = wanted;
  const all = contactsOf(emulation, call.app, sender === undefined ? {} : { userId: sender });
  const byCustomer = new Map<string, ContactRow[]>();
  for (const contact of all) {
    if (!isUsable(contact) || !hasTags(contact, filter)) continue;
    byCustomer.set(contact.externalUserId, [...(byCustomer.get(contact.externalUserId) ?? []), contact]);
  }
  const chosen: ContactRow[] = [];
  const failed: string[] = [];
  const customers = wanted.customers.length > 0 ? new Set(wanted.customers) : new Set(byCustomer.keys());
  for (const externalUserId of customers) {
    const last = (byCustomer.get(externalUserId) ?? []).toSorted(
      (one, other) => (one.lastChatAt ?? 0) - (other.lastChatAt ?? 0) || one.addedAt - other.addedAt,
    );
    const contact = last.at(-1);
    if (contact === undefined || isCapped(emulation, call.app.corpId, externalUserId)) failed.push(externalUserId);
    else chosen.push(contact);
  }
  return { chosen, failed };
}

/** Groups are ANDed, tags inside a group ORed. */
function hasTags(contact: ContactRow, filter: Record<string, unknown> | undefined): boolean {
  if (filter === undefined) return true;
  const groups = new Fields(filter).objects('group_list').map((group) => new Fields(group).texts('tag_list'));
  return groups.every((tags) => tags.some((tagId) => contact.tagIds.includes(tagId)));
}
