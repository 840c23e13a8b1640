import { ControlError } from '../core/platform-error.ts';
import type { Emulation } from '../emulation.ts';
import type { SmsAccountInput } from '../world.ts';
import { ownerOfNumber } from './accounts.ts';
import { pushReply } from './pushes.ts';

/** How a phone takes messages; `silent` gets them without any report. */
export type PhoneCondition = 'ok' | 'off' | 'empty' | 'blacklisted' | 'silent';

export const PHONE_CONDITIONS: readonly PhoneCondition[] = ['ok', 'off', 'empty', 'blacklisted', 'silent'];

const OUTCOMES: Record<SmsAccountInput['vendor'], Record<PhoneCondition, string>> = {
  aliyun: {
    ok: 'DELIVERED',
    off: 'MOBILE_NOT_ON_SERVICE',
    empty: 'MOBILE_NOT_ON_SERVICE',
    blacklisted: 'MOBILE_IN_BLACK',
    silent: '',
  },
  huawei: { ok: 'DELIVRD', off: 'EXPIRED', empty: 'UNDELIV', blacklisted: 'REJECTD', silent: '' },
};

/** The report's code for a phone in that condition. */
export function outcomeCode(vendor: SmsAccountInput['vendor'], condition: PhoneCondition): string {
  return OUTCOMES[vendor][condition];
}

const OPT_OUT = /^(?:退订|td|t|r|n)$/i;

/** The owner answers the last message: the vendor passes it on, and remembers an opt-out of promotions itself. */
export function phoneReplies(emulation: Emulation, number: string, text: string): void {
  const last = emulation.state.smsMessages.values().findLast((row) => row.number === number);
  const account = last && emulation.state.smsAccounts.get(last.keyId);
  if (last === undefined || account === undefined) throw new ControlError(409, `${number} got no message to answer`);
  if (OPT_OUT.test(text.trim()))
    emulation.state.facts.put(refusalKey(account.keyId, number), { at: emulation.clock.now() });
  emulation.inboxes.showPerson(ownerOfNumber(emulation, number), {
    channel: 'sms',
    direction: 'sent',
    from: 'person',
    msgtype: 'sms',
    text,
    payload: { number },
    smsKeyId: account.keyId,
  });
  pushReply(emulation, account, last, text);
}

export function hasRefusedPromotions(emulation: Emulation, keyId: string, number: string): boolean {
  return emulation.state.facts.get(refusalKey(keyId, number)) !== undefined;
}

function refusalKey(keyId: string, number: string): string {
  return `sms-refused/${keyId}/${number}`;
}
