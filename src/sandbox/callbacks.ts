import type { EmulatorControl } from '../emulator/index.ts';
import { smsCallbackSecret, smsCallbackUrl } from '../sms/index.ts';
import { sampleAccounts } from './accounts.ts';
import { sampleSmsAccount } from './world.ts';

/**
 * Saves the callback addresses as an administrator would on the pages of the platform, which verifies each, and of the SMS
 * vendor, which does not.
 *
 * @throws {Error} with the platform's reason when one is not accepted
 */
export async function saveCallbacks(control: EmulatorControl, serviceUrl: string): Promise<void> {
  const { corpId, agentId, openKfId, appId } = sampleAccounts;
  const results = [
    await control.saveCallback({
      corpId,
      agentId,
      url: `${serviceUrl}/callback/wecom`,
      token: sampleAccounts.callbackToken,
      aesKey: sampleAccounts.callbackAesKey,
    }),
    await control.saveCallback({
      corpId,
      openKfId,
      url: `${serviceUrl}/callback/kf`,
      token: sampleAccounts.kfCallbackToken,
      aesKey: sampleAccounts.kfCallbackAesKey,
    }),
    await control.saveCallback({
      appId,
      url: `${serviceUrl}/callback/official-account`,
      token: sampleAccounts.accountCallbackToken,
      aesKey: sampleAccounts.accountCallbackAesKey,
      mode: 'safe',
    }),
  ];
  const corp = (await control.world()).corps?.find((one) => one.corpId === corpId);
  if (corp !== undefined) {
    const contactsSync = {
      url: `${serviceUrl}/callback/directory`,
      token: sampleAccounts.directoryCallbackToken,
      aesKey: sampleAccounts.directoryCallbackAesKey,
    };
    await control.world({ corps: [{ corpId, name: corp.name, contactsSync }] });
  }
  const smsUrl = smsCallbackUrl(serviceUrl, smsCallbackSecret(sampleAccounts.agentSecret, 'main'));
  await control.world({ smsAccounts: [{ ...sampleSmsAccount, reportUrl: smsUrl, replyUrl: smsUrl }] });
  const refused = results.find((result) => !result.saved);
  if (refused !== undefined) throw new Error(`callback address not accepted: ${JSON.stringify(refused)}`);
}
