import { byteLength, Fields, type WecomCall } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import { findMember, isVisible } from '../wecom/audience.ts';
import type { Emulation } from '../emulation.ts';
import { isWindowOpen, requireAccount } from './sessions.ts';

/** An unverified corp may have that many (K17). */
const UNVERIFIED_ACCOUNTS = 10;

export function listAccounts(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const offset = fields.number('offset') ?? 0;
  const limit = fields.number('limit') ?? 100;
  if (limit < 1 || limit > 100) throw new PlatformError(40058, 'limit out of range');
  call.effect = false;
  const granted = emulation.state.kfAccounts
    .values()
    .filter((account) => account.corpId === call.app.corpId && account.agentIds.includes(call.app.agentId));
  return {
    account_list: granted.slice(offset, offset + limit).map((account) => ({
      open_kfid: account.openKfId,
      name: account.name,
      avatar: '',
      manage_privilege: true,
    })),
  };
}

/** @throws {PlatformError} 95006 bad name, 95027 more than ten accounts of an unverified corp */
export function addAccount(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const name = new Fields(call.body).text('name');
  if (name === '' || Array.from(name).length > 16) throw new PlatformError(95006, 'invalid kf account name');
  const { corpId, agentId } = call.app;
  const own = emulation.state.kfAccounts.values().filter((account) => account.corpId === corpId);
  if (emulation.switches.kfConsultLimit !== null && own.length >= UNVERIFIED_ACCOUNTS) {
    throw new PlatformError(95027, 'unverified corp: too many kf accounts');
  }
  const openKfId = `wk${emulation.ids.fresh('open-kfid', 30)}`;
  emulation.state.kfAccounts.put(openKfId, { corpId, openKfId, name, agentIds: [agentId], servicers: [] });
  return { open_kfid: openKfId };
}

/** servicer/list: 0 receiving, 1 stopped; events count otherwise (K16). */
export function listServicers(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const account = requireAccount(emulation, call.app, call.query.get('open_kfid') ?? '');
  call.effect = false;
  return {
    servicer_list: account.servicers.map((servicer) => ({
      userid: servicer.userId,
      status: servicer.status === 'receiving' ? 0 : 1,
      ...(servicer.status === 'receiving' ? {} : { stop_type: servicer.status === 'stopped' ? 0 : 1 }),
    })),
  };
}

/** servicer/add and servicer/del answer for each member on its own. */
export function changeServicers(emulation: Emulation, call: WecomCall, change: 'add' | 'del'): Record<string, unknown> {
  const fields = new Fields(call.body);
  const account = requireAccount(emulation, call.app, fields.text('open_kfid'));
  const users = fields.texts('userid_list');
  if (users.length === 0 || users.length > 100) throw new PlatformError(40058, 'userid_list size out of range');
  const results = users.map((userId) => {
    const member = findMember(emulation, account.corpId, userId);
    if (member === undefined) return { userid: userId, errcode: 60111, errmsg: 'userid not found' };
    if (!isVisible(call.app, userId)) return { userid: userId, errcode: 60030, errmsg: 'not in the visible range' };
    const others = account.servicers.filter((one) => one.userId.toLowerCase() !== userId.toLowerCase());
    const own = account.servicers.find((one) => one.userId.toLowerCase() === userId.toLowerCase());
    account.servicers = change === 'del' ? others : [...others, own ?? { userId: member.userId, status: 'receiving' }];
    return { userid: userId, errcode: 0, errmsg: 'success' };
  });
  emulation.state.kfAccounts.put(account.openKfId, account);
  return { result_list: results };
}

/** customer/batchget: only owners active within 48 h (K19). */
export function getCustomers(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const wanted = fields.texts('external_userid_list');
  if (wanted.length < 1 || wanted.length > 100)
    throw new PlatformError(40058, 'external_userid_list size out of range');
  call.effect = false;
  const sessions = emulation.state.kfSessions.values();
  const found = wanted.map((externalUserId) => {
    const active = sessions.filter((one) => one.externalUserId === externalUserId && isWindowOpen(emulation, one));
    return { externalUserId, session: active.at(-1) };
  });
  return {
    customer_list: found.flatMap(({ externalUserId, session }) => {
      const person = session && emulation.state.people.get(session.personId);
      if (session === undefined || person === undefined) return [];
      const unionid = emulation.switches.kfUnionIdBound ? person.unionId : undefined;
      const context = { scene: session.scene ?? '', scene_param: session.sceneParam ?? '' };
      return [
        {
          external_userid: externalUserId,
          nickname: person.name,
          avatar: '',
          gender: 0,
          ...(unionid === undefined ? {} : { unionid }),
          ...(fields.number('need_enter_session_context') === 1 ? { enter_session_context: context } : {}),
        },
      ];
    }),
    invalid_external_userid: found
      .filter(({ session }) => session === undefined)
      .map(({ externalUserId }) => externalUserId),
  };
}

/** add_contact_way: the link that a QR code or a page shows. */
export function addContactWay(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const account = requireAccount(emulation, call.app, fields.text('open_kfid'));
  const scene = fields.text('scene');
  if (!/^[0-9a-zA-Z_-]*$/.test(scene) || byteLength(scene) > 32) throw new PlatformError(40058, 'invalid scene');
  const id = emulation.ids.fixed(`contact-way/${account.openKfId}/${scene}`, 20);
  return { url: `https://work.weixin.qq.com/kfid/${account.openKfId}?enc_scene=${id}` };
}
