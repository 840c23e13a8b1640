import type { Emulation } from '../emulation.ts';
import type { SmsAccountInput, SmsTemplateInput } from '../world.ts';
import { findSmsTemplate, mainlandNumber } from './accounts.ts';
import { type SmsAnswer, SmsRefusal, type SmsVendor } from './call.ts';
import { countSegments, MAX_CHARACTERS, placeholders, renderSms } from './content.ts';
import { acceptSms } from './delivery.ts';
import { authenticateHuawei } from './huawei-signature.ts';
import { brokenCap, type Cap, countSms } from './limits.ts';
import { hasRefusedPromotions } from './phones.ts';
import { utcTime } from './pushes.ts';
import { shanghaiHour } from './times.ts';

const PATH = '/sms/batchSendSms/v1';
const MAX_NUMBERS = 500;

/** 华为云短信: batchSendSms/v1. */
export const huawei: SmsVendor = {
  nameOf: (call) => (call.path === PATH ? 'huawei/batchSendSms' : 'huawei/unknown'),
  run: (emulation, call) => {
    if (call.path !== PATH) throw new SmsRefusal(404, 'E000027', 'Invalid request.');
    if (call.method !== 'POST') throw new SmsRefusal(400, 'E000027', 'Invalid request.');
    const account = authenticateHuawei(emulation, call);
    if (!call.header('content-type').startsWith('application/x-www-form-urlencoded')) {
      throw new SmsRefusal(400, 'E000040', 'The ContentType value should be application/x-www-form-urlencoded.');
    }
    return batchSendSms(emulation, account, new URLSearchParams(call.body.toString('utf8')));
  },
  refuse: (_emulation, { status, code, message }) => ({ status, body: { code, description: message }, effect: false }),
};

/** One result for each number; the whole is E000510 only when none was taken. */
function batchSendSms(emulation: Emulation, account: SmsAccountInput, form: URLSearchParams): SmsAnswer {
  const [sender, to, templateId] = ['from', 'to', 'templateId'].map((name) => form.get(name) ?? '') as [
    string,
    string,
    string,
  ];
  const given = to.split(',');
  if (sender === '' || to === '' || given.length > MAX_NUMBERS) throw malformed();
  const texts = readParas(form.get('templateParas'));
  const signature = form.get('signature') ?? account.signatures[0] ?? '';
  const results = given.map((one) => {
    const status = sendOne(emulation, account, {
      sender,
      number: mainlandNumber(one),
      templateId,
      texts,
      signature,
      form,
    });
    return {
      originTo: one,
      createTime: utcTime(emulation.clock.now()),
      from: sender,
      smsMsgId: status.msgid ?? '',
      status: status.code,
      countryId: 'CN',
      total: status.segments ?? 0,
    };
  });
  const taken = results.some((one) => one.status === '000000');
  return taken
    ? { status: 200, body: { result: results, code: '000000', description: 'Success' }, effect: true }
    : {
        status: 200,
        body: { result: results, code: 'E000510', description: 'The SMS fails to be sent.' },
        effect: false,
      };
}

function sendOne(
  emulation: Emulation,
  account: SmsAccountInput,
  message: {
    sender: string;
    number: string | undefined;
    templateId: string;
    texts: string[];
    signature: string;
    form: URLSearchParams;
  },
): { code: string; msgid?: string; segments?: number } {
  const { sender, number, texts, signature, form } = message;
  const template = findSmsTemplate(account, message.templateId);
  if (number === undefined) return { code: 'E200022' };
  if (account.senders?.includes(sender) !== true) return { code: 'E200018' };
  if (message.templateId === '') return { code: 'E200032' };
  if (template === undefined) return { code: 'E200030' };
  if (!account.signatures.includes(signature) || !fits(template, texts)) return { code: 'E200028' };
  const content = renderSms(signature, template.content, (_, index) => texts[index] ?? '');
  if (content.length > MAX_CHARACTERS) return { code: 'E200015' };
  const caps = capsOf(template, number);
  const hour = shanghaiHour(emulation.clock.now());
  const night = template.kind === 'promotion' && (hour < 8 || hour >= 21);
  if (night || brokenCap(emulation, caps) !== undefined) return { code: emulation.switches.huaweiLimitStatus };
  const segments = countSegments(content);
  if (account.balance !== undefined) {
    const left = (emulation.state.smsAccounts.get(account.keyId)?.balance ?? 0) - segments;
    if (left < 0) return { code: emulation.switches.huaweiArrearsStatus };
    emulation.state.smsAccounts.put(account.keyId, { ...account, balance: left });
  }
  countSms(emulation, caps);
  const msgid = `${emulation.ids.fresh('sms-msgid', 36)}_${8_539_658 + emulation.ids.next('huawei-sms')}`;
  const [extend, statusCallback] = [form.get('extend'), form.get('statusCallback')];
  acceptSms(emulation, {
    id: msgid,
    batchId: msgid,
    vendor: 'huawei',
    keyId: account.keyId,
    number,
    signature,
    templateId: template.templateId,
    content,
    segments,
    sender,
    refused: template.kind === 'promotion' && hasRefusedPromotions(emulation, account.keyId, number),
    ...(extend === null || extend === '' ? {} : { outId: extend }),
    ...(statusCallback === null || statusCallback === '' ? {} : { statusCallback }),
  });
  return { code: '000000', msgid, segments };
}

/** `${TXT_20}` takes 20 characters, `${NUM_6}` six digits, anything else what it likes. */
function fits(template: SmsTemplateInput, texts: string[]): boolean {
  const names = placeholders(template.content);
  if (names.length !== texts.length) return false;
  return names.every((name, index) => {
    const text = texts[index] ?? '';
    const [, kind, length] = /^(TXT|NUM)_(\d+)$/.exec(name) ?? [];
    if (text === '' || (length !== undefined && text.length > Number(length))) return false;
    return kind !== 'NUM' || /^\d+$/.test(text);
  });
}

function capsOf(template: SmsTemplateInput, number: string): Cap[] {
  const key = `huawei/${template.kind}/${number}`;
  if (template.kind === 'promotion') return [{ key, seconds: 86_400, count: 10 }];
  return [
    { key, seconds: 60, count: 2 },
    { key, seconds: 86_400, count: 50 },
  ];
}

/** A JSON list of strings. @throws {SmsRefusal} E000503 */
function readParas(text: string | null): string[] {
  if (text === null || text === '') return [];
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    throw malformed();
  }
  if (!Array.isArray(list) || !list.every((one) => typeof one === 'string')) throw malformed();
  return list;
}

function malformed(): SmsRefusal {
  return new SmsRefusal(400, 'E000503', 'The parameter format is incorrect.');
}
