import { appKey } from '../core/keys.ts';
import { ControlError } from '../core/platform-error.ts';
import type { AppRow, KfAccountRow, MemberRow, OfficialAccountRow, PersonRow } from '../core/state.ts';
import type { OutgoingMessage } from '../control-types.ts';
import type { Emulation } from '../emulation.ts';
import type { ControlCall } from './router.ts';

export function requirePerson(emulation: Emulation, call: ControlCall): PersonRow {
  const person = emulation.state.people.get(call.params['personId'] ?? '');
  if (person === undefined) throw new ControlError(404, `no person ${call.params['personId']}`);
  return person;
}

export function requireKfAccount(emulation: Emulation, openKfId: string): KfAccountRow {
  const account = emulation.state.kfAccounts.get(openKfId);
  if (account === undefined) throw new ControlError(404, `no kf account ${openKfId}`);
  return account;
}

export function requireOfficialAccount(emulation: Emulation, appId: string): OfficialAccountRow {
  const account = emulation.state.officialAccounts.get(appId);
  if (account === undefined) throw new ControlError(404, `no official account ${appId}`);
  return account;
}

/** The member of the path; `?corpId=` decides when several corps have one of that name. */
export function requireMember(emulation: Emulation, call: ControlCall): MemberRow {
  const userId = call.params['userId'] ?? '';
  const corpId = call.query.get('corpId');
  const member = emulation.state.members
    .values()
    .find((row) => row.userId.toLowerCase() === userId.toLowerCase() && (corpId === null || row.corpId === corpId));
  if (member === undefined) throw new ControlError(404, `no member ${userId}`);
  return member;
}

export function requireApp(emulation: Emulation, corpId: string, agentId: string): AppRow {
  const app = emulation.state.apps.get(appKey(corpId, Number(agentId)));
  if (app === undefined) throw new ControlError(404, `no app ${agentId} in ${corpId}`);
  return app;
}

/** One message of a body. @throws {ControlError} 400 when a field that its type needs is missing */
export function readMessage(body: Record<string, unknown>): OutgoingMessage {
  const type: unknown = body['type'] ?? 'text';
  const needed: Record<string, [name: string, kind: string][]> = {
    text: [['text', 'string']],
    image: [],
    voice: [],
    video: [],
    file: [],
    location: [
      ['latitude', 'number'],
      ['longitude', 'number'],
    ],
    link: [
      ['title', 'string'],
      ['url', 'string'],
    ],
    raw: [
      ['msgtype', 'string'],
      ['content', 'object'],
    ],
  };
  const fields = typeof type === 'string' && Object.hasOwn(needed, type) ? needed[type] : undefined;
  if (fields === undefined || typeof type !== 'string')
    throw new ControlError(400, `unknown message type ${JSON.stringify(type)}`);
  for (const [name, kind] of fields) {
    if (typeof body[name] !== kind || body[name] === null)
      throw new ControlError(400, `a ${type} message needs ${name} (${kind})`);
  }
  return body as unknown as OutgoingMessage;
}
