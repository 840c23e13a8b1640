import * as fc from '../support/property.ts';
import { expect, test } from 'vitest';
import {
  ALIYUN,
  aliyunSms,
  callAliyun,
  callAliyunByParameters,
  callHuawei,
  huaweiSms,
  NUMBER,
  openSmsAccounts,
  type PushReceiver,
  startPushReceiver,
  type VendorAnswer,
} from './support/sms.ts';
import { startPlatform, type Platform } from './support/platform.ts';

async function start(balance?: number): Promise<Platform & { pushed: PushReceiver }> {
  const pushed = await startPushReceiver();
  const platform = await startPlatform();
  await openSmsAccounts(platform.control, pushed.url, balance);
  return Object.assign(platform, { pushed });
}

const code = ({ status, body }: VendorAnswer): string => `${status} ${String(body['Code'] ?? body['code'])}`;
const firstStatus = ({ body }: VendorAnswer): unknown => (body['result'] as { status: string }[])[0]?.status;
const send = async (platform: Platform, change: Record<string, string> = {}): Promise<string> =>
  code(await callAliyun(platform, 'SendSms', aliyunSms(change)));

test('S1: a call signed in headers or over its parameters is taken, and the phone shows it with the signature', async () => {
  const platform = await start();
  const first = await callAliyun(platform, 'SendSms', aliyunSms());
  expect(first).toMatchObject({
    status: 200,
    body: { Code: 'OK', Message: 'OK', BizId: expect.stringMatching(/^\d+\^0$/) },
  });
  expect(code(await callAliyunByParameters(platform, 'SendSms', aliyunSms()))).toBe('200 OK');
  const { items } = await platform.control.phone(NUMBER).inbox();
  expect(items.map(({ text }) => text)).toEqual(
    Array(2).fill('【示例汽车】您的爱车沪A12345将于12月31日到期，详询门店。'),
  );
  expect((await platform.control.person('p1').inbox()).items).toEqual(items);
  expect((await platform.control.counts()).byIdempotencyKey).toEqual({ [`${ALIYUN.keyId}/p1/rem-1`]: 2 });
});

test('S1: a wrong key, secret, time, nonce or changed parameter is refused by the gateway and nothing is sent', async () => {
  const platform = await start();
  const call = async (change: Parameters<typeof callAliyun>[3]): Promise<string> =>
    code(await callAliyun(platform, 'SendSms', aliyunSms(), change));
  expect(await call({ keyId: 'other' })).toBe('404 InvalidAccessKeyId.NotFound');
  expect(await call({ secret: 'other' })).toBe('400 SignatureDoesNotMatch');
  expect(await call({ tamper: true })).toBe('400 SignatureDoesNotMatch');
  expect(await call({ at: new Date('2026-11-22T00:44:59Z') })).toBe('400 InvalidTimeStamp.Expired');
  expect((await platform.control.phone(NUMBER).inbox()).items).toEqual([]);
  expect(await call({ nonce: 'once' })).toBe('200 OK');
  expect(await call({ nonce: 'once' })).toBe('400 SignatureNonceUsed');
  expect(code(await callAliyun(platform, 'SendFax', {}))).toBe('404 InvalidAction.NotFound');
  const unsigned = await platform.raw('/sms/aliyun/?Action=SendSms');
  expect([unsigned.status, ((await unsigned.json()) as { Code: string }).Code]).toEqual([400, 'MissingSignature']);
});

test('S1: X-WSSE is checked, with the digest of hex text or of raw bytes', async () => {
  const platform = await start();
  const call = async (change: Parameters<typeof callHuawei>[2]): Promise<string> =>
    code(await callHuawei(platform, huaweiSms(), change));
  expect(await call({ digest: 'hex' })).toBe('200 000000');
  expect(await call({ digest: 'raw' })).toBe('200 000000');
  expect(await call({ secret: 'other' })).toBe('401 E000105');
  expect(await call({ keyId: 'other' })).toBe('401 E000102');
  expect(await call({ at: new Date('2026-11-20T00:00:00Z') })).toBe('401 E000110');
  expect(await call({ headers: { authorization: '' } })).toBe('401 E000001');
  expect(await call({ headers: { authorization: 'WSSE realm="X",profile="UsernameToken"' } })).toBe('401 E000004');
  expect(await call({ headers: { 'x-wsse': '' } })).toBe('401 E000020');
  expect(await call({ headers: { 'content-type': 'application/json' } })).toBe('400 E000040');
  expect((await platform.control.phone(NUMBER).inbox()).items).toHaveLength(2);
});

