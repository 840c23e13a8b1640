import { hkdfSync } from 'node:crypto';

/**
 * The last part of the address where the SMS vendor pushes reports. Vendors do not sign what they push, so that the address
 * itself is the secret; derived, so that no further setting is needed.
 */
export function smsCallbackSecret(agentSecret: string, storeId: string): string {
  return Buffer.from(hkdfSync('sha256', agentSecret, '', `carebay sms ${storeId}`, 24)).toString('base64url');
}

export function smsCallbackUrl(publicUrl: string, secret: string): string {
  return `${publicUrl}/callback/sms/${secret}`;
}
