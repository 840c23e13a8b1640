import { createHash, createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EmulatorControl } from '../../../src/emulator/index.ts';
import { closeLater, type Platform } from './platform.ts';

export const ALIYUN = { keyId: 'LTAI-emulated', secret: 'aliyun-secret' };
export const HUAWEI = { keyId: 'huawei-app-key', secret: 'huawei-secret' };
export const NUMBER = '13900000001';
export const SENDER = '8824110605001';

export interface VendorAnswer {
  status: number;
  body: Record<string, unknown>;
}

/** Where a vendor pushes: keeps bodies, answers as told. */
export interface PushReceiver {
  url: string;
  pushes: { path: string; contentType: string; body: string }[];
  answer: { status: number; body: string };
}

export async function startPushReceiver(): Promise<PushReceiver> {
  const receiver: PushReceiver = { url: '', pushes: [], answer: { status: 200, body: '{"code":0,"msg":"成功"}' } };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const contentType = request.headers['content-type'] ?? '';
      receiver.pushes.push({ path: request.url ?? '', contentType, body: Buffer.concat(chunks).toString('utf8') });
      response.writeHead(receiver.answer.status).end(receiver.answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  closeLater({
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  });
  return receiver;
}

/** Opens an account with both vendors; p1 has NUMBER. */
export async function openSmsAccounts(control: EmulatorControl, pushUrl: string, balance?: number): Promise<void> {
  const paid = balance === undefined ? {} : { balance };
  await control.world({
    people: [{ personId: 'p1', name: '张先生', phone: NUMBER }],
    smsAccounts: [
      {
        vendor: 'aliyun',
        ...ALIYUN,
        ...paid,
        signatures: ['示例汽车'],
        templates: [
          { templateId: 'SMS_1', kind: 'notification', content: '您的爱车${plate}将于${date}到期，详询门店。' },
          { templateId: 'SMS_2', kind: 'code', content: '验证码${code}，五分钟内有效。' },
          { templateId: 'SMS_3', kind: 'promotion', content: '${name}，保养八折，拒收请回复R' },
        ],
        reportUrl: `${pushUrl}/aliyun/report`,
        replyUrl: `${pushUrl}/aliyun/reply`,
      },
      {
        vendor: 'huawei',
        ...HUAWEI,
        ...paid,
        signatures: ['示例汽车'],
        senders: [SENDER],
        templates: [
          { templateId: 'tpl-notify', kind: 'notification', content: '您的爱车${TXT_10}还有${NUM_3}天到期。' },
          { templateId: 'tpl-promotion', kind: 'promotion', content: '保养${TXT_10}，拒收请回复R' },
        ],
        replyUrl: `${pushUrl}/huawei/reply`,
      },
    ],
  });
}

const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const canonical = (params: Record<string, string>): string =>
  Object.entries(params)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');

let nonce = 0;

/** One call signed with ACS3-HMAC-SHA256, as the vendor's current clients sign. */
export async function callAliyun(
  platform: Platform,
  action: string,
  params: Record<string, string>,
  change: { keyId?: string; secret?: string; at?: Date; nonce?: string; tamper?: boolean } = {},
): Promise<VendorAnswer> {
  const base = new URL(`${platform.emulator.url}/sms/aliyun/`);
  const digest = createHash('sha256').update('').digest('hex');
  nonce += 1;
  const headers: Record<string, string> = {
    host: base.host,
    'x-acs-action': action,
    'x-acs-content-sha256': digest,
    'x-acs-date': `${(change.at ?? (await platform.control.now())).toISOString().slice(0, 19)}Z`,
    'x-acs-signature-nonce': change.nonce ?? `nonce-${nonce}`,
    'x-acs-version': '2017-05-25',
  };
  const signed = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const request = ['POST', '/', canonical(params), lines.join(''), signed, digest].join('\n');
  const text = `ACS3-HMAC-SHA256\n${createHash('sha256').update(request).digest('hex')}`;
  const signature = createHmac('sha256', change.secret ?? ALIYUN.secret)
    .update(text)
    .digest('hex');
  const authorization = `ACS3-HMAC-SHA256 Credential=${change.keyId ?? ALIYUN.keyId},SignedHeaders=${signed},Signature=${signature}`;
  const sent = change.tamper === true ? { ...params, PhoneNumbers: '13900000009' } : params;
  const response = await fetch(`${base.href}?${canonical(sent)}`, {
    method: 'POST',
    headers: { ...headers, authorization },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** The same by the older way: HMAC-SHA1 over the parameters. */
export async function callAliyunByParameters(
  platform: Platform,
  action: string,
  params: Record<string, string>,
): Promise<VendorAnswer> {
  nonce += 1;
  const whole: Record<string, string> = {
    ...params,
    Action: action,
    Version: '2017-05-25',
    Format: 'JSON',
    AccessKeyId: ALIYUN.keyId,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: `nonce-${nonce}`,
    Timestamp: `${(await platform.control.now()).toISOString().slice(0, 19)}Z`,
  };
  const text = `GET&%2F&${encode(canonical(whole))}`;
  const Signature = createHmac('sha1', `${ALIYUN.secret}&`).update(text).digest('base64');
  const response = await fetch(`${platform.emulator.url}/sms/aliyun/?${canonical({ ...whole, Signature })}`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

export const aliyunSms = (change: Record<string, string> = {}): Record<string, string> => ({
  PhoneNumbers: NUMBER,
  SignName: '示例汽车',
  TemplateCode: 'SMS_1',
  TemplateParam: JSON.stringify({ plate: '沪A12345', date: '12月31日' }),
  OutId: 'rem-1',
  ...change,
});

/** One call with an X-WSSE header; `digest` chooses between the two encodings of the vendor's samples. */
export async function callHuawei(
  platform: Platform,
  form: Record<string, string>,
  change: { keyId?: string; secret?: string; at?: Date; digest?: 'hex' | 'raw'; headers?: Record<string, string> } = {},
): Promise<VendorAnswer> {
  nonce += 1;
  const created = `${(change.at ?? (await platform.control.now())).toISOString().slice(0, 19)}Z`;
  const hash = createHash('sha256').update(`${nonce}${created}${change.secret ?? HUAWEI.secret}`);
  const digest = change.digest === 'raw' ? hash.digest('base64') : Buffer.from(hash.digest('hex')).toString('base64');
  const response = await fetch(`${platform.emulator.url}/sms/huawei/sms/batchSendSms/v1`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: 'WSSE realm="SDP",profile="UsernameToken",type="Appkey"',
      'x-wsse': `UsernameToken Username="${change.keyId ?? HUAWEI.keyId}",PasswordDigest="${digest}",Nonce="${nonce}",Created="${created}"`,
      ...change.headers,
    },
    body: new URLSearchParams(form).toString(),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

export const huaweiSms = (change: Record<string, string> = {}): Record<string, string> => ({
  from: SENDER,
  to: `+86${NUMBER}`,
  templateId: 'tpl-notify',
  templateParas: JSON.stringify(['沪A12345', '30']),
  signature: '示例汽车',
  extend: 'rem-1',
  ...change,
});
