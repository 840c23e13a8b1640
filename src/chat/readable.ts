import { type XmlFields, xmlText } from '../platform/callback.ts';
import { textOf } from '../platform/platform-api.ts';

/** What stands for a message that is no text. */
const STAND_INS: Record<string, string> = {
  image: '[图片]',
  voice: '[语音]',
  video: '[视频]',
  shortvideo: '[视频]',
  file: '[文件]',
  location: '[位置]',
  link: '[链接]',
  business_card: '[名片]',
  miniprogram: '[小程序]',
  merged_msg: '[聊天记录]',
  msgmenu: '[菜单]',
  channels: '[视频号]',
  channels_shop_product: '[商品]',
  channels_shop_order: '[订单]',
  meeting: '[会议]',
  calendar: '[日程]',
  note: '[笔记]',
};

/** Of a forwarded chat so much is kept as words; the whole stays in the inbox. */
const MERGED_CHARS = 4000;

/** A 微信客服 message as words a person can read: nothing that the owner meant to say is lost. */
export function readableEntry(msgType: string, body: Record<string, unknown>): string {
  if (msgType === 'text') return textOf(body['content']);
  return join(msgType, msgType === 'merged_msg' ? mergedChat(body) : detailsOf(msgType, (name) => textOf(body[name])));
}

/** A message to the service account as words. */
export function readableFields(msgType: string, fields: XmlFields): string {
  if (msgType === 'text') return xmlText(fields, 'Content');
  const names: Record<string, readonly string[]> = {
    location: ['Label', 'Location_X', 'Location_Y'],
    link: ['Title', 'Description', 'Url'],
    // What the platform itself has heard, where it still offers that.
    voice: ['Recognition'],
    miniprogrampage: ['Title', 'PagePath'],
  };
  return join(
    msgType,
    (names[msgType] ?? []).map((name) => xmlText(fields, name)),
  );
}

function join(msgType: string, details: readonly string[]): string {
  return [STAND_INS[msgType] ?? `[${msgType}]`, ...details].filter((part) => part !== '').join(' ');
}

const DETAILS: Record<string, readonly string[]> = {
  location: ['name', 'address'],
  link: ['title', 'desc', 'url'],
  business_card: ['userid'],
  miniprogram: ['title'],
  msgmenu: ['head_content'],
  channels: ['nickname', 'title'],
  channels_shop_product: ['title', 'sales_price', 'shop_nickname'],
  channels_shop_order: ['product_titles', 'price_wording', 'state', 'shop_nickname'],
};

function detailsOf(msgType: string, field: (name: string) => string): string[] {
  const names = DETAILS[msgType] ?? ['title', 'name', 'address', 'desc'];
  const details = names.map(field);
  const coordinates = [field('latitude'), field('longitude')].filter((part) => part !== '');
  return coordinates.length === 2 ? [...details, `(${coordinates.join(', ')})`] : details;
}

/** Who said what in a forwarded chat; each item's content is JSON in a string. */
function mergedChat(body: Record<string, unknown>): string[] {
  const items = Array.isArray(body['item']) ? (body['item'] as Record<string, unknown>[]) : [];
  const lines = items.map((item) => {
    const sender = textOf(item['sender_name']);
    const words = readableEntry(textOf(item['msgtype']), contentOf(item));
    return sender === '' ? words : `${sender}：${words}`;
  });
  return [
    [textOf(body['title']), ...lines]
      .filter((line) => line !== '')
      .join('\n')
      .slice(0, MERGED_CHARS),
  ];
}

/** `{"text":{"content":"…"}}`, or the inner object alone. */
function contentOf(item: Record<string, unknown>): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(textOf(item['msg_content']));
    if (typeof parsed !== 'object' || parsed === null) return {};
    const inner = (parsed as Record<string, unknown>)[textOf(item['msgtype'])];
    return (typeof inner === 'object' && inner !== null ? inner : parsed) as Record<string, unknown>;
  } catch {
    // Not JSON: there is nothing to read in it.
    return {};
  }
}
