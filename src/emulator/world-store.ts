import { saveContact } from './contacts/relations.ts';
import { followerKey, appKey } from './core/keys.ts';
import { memberKey } from './core/inboxes.ts';
import { ControlError } from './core/platform-error.ts';
import type { KfAccountRow } from './core/state.ts';
import type { Emulation } from './emulation.ts';
import { externalUserIdOf } from './kf/owner.ts';
import { relationOf } from './official-account/followers.ts';
import { phoneOwnerKey } from './sms/accounts.ts';
import { addDepartment } from './wecom/contacts-sync.ts';
import type { CallbackConfig, CorpInput, OfficialAccountInput, PersonInput, World } from './world.ts';

/** Adds or changes what `world` names; nothing is removed. @throws {ControlError} 400 for unusable callback keys */
export function applyWorld(emulation: Emulation, world: World): void {
  for (const corp of world.corps ?? []) applyCorp(emulation, corp);
  for (const account of world.officialAccounts ?? []) applyOfficialAccount(emulation, account);
  for (const account of world.smsAccounts ?? []) {
    const known = emulation.state.smsAccounts.get(account.keyId);
    emulation.state.smsAccounts.put(account.keyId, { ...known, ...account });
  }
  for (const person of world.people ?? []) applyPerson(emulation, person);
}

/** The whole world as it is now, generated ids included. */
export function readWorld(emulation: Emulation): World {
  const { state } = emulation;
  return {
    corps: state.corps.values().map(({ corpId, name, contactsSync }) => ({
      corpId,
      name,
      ...(contactsSync === undefined ? {} : { contactsSync }),
      robots: state.robots.values().filter((robot) => robot.corpId === corpId),
      apps: state.apps.values().filter((app) => app.corpId === corpId),
      members: state.members.values().filter((member) => member.corpId === corpId),
      kfAccounts: state.kfAccounts
        .values()
        .filter((account) => account.corpId === corpId)
        .map(({ servicers, ...account }) => ({ ...account, servicerUserIds: servicers.map((one) => one.userId) })),
    })),
    officialAccounts: state.officialAccounts.values(),
    smsAccounts: state.smsAccounts.values(),
    people: state.people.values().map((person) => ({
      personId: person.personId,
      name: person.name,
      ...(person.unionId === undefined ? {} : { unionId: person.unionId }),
      ...(person.phone === undefined ? {} : { phone: person.phone }),
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
  const contactsSync = corp.contactsSync ?? state.corps.get(corpId)?.contactsSync;
  checkCallback(contactsSync);
  state.corps.put(corpId, { corpId, name: corp.name, ...(contactsSync === undefined ? {} : { contactsSync }) });
  for (const robot of corp.robots ?? []) {
    const active = { state: 'active' as const, ...state.robots.get(robot.key) };
    state.robots.put(robot.key, { ...active, ...robot, corpId });
  }
  for (const app of corp.apps ?? []) {
    checkCallback(app.callback);
    const key = appKey(corpId, app.agentId);
    state.apps.put(key, { ...state.apps.get(key), ...app, corpId });
  }
  for (const member of corp.members ?? []) {
    const key = memberKey(corpId, member.userId);
    state.members.put(key, { ...state.members.get(key), ...member, corpId });
    if (member.department !== undefined) addDepartment(emulation, corpId, member.department);
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
  const phone = input.phone ?? known?.phone;
  if (phone !== undefined) state.facts.put(phoneOwnerKey(phone), { personId: input.personId });
  const person = state.people.put(input.personId, {
    personId: input.personId,
    name: input.name,
    ...(unionId === undefined ? {} : { unionId }),
    ...(phone === undefined ? {} : { phone }),
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
  if (known !== undefined) return;
  for (const { corpId, userId } of input.contactOf ?? []) {
    if (state.corps.get(corpId) === undefined) throw new ControlError(400, `contactOf: no corp ${corpId}`);
    saveContact(emulation, {
      corpId,
      userId,
      externalUserId: externalUserIdOf(emulation, person, corpId),
      personId: person.personId,
      memberHas: true,
      customerHas: true,
      addedAt: emulation.clock.now(),
      addWay: 2,
      tagIds: [],
    });
  }
}

/** The admin page's own checks of Token and EncodingAESKey. */
export function checkCallback(callback: CallbackConfig | undefined): void {
  if (callback === undefined) return;
  if (!/^[0-9A-Za-z]{3,32}$/.test(callback.token)) throw new ControlError(400, 'token must be 3–32 letters and digits');
  if (!/^[0-9A-Za-z]{43}$/.test(callback.aesKey)) throw new ControlError(400, 'aesKey must be 43 letters and digits');
  if (!/^https?:\/\//.test(callback.url)) throw new ControlError(400, 'url must start with http:// or https://');
}
