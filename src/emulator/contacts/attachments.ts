import { byteLength, Fields } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { Emulation } from '../emulation.ts';
import { requireMedia } from '../wecom/media-store.ts';

const MAX_ATTACHMENTS = 9;

export interface Attachment {
  wire: Record<string, unknown>;
  text: string;
}

/**
 * Attachments of welcome messages and broadcasts.
 *
 * @throws {PlatformError} 40058 too many or of unknown type, 40007/40145 media, 45002 too long, 41010 link without url
 */
export function readAttachments(emulation: Emulation, corpId: string, fields: Fields): Attachment[] {
  const list = fields.objects('attachments');
  if (list.length > MAX_ATTACHMENTS) throw new PlatformError(40058, 'too many attachments');
  return list.map((wire) => {
    const one = new Fields(wire);
    const msgtype = one.text('msgtype');
    const inner = new Fields(one.object(msgtype) ?? {});
    switch (msgtype) {
      case 'image':
        if (inner.text('pic_url') === '') requireMedia(emulation, corpId, inner.text('media_id'));
        return { wire, text: '[image]' };
      case 'video':
      case 'file':
        return { wire, text: `[${msgtype}] ${requireMedia(emulation, corpId, inner.text('media_id')).fileName}` };
      case 'link':
        if (inner.text('url') === '') throw new PlatformError(41010, 'missing url');
        if (byteLength(inner.text('title')) > 128 || byteLength(inner.text('desc')) > 512) {
          throw new PlatformError(45002, 'content size out of limit');
        }
        return { wire, text: `${inner.text('title')}\n${inner.text('url')}` };
      case 'miniprogram':
        requireMedia(emulation, corpId, inner.text('pic_media_id'));
        return { wire, text: `[miniprogram] ${inner.text('title')}` };
      default:
        throw new PlatformError(40058, 'invalid attachment msgtype');
    }
  });
}
