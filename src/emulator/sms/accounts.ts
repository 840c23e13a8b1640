import type { SmsAccountInput, SmsTemplateInput } from '../world.ts';
import type { Emulation } from '../emulation.ts';

/** The vendor's account behind a key id. */
export function findSmsAccount(
  emulation: Emulation,
  vendor: SmsAccountInput['vendor'],
  keyId: string,
): SmsAccountInput | undefined {
  const account = emulation.state.smsAccounts.get(keyId);
  return account?.vendor === vendor ? account : undefined;
}

export function findSmsTemplate(account: SmsAccountInput, templateId: string): SmsTemplateInput | undefined {
  return account.templates.find((one) => one.templateId === templateId);
}

/** Whose inbox a number fills: the person with that phone, else the number itself. */
export function ownerOfNumber(emulation: Emulation, number: string): string {
  const owner = emulation.state.facts.get(phoneOwnerKey(number))?.['personId'];
  return typeof owner === 'string' ? owner : `phone:${number}`;
}

export function phoneOwnerKey(number: string): string {
  return `phone-owner/${number}`;
}

/** A mainland number without its country code; undefined when it is none. */
export function mainlandNumber(text: string): string | undefined {
  return /^(?:\+?86|0086)?(1[3-9]\d{9})$/.exec(text.trim())?.[1];
}
