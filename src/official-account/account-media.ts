import { CareError, PlatformUnreachableError } from '../errors.ts';
import { readDownload } from '../platform/download.ts';
import { type PlatformApi, textOf } from '../platform/platform-api.ts';
import type { MediaFile, MediaSource } from '../ports.ts';

const VIDEO_TIMEOUT_MS = 60_000;

/**
 * Files that followers sent to the service account. A video comes as an address instead of bytes.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Get_temporary_materials.html
 */
export function createAccountMedia(api: PlatformApi): MediaSource {
  return {
    async fetch({ mediaId, maxBytes }) {
      const download = await api.download('media/get', { media_id: mediaId }, maxBytes);
      if ('file' in download) return download.file;
      const address = textOf(download.answer['video_url']);
      if (!/^https?:\/\//.test(address)) throw new CareError('UPSTREAM', 'media/get answered with JSON without a file');
      return fetchVideo(address, maxBytes);
    },
  };
}

async function fetchVideo(address: string, maxBytes: number): Promise<MediaFile> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(VIDEO_TIMEOUT_MS) });
    if (response.status !== 200) throw new Error(`HTTP status ${response.status}`);
    const download = await readDownload(response, maxBytes);
    if (!('file' in download)) throw new Error('JSON instead of a video');
    return download.file;
  } catch (error) {
    if (error instanceof CareError) throw error;
    throw new PlatformUnreachableError('video_url', error);
  }
}
