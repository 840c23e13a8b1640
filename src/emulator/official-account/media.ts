import type { ServerResponse } from 'node:http';
import type { ApiAnswer, OfficialCall, OfficialRoute } from '../api.ts';
import type { Emulation } from '../emulation.ts';
import { requireMedia } from '../wecom/media-store.ts';
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
    { path: 'cgi-bin/media/get', method: 'GET', run: (call) => getOfficialMedia(emulation, call) },
  ];
}

/** Path below which a video lies. */
export const VIDEO_PATH = '/official-account-video/';

/** Other than in WeCom a video comes as an address. */
function getOfficialMedia(emulation: Emulation, call: OfficialCall): ApiAnswer {
  const answer = getMedia(emulation, call, call.account.appId);
  const mediaId = call.query.get('media_id') ?? '';
  if (requireMedia(emulation, call.account.appId, mediaId).kind !== 'video') return answer;
  return { video_url: `http://${call.host}${VIDEO_PATH}${mediaId}` };
}

/** The address of a video: no token, the id is the secret. */
export function serveVideo(emulation: Emulation, response: ServerResponse, path: string): void {
  const video = emulation.state.media.get(path.slice(VIDEO_PATH.length));
  if (video === undefined) {
    response.writeHead(404);
    response.end();
    return;
  }
  const bytes = Buffer.from(video.base64, 'base64');
  response.writeHead(200, { 'content-type': video.contentType, 'content-length': bytes.length });
  response.end(bytes);
}
