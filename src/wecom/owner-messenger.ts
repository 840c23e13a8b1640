import { CareError } from '../errors.ts';
import { type PlatformApi, textOf, unionIdsOf } from '../platform/platform-api.ts';
import { cutBytes } from '../platform/text.ts';
import type { OwnerMenu, OwnerMessenger } from '../ports.ts';

/** Values of service_state. */
const IN_POOL = 2;
const WITH_PERSON = 3;
const ENDED = 4;
const STATES = ['nobody', 'nobody', 'pool', 'person', 'ended'] as const;

/** 微信客服. @see https://developer.work.weixin.qq.com/document/path/94638 and the pages it lists */
export function createOwnerMessenger(api: PlatformApi): OwnerMessenger {
  return {
    async send({ openKfId, externalUserId, messageId, text, menu }) {
      const answer = await api.post('kf/send_msg', {
        touser: externalUserId,
        open_kfid: openKfId,
        msgid: messageId,
        ...contentOf(text, menu),
      });
      return { platformMessageId: textOf(answer['msgid']) || messageId };
    },
    async sendOnEvent({ code, messageId, text, menu }) {
      const answer = await api.post('kf/send_msg_on_event', { code, msgid: messageId, ...contentOf(text, menu) });
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
    async endSession({ openKfId, externalUserId }) {
      const session = { open_kfid: openKfId, external_userid: externalUserId };
      const state = Number((await api.post('kf/service_state/get', session))['service_state']);
      if (state !== IN_POOL && state !== WITH_PERSON) return undefined;
      // From the waiting pool the only way to the end leads over somebody who is receiving.
      if (state === IN_POOL) {
        const servicer = await receivingServicer(api, openKfId);
        if (servicer === undefined) return undefined;
        await api.post('kf/service_state/trans', {
          ...session,
          service_state: WITH_PERSON,
          servicer_userid: servicer,
        });
      }
      const answer = await api.post('kf/service_state/trans', { ...session, service_state: ENDED });
      const code = textOf(answer['msg_code']);
      return code === '' ? undefined : code;
    },
    async session({ openKfId, externalUserId }) {
      const session = { open_kfid: openKfId, external_userid: externalUserId };
      const answer = await api.post('kf/service_state/get', session);
      const state = STATES[Number(answer['service_state'])] ?? 'nobody';
      const servicerUserId = textOf(answer['servicer_userid']);
      return servicerUserId === '' ? { state } : { state, servicerUserId };
    },
    async unionIds(externalUserIds) {
      const answer = await api.post('kf/customer/batchget', { external_userid_list: externalUserIds });
      return unionIdsOf(answer['customer_list'], 'external_userid');
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

function contentOf(text: string | undefined, menu: OwnerMenu | undefined): Record<string, unknown> {
  if (menu === undefined) return { msgtype: 'text', text: { content: cutBytes(text ?? '', 2048) } };
  return {
    msgtype: 'msgmenu',
    msgmenu: {
      head_content: cutBytes(menu.head, 1024),
      list: menu.items.map((item) => ({ type: 'click', click: { id: item.id, content: cutBytes(item.text, 128) } })),
      ...(menu.tail === undefined ? {} : { tail_content: cutBytes(menu.tail, 1024) }),
    },
  };
}

/** Of a servicer: receives owners now. */
const RECEIVING = '0';

async function receivingServicer(api: PlatformApi, openKfId: string): Promise<string | undefined> {
  const { servicer_list: list } = await api.get('kf/servicer/list', { open_kfid: openKfId });
  const servicers = Array.isArray(list) ? (list as Record<string, unknown>[]) : [];
  const found = servicers.find((one) => textOf(one['status']) === RECEIVING && textOf(one['userid']) !== '');
  return found === undefined ? undefined : textOf(found['userid']);
}
