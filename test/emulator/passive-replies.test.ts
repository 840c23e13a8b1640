import { expect, test } from 'vitest';
import { AES_KEY, AGENT, APP_KEYS, OA, OA_KEYS, startPlatform } from './support/platform.ts';
import { sealReply } from './support/receiver.ts';

const tip = '该公众号暂时无法提供服务，请稍后再试';

test.each(['', 'success', ' success\n'])('C9: the answer %j is no reply', async (body) => {
  const { control, receiver } = await startPlatform();
  receiver.answer = () => ({ body });
  await control.person('p1').officialAccount(OA).say('在吗');
  await control.idle();
  expect((await control.person('p1').inbox()).items.map(({ direction }) => direction)).toEqual(['sent']);
});

test('C9: a valid encrypted reply is shown', async () => {
  const { control, receiver } = await startPlatform();
  const inner =
    '<xml><ToUserName>x</ToUserName><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[您好 <1>]]></Content></xml>';
  receiver.answer = () => ({ body: sealReply(OA_KEYS, inner) });
  await control.person('p1').officialAccount(OA).say('在吗');
  await control.idle();
  expect((await control.person('p1').inbox()).items.at(-1)).toMatchObject({
    text: '您好 <1>',
    passive: true,
    from: 'business',
  });
});

test.each([
  ['JSON', '{"ok":true}'],
  ['a plain reply in safe mode', '<xml><MsgType><![CDATA[text]]></MsgType><Content>x</Content></xml>'],
  [
    'a reply signed with another token',
    sealReply({ ...OA_KEYS, token: 'other' }, '<xml><MsgType>text</MsgType></xml>'),
  ],
  ['a reply for another appid', sealReply({ ...OA_KEYS, receiveId: 'wxother' }, '<xml><MsgType>text</MsgType></xml>')],
])('C9: %s makes the user see the system tip, once, and is recorded as malformed_reply', async (_, body) => {
  const { control, receiver } = await startPlatform();
  receiver.answer = () => ({ body });
  await control.person('p1').officialAccount(OA).say('在吗');
  await control.member('wang').app(AGENT).say('在吗');
  await control.idle();
  expect((await control.person('p1').inbox()).items.at(-1)).toMatchObject({ text: tip, from: 'system' });
  expect((await control.member('wang').inbox()).items).toHaveLength(1);
  expect(await control.record({ api: 'malformed_reply' })).toHaveLength(2);
});

const reply = sealReply(APP_KEYS, '<xml><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[收到]]></Content></xml>');

const card = {
  card_type: 'button_interaction',
  main_title: { title: '新工单' },
  task_id: 't1',
  button_list: [{ text: '签收', key: 'take' }],
  action_menu: { desc: '更多', action_list: [{ text: '转派', key: 'hand' }] },
};

test('C10: a passive reply is honoured for messages, enter_agent, click, view and card menus, dropped for card events and unsubscribe', async () => {
  const { control, receiver, wecom } = await startPlatform();
  await wecom('message/send', { touser: 'wang', agentid: AGENT, msgtype: 'template_card', template_card: card });
  receiver.answer = () => ({ body: reply });
  const app = control.member('wang').app(AGENT);
  const replies = async (act: () => Promise<unknown>): Promise<number> => {
    const before = (await control.member('wang').inbox()).items.filter(({ passive }) => passive).length;
    await act();
    await control.idle();
    return (await control.member('wang').inbox()).items.filter(({ passive }) => passive).length - before;
  };
  expect(await replies(() => app.say('在吗'))).toBe(1);
  expect(await replies(() => app.enterAgent())).toBe(1);
  expect(await replies(() => app.clickMenu('TODAY'))).toBe(1);
  expect(await replies(() => app.clickMenu('https://example.com', 'view'))).toBe(1);
  expect(await replies(() => app.subscribe())).toBe(1);
  expect(await replies(() => app.click('t1', 'hand'))).toBe(1);
  expect(await replies(() => app.unsubscribe())).toBe(0);
  expect(await replies(() => app.click('t1', 'take'))).toBe(0);
  await control.setSwitches({ passiveReplyToCardEvent: true });
  expect(await replies(() => app.click('t1', 'take'))).toBe(1);
});

test('C10: a passive update_button greys the card out for the one who opened its menu', async () => {
  const { control, receiver, wecom } = await startPlatform();
  await wecom('message/send', { touser: 'wang|li', agentid: AGENT, msgtype: 'template_card', template_card: card });
  const update =
    '<xml><MsgType><![CDATA[update_button]]></MsgType><Button><ReplaceName><![CDATA[已转派]]></ReplaceName></Button></xml>';
  receiver.answer = () => ({ body: sealReply(APP_KEYS, update) });
  await control.member('wang').app(AGENT).click('t1', 'hand');
  await control.idle();
  expect((await control.member('wang').inbox()).items[0]?.card).toMatchObject({
    replacedWith: '已转派',
    clickable: false,
  });
  expect((await control.member('li').inbox()).items[0]?.card).toMatchObject({ clickable: true, updates: 0 });
});

test('C13: in plain mode a plain XML answer is the passive reply', async () => {
  const { control, receiver } = await startPlatform();
  await control.saveCallback({
    appId: OA,
    url: `${receiver.url}/oa`,
    token: 'oaToken',
    aesKey: AES_KEY,
    mode: 'plain',
  });
  receiver.answer = () => ({ body: '<xml><MsgType>text</MsgType><Content><![CDATA[您好]]></Content></xml>' });
  await control.person('p1').officialAccount(OA).say('在吗');
  await control.idle();
  expect((await control.person('p1').inbox()).items.at(-1)).toMatchObject({ text: '您好', passive: true });
});
