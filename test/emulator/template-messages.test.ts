import { expect, test } from 'vitest';
import { notices, notify, person, values } from './support/official-account.ts';
import { OA, startPlatform, type Answer } from './support/platform.ts';

test('O1: a template message to somebody who does not follow is 43004 and works after subscribe', async () => {
  const platform = await startPlatform();
  expect((await notify(platform, {}, 'p2')).errcode).toBe(43004);
  await person(platform, 'p2').follow();
  expect(await notify(platform, {}, 'p2')).toMatchObject({ errcode: 0, msgid: expect.any(Number) as number });
  await person(platform, 'p2').unfollow();
  expect((await notify(platform, {}, 'p2')).errcode).toBe(43004);
  expect(await notices(platform, 'p2')).toHaveLength(1);
  await platform.control.idle();
  const events = platform.receiver.events.map((event) => String(event['Event']));
  expect(events.sort()).toEqual(['TEMPLATESENDJOBFINISH', 'subscribe', 'unsubscribe']);
});

test('O1: the owner sees title, labels, values and the link', async () => {
  const platform = await startPlatform();
  await notify(platform, { url: 'https://example.com/r/1', client_msg_id: 'rem-1' });
  expect(await notices(platform)).toMatchObject([
    {
      title: '保养提醒',
      text: '保养提醒\n车牌号：沪A12345\n提醒：保养到期提醒\n时间：2026-11-23 09:00',
      fields: [
        { key: 'car_number1', label: '车牌号', value: '沪A12345' },
        { key: 'thing2', label: '提醒', value: '保养到期提醒' },
        { key: 'time3', label: '时间', value: '2026-11-23 09:00' },
      ],
      url: 'https://example.com/r/1',
      templateId: 'TPL',
      idempotencyKey: 'rem-1',
    },
  ]);
});

test('O1: an unknown openid is 40003, an unknown template 40037', async () => {
  const platform = await startPlatform();
  expect((await notify(platform, { touser: 'oNobody' })).errcode).toBe(40003);
  expect((await notify(platform, { template_id: 'NONE' })).errcode).toBe(40037);
});

test.each([
  ['a thing of 21 characters', 'TPL', 'thing2', '长'.repeat(21)],
  ['a car_number of 9 characters', 'TPL', 'car_number1', '沪A1234567'],
  ['a time that is none', 'TPL', 'time3', '明天上午'],
  ['an empty value', 'TPL', 'thing2', ''],
  ['a character_string with Chinese', 'CODE', 'character_string1', '单TS-1'],
  ['a character_string of 33 characters', 'CODE', 'character_string1', 'x'.repeat(33)],
  ['a phrase of 6 characters', 'CODE', 'phrase2', '已经处理完毕'],
  ['a phrase with letters', 'CODE', 'phrase2', 'done'],
])('O2: %s is 47003 naming the key', async (_, templateId, key, value) => {
  const platform = await startPlatform();
  const good = templateId === 'TPL' ? values : { character_string1: { value: 'TS-1' }, phrase2: { value: '已处理' } };
  expect((await notify(platform, { template_id: templateId, data: good })).errcode).toBe(0);
  const answer = await notify(platform, { template_id: templateId, data: { ...good, [key]: { value } } });
  expect(answer.errcode).toBe(47003);
  expect(answer.errmsg).toContain(`data.${key}.value`);
});

test('O2: a missing key is 47003 too; emoji count as one character', async () => {
  const platform = await startPlatform();
  const { thing2: _thing2, ...rest } = values;
  const answer = await notify(platform, { data: rest });
  expect(answer.errcode).toBe(47003);
  expect(answer.errmsg).toContain('data.thing2.value');
  expect((await notify(platform, { data: { ...values, thing2: { value: '🚗'.repeat(20) } } })).errcode).toBe(0);
});

