import { Fields } from '../api.ts';
import { isRecord } from '../core/http.ts';
import { ControlError } from '../core/platform-error.ts';
import type { Emulation } from '../emulation.ts';
import { describeSession, openSession, ownerClicksMenu, ownerEnters, ownerRecalls, ownerSays } from '../kf/owner.ts';
import { saveSession } from '../kf/sessions.ts';
import { personAnswersPrompt, personRefusesTemplates } from '../official-account/consents.ts';
import { relationOf, saveRelation } from '../official-account/followers.ts';
import {
  personClicksMenu,
  personFollows,
  personSays,
  personScans,
  personUnfollows,
} from '../official-account/person-actions.ts';
import { waitForItems } from './inbox.ts';
import { readMessage, requireKfAccount, requireOfficialAccount, requirePerson } from './lookup.ts';
import type { ControlCall, ControlRoute } from './router.ts';

/** What an owner does, in 微信客服 and in an Official Account, and what they see. */
export function peopleRoutes(emulation: Emulation): ControlRoute[] {
  const kf = (call: ControlCall) => ({
    person: requirePerson(emulation, call),
    account: requireKfAccount(emulation, call.params['openKfId'] ?? ''),
  });
  const official = (call: ControlCall) => ({
    person: requirePerson(emulation, call),
    account: requireOfficialAccount(emulation, call.params['appId'] ?? ''),
  });
  const K = '/people/:personId/kf/:openKfId';
  const O = '/people/:personId/official-account/:appId';
  return [
    { method: 'GET', path: '/people/:personId', run: (call) => requirePerson(emulation, call) },
    {
      method: 'GET',
      path: '/people/:personId/inbox',
      run: (call) => {
        const { personId } = requirePerson(emulation, call);
        const strip = ({ personId: _owner, ...item }: { personId: string }): unknown => item;
        return waitForItems(emulation, call, () => emulation.inboxes.ofPerson(personId), strip);
      },
    },
    {
      method: 'POST',
      path: `${K}/messages`,
      run: (call) => {
        const { person, account } = kf(call);
        return eachMessage(call, (body) => ownerSays(emulation, person, account, readMessage(body)));
      },
    },
    {
      method: 'POST',
      path: `${K}/enter`,
      run: (call) => {
        const { person, account } = kf(call);
        const [scene, sceneParam] = [call.fields.text('scene'), call.fields.text('sceneParam')];
        return ownerEnters(emulation, person, account, {
          ...(scene === '' ? {} : { scene }),
          ...(sceneParam === '' ? {} : { sceneParam }),
        });
      },
    },
    {
      method: 'POST',
      path: `${K}/menu-click`,
      run: (call) => {
        const { person, account } = kf(call);
        const msgid = call.fields.text('msgid');
        return ownerClicksMenu(emulation, person, account, {
          id: call.fields.text('id'),
          ...(msgid === '' ? {} : { msgid }),
        });
      },
    },
    {
      method: 'POST',
      path: `${K}/recall`,
      run: (call) => {
        const { person, account } = kf(call);
        ownerRecalls(emulation, person, account, call.fields.text('msgid'));
        return { recalled: true };
      },
    },
    {
      method: 'POST',
      path: `${K}/reject`,
      run: (call) => {
        const { person, account } = kf(call);
        const session = Object.assign(openSession(emulation, person, account), {
          rejecting: call.body['on'] !== false,
        });
        saveSession(emulation, session);
        return describeSession(emulation, session);
      },
    },
    {
      method: 'GET',
      path: `${K}/session`,
      run: (call) => {
        const { person, account } = kf(call);
        return describeSession(emulation, openSession(emulation, person, account));
      },
    },
    {
      method: 'POST',
      path: `${O}/messages`,
      run: (call) => {
        const { person, account } = official(call);
        return eachMessage(call, (body) => personSays(emulation, person, account, readMessage(body)));
      },
    },
    {
      method: 'POST',
      path: `${O}/follow`,
      run: (call) => {
        const { person, account } = official(call);
        personFollows(emulation, person, account, call.fields.text('ticket') || undefined);
      },
    },
    {
      method: 'POST',
      path: `${O}/unfollow`,
      run: (call) => {
        const { person, account } = official(call);
        personUnfollows(emulation, person, account);
      },
    },
    {
      method: 'POST',
      path: `${O}/menu-click`,
      run: (call) => {
        const { person, account } = official(call);
        const type = call.fields.text('type') === 'view' ? 'view' : 'click';
        personClicksMenu(emulation, person, account, { type, key: call.fields.text('key') });
      },
    },
    {
      method: 'POST',
      path: `${O}/scan`,
      run: (call) => {
        const { person, account } = official(call);
        return personScans(emulation, person, account, call.fields.text('ticket'));
      },
    },
    {
      method: 'POST',
      path: `${O}/subscription-prompt`,
      run: (call) => {
        const { person, account } = official(call);
        const choices = call.fields.objects('choices').map((choice) => ({
          templateId: new Fields(choice).text('templateId'),
          accept: choice['accept'] !== false,
        }));
        const scene = call.fields.text('scene') || '0';
        return { consents: personAnswersPrompt(emulation, person, account, { choices, scene }) };
      },
    },
    {
      method: 'POST',
      path: `${O}/subscription-refuse`,
      run: (call) => {
        const { person, account } = official(call);
        personRefusesTemplates(emulation, person, account, call.fields.texts('templateIds'));
      },
    },
    { method: 'POST', path: `${O}/block-notices`, run: (call) => setFlag(call, 'blocksNotices') },
    { method: 'POST', path: `${O}/reject`, run: (call) => setFlag(call, 'rejecting') },
  ];

  function setFlag(call: ControlCall, flag: 'blocksNotices' | 'rejecting'): void {
    const { person, account } = official(call);
    const relation = relationOf(emulation, person, account.appId);
    saveRelation(emulation, Object.assign(relation, { [flag]: call.body['on'] !== false }));
  }
}

/** One message, or `{"messages": […]}` for several in one call. */
export function eachMessage(call: ControlCall, send: (body: Record<string, unknown>) => unknown): unknown {
  const messages = call.body['messages'];
  if (messages === undefined) return send(call.body);
  if (!Array.isArray(messages) || !messages.every(isRecord))
    throw new ControlError(400, 'messages must be a list of objects');
  return { messages: messages.map(send) };
}
