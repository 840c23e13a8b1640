import type { OfficialRoute } from '../api.ts';
import type { Emulation } from '../emulation.ts';
import { getMedia, uploadMedia } from '../wecom/media.ts';

const MEGABYTE = 1024 * 1024;
const LIMITS = { image: 10 * MEGABYTE, voice: 2 * MEGABYTE, video: 10 * MEGABYTE, thumb: 64 * 1024 };

export function officialMediaRoutes(emulation: Emulation): OfficialRoute[] {
  return [
    {
      path: 'cgi-bin/media/upload',
      method: 'POST',
      rawBody: true,
      run: (call) => ({ ...uploadMedia(emulation, call, call.account.appId, LIMITS) }),
    },
    { path: 'cgi-bin/media/get', method: 'GET', run: (call) => getMedia(emulation, call, call.account.appId) },
  ];
}
