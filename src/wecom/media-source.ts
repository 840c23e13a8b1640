import { CareError } from '../errors.ts';
import type { PlatformApi } from '../platform/platform-api.ts';
import type { MediaSource } from '../ports.ts';

/**
 * Files that members sent to the app, and owners to 微信客服: any app of the corp may fetch both.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90254
 */
export function createMediaSource(api: PlatformApi): MediaSource {
  return {
    async fetch({ mediaId, maxBytes }) {
      const download = await api.download('media/get', { media_id: mediaId }, maxBytes);
      if (!('file' in download)) throw new CareError('UPSTREAM', 'media/get answered with JSON instead of a file');
      return download.file;
    },
  };
}
