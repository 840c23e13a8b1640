import { expect, test } from 'vitest';
import { buttons, multiple, notice, replace, sendCard, vote } from './support/cards.ts';
import { AGENT, OTHER_AGENT, startPlatform } from './support/platform.ts';

test('A6: response_code comes only with cards that can call back', async () => {
  const platform = await startPlatform();
  const text = { touser: 'wang', agentid: AGENT, msgtype: 'text', text: { content: 'x' } };
  expect(await platform.wecom('message/send', text)).not.toHaveProperty('response_code');
  expect(await sendCard(platform, notice)).not.toHaveProperty('response_code');
  const menu = {
    ...notice,
    task_id: 'n1',
    action_menu: { desc: '更多', action_list: [{ text: '转交', key: 'hand' }] },
  };
  for (const card of [menu, buttons('b1'), vote, multiple]) {
    expect(await sendCard(platform, card)).toMatchObject({ errcode: 0, response_code: expect.any(String) as string });
  }
});

test('A6: a response_code works once and for 72 h, or 24 h by switch; else 60140', async () => {
  const platform = await startPlatform();
  const first = await sendCard(platform, buttons('b1'));
  expect((await platform.wecom('message/update_template_card', replace('nonsense'))).errcode).toBe(60140);
  expect((await platform.wecom('message/update_template_card', replace(first['response_code']))).errcode).toBe(0);
  expect((await platform.wecom('message/update_template_card', replace(first['response_code']))).errcode).toBe(60140);
  const second = await sendCard(platform, buttons('b2'));
  const third = await sendCard(platform, buttons('b3'));
  await platform.control.advance(72 * 3600 - 1);
  expect((await platform.wecom('message/update_template_card', replace(second['response_code']))).errcode).toBe(0);
  await platform.control.advance(1);
  expect((await platform.wecom('message/update_template_card', replace(third['response_code']))).errcode).toBe(60140);
  await platform.control.setSwitches({ responseCodeHours: 24 });
  const fourth = await sendCard(platform, buttons('b4'));
  await platform.control.advance(24 * 3600);
  expect((await platform.wecom('message/update_template_card', replace(fourth['response_code']))).errcode).toBe(60140);
});

test('A7: the same button again gives another event with a new ResponseCode until the card is updated', async () => {
  const platform = await startPlatform();
  await sendCard(platform, buttons('b1'), 'wang|li');
  const app = platform.control.member('wang').app(AGENT);
  const first = await app.click('b1', 'take');
  const second = await app.click('b1', 'take');
  expect(second.responseCode).not.toBe(first.responseCode);
  await platform.control.idle();
  expect(platform.receiver.events.map((event) => String(event['ResponseCode'])).sort()).toEqual(
    [first.responseCode, second.responseCode].sort(),
  );
  expect(platform.receiver.events[0]).toMatchObject({
    MsgType: 'event',
    Event: 'template_card_event',
    FromUserName: 'wang',
    EventKey: 'take',
    TaskId: 'b1',
    CardType: 'button_interaction',
    AgentID: String(AGENT),
  });
  const update = await platform.wecom(
    'message/update_template_card',
    replace(first.responseCode, ['wang', 'LI', 'zhao']),
  );
  expect(update).toEqual({ errcode: 0, errmsg: 'ok', invaliduser: ['zhao'] });
  await expect(app.click('b1', 'take')).rejects.toMatchObject({ status: 409 });
  await expect(platform.control.member('li').app(AGENT).click('b1', 'take')).rejects.toMatchObject({ status: 409 });
  // Both codes stay good for one update each.
  expect((await platform.wecom('message/update_template_card', replace(second.responseCode))).errcode).toBe(0);
});

test('A7: two members press in the same second; both events arrive and the update reaches both', async () => {
  const platform = await startPlatform();
  await sendCard(platform, buttons('b1'), 'wang|li');
  await Promise.all([
    platform.control.member('wang').app(AGENT).click('b1', 'take'),
    platform.control.member('Li').app(AGENT).click('b1', 'take'),
  ]);
  await platform.control.idle();
  expect(platform.receiver.events.map((event) => String(event['FromUserName'])).sort()).toEqual(['Li', 'wang']);
  const code = platform.receiver.events[0]?.['ResponseCode'];
  expect(await platform.wecom('message/update_template_card', { ...replace(code, []), atall: 1 })).toMatchObject({
    errcode: 0,
  });
  for (const user of ['wang', 'li']) {
    expect((await platform.control.member(user).inbox()).items.at(-1)?.card).toMatchObject({
      replacedWith: '已签收',
      updates: 1,
    });
  }
});

