import type { Answer, Platform } from './platform.ts';

/** The relation of p1 (or another) with wang (or another). */
export const contact = (platform: Platform, personId = 'p1', userId = 'wang') =>
  platform.control.person(personId).contact(userId);

export const external = ({ wecom }: Platform, name: string, body?: object, query?: Record<string, string>) =>
  wecom(`externalcontact/${name}`, body, query);

export async function events(platform: Platform): Promise<Record<string, unknown>[]> {
  await platform.control.idle();
  return platform.receiver.events.filter(({ Event }) => Event === 'change_external_contact');
}

export async function broadcast(platform: Platform, people: string[], more: object = {}): Promise<Answer> {
  const external_userid = await Promise.all(people.map((personId) => platform.externalUserId(personId)));
  return external(platform, 'add_msg_template', { external_userid, text: { content: '冬季检测，八折。' }, ...more });
}

/** What became of each customer of a member, by status. */
export async function statuses(platform: Platform, msgid: unknown, userid = 'wang'): Promise<number[]> {
  const { send_list: list } = await external(platform, 'get_groupmsg_send_result', { msgid, userid });
  return (list as { status: number }[]).map(({ status }) => status);
}

export const read = async (platform: Platform, personId = 'p1'): Promise<string[]> =>
  (await platform.control.person(personId).inbox()).items
    .filter(({ channel, direction }) => channel === 'wecom-contact' && direction === 'received')
    .map(({ text }) => text);
