import { ControlError } from '../core/platform-error.ts';
import type { OfficialAccountRow, PersonRow } from '../core/state.ts';
import { toXmlFields, type XmlFields } from '../core/xml.ts';
import type { OutgoingMessage, SentMessage } from '../control-types.ts';
import type { Emulation } from '../emulation.ts';
import { storeOutgoing } from '../kf/entries.ts';
import { publishMessage, publishOfficialEvent } from './events.ts';
import { openWindow, relationOf, saveRelation } from './followers.ts';
import { findScene } from './qrcodes.ts';

export function personSays(
  emulation: Emulation,
  person: PersonRow,
  account: OfficialAccountRow,
  message: OutgoingMessage,
): SentMessage {
  const relation = relationOf(emulation, person, account.appId);
  if (!relation.subscribed) throw new ControlError(409, `${person.personId} does not follow ${account.appId}`);
  const { fields, text, payload } = writeMessage(emulation, account.appId, message);
  // A tap on a msgmenu item counts as a menu click, not as a message (O7).
  openWindow(emulation, relation, 'bizmsgmenuid' in fields ? 'action' : 'message');
  const msgid = publishMessage(emulation, account, relation, fields);
  const item = emulation.inboxes.showPerson(person.personId, {
    channel: 'official-account',
    direction: 'sent',
    from: 'person',
    appId: account.appId,
    msgtype: fields.MsgType,
    text,
    payload,
    msgid,
  });
  return { msgid, at: item.at };
}

/** Follows, perhaps through a parametric QR code (O1, O10). */
export function personFollows(
  emulation: Emulation,
  person: PersonRow,
  account: OfficialAccountRow,
  ticket?: string,
): void {
  const relation = relationOf(emulation, person, account.appId);
  const scene = ticket === undefined ? undefined : findScene(emulation, account.appId, ticket);
  relation.subscribed = true;
  relation.subscribedAt = emulation.clock.now();
  relation.subscribeScene = scene === undefined ? 'ADD_SCENE_SEARCH' : 'ADD_SCENE_QR_CODE';
  if (scene === undefined) delete relation.qrScene;
  else relation.qrScene = scene;
  openWindow(emulation, relation, 'action');
  publishOfficialEvent(emulation, account, relation, {
    Event: 'subscribe',
    EventKey: scene === undefined ? '' : `qrscene_${scene}`,
    ...(scene === undefined || ticket === undefined ? {} : { Ticket: ticket }),
  });
}

export function personUnfollows(emulation: Emulation, person: PersonRow, account: OfficialAccountRow): void {
  const relation = relationOf(emulation, person, account.appId);
  if (!relation.subscribed) return;
  relation.subscribed = false;
  delete relation.message;
  delete relation.action;
  saveRelation(emulation, relation);
  publishOfficialEvent(emulation, account, relation, { Event: 'unsubscribe', EventKey: '' });
}

/** An expired or unknown ticket gives nothing (O10). */
export function personScans(
  emulation: Emulation,
  person: PersonRow,
  account: OfficialAccountRow,
  ticket: string,
): { event: 'subscribe' | 'SCAN' | null } {
  const scene = findScene(emulation, account.appId, ticket);
  if (scene === undefined) return { event: null };
  const relation = relationOf(emulation, person, account.appId);
  if (!relation.subscribed) {
    personFollows(emulation, person, account, ticket);
    return { event: 'subscribe' };
  }
  openWindow(emulation, relation, 'action');
  publishOfficialEvent(emulation, account, relation, { Event: 'SCAN', EventKey: scene, Ticket: ticket });
  return { event: 'SCAN' };
}

/** `click` opens a short window, `view` opens none (O7). */
export function personClicksMenu(
  emulation: Emulation,
  person: PersonRow,
  account: OfficialAccountRow,
  click: { type: 'click' | 'view'; key: string },
): void {
  const relation = relationOf(emulation, person, account.appId);
  if (!relation.subscribed) throw new ControlError(409, `${person.personId} does not follow ${account.appId}`);
  if (click.type === 'click') openWindow(emulation, relation, 'action');
  publishOfficialEvent(emulation, account, relation, { Event: click.type.toUpperCase(), EventKey: click.key });
}

function writeMessage(
  emulation: Emulation,
  appId: string,
  message: OutgoingMessage,
): { fields: XmlFields & { MsgType: string }; text: string; payload: Record<string, unknown> } {
  switch (message.type) {
    case undefined:
    case 'text': {
      const menu: XmlFields = message.menuId === undefined ? {} : { bizmsgmenuid: message.menuId };
      const payload = {
        content: message.text,
        ...(message.menuId === undefined ? {} : { bizmsgmenuid: message.menuId }),
      };
      return { fields: { MsgType: 'text', Content: message.text, ...menu }, text: message.text, payload };
    }
    case 'image':
    case 'voice':
    case 'video':
    case 'file': {
      const { mediaId, fileName } = storeOutgoing(emulation, appId, message);
      const extra: Record<string, XmlFields> = {
        image: { PicUrl: `http://emulator.invalid/${mediaId}` },
        voice: { Format: 'amr' },
      };
      return {
        fields: { MsgType: message.type, ...extra[message.type], MediaId: mediaId },
        text: `[${message.type}] ${fileName}`,
        payload: { mediaId },
      };
    }
    case 'location': {
      const place = {
        Location_X: message.latitude,
        Location_Y: message.longitude,
        Scale: 15,
        Label: message.address ?? '',
      };
      return { fields: { MsgType: 'location', ...place }, text: `[location] ${place.Label}`, payload: place };
    }
    case 'link': {
      const link = { Title: message.title, Description: message.desc ?? '', Url: message.url };
      return { fields: { MsgType: 'link', ...link }, text: `${message.title}\n${message.url}`, payload: link };
    }
    case 'raw':
      return {
        fields: { ...toXmlFields(message.content), MsgType: message.msgtype },
        text: `[${message.msgtype}]`,
        payload: message.content,
      };
    default:
      throw new ControlError(400, 'unknown message type');
  }
}