test('A7: votes and selections tell what was chosen, preset choices included', async () => {
  const platform = await startPlatform();
  await sendCard(platform, vote);
  await sendCard(platform, multiple);
  const app = platform.control.member('wang').app(AGENT);
  await app.click('v1', 'submit', { slots: ['am', 'pm'] });
  await platform.control.idle();
  await app.click('m1', 'submit', { prio: ['n'] });
  await platform.control.idle();
  expect(platform.receiver.events[0]?.['SelectedItems']).toEqual({
    SelectedItem: { QuestionKey: 'slots', OptionIds: { OptionId: ['am', 'pm'] } },
  });
  expect(platform.receiver.events[1]?.['SelectedItems']).toEqual({
    SelectedItem: [
      { QuestionKey: 'kind', OptionIds: { OptionId: 's' } },
      { QuestionKey: 'prio', OptionIds: { OptionId: 'n' } },
    ],
  });
  await expect(app.click('v1', 'submit', { slots: ['night'] })).rejects.toMatchObject({ status: 409 });
  await expect(app.click('v1', 'nothing')).rejects.toMatchObject({ status: 409 });
});

test('A10: replace_name is refused for notices; a full update may change the card type', async () => {
  const platform = await startPlatform();
  const menu = {
    ...notice,
    task_id: 'n1',
    action_menu: { desc: '更多', action_list: [{ text: '转交', key: 'hand' }] },
  };
  const code = (await sendCard(platform, menu))['response_code'];
  const refused = await platform.wecom('message/update_template_card', replace(code));
  expect(refused.errcode).toBe(42031);
  const update = {
    userids: ['wang'],
    agentid: AGENT,
    response_code: code,
    template_card: { ...buttons('n1'), card_type: 'button_interaction' },
  };
  expect((await platform.wecom('message/update_template_card', update)).errcode).toBe(0);
  expect((await platform.control.member('wang').inbox()).items[0]?.card).toMatchObject({
    cardType: 'button_interaction',
    clickable: true,
  });
  const { responseCode } = await platform.control.member('wang').app(AGENT).click('n1', 'take');
  const done = {
    ...update,
    response_code: responseCode,
    template_card: { ...notice, main_title: { title: '已处理' } },
  };
  expect((await platform.wecom('message/update_template_card', done)).errcode).toBe(0);
  expect((await platform.control.member('wang').inbox()).items[0]).toMatchObject({
    text: '已处理',
    card: { cardType: 'text_notice', clickable: false },
  });
});

test('A10: greyed-out buttons do nothing, the menu of the card keeps working; a recalled card does nothing at all', async () => {
  const platform = await startPlatform();
  const menu = { ...buttons('b1'), action_menu: { desc: '更多', action_list: [{ text: '转交', key: 'hand' }] } };
  const sent = await sendCard(platform, menu);
  await platform.wecom('message/update_template_card', replace(sent['response_code']));
  const app = platform.control.member('wang').app(AGENT);
  await expect(app.click('b1', 'take')).rejects.toMatchObject({ status: 409 });
  expect(await app.click('b1', 'hand')).toMatchObject({ event: 'template_card_menu_event' });
  await platform.wecom('message/recall', { msgid: sent['msgid'] });
  await expect(app.click('b1', 'hand')).rejects.toMatchObject({ status: 409, message: 'the card was recalled' });
});

test('A10: an update of another app or with a foreign agentid is refused', async () => {
  const platform = await startPlatform();
  const code = (await sendCard(platform, buttons('b1')))['response_code'];
  expect((await platform.otherApp('message/update_template_card', replace(code))).errcode).toBe(301002);
  expect(
    (await platform.otherApp('message/update_template_card', { ...replace(code), agentid: OTHER_AGENT })).errcode,
  ).toBe(42015);
  expect((await platform.wecom('message/update_template_card', { ...replace(code), userids: [] })).errcode).toBe(82001);
});

test('A10: an inbox poll after the update sees the same item with a higher seq', async () => {
  const platform = await startPlatform();
  const code = (await sendCard(platform, buttons('b1')))['response_code'];
  const before = await platform.control.member('wang').inbox();
  await platform.wecom('message/update_template_card', replace(code));
  const after = await platform.control.member('wang').inbox({ after: before.lastSeq });
  expect(after.items.map(({ id }) => id)).toEqual(before.items.map(({ id }) => id));
  expect(after.items[0]?.card?.updates).toBe(1);
});
