import type { StoreSettings } from '../config.ts';
import { smsCallbackSecret, smsCallbackUrl, type SmsSettings } from '../sms/index.ts';
import { sampleSmsTemplateIds, sampleSubscriptionTemplateIds } from './templates.ts';

/** The invented platform accounts of the sample store. Nothing here is secret: they exist on the emulator only. */
export const sampleAccounts = {
  corpId: 'ww00000000000000aa',
  agentId: 1_000_002,
  agentSecret: 'sandbox-app-secret',
  callbackToken: 'sandboxToken',
  callbackAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  directoryCallbackToken: 'sandboxDirectoryToken',
  directoryCallbackAesKey: 'ABCDEFGabcdefg0123456789hijklmnHIJKLMNopqrs',
  openKfId: 'wkSandbox01',
  kfCallbackToken: 'sandboxKfToken',
  kfCallbackAesKey: 'GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcbC',
  appId: 'wx00000000000000aa',
  appSecret: 'sandbox-account-secret',
  smsKeyId: 'LTAI-sandbox',
  smsSecret: 'sandbox-sms-secret',
  smsSignature: '明达汽车',
  accountCallbackToken: 'sandboxAccountToken',
  accountCallbackAesKey: 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR',
} as const;

/**
 * The sample store's settings, pointing at an emulator. The same shape as on real credentials.
 *
 * @param serviceUrl where the SMS vendor pushes reports and answers; absent: the store has no short messages
 */
export function sandboxSettings(
  emulatorUrl: string,
  storeName: string,
  templateIds: Record<string, string>,
  serviceUrl?: string,
): StoreSettings {
  const browsedUrl = serviceUrl === undefined ? emulatorUrl : onHostOf(serviceUrl, emulatorUrl);
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
      directoryCallback: {
        token: sampleAccounts.directoryCallbackToken,
        aesKey: sampleAccounts.directoryCallbackAesKey,
      },
      oauthUrl: `${browsedUrl}/wecom-oauth/authorize`,
      loginUrl: `${browsedUrl}/wecom-oauth/authorize`,
    },
    customerService: {
      openKfIds: [sampleAccounts.openKfId],
      secret: sampleAccounts.agentSecret,
      callbackToken: sampleAccounts.kfCallbackToken,
      callbackAesKey: sampleAccounts.kfCallbackAesKey,
    },
    officialAccount: {
      apiBaseUrl: `${emulatorUrl}/official-account`,
      oauthUrl: `${browsedUrl}/official-account-oauth/authorize`,
      appId: sampleAccounts.appId,
      secret: sampleAccounts.appSecret,
      callbackToken: sampleAccounts.accountCallbackToken,
      callbackAesKey: sampleAccounts.accountCallbackAesKey,
      templateIds,
      subscriptionTemplateIds: sampleSubscriptionTemplateIds,
    },
    ...(serviceUrl === undefined ? {} : { sms: smsSettings(emulatorUrl, serviceUrl) }),
  };
}

/** Browsers keep cookies by host: only pages of one host name know who is looking (see open-route.ts). */
function onHostOf(serviceUrl: string, emulatorUrl: string): string {
  const address = new URL(emulatorUrl);
  address.hostname = new URL(serviceUrl).hostname;
  return address.href.replace(/\/$/, '');
}

function smsSettings(emulatorUrl: string, serviceUrl: string): SmsSettings {
  return {
    vendor: 'aliyun',
    keyId: sampleAccounts.smsKeyId,
    secret: sampleAccounts.smsSecret,
    signature: sampleAccounts.smsSignature,
    baseUrl: `${emulatorUrl}/sms/aliyun`,
    templateIds: sampleSmsTemplateIds,
    sender: '',
    callbackUrl: smsCallbackUrl(serviceUrl, smsCallbackSecret(sampleAccounts.agentSecret, 'main')),
    file: '',
  };
}