test.each<[Record<string, string>, string]>([
  [{ PhoneNumbers: '12345' }, '200 isv.MOBILE_NUMBER_ILLEGAL'],
  [{ PhoneNumbers: Array(1001).fill(NUMBER).join(',') }, '200 isv.MOBILE_COUNT_OVER_LIMIT'],
  [{ SignName: '别的店' }, '200 isv.SMS_SIGNATURE_ILLEGAL'],
  [{ TemplateCode: 'SMS_9' }, '200 isv.SMS_TEMPLATE_ILLEGAL'],
  [{ TemplateParam: '{"plate":"沪A12345"}' }, '200 isv.TEMPLATE_MISSING_PARAMETERS'],
  [{ TemplateParam: '{"plate":1,"date":"x"}' }, '200 isv.INVALID_JSON_PARAM'],
  [{ TemplateParam: JSON.stringify({ plate: '长'.repeat(500), date: '今天' }) }, '200 isv.PARAM_LENGTH_LIMIT'],
  [{ SignName: '' }, '400 MissingSignName'],
])('S2: 阿里云 %j is %s', async (change, expected) => {
  const platform = await start();
  expect(await send(platform, change)).toBe(expected);
  expect((await platform.control.record({ api: 'sms:aliyun/SendSms' })).map(({ effect }) => effect)).toEqual([false]);
});

test.each<[Record<string, string>, string]>([
  [{ to: '12345' }, 'E200022'],
  [{ from: '1' }, 'E200018'],
  [{ templateId: 'other' }, 'E200030'],
  [{ templateId: '' }, 'E200032'],
  [{ templateParas: '["沪A12345"]' }, 'E200028'],
  [{ templateParas: '["沪A12345","三十"]' }, 'E200028'],
  [{ templateParas: '["十一个字十一个字十一个","30"]' }, 'E200028'],
  [{ signature: '别的店' }, 'E200028'],
])('S2: 华为云 %j has status %s in its result and the whole is E000510', async (change, status) => {
  const platform = await start();
  const answer = await callHuawei(platform, huaweiSms(change));
  expect([code(answer), firstStatus(answer)]).toEqual(['200 E000510', status]);
});

test('S2: each number has its own result; one good number makes the whole a success', async () => {
  const platform = await start();
  const { body } = await callHuawei(platform, huaweiSms({ to: `+86${NUMBER},+8612` }));
  expect(body).toMatchObject({ code: '000000', result: [{ status: '000000' }, { status: 'E200022', smsMsgId: '' }] });
  expect(code(await callHuawei(platform, huaweiSms({ templateParas: '[1]' })))).toBe('400 E000503');
});

test('S3: 70 characters are one segment, 71 two, 135 three; without balance for all of them nothing is sent', async () => {
  const platform = await start(6);
  // The signature and the template's own words are 20 characters, the date two.
  for (const characters of [70, 71, 135]) {
    const TemplateParam = JSON.stringify({ plate: '沪'.repeat(characters - 22), date: '今天' });
    expect(await send(platform, { TemplateParam })).toBe('200 OK');
  }
  const { items } = await platform.control.phone(NUMBER).inbox();
  expect(items.map(({ text, payload }) => [text.length, payload['segments']])).toEqual([
    [70, 1],
    [71, 2],
    [135, 3],
  ]);
  expect(await send(platform)).toBe('200 isv.AMOUNT_NOT_ENOUGH');
});

test('S3: 50 notices of a template to a number in 24 h, codes 1 a minute, 5 an hour, 10 a day: isv.BUSINESS_LIMIT_CONTROL', async () => {
  const platform = await start();
  const limited = '200 isv.BUSINESS_LIMIT_CONTROL';
  for (let count = 0; count < 50; count += 1) expect(await send(platform)).toBe('200 OK');
  expect(await send(platform)).toBe(limited);
  await platform.control.advance(86_399);
  expect(await send(platform)).toBe(limited);
  await platform.control.advance(1);
  expect(await send(platform)).toBe('200 OK');
  const login = { TemplateCode: 'SMS_2', TemplateParam: '{"code":"123456"}' };
  const results: string[] = [];
  for (let minute = 0; minute < 7; minute += 1) {
    results.push(await send(platform, login));
    await platform.control.advance(30);
  }
  // Natural minutes: two calls in each, the first of them passes, until the hour is full.
  expect(results).toEqual(['200 OK', limited, '200 OK', limited, '200 OK', limited, '200 OK']);
});

