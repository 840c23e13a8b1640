import { Fields, type OfficialCall } from '../api.ts';
import { followerKey } from '../core/keys.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { FollowerRow, OfficialAccountRow } from '../core/state.ts';
import type { Emulation } from '../emulation.ts';
import { requireRelation } from './followers.ts';

const PAGE = 10_000;

/** user/info (O11). */
export function userInfo(emulation: Emulation, call: OfficialCall): Record<string, unknown> {
  const openId = call.query.get('openid') ?? '';
  if (openId === '') throw new PlatformError(41009, 'openid missing');
  call.effect = false;
  return describe(emulation, requireRelation(emulation, call.account, openId));
}

export function userInfoBatch(emulation: Emulation, call: OfficialCall): Record<string, unknown> {
  const list = new Fields(call.body).objects('user_list');
  if (list.length < 1 || list.length > 100) throw new PlatformError(40032, 'invalid openid list size');
  call.effect = false;
  const rows = list.map((one) => requireRelation(emulation, call.account, new Fields(one).text('openid')));
  return { user_info_list: rows.map((row) => describe(emulation, row)) };
}

/** user/get: followers, 10,000 a page. */
export function listUsers(emulation: Emulation, call: OfficialCall): Record<string, unknown> {
  call.effect = false;
  const all = followersOf(emulation, call.account);
  const next = call.query.get('next_openid') ?? '';
  const from = next === '' ? 0 : all.indexOf(next) + 1;
  if (next !== '' && from === 0) throw new PlatformError(40003, 'invalid openid');
  const page = all.slice(from, from + PAGE);
  return {
    total: all.length,
    count: page.length,
    ...(page.length === 0 ? {} : { data: { openid: page } }),
    next_openid: page.at(-1) ?? '',
  };
}

function followersOf(emulation: Emulation, account: OfficialAccountRow): string[] {
  return emulation.state.followers
    .values()
    .filter((row) => row.appId === account.appId && row.subscribed)
    .map((row) => row.openId);
}

/** No nickname and no picture since 2021; nothing but ids for who does not follow. */
function describe(emulation: Emulation, row: FollowerRow): Record<string, unknown> {
  const unionid = emulation.state.people.get(row.personId)?.unionId;
  const union = unionid === undefined ? {} : { unionid };
  if (!row.subscribed) {
    return { subscribe: 0, openid: row.openId, ...(emulation.switches.oaUnionIdForNonFollowers ? union : {}) };
  }
  const known = emulation.state.followers.get(followerKey(row.appId, row.openId));
  return {
    subscribe: 1,
    openid: row.openId,
    language: 'zh_CN',
    subscribe_time: Math.floor((row.subscribedAt ?? 0) / 1000),
    ...union,
    remark: '',
    groupid: 0,
    tagid_list: [],
    subscribe_scene: known?.subscribeScene ?? 'ADD_SCENE_SEARCH',
    qr_scene: /^\d+$/.test(row.qrScene ?? '') ? Number(row.qrScene) : 0,
    qr_scene_str: row.qrScene !== undefined && !/^\d+$/.test(row.qrScene) ? row.qrScene : '',
  };
}
