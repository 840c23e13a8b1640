import type { Clock } from '../clock.ts';
import { PlatformError } from '../errors.ts';
import { type PlatformApi, textOf } from '../platform/platform-api.ts';
import { cutBytes } from '../platform/text.ts';
import type { ContactMessenger, GroupSendResult } from '../ports.ts';

/** The app is not among those that may call 客户联系. */
const NOT_ALLOWED = 48002;
/** No relation with this contact, or none at all. */
const NO_RELATION = 84061;
const UNKNOWN_CONTACT = 40096;
/** An administrator may have allowed it meanwhile. */
const ASK_AGAIN_MS = 60 * 60 * 1000;
const TEXT_BYTES = 4000;
const SENT = 2;

/**
 * 客户联系: contacts of members, 企业群发, the welcome.
 *
 * @see https://developer.work.weixin.qq.com/document/path/92135 (create), 93338 (results), 97610, 97611, 92114, 92137
 */
export function createContactMessenger(api: PlatformApi, clock: Clock): ContactMessenger {
  let refusedAt: number | undefined;

  /** Notices when the app may not use the feature at all: then it counts as not connected, until it is tried again. */
  async function call<T>(run: () => Promise<T>): Promise<T> {
    try {
      const answer = await run();
      refusedAt = undefined;
      return answer;
    } catch (error) {
      if (error instanceof PlatformError && error.errcode === NOT_ALLOWED) refusedAt = clock.now().getTime();
      throw error;
    }
  }
  const post = (name: string, body: unknown) => call(() => api.post(`externalcontact/${name}`, body));
  const get = (name: string, query: Record<string, string>) => call(() => api.get(`externalcontact/${name}`, query));

  /** Every entry of a list that comes page by page. */
  async function all(name: string, list: string, body: Record<string, unknown>): Promise<Record<string, unknown>[]> {
    const entries: Record<string, unknown>[] = [];
    for await (const page of pages((cursor) => post(name, { ...body, ...cursor })))
      entries.push(...objects(page[list]));
    return entries;
  }

  return {
    isAllowed: () => refusedAt === undefined || clock.now().getTime() - refusedAt >= ASK_AGAIN_MS,
    async createGroupSend({ senderUserId, externalUserIds, text }) {
      const answer = await post('add_msg_template', {
        chat_type: 'single',
        sender: senderUserId,
        external_userid: externalUserIds,
        text: { content: cutBytes(text, TEXT_BYTES) },
      });
      return { msgId: textOf(answer['msgid']), unreachable: texts(answer['fail_list']) };
    },
    async listGroupSends({ from, to }) {
      const entries = await all('get_groupmsg_list_v2', 'group_msg_list', {
        chat_type: 'single',
        start_time: Math.floor(from.getTime() / 1000),
        end_time: Math.ceil(to.getTime() / 1000),
        limit: 100,
      });
      return entries.map((entry) => ({
        msgId: textOf(entry['msgid']),
        createdAt: instant(entry['create_time']) ?? to,
        text: textOf((entry['text'] as { content?: unknown } | undefined)?.content),
      }));
    },
    async groupSendResults({ msgId, userId }) {
      const tasks = await all('get_groupmsg_task', 'task_list', { msgid: msgId, limit: 1000 });
      const own = tasks.find((task) => textOf(task['userid']).toLowerCase() === userId.toLowerCase());
      if (own === undefined) return { isSender: false, isConfirmed: false, results: [] };
      // Before the member has confirmed nobody can have got it: the second call is saved.
      if (Number(own['status']) !== SENT) return { isSender: true, isConfirmed: false, results: [] };
      const list = await all('get_groupmsg_send_result', 'send_list', { msgid: msgId, userid: userId, limit: 1000 });
      return { isSender: true, isConfirmed: true, results: list.map(resultOf) };
    },
    async remindGroupSend(msgId) {
      await post('remind_groupmsg_send', { msgid: msgId });
    },
    async cancelGroupSend(msgId) {
      await post('cancel_groupmsg_send', { msgid: msgId });
    },
    async sendWelcome({ code, text }) {
      await post('send_welcome_msg', { welcome_code: code, text: { content: cutBytes(text, TEXT_BYTES) } });
    },
    async contact(externalUserId) {
      const followers: Record<string, unknown>[] = [];
      let contact: Record<string, unknown> = {};
      try {
        for await (const page of pages((cursor) => get('get', { external_userid: externalUserId, ...cursor }))) {
          contact = (page['external_contact'] ?? {}) as Record<string, unknown>;
          followers.push(...objects(page['follow_user']));
        }
      } catch (error) {
        if (isNone(error)) return undefined;
        throw error;
      }
      const unionId = textOf(contact['unionid']);
      return {
        externalUserId,
        name: textOf(contact['name']),
        ...(unionId === '' ? {} : { unionId }),
        followers: followers.map((follower) => ({
          userId: textOf(follower['userid']).toLowerCase(),
          addedAt: instant(follower['createtime']) ?? clock.now(),
          state: textOf(follower['state']),
          phones: texts(follower['remark_mobiles']).filter((phone) => phone !== ''),
        })),
      };
    },
    async followers() {
      const answer = await get('get_follow_user_list', {});
      return texts(answer['follow_user']).map((userId) => userId.toLowerCase());
    },
    async contactsOf(userId) {
      try {
        return texts((await get('list', { userid: userId }))['external_userid']);
      } catch (error) {
        if (isNone(error)) return [];
        throw error;
      }
    },
  };
}

/** Page after page until there is no cursor, or one that was there before: that would never end. */
async function* pages(
  read: (cursor: { cursor?: string }) => Promise<Record<string, unknown>>,
): AsyncGenerator<Record<string, unknown>> {
  const known = new Set<string>();
  for (let cursor = ''; !known.has(cursor);) {
    known.add(cursor);
    const page = await read(cursor === '' ? {} : { cursor });
    yield page;
    cursor = textOf(page['next_cursor']);
    if (cursor === '') return;
  }
}

function isNone(error: unknown): boolean {
  return error instanceof PlatformError && (error.errcode === NO_RELATION || error.errcode === UNKNOWN_CONTACT);
}

function resultOf(entry: Record<string, unknown>): GroupSendResult {
  const status = Number(entry['status']);
  const sentAt = instant(entry['send_time']);
  return {
    externalUserId: textOf(entry['external_userid']),
    // A number that nobody lists says nothing yet.
    status: status === 1 || status === 2 || status === 3 ? status : 0,
    ...(sentAt === undefined ? {} : { sentAt }),
  };
}

/** Seconds since 1970, as a number or as text. */
function instant(value: unknown): Date | undefined {
  const seconds = Number(textOf(value));
  return seconds > 0 ? new Date(seconds * 1000) : undefined;
}

function objects(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(textOf) : [];
}
