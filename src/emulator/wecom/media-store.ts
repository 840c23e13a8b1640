import { PlatformError } from '../core/platform-error.ts';
import type { MediaRow } from '../core/state.ts';
import type { Emulation } from '../emulation.ts';

const MEDIA_SECONDS = 3 * 24 * 3600;

/** Stores a file under a fresh media_id. `owner` is the corpId or appId whose apps may use it. */
export function storeMedia(emulation: Emulation, media: Omit<MediaRow, 'createdAt'>): string {
  const mediaId = emulation.ids.fresh('media', 64);
  emulation.state.media.put(mediaId, { ...media, createdAt: emulation.clock.now() });
  return mediaId;
}

/** @throws {PlatformError} 40007 unknown, 40145 older than three days (A11, K20) */
export function requireMedia(emulation: Emulation, owner: string, mediaId: string): MediaRow {
  const media = emulation.state.media.get(mediaId);
  if (media === undefined || media.owner !== owner) throw new PlatformError(40007, 'invalid media_id');
  if (emulation.clock.now() - media.createdAt >= MEDIA_SECONDS * 1000)
    throw new PlatformError(40145, 'media_id expired');
  return media;
}
