import { addDays, dayOf } from '../calendar.ts';
import { SmsError, type SmsFailure } from '../errors.ts';
import { textOf } from '../platform/platform-api.ts';
import type { SmsOutcome, SmsPush, SmsSender } from '../ports.ts';
import { signAliyun } from './aliyun-signature.ts';
import { postForm } from './http-call.ts';
import { eachOf, keyOfPush, mobileOf } from './pushed.ts';
import type { SmsSettings } from './settings.ts';

/** Answers to a call. What is not listed is a matter of the set-up. */
const FAILURES: Record<string, SmsFailure> = {
  'isv.BUSINESS_LIMIT_CONTROL': 'tooMany',
  'isv.DAY_LIMIT_CONTROL': 'tooMany',
  'isv.MOBILE_NUMBER_ILLEGAL': 'badNumber',
  'isv.CUSTOMER_REFUSED': 'optedOut',
  'isv.BLACK_KEY_CONTROL_LIMIT': 'content',
  'isv.AMOUNT_NOT_ENOUGH': 'balance',
  'isv.OUT_OF_SERVICE': 'balance',
  'isv.INVALID_PARAMETERS': 'payload',
  'isv.INVALID_JSON_PARAM': 'payload',
  'isv.TEMPLATE_MISSING_PARAMETERS': 'payload',
  'isv.TEMPLATE_PARAMS_ILLEGAL': 'payload',
  'isv.PARAM_LENGTH_LIMIT': 'payload',
  'isv.PARAM_NOT_SUPPORT_URL': 'payload',
  'isp.SYSTEM_ERROR': 'busy',
  'isp.RAM_PERMISSION_DENY': 'setup',
  'Throttling.User': 'busy',
  'Throttling.Api': 'busy',
  Throttling: 'busy',
  InternalError: 'busy',
  ServiceUnavailable: 'busy',
  SignatureNonceUsed: 'busy',
};

/** err_code of a report. What is not listed did not arrive, for no reason that must last. */
const REPORTS: Record<string, SmsFailure> = {
  MOBILE_IN_BLACK: 'optedOut',
  IN_BLACK: 'optedOut',
  'isv.CUSTOMER_REFUSED': 'optedOut',
  CONTENT_KEYWORD: 'content',
  CONTENT_ERROR: 'content',
  MOBILE_NUMBER_ILLEGAL: 'badNumber',
  INVALID_NUMBER: 'badNumber',
  NUMBER_NOT_EXIST: 'badNumber',
  SP_NOT_BY_INTER_SMS: 'setup',
  SIGNATURE_ERROR: 'setup',
};

const PAGE_SIZE = 50;
const SEND_STATUS = { failed: 2, delivered: 3 };

/** 阿里云短信, dysmsapi 2017-05-25: SendSms, QuerySendDetails, SmsReport, SmsUp. @see https://help.aliyun.com/zh/sms/ */
export function createAliyunSms(settings: SmsSettings, now: () => Date): SmsSender {
  const { keyId, secret, signature, templateIds } = settings;
  const url = new URL(settings.baseUrl.endsWith('/') ? settings.baseUrl : `${settings.baseUrl}/`);

  async function call(action: string, parameters: Record<string, string>): Promise<Record<string, unknown>> {
    const body = new URLSearchParams(parameters).toString();
    const headers = signAliyun({ keyId, secret, url, action, body, now: now() });
    const answer = await postForm(action, url, headers, body);
    const code = textOf(answer['Code']);
    if (code !== 'OK') throw new SmsError(code, textOf(answer['Message']), FAILURES[code] ?? 'setup');
    return answer;
  }

  /** What is known of one message on one day; undefined: the vendor has never heard of it. */
  async function detailOf(phone: string, messageId: string, day: string): Promise<SmsOutcome | undefined> {
    const answer = await call('QuerySendDetails', {
      PhoneNumber: phone,
      SendDate: day.replaceAll('-', ''),
      PageSize: String(PAGE_SIZE),
      CurrentPage: '1',
    });
    const { SmsSendDetailDTO: details } = answer['SmsSendDetailDTOs'] as { SmsSendDetailDTO?: unknown };
    const found = (Array.isArray(details) ? (details as Record<string, unknown>[]) : []).find(
      (detail) => detail['OutId'] === messageId,
    );
    if (found === undefined) return undefined;
    const status = Number(found['SendStatus']);
    if (status === SEND_STATUS.failed) return failed(textOf(found['ErrCode']));
    return { status: status === SEND_STATUS.delivered ? 'delivered' : 'onItsWay' };
  }

  return {
    templateKeys: Object.keys(templateIds),
    answersOutcomes: true,
    async send({ phone, templateKey, values, messageId }) {
      const answer = await call('SendSms', {
        PhoneNumbers: phone,
        SignName: signature,
        TemplateCode: templateIds[templateKey] ?? '',
        TemplateParam: JSON.stringify(values),
        OutId: messageId,
      });
      return { platformMessageId: textOf(answer['BizId']) };
    },
    async outcomeOf({ phone, messageId, sentAt }) {
      const day = dayOf(sentAt);
      const known = await detailOf(phone, messageId, day);
      // Sent in the last moments of a day it may be listed under the next one.
      return known ?? (await detailOf(phone, messageId, addDays(day, 1))) ?? { status: 'unknown' };
    },
    readPush: (body) => eachOf(JSON.parse(body)).map((entry) => ({ key: keyOfPush(entry), push: readEntry(entry) })),
  };
}

/** SmsReport has a biz_id, SmsUp (an owner's answer) a content. */
function readEntry(entry: Record<string, unknown>): SmsPush {
  if (entry['biz_id'] === undefined) {
    const phone = mobileOf(textOf(entry['phone_number']));
    if (phone === undefined) throw new TypeError('neither a report nor an answer');
    return { kind: 'reply', phone, text: textOf(entry['content']) };
  }
  const isDelivered = entry['success'] === true || entry['success'] === 'true';
  return {
    kind: 'report',
    platformMessageId: textOf(entry['biz_id']),
    messageId: textOf(entry['out_id']),
    outcome: isDelivered ? { status: 'delivered' } : failed(textOf(entry['err_code'])),
  };
}

function failed(vendorCode: string): SmsOutcome {
  return { status: 'failed', failure: REPORTS[vendorCode] ?? 'undelivered', vendorCode };
}
