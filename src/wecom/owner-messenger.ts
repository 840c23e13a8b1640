import { CareError } from '../errors.ts';
import { type PlatformApi, textOf } from '../platform/platform-api.ts';
import { cutBytes } from '../platform/text.ts';
import type { OwnerMessenger } from '../ports.ts';

/** 微信客服. @see https://developer.work.weixin.qq.com/document/path/94638 and the pages it lists */
export function createOwnerMessenger(api: PlatformApi): OwnerMessenger {
  return {
    async send({ openKfId, externalUserId, messageId, text, menu }) {
      const content =
        menu === undefined
          ? { msgtype: 'text', text: { content: cutBytes(text ?? '', 2048) } }
          : {
              msgtype: 'msgmenu',
              msgmenu: {
                head_content: cutBytes(menu.head, 1024),
                list: menu.items.map((item) => ({
                  type: 'click',
                  click: { id: item.id, content: cutBytes(item.text, 128) },
                })),
                ...(menu.tail === undefined ? {} : { tail_content: cutBytes(menu.tail, 1024) }),
              },
            };
      const answer = await api.post('kf/send_msg', {
        touser: externalUserId,
        open_kfid: openKfId,
        msgid: messageId,
        ...content,
      });
      return { platformMessageId: textOf(answer['msgid']) || messageId };
    },
    async sendOnEvent({ code, messageId, text }) {
      const answer = await api.post('kf/send_msg_on_event', {
        code,
        msgid: messageId,
        msgtype: 'text',
        text: { content: cutBytes(text, 2048) },
      });
      return { platformMessageId: textOf(answer['msgid']) || messageId };
    },
    async handToPerson({ openKfId, externalUserId, servicerUserId }) {
      await api.post('kf/service_state/trans', {
        open_kfid: openKfId,
        external_userid: externalUserId,
        ...(servicerUserId === undefined
          ? { service_state: 2 }
          : { service_state: 3, servicer_userid: servicerUserId }),
      });
    },
    async sync({ openKfId, cursor, token }) {
      const answer = await api.post('kf/sync_msg', {
        open_kfid: openKfId,
        limit: 1000,
        ...(cursor === undefined ? {} : { cursor }),
        ...(token === undefined ? {} : { token }),
      });
      const entries = answer['msg_list'] ?? [];
      if (!Array.isArray(entries)) throw new CareError('UPSTREAM', 'kf/sync_msg answered without a msg_list');
      return {
        entries: entries as Record<string, unknown>[],
        nextCursor: textOf(answer['next_cursor']),
        // The list may be empty while there is more.
        hasMore: Number(answer['has_more'] ?? 0) === 1,
      };
    },
  };
}
