import { BinaryAnswer, type ApiAnswer, type ApiCall, type WecomRoute } from '../api.ts';
import { parseMultipart } from '../core/multipart.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { Emulation } from '../emulation.ts';
import { requireMedia, storeMedia } from './media-store.ts';

const MEGABYTE = 1024 * 1024;
const WECOM_LIMITS = { image: 10 * MEGABYTE, voice: 2 * MEGABYTE, video: 10 * MEGABYTE, file: 20 * MEGABYTE };
const MIN_BYTES = 5;

export function mediaRoutes(emulation: Emulation): WecomRoute[] {
  return [
    {
      path: 'cgi-bin/media/upload',
      method: 'POST',
      rawBody: true,
      // created_at is a string here, unlike everywhere else.
      run: (call) => {
        const uploaded = uploadMedia(emulation, call, call.app.corpId, WECOM_LIMITS);
        return { ...uploaded, created_at: String(uploaded.created_at) };
      },
    },
    { path: 'cgi-bin/media/get', method: 'GET', run: (call) => getMedia(emulation, call, call.app.corpId) },
  ];
}

/** @throws {PlatformError} 40004 bad type, 44001 no file, 40006 too small, 45001 too large */
export function uploadMedia(
  emulation: Emulation,
  call: ApiCall,
  owner: string,
  limits: Record<string, number>,
): { type: string; media_id: string; created_at: number } {
  const type = call.query.get('type') ?? '';
  const limit = Object.hasOwn(limits, type) ? limits[type] : undefined;
  if (limit === undefined) throw new PlatformError(40004, 'invalid media type');
  const file = parseMultipart(call.rawBody, call.contentType).find((part) => part.fieldName === 'media');
  if (file === undefined || file.fileName === '') throw new PlatformError(44001, 'empty media data');
  if (file.bytes.length <= MIN_BYTES) throw new PlatformError(40006, 'invalid media size');
  if (file.bytes.length > limit) throw new PlatformError(45001, 'media size out of limit');
  const { fileName, contentType, bytes } = file;
  const mediaId = storeMedia(emulation, { owner, kind: type, fileName, contentType, base64: bytes.toString('base64') });
  return { type, media_id: mediaId, created_at: emulation.clock.seconds() };
}

export function getMedia(emulation: Emulation, call: ApiCall, owner: string): ApiAnswer {
  const mediaId = call.query.get('media_id') ?? '';
  if (mediaId === '') throw new PlatformError(41006, 'media_id missing');
  const media = requireMedia(emulation, owner, mediaId);
  call.effect = false;
  return new BinaryAnswer(Buffer.from(media.base64, 'base64'), media.contentType, media.fileName);
}
