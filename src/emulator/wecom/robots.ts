import { createHash } from 'node:crypto';
import { byteLength, Fields, type ApiCall, type OpenRoute } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { RobotRow } from '../core/state.ts';
import type { Emulation } from '../emulation.ts';
import { requireMedia } from './media-store.ts';
import { uploadMedia } from './media.ts';
import { cardText } from './message-content.ts';

const MEGABYTE = 1024 * 1024;
const MESSAGES_A_MINUTE = 20;

/** Group robots: the key in the address is all that is needed (A14). */
export function robotRoutes(emulation: Emulation): OpenRoute[] {
  return [
    { path: 'cgi-bin/webhook/send', method: 'POST', run: (call) => send(emulation, call) },
    {
      path: 'cgi-bin/webhook/upload_media',
      method: 'POST',
      rawBody: true,
      run: (call) => {
        const { key } = requireRobot(emulation, call);
        const uploaded = uploadMedia(emulation, call, `robot/${key}`, { file: 20 * MEGABYTE, voice: 2 * MEGABYTE });
        return { ...uploaded, created_at: String(uploaded.created_at) };
      },
    },
  ];
}

function send(emulation: Emulation, call: ApiCall): Record<string, unknown> {
  const robot = requireRobot(emulation, call);
  const fields = new Fields(call.body);
  const msgtype = fields.text('msgtype');
  const payload = fields.object(msgtype) ?? {};
  const text = readContent(emulation, robot, msgtype, new Fields(payload), payload);
  if (emulation.quotas.count(`robot/${robot.key}`, 60) > MESSAGES_A_MINUTE) {
    throw new PlatformError(45009, 'api freq out of limit');
  }
  const seq = emulation.ids.next('seq');
  const id = `i${seq}`;
  emulation.state.robotItems.put(id, { id, seq, at: emulation.clock.iso(), key: robot.key, msgtype, text, payload });
  emulation.recorder.changed(seq);
  return {};
}

/** @throws {PlatformError} 93000 unknown or removed, 93004 disabled */
function requireRobot(emulation: Emulation, call: ApiCall): RobotRow {
  const robot = emulation.state.robots.get(call.query.get('key') ?? '');
  if (robot === undefined || robot.state === 'removed') throw new PlatformError(93000, 'invalid webhook url');
  if (robot.state === 'disabled') throw new PlatformError(93004, 'robot is disabled');
  return robot;
}

/** What the group reads. @throws {PlatformError} 45002 too long, 45001 too large, 301019 md5, 45008 articles, 40008 type */
function readContent(
  emulation: Emulation,
  robot: RobotRow,
  msgtype: string,
  fields: Fields,
  payload: Record<string, unknown>,
): string {
  switch (msgtype) {
    case 'text':
    case 'markdown':
    case 'markdown_v2': {
      const content = fields.text('content');
      if (content === '') throw new PlatformError(44004, 'content is empty');
      if (byteLength(content) > (msgtype === 'text' ? 2048 : 4096)) {
        throw new PlatformError(45002, 'content exceed max length');
      }
      return content;
    }
    case 'image': {
      const bytes = Buffer.from(fields.text('base64'), 'base64');
      if (bytes.length === 0) throw new PlatformError(44001, 'empty media data');
      if (bytes.length > 2 * MEGABYTE) throw new PlatformError(45001, 'media size out of limit');
      const md5 = createHash('md5').update(bytes).digest('hex');
      if (md5 !== fields.text('md5').toLowerCase()) throw new PlatformError(301019, 'image md5 not match');
      return '[image]';
    }
    case 'news': {
      const articles = fields.objects('articles');
      if (articles.length < 1 || articles.length > 8) throw new PlatformError(45008, 'article size out of limit');
      return articles.map((article) => new Fields(article).text('title')).join('\n');
    }
    case 'file':
    case 'voice':
      return `[${msgtype}] ${requireMedia(emulation, `robot/${robot.key}`, fields.text('media_id')).fileName}`;
    case 'template_card': {
      const kind = fields.text('card_type');
      if (kind !== 'text_notice' && kind !== 'news_notice') throw new PlatformError(40058, 'card_type not allowed');
      return cardText(payload);
    }
    default:
      throw new PlatformError(40008, 'invalid message type');
  }
}
