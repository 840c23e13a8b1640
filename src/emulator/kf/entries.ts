import { ControlError } from '../core/platform-error.ts';
import type { OutgoingMessage } from '../control-types.ts';
import type { Emulation } from '../emulation.ts';
import { storeMedia } from '../wecom/media-store.ts';
import { sampleMedia } from './sample-media.ts';

const MEGABYTE = 1024 * 1024;
/** Larger incoming media arrive as a text notice instead (K20). */
const MEDIA_LIMITS: Record<string, number> = {
  image: 2 * MEGABYTE,
  voice: 2 * MEGABYTE,
  video: 10 * MEGABYTE,
  file: 20 * MEGABYTE,
};

export interface WrittenEntry {
  msgtype: string;
  payload: Record<string, unknown>;
  text: string;
  /** msgtype and the object named like it. */
  entry: Record<string, unknown>;
}

/** What a person typed, as a sync_msg entry. */
export function writeKfEntry(emulation: Emulation, corpId: string, message: OutgoingMessage): WrittenEntry {
  const { msgtype, payload, text } = render(emulation, corpId, message);
  return { msgtype, payload, text, entry: { msgtype, [msgtype]: payload } };
}

function render(emulation: Emulation, corpId: string, message: OutgoingMessage): Omit<WrittenEntry, 'entry'> {
  switch (message.type) {
    case undefined:
    case 'text': {
      const menu = message.menuId === undefined ? {} : { menu_id: message.menuId };
      return { msgtype: 'text', payload: { content: message.text, ...menu }, text: message.text };
    }
    case 'image':
    case 'voice':
    case 'video':
    case 'file': {
      if (sizeOf(message) > (MEDIA_LIMITS[message.type] ?? 0)) {
        const notice = `[${message.type}] 文件过大，无法接收`;
        return { msgtype: 'text', payload: { content: notice }, text: notice };
      }
      const stored = storeOutgoing(emulation, corpId, message);
      return {
        msgtype: message.type,
        payload: { media_id: stored.mediaId },
        text: `[${message.type}] ${stored.fileName}`,
      };
    }
    case 'location': {
      const payload = {
        latitude: message.latitude,
        longitude: message.longitude,
        name: message.name ?? '',
        address: message.address ?? '',
      };
      return { msgtype: 'location', payload, text: `[location] ${payload.name} ${payload.address}`.trim() };
    }
    case 'link': {
      const payload = {
        title: message.title,
        desc: message.desc ?? '',
        url: message.url,
        pic_url: message.picUrl ?? '',
      };
      return { msgtype: 'link', payload, text: `${message.title}\n${message.url}` };
    }
    case 'raw':
      return { msgtype: message.msgtype, payload: message.content, text: `[${message.msgtype}]` };
    default:
      throw new ControlError(400, 'unknown message type');
  }
}

type MediaMessage = Extract<OutgoingMessage, { base64?: string }>;

/** Stores what a person sends and names it. */
export function storeOutgoing(
  emulation: Emulation,
  owner: string,
  message: MediaMessage,
): { mediaId: string; fileName: string } {
  const sample = sampleMedia[message.type];
  const fileName = message.fileName ?? sample?.name ?? 'file';
  const contentType = sample?.contentType ?? 'application/octet-stream';
  const base64 = message.base64 ?? sample?.base64 ?? '';
  const mediaId = storeMedia(emulation, { owner, kind: message.type, fileName, contentType, base64 });
  return { mediaId, fileName };
}

function sizeOf(message: MediaMessage): number {
  return message.sizeBytes ?? Buffer.byteLength(message.base64 ?? '', 'base64');
}
