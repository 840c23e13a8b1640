import { sessionKey } from '../core/keys.ts';
import { isRecord } from '../core/http.ts';
import { ControlError } from '../core/platform-error.ts';
import type { Emulation } from '../emulation.ts';
import { externalUserIdOf } from '../kf/owner.ts';
import {
  servicerChangesStatus,
  servicerEnds,
  servicerRejects,
  servicerSays,
  servicerTakes,
  servicerTransfers,
} from '../kf/servicer.ts';
import { appEvents, clickCard, memberEvent, memberSays } from '../wecom/member-actions.ts';
import { waitForItems } from './inbox.ts';
import { readMessage, requireApp, requireKfAccount, requireMember, requirePerson } from './lookup.ts';
import { eachMessage } from './people-routes.ts';
import type { ControlCall, ControlRoute } from './router.ts';

/** What a member of staff does: in the chat with an app, on cards, and as servicer of a kf account. */
export function memberRoutes(emulation: Emulation): ControlRoute[] {
  const app = (call: ControlCall) => {
    const member = requireMember(emulation, call);
    return { member, app: requireApp(emulation, member.corpId, call.params['agentId'] ?? '') };
  };
  const A = '/members/:userId/app/:agentId';
  const event = (name: string): ControlRoute => ({
    method: 'POST',
    path: `${A}/${name.replace('_', '-')}`,
    run: (call) => {
      const found = app(call);
      memberEvent(emulation, found.app, found.member.userId, name, { EventKey: '' });
    },
  });
  return [
    {
      method: 'GET',
      path: '/members/:userId/inbox',
      run: (call) => {
        const { corpId, userId } = requireMember(emulation, call);
        const agentId = call.query.get('agentId');
        const items = () =>
          emulation.inboxes
            .ofMember(corpId, userId)
            .filter((item) => agentId === null || String(item.agentId) === agentId);
        return waitForItems(emulation, call, items);
      },
    },
    {
      method: 'POST',
      path: `${A}/messages`,
      run: (call) => {
        const found = app(call);
        return eachMessage(call, (body) => memberSays(emulation, found.app, found.member, readMessage(body)));
      },
    },
    {
      method: 'POST',
      path: `${A}/cards/:taskId/click`,
      run: (call) => {
        const found = app(call);
        const selected = call.fields.object('selected') as Record<string, string[]> | undefined;
        const click = { taskId: call.params['taskId'] ?? '', key: call.fields.text('key') };
        return clickCard(emulation, found.app, found.member, selected === undefined ? click : { ...click, selected });
      },
    },
    {
      method: 'POST',
      path: `${A}/menu-click`,
      run: (call) => {
        const found = app(call);
        const type = call.fields.text('type') || 'click';
        memberEvent(emulation, found.app, found.member.userId, type, { EventKey: call.fields.text('key') });
      },
    },
    event('enter_agent'),
    event('subscribe'),
    event('unsubscribe'),
    {
      method: 'POST',
      path: '/corps/:corpId/app/:agentId/events',
      run: (call) => {
        const { corpId = '', agentId = '' } = call.params;
        const events = call.fields.list('events') ?? [];
        if (!events.every(isRecord)) throw new ControlError(400, 'events must be a list of objects');
        appEvents(emulation, requireApp(emulation, corpId, agentId), events);
      },
    },
    ...servicerRoutes(emulation),
  ];
}

function servicerRoutes(emulation: Emulation): ControlRoute[] {
  const account = (call: ControlCall) => requireKfAccount(emulation, call.params['openKfId'] ?? '');
  const serving = (call: ControlCall) => {
    const kfAccount = account(call);
    const person = requirePerson(emulation, call);
    const externalUserId = externalUserIdOf(emulation, person, kfAccount.corpId);
    const session = emulation.state.kfSessions.get(sessionKey(kfAccount.openKfId, externalUserId));
    if (session === undefined) throw new ControlError(404, `${person.personId} never met ${kfAccount.openKfId}`);
    return { account: kfAccount, session, userId: servicerId(call) };
  };
  /** The servicer as registered, in its own letter case. */
  const servicerId = (call: ControlCall): string => servicer(call, requireMember(emulation, call).userId);
  const servicer = (call: ControlCall, userId: string): string => {
    const found = account(call).servicers.find((one) => one.userId.toLowerCase() === userId.toLowerCase());
    if (found === undefined) throw new ControlError(409, `${userId} is no servicer of ${call.params['openKfId']}`);
    return found.userId;
  };
  const S = '/members/:userId/kf/:openKfId';
  return [
    {
      method: 'POST',
      path: `${S}/people/:personId/messages`,
      run: (call) => {
        const { account, session, userId } = serving(call);
        return eachMessage(call, (body) => servicerSays(emulation, account, session, userId, readMessage(body)));
      },
    },
    {
      method: 'POST',
      path: `${S}/people/:personId/take`,
      run: (call) => {
        const { account, session, userId } = serving(call);
        servicerTakes(emulation, account, session, userId);
      },
    },
    {
      method: 'POST',
      path: `${S}/people/:personId/end`,
      run: (call) => {
        const { account, session, userId } = serving(call);
        servicerEnds(emulation, account, session, userId);
      },
    },
    {
      method: 'POST',
      path: `${S}/people/:personId/transfer`,
      run: (call) => {
        const { account, session, userId } = serving(call);
        servicerTransfers(emulation, account, session, userId, servicer(call, call.fields.text('to')));
      },
    },
    {
      method: 'POST',
      path: `${S}/people/:personId/reject`,
      run: (call) => {
        const { account, session, userId } = serving(call);
        servicerRejects(emulation, account, session, userId, call.body['on'] !== false);
      },
    },
    {
      method: 'POST',
      path: `${S}/status`,
      run: (call) => {
        const status = call.fields.text('status');
        if (status !== 'receiving' && status !== 'stopped' && status !== 'suspended') {
          throw new ControlError(400, 'status is receiving, stopped or suspended');
        }
        servicerChangesStatus(emulation, account(call), servicerId(call), status);
      },
    },
  ];
}
