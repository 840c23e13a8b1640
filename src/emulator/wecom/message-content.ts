import { byteLength, Fields } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { AppRow } from '../core/state.ts';
import type { Emulation } from '../emulation.ts';
import { requireMedia } from './media-store.ts';
import { checkCard } from './card-rules.ts';

/** What a member will see: the wire object and its plain-text rendering. */
export interface MessageContent {
  payload: Record<string, unknown>;
  text: string;
}

const TEXT_BYTES = 2048;

/**
 * Checks and cuts the type object of message/send.
 *
 * @throws {PlatformError} 40008 unknown msgtype, 44004 empty text, 45002 too long, 45034 URL without scheme, 40007/40145 media, 42xxx cards
 */
export function readMessageContent(emulation: Emulation, app: AppRow, msgtype: string, fields: Fields): MessageContent {
  if (msgtype === 'template_card') {
    const card = fields.object('template_card');
    if (card === undefined) throw new PlatformError(42031, 'template_card missing');
    checkCard(app, card);
    return { payload: card, text: cardText(card) };
  }
  const object = fields.object(msgtype);
  const inner = new Fields(object ?? {});
  switch (msgtype) {
    case 'text':
    case 'markdown': {
      const content = inner.text('content');
      if (content === '') throw new PlatformError(44004, 'text content is empty');
      const cut = truncateBytes(content, TEXT_BYTES, emulation.switches.textTruncation);
      return { payload: { ...object, content: cut }, text: cut };
    }
    case 'image':
    case 'voice':
    case 'video':
    case 'file': {
      const media = requireMedia(emulation, app.corpId, inner.text('media_id'));
      // What was uploaded as one kind is no media id of another.
      if (media.kind !== msgtype) throw new PlatformError(40007, 'invalid media_id');
      return { payload: object ?? {}, text: `[${msgtype}] ${media.fileName}` };
    }
    case 'textcard': {
      const [title, description, url] = [inner.text('title'), inner.text('description'), inner.text('url')];
      if (title === '') throw new PlatformError(41016, 'missing title');
      if (description === '') throw new PlatformError(41033, 'missing description');
      checkUrl(url);
      return { payload: object ?? {}, text: `${title}\n${description}` };
    }
    case 'news': {
      const articles = inner.objects('articles');
      if (articles.length < 1 || articles.length > 8) throw new PlatformError(45008, 'article size out of limit');
      for (const article of articles) {
        const fields = new Fields(article);
        if (fields.text('title') === '') throw new PlatformError(41016, 'missing title');
        if (fields.text('appid') === '') checkUrl(fields.text('url'));
      }
      return { payload: object ?? {}, text: articles.map((article) => new Fields(article).text('title')).join('\n') };
    }
    default:
      throw new PlatformError(40008, 'invalid message type');
  }
}

/** Cuts at `limit` bytes; `code-point` never leaves half a character (A1). */
export function truncateBytes(text: string, limit: number, where: 'code-point' | 'byte'): string {
  if (byteLength(text) <= limit) return text;
  const bytes = Buffer.from(text, 'utf8');
  if (where === 'byte') return bytes.toString('utf8', 0, limit);
  let end = limit;
  // Continuation bytes are 10xxxxxx: step back to the start of the character that crosses the limit.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}

export function cardText(card: Record<string, unknown>): string {
  const title = new Fields(card).object('main_title') ?? {};
  const parts = [title['title'], title['desc'], card['sub_title_text']];
  return parts.filter((part) => typeof part === 'string' && part !== '').join('\n');
}

function checkUrl(url: string): void {
  if (url === '') throw new PlatformError(41010, 'missing url');
  if (byteLength(url) > 2048) throw new PlatformError(45002, 'content size out of limit');
  if (!/^https?:\/\//.test(url)) throw new PlatformError(45034, 'url must have a protocol header');
}