test.each([
  ['number', '123.5', '一百'],
  ['letter', 'ABC', 'A1'],
  ['symbol', '***', 'abc'],
  ['date', '2026年11月22日', '星期日'],
  ['date', '2026-11-22~2026-11-25', '11月'],
  ['amount', '￥1200.50元', '约一千'],
  ['phone_number', '021-00000000', '电话'],
  ['name', '欧阳示例', '一二三四五六七八九十一'],
  ['const', '已完成', '长'.repeat(21)],
  ['time', '15:01', 'noon'],
  ['time', '2026-06-01 09:00~10:00', '2026-06-01 9点'],
])('O2: %s takes %j and refuses %j', async (type, good, bad) => {
  const platform = await startPlatform();
  const template = { templateId: 'ONE', title: '一', content: `值：{{${type}1.DATA}}` };
  const account = {
    appId: OA,
    secret: 'oa-secret',
    originalId: 'gh_000000000001',
    name: '示例',
    templates: [template],
  };
  await platform.control.world({ officialAccounts: [account] });
  const send = (value: string): Promise<Answer> =>
    notify(platform, { template_id: 'ONE', data: { [`${type}1`]: { value } } });
  expect((await send(good)).errcode).toBe(0);
  expect((await send(bad)).errcode).toBe(47003);
});

test('O2: a test account accepts every value', async () => {
  const platform = await startPlatform();
  const template = { templateId: 'TPL', title: '保养提醒', content: '车牌号：{{car_number1.DATA}}' };
  const account = {
    appId: OA,
    secret: 'oa-secret',
    originalId: 'gh_000000000001',
    name: '测试号',
    testAccount: true,
    templates: [template],
  };
  await platform.control.world({ officialAccounts: [account] });
  expect((await notify(platform, { data: { car_number1: { value: '太长的车牌号码一二三四五' } } })).errcode).toBe(0);
});

test('O3: the same client_msg_id for one openid is accepted once within 10 minutes', async () => {
  const platform = await startPlatform();
  const first = await notify(platform, { client_msg_id: 'rem-1' });
  expect(await notify(platform, { client_msg_id: 'rem-1' })).toMatchObject({ errcode: 0, msgid: first['msgid'] });
  await person(platform, 'p2').follow();
  await notify(platform, { client_msg_id: 'rem-1' }, 'p2');
  expect([(await notices(platform)).length, (await notices(platform, 'p2')).length]).toEqual([1, 1]);
  await platform.control.setSwitches({ oaDuplicateClientMsgIdErrcode: 45011 });
  expect((await notify(platform, { client_msg_id: 'rem-1' })).errcode).toBe(45011);
  await platform.control.advance(600);
  expect((await notify(platform, { client_msg_id: 'rem-1' }))['msgid']).not.toBe(first['msgid']);
  expect((await platform.control.counts()).byIdempotencyKey[`${OA}/p1/rem-1`]).toBe(2);
});

test('O3: a refused call does not use up its client_msg_id', async () => {
  const platform = await startPlatform();
  expect((await notify(platform, { client_msg_id: 'rem-1', data: {} })).errcode).toBe(47003);
  await notify(platform, { client_msg_id: 'rem-1' });
  expect(await notices(platform)).toHaveLength(1);
});

test('O4: a receipt follows each accepted message, with the scripted status after the scripted delay', async () => {
  const platform = await startPlatform();
  const sent = await notify(platform);
  await platform.control.idle();
  expect(platform.receiver.events.at(-1)).toMatchObject({
    MsgType: 'event',
    Event: 'TEMPLATESENDJOBFINISH',
    MsgID: String(sent['msgid']),
    Status: 'success',
    FromUserName: await platform.openId('p1'),
  });
  await platform.control.templateReceipt({ appId: OA, status: 'failed: system failed', delaySeconds: 60, times: 1 });
  await notify(platform);
  await platform.control.idle();
  expect(platform.receiver.events).toHaveLength(1);
  await platform.control.advance(60);
  await platform.control.idle();
  expect(platform.receiver.events.at(-1)).toMatchObject({ Status: 'failed: system failed' });
  await person(platform).blockNotices();
  await notify(platform);
  await platform.control.idle();
  expect(platform.receiver.events.at(-1)).toMatchObject({ Status: 'failed:user block' });
  expect(await notices(platform)).toHaveLength(1);
});

test('O5: beyond the daily quota 45009 until midnight in Shanghai; 43117 can be scripted', async () => {
  const platform = await startPlatform({ switches: { oaDailyTemplateQuota: 2 } });
  await platform.control.templateFault({ appId: OA, errcode: 43117 });
  expect((await notify(platform)).errcode).toBe(43117);
  expect((await notify(platform)).errcode).toBe(0);
  expect((await notify(platform)).errcode).toBe(0);
  expect((await notify(platform)).errcode).toBe(45009);
  await platform.control.advanceTo(new Date('2026-11-22T15:59:59Z'));
  expect((await notify(platform)).errcode).toBe(45009);
  await platform.control.advance(1);
  expect((await notify(platform)).errcode).toBe(0);
});
