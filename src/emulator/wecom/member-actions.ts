import { Fields } from '../api.ts';
import { cardKey } from '../core/keys.ts';
import { nextMsgId } from '../core/msgid.ts';
import { ControlError } from '../core/platform-error.ts';
import type { AppRow, MemberRow, ReplyTarget } from '../core/state.ts';
import { buildXml, toXmlFields, type XmlFields } from '../core/xml.ts';
import type { OutgoingMessage, SentMessage } from '../control-types.ts';
import type { Emulation } from '../emulation.ts';
import { storeOutgoing } from '../kf/entries.ts';
import { issueResponseCode } from './card-updates.ts';

/** Events whose passive reply the platform honours (C10); messages always do. */
const REPLYABLE = new Set([
  'subscribe',
  'enter_agent',
  'LOCATION',
  'click',
  'view',
  'view_miniprogram',
  'scancode_waitmsg',
  'template_card_menu_event',
]);

/** A member writes to the app. */
export function memberSays(
  emulation: Emulation,
  app: AppRow,
  member: MemberRow,
  message: OutgoingMessage,
): SentMessage {
  const { fields, text } = writeMessage(emulation, app.corpId, message);
  const msgid = nextMsgId(emulation.ids);
  const reply: ReplyTarget = { type: 'member', userId: member.userId, honoured: true };
  publish(emulation, app, member.userId, fields.MsgType, { ...fields, MsgId: BigInt(msgid) }, reply);
  const item = emulation.inboxes.showMember({
    corpId: app.corpId,
    agentId: app.agentId,
    userId: member.userId,
    direction: 'sent',
    msgtype: fields.MsgType,
    text,
    payload: Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'MsgType')),
    msgid,
  });
  return { msgid, at: item.at };
}

/** An event of a member in the app: subscribe, enter_agent, click, view, … */
export function memberEvent(emulation: Emulation, app: AppRow, userId: string, event: string, fields: XmlFields): void {
  const reply: ReplyTarget = { type: 'member', userId, honoured: REPLYABLE.has(event) };
  publish(emulation, app, userId, event, { MsgType: 'event', Event: event, ...fields }, reply);
}

/** Raw events that share one CreateTime; external-contact events come from `sys` (C14). */
export function appEvents(emulation: Emulation, app: AppRow, events: Record<string, unknown>[]): void {
  for (const event of events) {
    const { FromUserName, ...fields } = toXmlFields(event);
    const from = typeof FromUserName === 'string' ? FromUserName : 'sys';
    const name = typeof fields['Event'] === 'string' ? fields['Event'] : 'event';
    publish(emulation, app, from, name, { MsgType: 'event', ...fields }, undefined, from === 'sys');
  }
}

/** A member presses a button, submits a vote or picks a menu entry of a card (A7). */
export function clickCard(
  emulation: Emulation,
  app: AppRow,
  member: MemberRow,
  click: { taskId: string; key: string; selected?: Record<string, string[]> },
): { event: string; responseCode: string } {
  const key = cardKey(app.corpId, app.agentId, click.taskId);
  const card = emulation.state.cards.get(key);
  const item = emulation.inboxes.memberItem(card?.views[member.userId.toLowerCase()] ?? '');
  const view = item?.card;
  if (item === undefined || view === undefined)
    throw new ControlError(404, `${member.userId} has no card ${click.taskId}`);
  if (item.recalled === true) throw new ControlError(409, 'the card was recalled');
  const event = eventOf(view.card, click.key);
  if (event === undefined) throw new ControlError(409, `the card has no key ${click.key}`);
  // Greyed-out buttons do nothing; the menu in the corner of the card keeps working.
  if (event === 'template_card_event' && !view.clickable) {
    throw new ControlError(409, 'the card is no longer clickable for this member');
  }
  const responseCode = issueResponseCode(emulation, key);
  view.clicks += 1;
  emulation.inboxes.memberItemChanged(item);
  const fields: XmlFields = {
    MsgType: 'event',
    Event: event,
    EventKey: click.key,
    TaskId: click.taskId,
    CardType: view.cardType,
    ResponseCode: responseCode,
    ...(event === 'template_card_event' ? selectedItems(view.card, click.selected) : {}),
  };
  const reply: ReplyTarget = { type: 'member', userId: member.userId, honoured: REPLYABLE.has(event), cardKey: key };
  publish(emulation, app, member.userId, event, fields, reply);
  return { event, responseCode };
}