test('S3: 华为云 takes two notices a minute, and promotions only from 8 to 21 and ten a day', async () => {
  const platform = await start();
  const statuses = async (times: number, change: Record<string, string> = {}): Promise<unknown[]> => {
    const all: unknown[] = [];
    for (let n = 0; n < times; n += 1) all.push(firstStatus(await callHuawei(platform, huaweiSms(change))));
    return all;
  };
  expect(await statuses(3)).toEqual(['000000', '000000', 'E200040']);
  const promotion = { templateId: 'tpl-promotion', templateParas: '["八折"]' };
  expect(await statuses(11, promotion)).toEqual([...Array<string>(10).fill('000000'), 'E200040']);
  await platform.control.advanceTo(new Date('2026-11-23T21:00:00+08:00'));
  expect(await statuses(1, promotion)).toEqual(['E200040']);
  await platform.control.advanceTo(new Date('2026-11-24T08:00:00+08:00'));
  expect(await statuses(1, promotion)).toEqual(['000000']);
});

test('S4: 阿里云 pushes a JSON list with biz_id and out_id, again until it is answered with code 0', async () => {
  const platform = await start();
  await send(platform);
  await platform.control.idle();
  expect(platform.pushed.pushes).toEqual([]);
  platform.pushed.answer = { status: 200, body: 'ok' };
  await platform.control.advance(5);
  await platform.control.idle();
  expect(platform.pushed.pushes).toHaveLength(4);
  const [push] = platform.pushed.pushes;
  expect(push).toMatchObject({ path: '/aliyun/report', contentType: expect.stringMatching('application/json') });
  expect(JSON.parse(push?.body ?? '')).toEqual([
    {
      phone_number: NUMBER,
      send_time: '2026-11-22 09:00:00',
      report_time: '2026-11-22 09:00:05',
      success: true,
      err_code: 'DELIVERED',
      err_msg: '用户接收成功',
      sms_size: '1',
      biz_id: expect.stringMatching(/\^0$/),
      out_id: 'rem-1',
    },
  ]);
});

test('S4: 华为云 posts a form to the statusCallback of the call, one for each segment; without it nothing comes', async () => {
  const platform = await start();
  await callHuawei(platform, huaweiSms());
  const statusCallback = `${platform.pushed.url}/huawei/report`;
  await platform.control.phone(NUMBER).condition('off');
  const { body } = await callHuawei(platform, huaweiSms({ statusCallback }));
  await platform.control.advance(5);
  await platform.control.idle();
  expect(platform.pushed.pushes.map((push) => Object.fromEntries(new URLSearchParams(push.body)))).toEqual([
    {
      sequence: '1',
      total: '1',
      orgCode: 'EXPIRED',
      updateTime: '2026-11-22T01:00:05Z',
      source: '2',
      smsMsgId: (body['result'] as { smsMsgId: string }[])[0]?.smsMsgId,
      status: 'EXPIRED',
      extend: 'rem-1',
      to: `+86${NUMBER}`,
    },
  ]);
});

test('S4: reports follow the phone or the script; a silent phone shows the message and no report ever comes', async () => {
  const platform = await start();
  const phone = platform.control.phone(NUMBER);
  for (const condition of ['off', 'blacklisted', 'silent'] as const) {
    await phone.condition(condition);
    await send(platform);
  }
  await platform.control.smsReport({ keyId: ALIYUN.keyId, code: 'CONTENT_KEYWORD', delaySeconds: 60, times: 1 });
  await send(platform);
  await platform.control.callbackMode({ drop: 1, duplicate: 1 });
  await platform.control.advance(3600);
  await platform.control.idle();
  const codes = platform.pushed.pushes.map(({ body }) => (JSON.parse(body) as { err_code: string }[])[0]?.err_code);
  // The first was lost, the second came twice.
  expect(codes).toEqual(['MOBILE_IN_BLACK', 'MOBILE_IN_BLACK', 'CONTENT_KEYWORD']);
  expect((await phone.inbox()).items).toHaveLength(1);
});

