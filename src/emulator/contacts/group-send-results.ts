import { Fields, type WecomCall } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { GroupSendRow } from '../core/contact-rows.ts';
import type { Emulation } from '../emulation.ts';
import { showStatus } from './group-send-actions.ts';

const DAY_MS = 24 * 3600 * 1000;
const REMINDERS_A_DAY = 3;

/** get_groupmsg_task: whether each member has sent. */
export function getGroupSendTask(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const row = requireDispatched(emulation, call);
  return paged(call, row.members, 'task_list', (member) => ({
    userid: member.userId,
    status: member.status,
    ...(member.sentAt === undefined ? {} : { send_time: Math.floor(member.sentAt / 1000) }),
  }));
}

/** get_groupmsg_send_result: what became of each customer of one member. */
export function getGroupSendResult(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const row = requireDispatched(emulation, call);
  const userId = new Fields(call.body).text('userid');
  const member = row.members.find((one) => one.userId.toLowerCase() === userId.toLowerCase());
  if (member === undefined) throw new PlatformError(40003, 'invalid userid');
  return paged(call, member.customers, 'send_list', (customer) => ({
    external_userid: customer.externalUserId,
    userid: member.userId,
    status: customer.status,
    ...(customer.sentAt === undefined ? {} : { send_time: Math.floor(customer.sentAt / 1000) }),
  }));
}

/** get_groupmsg_list_v2: what the corp created, a month at most. */
export function listGroupSends(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const [from, to] = [fields.number('start_time') ?? 0, fields.number('end_time') ?? 0];
  if (to < from || to - from > 31 * 86_400) throw new PlatformError(40058, 'time range longer than a month');
  const own = emulation.state.groupSends
    .values()
    .filter((row) => row.corpId === call.app.corpId && row.createdAt >= from * 1000 && row.createdAt <= to * 1000);
  return paged(call, own, 'group_msg_list', (row) => ({
    msgid: row.msgid,
    creator: '',
    create_time: String(Math.floor(row.createdAt / 1000)),
    create_type: 0,
    text: { content: row.text },
    attachments: row.attachments,
  }));
}

/** remind_groupmsg_send: three a day (X6). @throws {PlatformError} 41093 cancelled, 41094 too often */
export function remindGroupSend(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const row = requireRow(emulation, call);
  if (row.cancelledAt !== undefined) throw new PlatformError(41093, 'group message cancelled');
  const now = emulation.clock.now();
  const recent = row.reminders.filter((at) => now - at < DAY_MS);
  if (recent.length >= REMINDERS_A_DAY) throw new PlatformError(41094, 'remind too many times');
  row.reminders = [...recent, now];
  emulation.state.groupSends.put(row.msgid, row);
  for (const member of row.members) {
    const view = emulation.inboxes.memberItem(member.itemId)?.groupSend;
    if (member.status === 2 || view === undefined) continue;
    showStatus(emulation, member.itemId, { ...view, status: 'waiting', reminders: view.reminders + 1 });
  }
  return {};
}

/** cancel_groupmsg_send: stops what is not sent; the rest stays (X6). @throws {PlatformError} 41093 cancelled before */
export function cancelGroupSend(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const row = requireRow(emulation, call);
  if (row.cancelledAt !== undefined) throw new PlatformError(41093, 'group message cancelled');
  row.cancelledAt = emulation.clock.now();
  emulation.state.groupSends.put(row.msgid, row);
  for (const member of row.members) {
    const view = emulation.inboxes.memberItem(member.itemId)?.groupSend;
    if (member.status === 2 || view === undefined) continue;
    showStatus(emulation, member.itemId, { ...view, status: 'cancelled' });
  }
  return {};
}

/** @throws {PlatformError} 41046 missing, 41047 unknown msgid */
function requireRow(emulation: Emulation, call: WecomCall): GroupSendRow {
  const msgid = new Fields(call.body).text('msgid');
  if (msgid === '') throw new PlatformError(41046, 'missing msgid');
  const row = emulation.state.groupSends.get(msgid);
  if (row === undefined || row.corpId !== call.app.corpId) throw new PlatformError(41047, 'invalid msgid');
  return row;
}

/** @throws {PlatformError} 41063 while the platform is still handing the task out (X6) */
function requireDispatched(emulation: Emulation, call: WecomCall): GroupSendRow {
  const row = requireRow(emulation, call);
  call.effect = false;
  const age = emulation.clock.now() - row.createdAt;
  if (age < emulation.switches.groupSendDispatchSeconds * 1000)
    throw new PlatformError(41063, 'dispatching, try later');
  return row;
}

function paged<Row>(
  call: WecomCall,
  rows: Row[],
  name: string,
  describe: (row: Row) => Record<string, unknown>,
): Record<string, unknown> {
  const fields = new Fields(call.body);
  const limit = fields.number('limit') ?? 500;
  if (limit < 1 || limit > 1000) throw new PlatformError(40058, 'limit out of range');
  call.effect = false;
  const from = Number(fields.text('cursor') || '0');
  const page = rows.slice(from, from + limit);
  const next = from + page.length < rows.length ? String(from + page.length) : '';
  return { next_cursor: next, [name]: page.map(describe) };
}
