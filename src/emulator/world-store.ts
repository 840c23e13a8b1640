import { followerKey, appKey } from './core/keys.ts';
import { memberKey } from './core/inboxes.ts';
import { ControlError } from './core/platform-error.ts';
import type { KfAccountRow } from './core/state.ts';
import type { Emulation } from './emulation.ts';
import { externalUserIdOf } from './kf/owner.ts';
import { relationOf } from './official-account/followers.ts';
import type { CallbackConfig, CorpInput, OfficialAccountInput, PersonInput, World } from './world.ts';

/** Adds or changes what `world` names; nothing is removed. @throws {ControlError} 400 for unusable callback keys */
export function applyWorld(emulation: Emulation, world: World): void {
  for (const corp of world.corps ?? []) applyCorp(emulation, corp);
  for (const account of world.officialAccounts ?? []) applyOfficialAccount(emulation, account);
  for (const person of world.people ?? []) applyPerson(emulation, person);
}

/** The whole world as it is now, generated ids included. */
export function readWorld(emulation: Emulation): World {
  const { state } = emulation;
  return {
    corps: state.corps.values().map(({ corpId, name }) => ({
      corpId,
      name,
      apps: state.apps.values().filter((app) => app.corpId === corpId),
      members: state.members.values().filter((member) => member.corpId === corpId),
      kfAccounts: state.kfAccounts
        .values()
        .filter((account) => account.corpId === corpId)
        .map(({ servicers, ...account }) => ({ ...account, servicerUserIds: servicers.map((one) => one.userId) })),
    })),
    officialAccounts: state.officialAccounts.values(),
    people: state.people.values().map((person) => ({
      personId: person.personId,
      name: person.name,
      ...(person.unionId === undefined ? {} : { unionId: person.unionId }),
      externalUserId: person.externalUserIds,
      openIds: person.openIds,
      followsAppIds: Object.entries(person.openIds)
        .filter(([appId, openId]) => state.followers.get(followerKey(appId, openId))?.subscribed === true)
        .map(([appId]) => appId),
    })),
  };
}

function applyCorp(emulation: Emulation, corp: CorpInput): void {
  const { state } = emulation;
  const { corpId } = corp;
  state.corps.put(corpId, { corpId, name: corp.name });
  for (const app of corp.apps ?? []) {
    checkCallback(app.callback);
    const key = appKey(corpId, app.agentId);
    state.apps.put(key, { ...state.apps.get(key), ...app, corpId });
  }
  for (const member of corp.members ?? []) {
    const key = memberKey(corpId, member.userId);
    state.members.put(key, { ...state.members.get(key), ...member, corpId });
    if (member.department !== undefined) applyDepartment(emulation, corpId, member.department);
  }
  for (const account of corp.kfAccounts ?? []) {
    checkCallback(account.callback);
    const known = state.kfAccounts.get(account.openKfId);
    const { servicerUserIds, ...rest } = account;
    const row: KfAccountRow = {
      ...known,
      ...rest,
      corpId,
      servicers: servicerUserIds.map(
        (userId) => known?.servicers.find((one) => one.userId === userId) ?? { userId, status: 'receiving' as const },
      ),
    };
    state.kfAccounts.put(account.openKfId, row);
  }
}

function applyDepartment(emulation: Emulation, corpId: string, name: string): void {
  const key = `${corpId}/${name}`;
  if (emulation.state.departments.get(key) !== undefined) return;
  // 1 is the root.
  emulation.state.departments.put(key, { corpId, name, id: emulation.ids.next(`department/${corpId}`) + 1 });
}

function applyOfficialAccount(emulation: Emulation, account: OfficialAccountInput): void {
  checkCallback(account.callback);
  const { officialAccounts } = emulation.state;
  officialAccounts.put(account.appId, { ...officialAccounts.get(account.appId), ...account });
}

function applyPerson(emulation: Emulation, input: PersonInput): void {
  const { state } = emulation;
  const known = state.people.get(input.personId);
  const externalUserIds = { ...known?.externalUserIds };
  for (const { corpId } of state.corps.values()) {
    const given = typeof input.externalUserId === 'string' ? input.externalUserId : input.externalUserId?.[corpId];
    if (given !== undefined) externalUserIds[corpId] = given;
  }
  const unionId = input.unionId ?? known?.unionId;
  const person = state.people.put(input.personId, {
    personId: input.personId,
    name: input.name,
    ...(unionId === undefined ? {} : { unionId }),
    externalUserIds,
    openIds: { ...known?.openIds, ...input.openIds },
  });
  for (const { corpId } of state.corps.values()) externalUserIdOf(emulation, person, corpId);
  for (const { appId } of state.officialAccounts.values()) {
    const relation = relationOf(emulation, person, appId);
    // Idempotent: an owner who unfollowed meanwhile does not follow again because the world is sent once more.
    if (known !== undefined || relation.subscribed || input.followsAppIds?.includes(appId) !== true) continue;
    relation.subscribed = true;
    relation.subscribedAt = emulation.clock.now();
    state.followers.put(followerKey(appId, relation.openId), relation);
  }
}

/** The admin page's own checks of Token and EncodingAESKey. */
export function checkCallback(callback: CallbackConfig | undefined): void {
  if (callback === undefined) return;
  if (!/^[0-9A-Za-z]{3,32}$/.test(callback.token)) throw new ControlError(400, 'token must be 3–32 letters and digits');
  if (!/^[0-9A-Za-z]{43}$/.test(callback.aesKey)) throw new ControlError(400, 'aesKey must be 43 letters and digits');
  if (!/^https?:\/\//.test(callback.url)) throw new ControlError(400, 'url must start with http:// or https://');
}
