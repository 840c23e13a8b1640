import type { CardView, MemberItem, PersonItem } from '../emulator/index.ts';
import type { Card, OwnerItem, StaffItem } from '../console/contract.ts';

/** The emulated phones' contents in the shape that the page shows. */

export function toOwnerItem(item: PersonItem): OwnerItem {
  const menu = menuOf(item);
  return {
    seq: item.seq,
    at: item.at,
    from: item.from === 'person' ? 'owner' : item.from === 'system' ? 'system' : 'store',
    kind: kindOf(item),
    text: menu === undefined ? item.text : textIn(item.payload, 'head_content'),
    channel: item.channel === 'kf' ? 'kf' : 'officialAccount',
    ...(item.title === undefined ? {} : { title: item.title }),
    ...(item.fields === undefined ? {} : { fields: item.fields.map(({ label, value }) => ({ label, value })) }),
    ...(item.url === undefined ? {} : { url: item.url }),
    ...(menu === undefined ? {} : { menu }),
  };
}

function kindOf(item: PersonItem): string {
  if (item.channel === 'service-notice') return 'notice';
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
  return item.card === undefined
    ? { ...common, kind: 'text', text: item.text }
    : { ...common, kind: 'card', card: toCard(item.card) };
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
