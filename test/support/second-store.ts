import type { StoreSettings } from '../../src/config.ts';
import type { EmulatorControl, World } from '../../src/emulator/index.ts';
import type { StoreDefinition } from '../../src/stores/index.ts';

/** A second dealership of the same group: its own corp, people and rules, and member ids that the first one has too. */
export const secondStore = {
  corpId: 'ww00000000000000bb',
  agentId: 1_000_007,
  openKfId: 'wkNorth01',
  callbackToken: 'northToken',
  callbackAesKey: 'zyxwvutsrqponmlkjihgfedcba9876543210ZYXWVUA',
  kfToken: 'northKfToken',
  kfAesKey: 'ZYXWVUTSRQPONMLKJIHGFEDCBA0123456789zyxwvuA',
  personId: 'north-owner',
} as const;

export const secondDefinition: StoreDefinition = {
  id: 'north',
  name: '北店（示例）',
  rescuePhone: '010-00000110',
  rules: { conversation: { quietGapSeconds: 0 }, deadlines: { routeMinutes: 30 } },
  departments: [{ key: 'parts', name: '北店备件库' }],
  staff: [
    { userId: 'luo', name: '罗小北', role: 'departmentHead', departmentKey: 'parts' },
    { userId: 'xu', name: '许专员', role: 'careSpecialist', departmentKey: 'customerCare' },
    { userId: 'bei', name: '北店总监', role: 'director', departmentKey: 'customerCare' },
  ],
};

export const secondWorld: World = {
  corps: [
    {
      corpId: secondStore.corpId,
      name: secondDefinition.name,
      apps: [{ agentId: secondStore.agentId, secret: 'north-secret', name: '客户关爱' }],
      members: (secondDefinition.staff ?? []).map((person) => ({ userId: person.userId, name: person.name })),
      kfAccounts: [
        { openKfId: secondStore.openKfId, name: '北店客服', agentIds: [secondStore.agentId], servicerUserIds: ['xu'] },
      ],
    },
  ],
  people: [{ personId: secondStore.personId, name: '北店车主', externalUserId: 'wmNorthOwner01' }],
};

export function secondSettings(emulatorUrl: string): StoreSettings {
  return {
    storeId: 'north',
    name: secondDefinition.name,
    wecom: {
      apiBaseUrl: `${emulatorUrl}/wecom`,
      oauthUrl: `${emulatorUrl}/wecom-oauth/authorize`,
      loginUrl: `${emulatorUrl}/wecom-oauth/authorize`,
      corpId: secondStore.corpId,
      agentId: secondStore.agentId,
      agentSecret: 'north-secret',
      callbackToken: secondStore.callbackToken,
      callbackAesKey: secondStore.callbackAesKey,
    },
    customerService: {
      openKfIds: [secondStore.openKfId],
      secret: 'north-secret',
      callbackToken: secondStore.kfToken,
      callbackAesKey: secondStore.kfAesKey,
    },
  };
}

/** @throws {Error} when the platform does not accept an address */
export async function saveSecondCallbacks(control: EmulatorControl, serviceUrl: string): Promise<void> {
  const app = await control.saveCallback({
    corpId: secondStore.corpId,
    agentId: secondStore.agentId,
    url: `${serviceUrl}/callback/wecom/north`,
    token: secondStore.callbackToken,
    aesKey: secondStore.callbackAesKey,
  });
  const kf = await control.saveCallback({
    openKfId: secondStore.openKfId,
    url: `${serviceUrl}/callback/kf/north`,
    token: secondStore.kfToken,
    aesKey: secondStore.kfAesKey,
  });
  if (!app.saved || !kf.saved) throw new Error(`not accepted: ${JSON.stringify([app, kf])}`);
}
