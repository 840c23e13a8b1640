import { byteLength, Fields } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { Emulation } from '../emulation.ts';
import { requireMedia } from '../wecom/media-store.ts';
import { truncateBytes, type MessageContent } from '../wecom/message-content.ts';

const TEXT_BYTES = 2048;

/**
 * Checks and cuts the type object of kf/send_msg.
 *
 * @throws {PlatformError} 40008 msgtype, 44004 empty text, 45002 too long, 95008/95009 menus (K18), media and link codes
 */
export function readKfContent(
  emulation: Emulation,
  corpId: string,
  msgtype: string,
  body: Fields,
  maxMenuItems = 50,
): MessageContent {
  const object = body.object(msgtype) ?? {};
  const fields = new Fields(object);
  switch (msgtype) {
    case 'text': {
      const content = fields.text('content');
      if (content === '') throw new PlatformError(44004, 'text content is empty');
      const cut = truncateBytes(content, TEXT_BYTES, emulation.switches.textTruncation);
      return { payload: { ...object, content: cut }, text: cut };
    }
    case 'image':
    case 'voice':
    case 'video':
    case 'file': {
      const media = requireMedia(emulation, corpId, fields.text('media_id'));
      return { payload: object, text: `[${msgtype}] ${media.fileName}` };
    }
    case 'link': {
      limit(fields, { title: 128, desc: 512, url: 2048 });
      if (fields.text('title') === '') throw new PlatformError(41016, 'missing title');
      if (fields.text('url') === '') throw new PlatformError(41010, 'missing url');
      requireMedia(emulation, corpId, fields.text('thumb_media_id'));
      return { payload: object, text: `${fields.text('title')}\n${fields.text('url')}` };
    }
    case 'miniprogram': {
      limit(fields, { title: 64 });
      if (fields.text('appid') === '' || fields.text('pagepath') === '')
        throw new PlatformError(40058, 'invalid miniprogram');
      requireMedia(emulation, corpId, fields.text('thumb_media_id'));
      return { payload: object, text: `[miniprogram] ${fields.text('title')}` };
    }
    case 'location':
      if (fields.number('latitude') === undefined || fields.number('longitude') === undefined) {
        throw new PlatformError(95022, 'invalid location');
      }
      return { payload: object, text: `[location] ${fields.text('name')} ${fields.text('address')}` };
    case 'ca_link':
      if (fields.text('link_url') === '') throw new PlatformError(41010, 'missing link_url');
      return { payload: object, text: fields.text('link_url') };
    case 'msgmenu':
      return { payload: object, text: readMenu(fields, maxMenuItems) };
    default:
      throw new PlatformError(40008, 'invalid message type');
  }
}

const ITEM_LIMITS: Record<string, Record<string, number>> = {
  click: { id: 128, content: 128 },
  view: { url: 2048, content: 1024 },
  miniprogram: { appid: 32, pagepath: 1024, content: 1024 },
  text: { content: 256 },
};

function readMenu(fields: Fields, maxItems: number): string {
  limit(fields, { head_content: 1024, tail_content: 1024 });
  const items = fields.objects('list');
  const tappable = items.filter((item) => item['type'] !== 'text').length;
  if (items.length > maxItems || tappable > 10) throw new PlatformError(95008, 'msgmenu item count out of limit');
  const lines = [fields.text('head_content')];
  for (const item of items) {
    const type = typeof item['type'] === 'string' ? item['type'] : '';
    const limits = ITEM_LIMITS[type];
    if (limits === undefined) throw new PlatformError(95009, 'invalid msgmenu item type');
    const inner = new Fields(new Fields(item).object(type) ?? {});
    if (inner.text('content') === '') throw new PlatformError(40058, `msgmenu ${type}.content missing`);
    limit(inner, limits);
    lines.push(inner.text('content'));
  }
  lines.push(fields.text('tail_content'));
  return lines.filter((line) => line !== '').join('\n');
}

function limit(fields: Fields, limits: Record<string, number>): void {
  for (const [name, bytes] of Object.entries(limits)) {
    if (byteLength(fields.text(name)) > bytes) throw new PlatformError(45002, `${name} size out of limit`);
  }
}
