import { onTestFinished } from 'vitest';
import {
  startEmulator,
  type Emulator,
  type EmulatorControl,
  type Switches,
  type World,
} from '../../../src/emulator/index.ts';
import { startReceiver, type Receiver, type ReceiverKeys } from './receiver.ts';

export const CORP = 'ww00000000000000aa';
export const AGENT = 1000002;
export const OTHER_AGENT = 1000003;
export const KF = 'wkEMU1';
export const OA = 'wx00000000000000aa';
export const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
/** 2026-11-22 09:00 in Shanghai, a Sunday. */
export const START = new Date('2026-11-22T01:00:00Z');

export const KEYS: Record<string, ReceiverKeys> = {
  '/app': { token: 'appToken', aesKey: AES_KEY, receiveId: CORP },
  '/contacts': { token: 'contactsToken', aesKey: AES_KEY, receiveId: CORP },
  '/kf': { token: 'kfToken', aesKey: AES_KEY, receiveId: CORP },
  '/oa': { token: 'oaToken', aesKey: AES_KEY, receiveId: OA },
};
export const APP_KEYS = KEYS['/app'] as ReceiverKeys;
export const OA_KEYS = KEYS['/oa'] as ReceiverKeys;

export interface Answer {
  errcode: number;
  errmsg: string;
  [name: string]: unknown;
}

/** An emulator with a receiver behind it, and callers of both APIs with fresh tokens. */
export interface Platform {
  emulator: Emulator;
  control: EmulatorControl;
  receiver: Receiver;
  /** Calls a WeCom API; a body makes it a POST. */
  wecom: (path: string, body?: unknown, query?: Record<string, string>) => Promise<Answer>;
  /** The same with the second app's token. */
  otherApp: (path: string, body?: unknown, query?: Record<string, string>) => Promise<Answer>;
  official: (path: string, body?: unknown, query?: Record<string, string>) => Promise<Answer>;
  /** Without any token added. */
  raw: (path: string, init?: RequestInit) => Promise<Response>;
  token: () => Promise<string>;
  /** External userid and openid of a person. */
  externalUserId: (personId: string) => Promise<string>;
  openId: (personId: string) => Promise<string>;
}

/** Closes it after the test; what was started last is closed first. */
export function closeLater(one: { close: () => Promise<void> }): void {
  onTestFinished(() => one.close());
}

export function buildWorld(url: string): World {
  return {
    corps: [
      {
        corpId: CORP,
        name: '示例汽车',
        apps: [
          {
            agentId: AGENT,
            secret: 'app-secret',
            name: '客户关爱',
            callback: { url: `${url}/app`, token: 'appToken', aesKey: AES_KEY },
          },
          { agentId: OTHER_AGENT, secret: 'other-secret', name: '别的应用', visibleUserIds: ['wang'] },
        ],
        members: [
          { userId: 'wang', name: '王师傅', department: '售后技术', title: '技术主管' },
          { userId: 'Li', name: '李配件', department: '配件' },
          { userId: 'zhao', name: '赵总监' },
        ],
        kfAccounts: [
          {
            openKfId: KF,
            name: '客服',
            agentIds: [AGENT],
            servicerUserIds: ['wang', 'Li'],
            callback: { url: `${url}/kf`, token: 'kfToken', aesKey: AES_KEY },
          },
          { openKfId: 'wkEMU2', name: '别的客服', agentIds: [OTHER_AGENT], servicerUserIds: [] },
        ],
      },
    ],
    officialAccounts: [
      {
        appId: OA,
        secret: 'oa-secret',
        originalId: 'gh_000000000001',
        name: '示例汽车服务号',
        callback: { url: `${url}/oa`, token: 'oaToken', aesKey: AES_KEY, mode: 'safe' },
        templates: [
          {
            templateId: 'TPL',
            title: '保养提醒',
            content: '车牌号：{{car_number1.DATA}}\n提醒：{{thing2.DATA}}\n时间：{{time3.DATA}}',
          },
          { templateId: 'CODE', title: '单号', content: '单号：{{character_string1.DATA}}\n状态：{{phrase2.DATA}}' },
        ],
        subscriptionTemplates: [
          { templateId: 'SUB', title: '年检提醒', content: '车牌号：{{car_number1.DATA}}\n到期日：{{date2.DATA}}' },
          { templateId: 'SUB2', title: '交车进度', content: '进度：{{phrase1.DATA}}' },
        ],
      },
    ],
    people: [
      { personId: 'p1', name: '张先生', unionId: 'o-union-1', followsAppIds: [OA] },
      { personId: 'p2', name: '李女士' },
    ],
  };
}

export async function startPlatform(
  options: { switches?: Partial<Switches>; stateFile?: string; clock?: 'frozen' | 'running' } = {},
): Promise<Platform> {
  const receiver = await startReceiver(KEYS);
  closeLater(receiver);
  const emulator = await startEmulator({
    clock: options.clock ?? 'frozen',
    startAt: START,
    seed: 7,
    callbackOptions: { retryDelaysMs: [0, 5, 10] },
    world: buildWorld(receiver.url),
    ...(options.switches === undefined ? {} : { switches: options.switches }),
    ...(options.stateFile === undefined ? {} : { stateFile: options.stateFile }),
  });
  closeLater(emulator);
  return connect(emulator, receiver);
}

export function connect(emulator: Emulator, receiver: Receiver): Platform {
  const { control, url } = emulator;
  const raw = (path: string, init?: RequestInit): Promise<Response> => fetch(`${url}${path}`, init);
  const call = async (path: string, body: unknown): Promise<Answer> => {
    const response = await raw(path, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
    return (await response.json()) as Answer;
  };
  const wecomToken = async (secret: string): Promise<string> =>
    String((await call(`/wecom/cgi-bin/gettoken?corpid=${CORP}&corpsecret=${secret}`, undefined))['access_token']);
  const withToken =
    (secret: string) =>
    async (path: string, body?: unknown, query: Record<string, string> = {}) => {
      const search = new URLSearchParams({ access_token: await wecomToken(secret), ...query });
      return call(`/wecom/cgi-bin/${path}?${search}`, body);
    };
  return {
    emulator,
    control,
    receiver,
    raw,
    token: () => wecomToken('app-secret'),
    wecom: withToken('app-secret'),
    otherApp: withToken('other-secret'),
    official: async (path, body, query = {}) => {
      const grant = { grant_type: 'client_credential', appid: OA, secret: 'oa-secret' };
      const token = String((await call('/official-account/cgi-bin/stable_token', grant))['access_token']);
      const search = new URLSearchParams({ access_token: token, ...query });
      return call(`/official-account/cgi-bin/${path}?${search}`, body);
    },
    externalUserId: async (personId) => {
      const { people = [] } = await control.world();
      const ids = people.find((person) => person.personId === personId)?.externalUserId as Record<string, string>;
      return ids[CORP] ?? '';
    },
    openId: async (personId) => {
      const { people = [] } = await control.world();
      return people.find((person) => person.personId === personId)?.openIds?.[OA] ?? '';
    },
  };
}
