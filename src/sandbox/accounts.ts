import type { StoreSettings } from '../config.ts';

/** The invented platform accounts of the sample store. Nothing here is secret: they exist on the emulator only. */
export const sampleAccounts = {
  corpId: 'ww00000000000000aa',
  agentId: 1_000_002,
  agentSecret: 'sandbox-app-secret',
  callbackToken: 'sandboxToken',
  callbackAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  openKfId: 'wkSandbox01',
  kfCallbackToken: 'sandboxKfToken',
  kfCallbackAesKey: 'GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcbC',
  appId: 'wx00000000000000aa',
  appSecret: 'sandbox-account-secret',
  accountCallbackToken: 'sandboxAccountToken',
  accountCallbackAesKey: 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR',
} as const;

/** The sample store's settings, pointing at an emulator. The same shape as on real credentials. */
export function sandboxSettings(
  emulatorUrl: string,
  storeName: string,
  templateIds: Record<string, string>,
): StoreSettings {
  return {
    storeId: 'main',
    name: storeName,
    wecom: {
      apiBaseUrl: `${emulatorUrl}/wecom`,
      corpId: sampleAccounts.corpId,
      agentId: sampleAccounts.agentId,
      agentSecret: sampleAccounts.agentSecret,
      callbackToken: sampleAccounts.callbackToken,
      callbackAesKey: sampleAccounts.callbackAesKey,
      oauthUrl: `${emulatorUrl}/wecom-oauth/authorize`,
      loginUrl: `${emulatorUrl}/wecom-oauth/authorize`,
    },
    customerService: {
      openKfIds: [sampleAccounts.openKfId],
      secret: sampleAccounts.agentSecret,
      callbackToken: sampleAccounts.kfCallbackToken,
      callbackAesKey: sampleAccounts.kfCallbackAesKey,
    },
    officialAccount: {
      apiBaseUrl: `${emulatorUrl}/official-account`,
      appId: sampleAccounts.appId,
      secret: sampleAccounts.appSecret,
      callbackToken: sampleAccounts.accountCallbackToken,
      callbackAesKey: sampleAccounts.accountCallbackAesKey,
      templateIds,
    },
  };
}
