import { Fields, type OfficialCall } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { Emulation } from '../emulation.ts';
import { requireMedia } from '../wecom/media-store.ts';
import { requireRelation, useWindow } from './followers.ts';

/** message/custom/send: only inside the windows that the user opened (O6). */
export function customSend(emulation: Emulation, call: OfficialCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const relation = requireRelation(emulation, call.account, fields.text('touser'));
  const msgtype = fields.text('msgtype');
  const { payload, text } = readContent(emulation, call.account.appId, msgtype, fields);
  if (relation.rejecting === true) throw new PlatformError(48002, 'user refuse to accept the msg');
  useWindow(emulation, relation);
  emulation.inboxes.showPerson(relation.personId, {
    channel: 'official-account',
    direction: 'received',
    from: 'business',
    appId: call.account.appId,
    msgtype,
    text,
    payload,
  });
  return {};
}

/** Typing indicator: shows nothing that stays. */
export function customTyping(emulation: Emulation, call: OfficialCall): Record<string, unknown> {
  requireRelation(emulation, call.account, new Fields(call.body).text('touser'));
  call.effect = false;
  return {};
}

function readContent(
  emulation: Emulation,
  appId: string,
  msgtype: string,
  body: Fields,
): { payload: Record<string, unknown>; text: string } {
  const payload = body.object(msgtype) ?? {};
  const fields = new Fields(payload);
  switch (msgtype) {
    case 'text': {
      const text = fields.text('content');
      if (text === '') throw new PlatformError(44004, 'empty content');
      if (Buffer.byteLength(text) > 2048) throw new PlatformError(45002, 'content size out of limit');
      return { payload, text };
    }
    case 'image':
    case 'voice':
    case 'video':
      requireMedia(emulation, appId, fields.text('media_id'));
      return { payload, text: `[${msgtype}]` };
    case 'news': {
      const articles = fields.objects('articles');
      if (articles.length !== 1) throw new PlatformError(45008, 'article size out of limit');
      return { payload, text: articles.map((article) => new Fields(article).text('title')).join('\n') };
    }
    case 'msgmenu': {
      const items = fields.objects('list').map((item) => new Fields(item).text('content'));
      const lines = [fields.text('head_content'), ...items, fields.text('tail_content')];
      return { payload, text: lines.filter((line) => line !== '').join('\n') };
    }
    case 'miniprogrampage':
    case 'mpnewsarticle':
    case 'music':
    case 'wxcard':
      return { payload, text: `[${msgtype}] ${fields.text('title')}`.trim() };
    default:
      throw new PlatformError(40008, 'invalid message type');
  }
}