function eventOf(card: Record<string, unknown>, key: string): string | undefined {
  const fields = new Fields(card);
  const actions = new Fields(fields.object('action_menu') ?? {}).objects('action_list');
  if (actions.some((action) => action['key'] === key)) return 'template_card_menu_event';
  const buttons = fields.objects('button_list').filter((button) => (new Fields(button).number('type') ?? 0) === 0);
  const submit = fields.object('submit_button');
  return buttons.some((button) => button['key'] === key) || submit?.['key'] === key ? 'template_card_event' : undefined;
}

/** What the member chose, else what the card preselects. */
function selectedItems(card: Record<string, unknown>, selected: Record<string, string[]> = {}): XmlFields {
  const fields = new Fields(card);
  const questions = [fields.object('checkbox'), fields.object('button_selection'), ...fields.objects('select_list')];
  const items = questions.flatMap((question) => {
    if (question === undefined) return [];
    const inner = new Fields(question);
    const questionKey = inner.text('question_key');
    const options = inner.objects('option_list');
    const checked = options.filter((option) => option['is_checked'] === true).map((option) => String(option['id']));
    const preset = inner.text('selected_id');
    const chosen = selected[questionKey] ?? (preset === '' ? checked : [preset]);
    const unknown = chosen.find((id) => !options.some((option) => option['id'] === id));
    if (unknown !== undefined) throw new ControlError(409, `question ${questionKey} has no option ${unknown}`);
    return [{ QuestionKey: questionKey, OptionIds: { OptionId: chosen } }];
  });
  return items.length === 0 ? {} : { SelectedItems: { SelectedItem: items } };
}

function publish(
  emulation: Emulation,
  app: AppRow,
  from: string,
  name: string,
  fields: XmlFields,
  reply?: ReplyTarget,
  ofCorp = false,
): void {
  const head = { ToUserName: app.corpId, FromUserName: from, CreateTime: emulation.clock.seconds() };
  // Events of the corp (contacts, external contacts) carry no AgentID (C7).
  const tail = ofCorp ? {} : { AgentID: app.agentId };
  emulation.deliveries.send({
    receiver: { type: 'app', corpId: app.corpId, agentId: app.agentId },
    name,
    xml: buildXml({ ...head, ...fields, ...tail }),
    ...(ofCorp ? {} : { agentId: app.agentId }),
    ...(reply === undefined ? {} : { reply }),
  });
}

function writeMessage(
  emulation: Emulation,
  corpId: string,
  message: OutgoingMessage,
): { fields: XmlFields & { MsgType: string }; text: string } {
  switch (message.type) {
    case undefined:
    case 'text':
      return { fields: { MsgType: 'text', Content: message.text }, text: message.text };
    case 'image':
    case 'voice':
    case 'video':
    case 'file': {
      const { mediaId, fileName } = storeOutgoing(emulation, corpId, message);
      const extra: Record<string, XmlFields> = {
        image: { PicUrl: `http://emulator.invalid/${mediaId}` },
        voice: { Format: 'amr' },
        video: { ThumbMediaId: mediaId },
      };
      return {
        fields: { MsgType: message.type, MediaId: mediaId, ...extra[message.type] },
        text: `[${message.type}] ${fileName}`,
      };
    }
    case 'location': {
      const label = message.address ?? message.name ?? '';
      const place = {
        Location_X: message.latitude,
        Location_Y: message.longitude,
        Scale: 15,
        Label: label,
        AppType: 'wxwork',
      };
      return { fields: { MsgType: 'location', ...place }, text: `[location] ${label}` };
    }
    case 'link': {
      const link = {
        Title: message.title,
        Description: message.desc ?? '',
        Url: message.url,
        PicUrl: message.picUrl ?? '',
      };
      return { fields: { MsgType: 'link', ...link }, text: `${message.title}\n${message.url}` };
    }
    case 'raw':
      return { fields: { ...toXmlFields(message.content), MsgType: message.msgtype }, text: `[${message.msgtype}]` };
    default:
      throw new ControlError(400, 'unknown message type');
  }
}
