import { parseJsonObject } from '../core/http.ts';
import type { Emulation } from '../emulation.ts';
import type { SmsAccountInput, SmsTemplateInput } from '../world.ts';
import { findSmsTemplate, mainlandNumber } from './accounts.ts';
import { querySendDetails } from './aliyun-details.ts';
import { authenticateAliyun } from './aliyun-signature.ts';
import { type SmsAnswer, type SmsCall, SmsRefusal, type SmsVendor } from './call.ts';
import { countSegments, MAX_CHARACTERS, placeholders, renderSms } from './content.ts';
import { acceptSms } from './delivery.ts';
import { brokenCap, type Cap, countSms } from './limits.ts';
import { hasRefusedPromotions } from './phones.ts';

const VERSION = '2017-05-25';
const MAX_NUMBERS = 1000;

/** 阿里云短信, dysmsapi 2017-05-25 (RPC style): SendSms and QuerySendDetails. */
export const aliyun: SmsVendor = {
  nameOf: (call) => `aliyun/${actionOf(call, paramsOf(call)) || 'unknown'}`,
  run: (emulation, call) => {
    const params = paramsOf(call);
    const account = authenticateAliyun(emulation, call, params);
    const version = call.header('x-acs-version') || (params.get('Version') ?? '');
    if (version !== VERSION) throw new SmsRefusal(400, 'InvalidVersion', 'Specified parameter Version is not valid.');
    switch (actionOf(call, params)) {
      case 'SendSms':
        return sendSms(emulation, account, params);
      case 'QuerySendDetails':
        return ok(emulation, querySendDetails(emulation, account, params), false);
      default:
        throw new SmsRefusal(
          404,
          'InvalidAction.NotFound',
          'Specified api is not found, please check your url and method.',
        );
    }
  },
  refuse: (emulation, { status, code, message }) => ({
    status,
    body: { RequestId: requestId(emulation), Message: message, Code: code, HostId: 'dysmsapi.aliyuncs.com' },
    effect: false,
  }),
};

/** @throws {SmsRefusal} isv.… with status 200: the vendor answers its business refusals so */
function sendSms(emulation: Emulation, account: SmsAccountInput, params: URLSearchParams): SmsAnswer {
  const need = (name: string): string => {
    const value = params.get(name) ?? '';
    if (value === '') throw new SmsRefusal(400, `Missing${name}`, `${name} is mandatory for this action.`);
    return value;
  };
  const given = need('PhoneNumbers').split(',');
  const signature = need('SignName');
  const template = findSmsTemplate(account, need('TemplateCode'));
  if (given.length > MAX_NUMBERS) throw refusal('isv.MOBILE_COUNT_OVER_LIMIT', '手机号码数量超过限制');
  const numbers = given.map((one) => mainlandNumber(one));
  if (!numbers.every((one) => one !== undefined)) throw refusal('isv.MOBILE_NUMBER_ILLEGAL', '非法手机号');
  if (!account.signatures.includes(signature)) throw refusal('isv.SMS_SIGNATURE_ILLEGAL', '短信签名不合法');
  if (template === undefined) throw refusal('isv.SMS_TEMPLATE_ILLEGAL', '短信模板不合法');
  const content = renderSms(signature, template.content, readValues(template, params.get('TemplateParam') ?? ''));
  if (content.length > MAX_CHARACTERS) throw refusal('isv.PARAM_LENGTH_LIMIT', '参数超出长度限制');
  checkBalance(emulation, account, countSegments(content) * numbers.length);
  if (template.kind === 'promotion' && numbers.some((one) => hasRefusedPromotions(emulation, account.keyId, one))) {
    throw refusal('isv.CUSTOMER_REFUSED', '用户已退订推广短信');
  }
  for (const number of numbers) {
    const broken = brokenCap(emulation, capsOf(template, signature, number));
    if (broken === undefined) continue;
    const level = { 60: '分钟', 3600: '小时', 86_400: '天' }[broken.seconds];
    throw refusal('isv.BUSINESS_LIMIT_CONTROL', `触发${level}级流控Permits:${broken.count}`);
  }
  const batchId = `${900_619_746_936_498_440n + BigInt(emulation.ids.next('aliyun-biz'))}^0`;
  const outId = params.get('OutId');
  for (const number of numbers) {
    countSms(emulation, capsOf(template, signature, number));
    acceptSms(emulation, {
      id: `${batchId}/${number}`,
      batchId,
      vendor: 'aliyun',
      keyId: account.keyId,
      number,
      signature,
      templateId: template.templateId,
      content,
      segments: countSegments(content),
      ...(outId === null ? {} : { outId }),
    });
  }
  return ok(emulation, { BizId: batchId }, true);
}

/** @throws {SmsRefusal} isv.AMOUNT_NOT_ENOUGH */
function checkBalance(emulation: Emulation, account: SmsAccountInput, segments: number): void {
  if (account.balance === undefined) return;
  if (account.balance < segments) throw refusal('isv.AMOUNT_NOT_ENOUGH', '账户余额不足');
  emulation.state.smsAccounts.put(account.keyId, { ...account, balance: account.balance - segments });
}

/** Per signature and number for codes, per signature, template and number for the rest. */
function capsOf(template: SmsTemplateInput, signature: string, number: string): Cap[] {
  if (template.kind !== 'code') {
    return [{ key: `aliyun/${signature}/${template.templateId}/${number}`, seconds: 86_400, count: 50 }];
  }
  const key = `aliyun/${signature}/code/${number}`;
  return [
    { key, seconds: 60, count: 1 },
    { key, seconds: 3600, count: 5 },
    { key, seconds: 86_400, count: 10 },
    { key: `aliyun/code/${number}`, seconds: 86_400, count: 40 },
  ];
}

function readValues(template: SmsTemplateInput, text: string): (name: string) => string {
  const values = text === '' ? {} : parseJsonObject(text);
  if (values === undefined || Object.values(values).some((value) => typeof value !== 'string')) {
    throw refusal('isv.INVALID_JSON_PARAM', 'JSON参数不合法，只接受字符串值');
  }
  const missing = placeholders(template.content).find((name) => (values[name] ?? '') === '');
  if (missing !== undefined) throw refusal('isv.TEMPLATE_MISSING_PARAMETERS', `模板缺少变量${missing}`);
  if (template.kind === 'code' && Object.values(values).some((value) => /https?:\/\//.test(String(value)))) {
    throw refusal('isv.PARAM_NOT_SUPPORT_URL', '变量不支持透传url');
  }
  return (name) => String(values[name]);
}

function refusal(code: string, message: string): SmsRefusal {
  return new SmsRefusal(200, code, message);
}

function ok(emulation: Emulation, fields: Record<string, unknown>, effect: boolean): SmsAnswer {
  return { status: 200, body: { Message: 'OK', RequestId: requestId(emulation), Code: 'OK', ...fields }, effect };
}

function requestId(emulation: Emulation): string {
  return emulation.ids.fresh('sms-request', 32).toUpperCase();
}

function actionOf(call: SmsCall, params: URLSearchParams): string {
  return call.header('x-acs-action') || (params.get('Action') ?? '');
}

/** Parameters come in the query or in a form body. */
function paramsOf(call: SmsCall): URLSearchParams {
  const isForm = call.header('content-type').startsWith('application/x-www-form-urlencoded');
  const form = isForm ? new URLSearchParams(call.body.toString('utf8')) : [];
  return new URLSearchParams([...call.query, ...form]);
}
