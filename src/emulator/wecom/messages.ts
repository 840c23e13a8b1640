import { createHash } from 'node:crypto';
import { Fields, type WecomCall, type WecomRoute } from '../api.ts';
import { cardKey } from '../core/keys.ts';
import { dayOf } from '../core/days.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { AppRow, MemberRow } from '../core/state.ts';
import type { CardView } from '../control-types.ts';
import type { Emulation } from '../emulation.ts';
import { resolveAudience } from './audience.ts';
import { issueResponseCode, updateTemplateCard } from './card-updates.ts';
import { canCallBack } from './card-rules.ts';
import { readMessageContent, type MessageContent } from './message-content.ts';

const RECALL_SECONDS = 24 * 3600;

export function messageRoutes(emulation: Emulation): WecomRoute[] {
  return [
    { path: 'cgi-bin/message/send', method: 'POST', ownQuota: true, run: (call) => send(emulation, call) },
    { path: 'cgi-bin/message/recall', method: 'POST', run: (call) => recall(emulation, call) },
    {
      path: 'cgi-bin/message/update_template_card',
      method: 'POST',
      run: (call) => updateTemplateCard(emulation, call),
    },
  ];
}

function send(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const { app } = call;
  const agentId = fields.number('agentid');
  if (agentId === undefined) throw new PlatformError(40056, 'invalid agentid');
  if (agentId !== app.agentId) throw new PlatformError(301002, 'not allow to use this agentid');
  const msgtype = fields.text('msgtype');
  const content = readMessageContent(emulation, app, msgtype, fields);
  const to = { users: fields.text('touser'), parties: fields.text('toparty'), tags: fields.text('totag') };
  const { members, ...invalid } = resolveAudience(emulation, app, to);
  const taskId = msgtype === 'template_card' ? new Fields(content.payload).text('task_id') : '';
  if (taskId !== '' && emulation.state.cards.get(cardKey(app.corpId, app.agentId, taskId)) !== undefined) {
    throw new PlatformError(42014, 'task_id already used');
  }
  const duplicate = isDuplicate(emulation, app, fields, members, content);
  const msgid = emulation.ids.fresh('wecom-msgid', 40);
  const answer: Record<string, unknown> = { ...invalid, msgid };
  if (duplicate) {
    call.effect = false;
    const errcode = emulation.switches.duplicateCheckErrcode;
    if (errcode !== 0) throw new PlatformError(errcode, 'duplicate message');
    return answer;
  }
  countPersonTimes(emulation, app, members.length);
  deliver(emulation, call, { msgid, msgtype, members, content, taskId });
  if (msgtype === 'template_card' && canCallBack(content.payload)) {
    answer['response_code'] = issueResponseCode(emulation, cardKey(app.corpId, app.agentId, taskId));
  }
  return answer;
}

/** Puts the message into every inbox that still takes one (A3); a card is remembered by its task_id. */
function deliver(
  emulation: Emulation,
  call: WecomCall,
  message: { msgid: string; msgtype: string; members: MemberRow[]; content: MessageContent; taskId: string },
): void {
  const { corpId, agentId } = call.app;
  const { msgid, msgtype, content, taskId } = message;
  const views: Record<string, string> = {};
  for (const member of message.members) {
    // A dropped copy still belongs to the audience: the platform never tells who got nothing.
    views[member.userId.toLowerCase()] = '';
    if (isOverMemberLimit(emulation, corpId, agentId, member.userId)) continue;
    const base = { corpId, agentId, userId: member.userId, direction: 'received' as const, msgtype, msgid };
    const card: CardView = {
      taskId,
      cardType: String(content.payload['card_type']),
      card: content.payload,
      clickable: canCallBack(content.payload),
      updates: 0,
      clicks: 0,
    };
    const item = {
      ...base,
      text: content.text,
      payload: content.payload,
      ...(msgtype === 'template_card' ? { card } : {}),
    };
    views[member.userId.toLowerCase()] = emulation.inboxes.showMember(item).id;
  }
  const itemIds = Object.values(views).filter((id) => id !== '');
  call.effect = itemIds.length > 0;
  emulation.state.appMessages.put(msgid, { corpId, agentId, at: emulation.clock.now(), itemIds });
  if (msgtype === 'template_card' && taskId !== '') {
    emulation.state.cards.put(cardKey(corpId, agentId, taskId), { corpId, agentId, taskId, msgid, views });
  }
}

/** Whether the platform would silently drop one more message of this app to this member (A3). */
function isOverMemberLimit(emulation: Emulation, corpId: string, agentId: number, userId: string): boolean {
  const now = emulation.clock.now();
  const items = emulation.inboxes.ofMember(corpId, userId);
  let minute = 0;
  let hour = 0;
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const item = items[index];
    if (item === undefined) break;
    const age = now - Date.parse(item.at);
    if (age >= 3_600_000) break;
    if (item.direction !== 'received' || item.agentId !== agentId || item.passive === true) continue;
    hour += 1;
    if (age < 60_000) minute += 1;
  }
  return minute >= emulation.switches.memberMessagesPerMinute || hour >= emulation.switches.memberMessagesPerHour;
}

/** Account limit × 200 person-times a day and app (A4). */
function countPersonTimes(emulation: Emulation, app: AppRow, people: number): void {
  const key = `person-times/${app.corpId}/${app.agentId}`;
  const today = dayOf(emulation.clock.now());
  const known = emulation.state.facts.get(key);
  const count = (known?.['day'] === today ? Number(known['count']) : 0) + people;
  if (count > emulation.switches.corpAccountLimit * 200) {
    throw new PlatformError(emulation.switches.dailyPersonTimesErrcode, 'api freq out of limit');
  }
  emulation.state.facts.put(key, { day: today, count });
}

/** Same content to the same audience within the interval, when the sender asked for the check (A5). */
function isDuplicate(
  emulation: Emulation,
  app: AppRow,
  fields: Fields,
  members: MemberRow[],
  content: MessageContent,
): boolean {
  if (fields.number('enable_duplicate_check') !== 1) return false;
  const seconds = Math.min(fields.number('duplicate_check_interval') ?? 1800, 14_400);
  const audience = members.map((member) => member.userId.toLowerCase()).sort();
  const digest = createHash('sha1')
    .update(JSON.stringify([app.corpId, app.agentId, audience, content.payload]))
    .digest('hex');
  const key = `duplicate/${digest}`;
  const until = emulation.state.facts.get(key)?.['until'];
  if (typeof until === 'number' && emulation.clock.now() < until) return true;
  emulation.state.facts.put(key, { until: emulation.clock.now() + seconds * 1000 });
  return false;
}

/** Within 24 h, own messages only (A11). */
function recall(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const sent = emulation.state.appMessages.get(new Fields(call.body).text('msgid'));
  const { app } = call;
  if (sent === undefined || sent.corpId !== app.corpId || sent.agentId !== app.agentId) {
    throw new PlatformError(40058, 'invalid msgid');
  }
  if (emulation.clock.now() - sent.at >= RECALL_SECONDS * 1000) throw new PlatformError(42052, 'msgid expired');
  for (const id of sent.itemIds) {
    const item = emulation.inboxes.memberItem(id);
    if (item === undefined) continue;
    item.recalled = true;
    emulation.inboxes.memberItemChanged(item);
  }
  return {};
}
