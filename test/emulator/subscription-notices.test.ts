import { expect, test } from 'vitest';
import { notify, person } from './support/official-account.ts';
import { OA, startPlatform, type Answer, type Platform } from './support/platform.ts';

const data = { car_number1: { value: '沪A12345' }, date2: { value: '2026-12-31' } };

async function bizsend(platform: Platform, personId = 'p1', more: object = {}): Promise<Answer> {
  const touser = await platform.openId(personId);
  return platform.official('message/subscribe/bizsend', { touser, template_id: 'SUB', data, ...more });
}

const errcodes = async (platform: Platform, count: number): Promise<number[]> => {
  const codes: number[] = [];
  for (let n = 0; n < count; n += 1) codes.push((await bizsend(platform)).errcode);
  return codes;
};

test('O8: each accept is worth exactly one message: two accepts, three sends, the third is 43101', async () => {
  const platform = await startPlatform();
  expect((await bizsend(platform)).errcode).toBe(43101);
  expect(await person(platform).acceptNotice('SUB')).toEqual({ SUB: 1 });
  await person(platform).acceptNotice('SUB');
  await platform.control.advance(90 * 24 * 3600);
  expect(await errcodes(platform, 3)).toEqual([0, 0, 43101]);
  const { items } = await platform.control.person('p1').inbox();
  expect(items.map(({ channel, msgtype, title }) => [channel, msgtype, title])).toEqual([
    ['official-account', 'subscription', '年检提醒'],
    ['official-account', 'subscription', '年检提醒'],
  ]);
});

test('O8: an accept reaches somebody who does not follow, under 服务通知, with labels and link', async () => {
  const platform = await startPlatform();
  await person(platform, 'p2').acceptNotice('SUB');
  expect((await bizsend(platform, 'p2', { page: 'https://example.com/r' })).errcode).toBe(0);
  expect((await platform.control.person('p2').inbox()).items).toMatchObject([
    {
      channel: 'service-notice',
      text: '年检提醒\n车牌号：沪A12345\n到期日：2026-12-31',
      url: 'https://example.com/r',
      fields: [
        { label: '车牌号', value: '沪A12345' },
        { label: '到期日', value: '2026-12-31' },
      ],
    },
  ]);
});

test('O8: a refused or malformed call uses up no accept; templates of the two kinds are not interchangeable', async () => {
  const platform = await startPlatform();
  expect(await person(platform).refuseNotice('SUB')).toEqual({ SUB: 0 });
  await person(platform).acceptNotice('SUB');
  expect((await bizsend(platform, 'p1', { data: { ...data, car_number1: { value: '' } } })).errcode).toBe(47003);
  expect((await bizsend(platform, 'p1', { template_id: 'TPL' })).errcode).toBe(40037);
  expect((await bizsend(platform, 'p1', { template_id: 'SUB2', data: { phrase1: { value: '已完工' } } })).errcode).toBe(
    43101,
  );
  expect((await notify(platform, { template_id: 'SUB' })).errcode).toBe(40037);
  expect((await bizsend(platform, 'p1', { touser: 'nobody' })).errcode).toBe(40003);
  expect((await bizsend(platform)).errcode).toBe(0);
});

test('O8: switching notices off in the settings takes back what was accepted', async () => {
  const platform = await startPlatform();
  await person(platform).acceptNotice('SUB');
  await person(platform).muteNotices(['SUB']);
  expect((await bizsend(platform)).errcode).toBe(43101);
  await person(platform).acceptNotice('SUB');
  expect((await bizsend(platform)).errcode).toBe(0);
});

test('O8 switch: the answer of bizsend tells a msgid only when switched on', async () => {
  const platform = await startPlatform();
  await person(platform).answerPrompt([{ templateId: 'SUB' }, { templateId: 'SUB2' }]);
  expect(await bizsend(platform)).toEqual({ errcode: 0, errmsg: 'ok' });
  await platform.control.setSwitches({ oaBizsendTellsMsgid: true });
  expect(await bizsend(platform, 'p1', { template_id: 'SUB2', data: { phrase1: { value: '已完工' } } })).toMatchObject({
    msgid: expect.stringMatching(/^17008271328\d+$/),
  });
});

test('O9: one template makes List an object, several make it a list; a change in the settings is an event of its own', async () => {
  const platform = await startPlatform();
  await person(platform).answerPrompt([{ templateId: 'SUB' }], '2');
  await person(platform).answerPrompt([{ templateId: 'SUB' }, { templateId: 'SUB2', accept: false }]);
  await person(platform).muteNotices(['SUB', 'SUB2']);
  await platform.control.idle();
  expect(platform.receiver.events).toMatchObject([
    {
      Event: 'subscribe_msg_popup_event',
      SubscribeMsgPopupEvent: { List: { TemplateId: 'SUB', SubscribeStatusString: 'accept', PopupScene: '2' } },
    },
    {
      SubscribeMsgPopupEvent: {
        List: [
          { TemplateId: 'SUB', SubscribeStatusString: 'accept' },
          { TemplateId: 'SUB2', SubscribeStatusString: 'reject' },
        ],
      },
    },
    {
      Event: 'subscribe_msg_change_event',
      SubscribeMsgChangeEvent: { List: [{ SubscribeStatusString: 'reject' }, { TemplateId: 'SUB2' }] },
    },
  ]);
});

test('O9: the sent event carries MsgID, ErrorCode and ErrorStatus, after the scripted delay', async () => {
  const platform = await startPlatform();
  const sent = { Event: 'subscribe_msg_sent_event' };
  await person(platform).answerPrompt([{ templateId: 'SUB' }]);
  await person(platform).acceptNotice('SUB');
  await platform.control.subscriptionReceipt({
    appId: OA,
    errorCode: '20016',
    errorStatus: 'failed',
    delaySeconds: 5,
    times: 1,
  });
  expect(await errcodes(platform, 2)).toEqual([0, 0]);
  await platform.control.idle();
  const receipts = () => platform.receiver.events.filter((event) => event['Event'] === sent.Event);
  expect(receipts()).toMatchObject([
    { SubscribeMsgSentEvent: { List: { TemplateId: 'SUB', ErrorCode: '0', ErrorStatus: 'success' } } },
  ]);
  await platform.control.advance(5);
  await platform.control.idle();
  expect(receipts()[1]).toMatchObject({
    SubscribeMsgSentEvent: { List: { ErrorCode: '20016', ErrorStatus: 'failed' } },
  });
  expect((await platform.control.person('p1').inbox()).items).toHaveLength(1);
});

test('O13: clear_quota gives the day back, ten times a month, then 48006', async () => {
  const platform = await startPlatform({ switches: { oaDailyTemplateQuota: 1 } });
  const clear = async (): Promise<number> => (await platform.official('clear_quota', { appid: OA })).errcode;
  expect((await notify(platform)).errcode).toBe(0);
  expect((await notify(platform)).errcode).toBe(45009);
  const quota = { cgi_path: '/cgi-bin/message/template/send' };
  expect(await platform.official('openapi/quota/get', quota)).toMatchObject({
    quota: { daily_limit: 1, used: 1, remain: 0 },
  });
  expect(await clear()).toBe(0);
  expect((await notify(platform)).errcode).toBe(0);
  for (let n = 0; n < 9; n += 1) expect(await clear()).toBe(0);
  expect(await clear()).toBe(48006);
  await platform.control.advanceTo(new Date('2026-12-01T00:00:00+08:00'));
  expect(await clear()).toBe(0);
  expect((await platform.official('clear_quota', { appid: 'wxother' })).errcode).toBe(40013);
});