test('S5: QuerySendDetails pulls what became of a message: waiting, failed, delivered', async () => {
  const platform = await start();
  const query = { PhoneNumber: NUMBER, SendDate: '20261122', PageSize: '1', CurrentPage: '1' };
  const details = async (change: Record<string, string> = {}): Promise<unknown> => {
    const { body } = await callAliyun(platform, 'QuerySendDetails', { ...query, ...change });
    return [body['TotalCount'], (body['SmsSendDetailDTOs'] as { SmsSendDetailDTO: unknown[] }).SmsSendDetailDTO];
  };
  const { body } = await callAliyun(platform, 'SendSms', aliyunSms());
  expect(await details()).toMatchObject(['1', [{ SendStatus: 1, OutId: 'rem-1', PhoneNum: NUMBER }]]);
  await platform.control.advance(5);
  expect(await details({ BizId: String(body['BizId']) })).toMatchObject([
    '1',
    [{ SendStatus: 3, ErrCode: 'DELIVERED', ReceiveDate: '2026-11-22 09:00:05' }],
  ]);
  await platform.control.phone(NUMBER).condition('off');
  await send(platform);
  await platform.control.advance(5);
  expect(await details()).toMatchObject(['2', [{ SendStatus: 2, ErrCode: 'MOBILE_NOT_ON_SERVICE' }]]);
  expect(await details({ CurrentPage: '2' })).toMatchObject(['2', [{ SendStatus: 3 }]]);
  expect(await details({ SendDate: '20261121' })).toEqual(['0', []]);
  expect(code(await callAliyun(platform, 'QuerySendDetails', { ...query, PageSize: '51' }))).toBe(
    '200 isv.INVALID_PARAMETERS',
  );
});

test('S6: an owner answers; the vendor pushes the words, and refuses promotions itself after 退订', async () => {
  const platform = await start();
  const phone = platform.control.phone(NUMBER);
  await expect(phone.reply('在吗')).rejects.toMatchObject({ status: 409 });
  await send(platform);
  await phone.reply('退订');
  await callHuawei(platform, huaweiSms());
  await phone.reply('好的');
  await platform.control.idle();
  const [first, second] = platform.pushed.pushes;
  expect(JSON.parse(first?.body ?? '')).toMatchObject([
    { phone_number: NUMBER, content: '退订', sign_name: '示例汽车' },
  ]);
  expect(Object.fromEntries(new URLSearchParams(second?.body))).toMatchObject({ from: `+86${NUMBER}`, body: '好的' });
  expect(await send(platform, { TemplateCode: 'SMS_3', TemplateParam: '{"name":"张先生"}' })).toBe(
    '200 isv.CUSTOMER_REFUSED',
  );
  expect(await send(platform)).toBe('200 OK');
});

test('S7: faults meet SMS calls too: a code of the vendor, a lost answer, a gateway error', async () => {
  const platform = await start();
  await platform.control.fault({ api: 'sms:aliyun/SendSms', kind: 'errcode', code: 'isp.SYSTEM_ERROR' });
  expect(await send(platform)).toBe('200 isp.SYSTEM_ERROR');
  await platform.control.fault({ api: 'aliyun/SendSms', kind: 'lostAnswer' });
  await expect(send(platform)).rejects.toThrow('fetch failed');
  expect((await platform.control.phone(NUMBER).inbox()).items).toHaveLength(1);
  await platform.control.fault({ api: 'huawei/batchSendSms', kind: 'errcode', code: 'E000000', status: 400 });
  expect(code(await callHuawei(platform, huaweiSms()))).toBe('400 E000000');
  await platform.control.fault({ api: 'huawei/batchSendSms', kind: 'status' });
  await expect(callHuawei(platform, huaweiSms())).rejects.toThrow('JSON');
  expect(await send(platform)).toBe('200 OK');
});

test('no signed call can crash a vendor: the answer is always JSON with a code', async () => {
  const platform = await start();
  const odd = fc.oneof(fc.string(), fc.json(), fc.constantFrom('__proto__', '[]', '{"plate":{}}', '-1', '\u0000'));
  const change = (good: Record<string, string>) =>
    fc.tuple(fc.constantFrom(...Object.keys(good)), odd).map(([name, value]) => ({ ...good, [name]: value }));
  const query = { PhoneNumber: NUMBER, SendDate: '20261122', PageSize: '10', CurrentPage: '1' };
  await fc.assert(
    fc.asyncProperty(change(aliyunSms()), change(huaweiSms()), change(query), async (sms, form, details) => {
      const answers = [
        await callAliyun(platform, 'SendSms', sms),
        await callHuawei(platform, form),
        await callAliyun(platform, 'QuerySendDetails', details),
      ];
      expect(answers.map((answer) => code(answer)).filter((one) => !/^[24]\d\d [\w.]+$/.test(one))).toEqual([]);
    }),
    { numRuns: 60, seed: 7 },
  );
});
