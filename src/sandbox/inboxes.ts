import type { CardView, GroupSendView, MemberItem, PersonItem } from '../emulator/index.ts';
import type { Card, GroupSendTask, OwnerItem, SentFile, StaffItem } from '../console/contract.ts';

/** The emulated phones' contents in the shape that the page shows. */

export function toOwnerItem(item: PersonItem): OwnerItem {
  const menu = menuOf(item);
  const file = fileOf(item);
  return {
    seq: item.seq,
    at: item.at,
    from: item.from === 'person' ? 'owner' : item.from === 'system' ? 'system' : 'store',
    kind: kindOf(item),
    text: menu === undefined ? item.text : textIn(item.payload, 'head_content'),
    channel: CHANNELS[item.channel],
    ...(item.title === undefined ? {} : { title: item.title }),
    ...(item.fields === undefined ? {} : { fields: item.fields.map(({ label, value }) => ({ label, value })) }),
    ...(item.url === undefined ? {} : { url: item.url }),
    ...(menu === undefined ? {} : { menu }),
    ...(file === undefined ? {} : { file }),
  };
}

const CHANNELS: Record<PersonItem['channel'], OwnerItem['channel']> = {
  kf: 'kf',
  'official-account': 'officialAccount',
  'service-notice': 'officialAccount',
  'wecom-contact': 'contact',
  sms: 'sms',
};

function kindOf(item: PersonItem): string {
  if (item.channel === 'service-notice') return 'notice';
  if (isFileKind(item.msgtype)) return 'file';
  return item.msgtype === 'msgmenu' ? 'menu' : item.msgtype;
}

function menuOf(item: PersonItem): { id: string; text: string }[] | undefined {
  if (item.msgtype !== 'msgmenu') return undefined;
  const list = item.payload['list'];
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown) => {
    const click = record(record(entry)['click']);
    return typeof click['id'] === 'string' ? [{ id: click['id'], text: textIn(click, 'content') }] : [];
  });
}

export function toStaffItem(item: MemberItem): StaffItem {
  const common = { seq: item.seq, at: item.at, from: item.direction === 'sent' ? 'staff' : 'app' } as const;
  if (item.groupSend !== undefined) return { ...common, kind: 'groupSend', groupSend: toTask(item.groupSend) };
  if (item.card !== undefined) return { ...common, kind: 'card', card: toCard(item.card) };
  const file = fileOf(item);
  return file === undefined
    ? { ...common, kind: 'text', text: item.text }
    : { ...common, kind: 'file', text: item.text, file };
}

function toTask({ msgid, text, customers, status, reminders }: GroupSendView): GroupSendTask {
  return { msgId: msgid, text, customers: customers.map((customer) => customer.name), status, reminders };
}

const FILE_KINDS: readonly string[] = ['image', 'voice', 'video', 'file'];
const isFileKind = (msgtype: string): msgtype is SentFile['kind'] => FILE_KINDS.includes(msgtype);

/** Each chat names the media id in its own way; the emulator shows a file as `[image] name`. */
function fileOf(item: { msgtype: string; text: string; payload: Record<string, unknown> }): SentFile | undefined {
  if (!isFileKind(item.msgtype)) return undefined;
  const mediaId = ['media_id', 'MediaId', 'mediaId'].map((name) => textIn(item.payload, name)).find((id) => id !== '');
  if (mediaId === undefined) return undefined;
  const name = item.text.replace(/^\[\w+\] ?/, '');
  return { kind: item.msgtype, name, url: `/sandbox/api/media/${encodeURIComponent(mediaId)}` };
}

function toCard(view: CardView): Card {
  const card = view.card;
  const title = record(card['main_title']);
  const quote = textIn(record(card['quote_area']), 'quote_text');
  const selection = record(card['button_selection']);
  const url = textIn(record(card['card_action']), 'url');
  return {
    taskId: view.taskId,
    title: textIn(title, 'title'),
    desc: textIn(title, 'desc'),
    ...(quote === '' ? {} : { quote }),
    fields: list(card['horizontal_content_list']).map((field) => ({
      label: textIn(field, 'keyname'),
      value: textIn(field, 'value'),
    })),
    buttons: list(card['button_list']).map((button) => ({
      key: textIn(button, 'key'),
      text: textIn(button, 'text'),
      style: Number(button['style'] ?? 1),
      disabled: !view.clickable,
    })),
    ...(view.replacedWith === undefined ? {} : { replaced: view.replacedWith }),
    ...(selection['option_list'] === undefined
      ? {}
      : {
          selection: {
            key: textIn(selection, 'question_key'),
            title: textIn(selection, 'title'),
            options: list(selection['option_list']).map((option) => ({
              id: textIn(option, 'id'),
              text: textIn(option, 'text'),
            })),
          },
        }),
    ...(url === '' ? {} : { url }),
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(record) : [];
}

function textIn(object: Record<string, unknown>, key: string): string {
  const value = object[key];
  return typeof value === 'string' ? value : '';
}
