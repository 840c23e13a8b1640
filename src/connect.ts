import { hkdfSync } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { StoreSettings } from './config.ts';
import { createAccountMessenger, createOfficialAccountApi } from './official-account/account-messenger.ts';
import { createOwnerLogin } from './official-account/owner-login.ts';
import { createAccountMedia } from './official-account/account-media.ts';
import { smsTemplates } from './outreach/index.ts';
import type { StoreChannels } from './ports.ts';
import type { CallbackConnection, StoreConnection } from './stores/connections.ts';
import { createContactMessenger } from './wecom/contact-messenger.ts';
import { createSms, smsCallbackSecret } from './sms/index.ts';
import { createWecomApi } from './wecom/api.ts';
import { createMemberLogin } from './wecom/member-login.ts';
import { createStaffDirectory } from './wecom/directory.ts';
import { createMediaSource } from './wecom/media-source.ts';
import { createOwnerMessenger } from './wecom/owner-messenger.ts';
import { createStaffMessenger } from './wecom/staff-messenger.ts';

/** One store's settings as working connections: the callback keys and a messenger for each connected channel. */
export function connectStore(settings: StoreSettings, clock: Clock): StoreConnection {
  const { storeId, wecom, customerService, officialAccount } = settings;
  const now = () => clock.now();
  const wecomApi = createWecomApi({ ...wecom, secret: wecom.agentSecret, now });
  const media: NonNullable<StoreChannels['media']> = { wecom: createMediaSource(wecomApi) };
  const channels: StoreChannels = {
    media,
    staff: createStaffMessenger(wecomApi, wecom.agentId),
    directory: createStaffDirectory(wecomApi),
  };
  if (wecom.contacts !== false) channels.contacts = createContactMessenger(wecomApi, clock);
  const callbacks: CallbackConnection[] = [
    { kind: 'wecom', storeId, token: wecom.callbackToken, aesKey: wecom.callbackAesKey, receiverId: wecom.corpId },
  ];
  if (wecom.directoryCallback !== undefined) {
    callbacks.push({ kind: 'directory', storeId, ...wecom.directoryCallback, receiverId: wecom.corpId });
  }
  if (customerService !== undefined) {
    // The same secret is the same app: then one token serves both.
    const api =
      customerService.secret === wecom.agentSecret
        ? wecomApi
        : createWecomApi({ ...wecom, secret: customerService.secret, now });
    channels.owners = createOwnerMessenger(api);
    media.kf = createMediaSource(api);
    callbacks.push({
      kind: 'kf',
      storeId,
      token: customerService.callbackToken,
      aesKey: customerService.callbackAesKey,
      receiverId: wecom.corpId,
    });
  }
  if (officialAccount !== undefined) {
    const api = createOfficialAccountApi(officialAccount, now);
    channels.account = createAccountMessenger(api, now);
    media.officialAccount = createAccountMedia(api);
    callbacks.push({
      kind: 'officialAccount',
      storeId,
      token: officialAccount.callbackToken,
      aesKey: officialAccount.callbackAesKey,
      receiverId: officialAccount.appId,
    });
  }
  if (settings.sms !== undefined) channels.sms = createSms(settings.sms, smsTemplates, now);
  return {
    storeId,
    callbacks,
    channels,
    pages: {
      login: createMemberLogin(wecomApi, wecom),
      // Derived, so that no further secret is needed; a new app secret signs everybody out.
      key: new Uint8Array(hkdfSync('sha256', wecom.agentSecret, '', `carebay pages ${storeId}`, 32)),
    },
    ...(settings.sms === undefined ? {} : { smsCallbackSecret: smsCallbackSecret(wecom.agentSecret, storeId) }),
    ...(officialAccount === undefined ? {} : { ownerLogin: createOwnerLogin(officialAccount) }),
    openKfIds: customerService?.openKfIds ?? [],
    appId: officialAccount?.appId ?? '',
    templateIds: officialAccount?.templateIds ?? {},
    subscriptionTemplateIds: officialAccount?.subscriptionTemplateIds ?? {},
  };
}
