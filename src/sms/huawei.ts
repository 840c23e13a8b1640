import { createHash, randomUUID } from 'node:crypto';
import { SmsError, type SmsFailure } from '../errors.ts';
import { textOf } from '../platform/platform-api.ts';
import type { SmsOutcome, SmsPush, SmsSender } from '../ports.ts';
import { postForm } from './http-call.ts';
import { eachOf, keyOfPush, mobileOf } from './pushed.ts';
import type { SmsSettings } from './settings.ts';

const PATH = 'sms/batchSendSms/v1';

/** Of the call, or of its one number. What is not listed is a matter of the set-up. */
const FAILURES: Record<string, SmsFailure> = {
  E000000: 'busy',
  E000620: 'busy',
  E200022: 'badNumber',
  E200023: 'badNumber',
  E200015: 'payload',
  E200028: 'payload',
  E000503: 'payload',
  E200026: 'content',
  E200029: 'content',
  // Over the caps of a number; without money: the pages name no code of their own.
  E200040: 'tooMany',
  E200041: 'balance',
  E000623: 'tooMany',
};

/** Status of a report. */
const REPORTS: Record<string, SmsFailure> = {
  REJECTD: 'optedOut',
  E200033: 'optedOut',
  E200022: 'badNumber',
};

/**
 * 华为云短信, batchSendSms/v1 with X-WSSE. It has no question about one message: only its reports tell.
 *
 * @param parameters names of each template's values, in the order of the registered text
 * @see https://support.huaweicloud.com/api-msgsms/sms_05_0001.html
 */
export function createHuaweiSms(
  settings: SmsSettings,
  parameters: Readonly<Record<string, readonly string[]>>,
  now: () => Date,
): SmsSender {
  const { keyId, secret, signature, templateIds, sender, callbackUrl } = settings;
  const url = new URL(`${settings.baseUrl.replace(/\/$/, '')}/${PATH}`);
  return {
    templateKeys: Object.keys(templateIds),
    answersOutcomes: false,
    async send({ phone, templateKey, values, messageId }) {
      const body = new URLSearchParams({
        from: sender,
        to: `+86${phone}`,
        templateId: templateIds[templateKey] ?? '',
        templateParas: JSON.stringify((parameters[templateKey] ?? []).map((name) => values[name] ?? '')),
        statusCallback: callbackUrl,
        extend: messageId,
        signature,
      });
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: 'WSSE realm="SDP",profile="UsernameToken",type="Appkey"',
        'x-wsse': wsse(keyId, secret, now()),
      };
      const answer = await postForm('batchSendSms', url, headers, body.toString());
      const [result] = Array.isArray(answer['result']) ? eachOf(answer['result']) : [];
      const code = textOf(result?.['status'] ?? answer['code']);
      if (code !== '000000') throw new SmsError(code, textOf(answer['description']), FAILURES[code] ?? 'setup');
      return { platformMessageId: textOf(result?.['smsMsgId']) };
    },
    outcomeOf: async () => ({ status: 'onItsWay' }),
    readPush: (body) => {
      const entry = Object.fromEntries(new URLSearchParams(body));
      return [{ key: keyOfPush(entry), push: readEntry(entry) }];
    },
  };
}

function wsse(keyId: string, secret: string, now: Date): string {
  const nonce = randomUUID().replaceAll('-', '');
  const created = `${now.toISOString().slice(0, 19)}Z`;
  const digest = createHash('sha256')
    .update(nonce + created + secret)
    .digest('base64');
  return `UsernameToken Username="${keyId}",PasswordDigest="${digest}",Nonce="${nonce}",Created="${created}"`;
}

/** A report has a status; an owner's answer has a body. */
function readEntry(entry: Record<string, string>): SmsPush {
  const { smsMsgId = '', status = '', extend = '', from = '', body } = entry;
  if (body !== undefined) {
    const phone = mobileOf(from);
    if (phone === undefined) throw new TypeError('an answer without a number');
    return { kind: 'reply', phone, text: body };
  }
  if (smsMsgId === '' || status === '') throw new TypeError('neither a report nor an answer');
  return { kind: 'report', platformMessageId: smsMsgId, messageId: extend, outcome: outcomeFor(status) };
}

function outcomeFor(status: string): SmsOutcome {
  if (status === 'DELIVRD') return { status: 'delivered' };
  // Accepted by the carrier: the last word is still to come.
  if (status === 'ACCEPTD' || status === 'UNKNOWN') return { status: 'onItsWay' };
  return { status: 'failed', failure: REPORTS[status] ?? 'undelivered', vendorCode: status };
}
