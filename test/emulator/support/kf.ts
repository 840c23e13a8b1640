import { KF, type Answer, type Platform } from './platform.ts';

export type Entry = Record<string, unknown>;

export const entries = (page: Answer): Entry[] => page['msg_list'] as Entry[];

export const sync = ({ wecom }: Platform, body: object = {}): Promise<Answer> =>
  wecom('kf/sync_msg', { open_kfid: KF, ...body });

export const eventsOf = (page: Answer): Entry[] =>
  entries(page).flatMap((entry) => (entry['msgtype'] === 'event' ? [entry['event'] as Entry] : []));

export const lastToken = (platform: Platform): string => String(platform.receiver.events.at(-1)?.['Token']);

export async function send(platform: Platform, content: string, more: object = {}): Promise<Answer> {
  const touser = await platform.externalUserId('p1');
  return platform.wecom('kf/send_msg', { touser, open_kfid: KF, msgtype: 'text', text: { content }, ...more });
}

export async function trans(platform: Platform, state: number, servicer?: string): Promise<Answer> {
  return platform.wecom('kf/service_state/trans', {
    open_kfid: KF,
    external_userid: await platform.externalUserId('p1'),
    service_state: state,
    servicer_userid: servicer,
  });
}

export async function respond(platform: Platform, code: unknown, more: object = {}): Promise<number> {
  const body = { code, msgtype: 'text', text: { content: '欢迎' }, ...more };
  return (await platform.wecom('kf/send_msg_on_event', body)).errcode;
}

export const owner = (platform: Platform) => platform.control.person('p1').kf(KF);

export const seen = async (platform: Platform): Promise<string[]> =>
  (await platform.control.person('p1').inbox()).items.filter(({ from }) => from === 'business').map(({ text }) => text);
