import { expect, test } from 'vitest';
import { AGENT, KF, startPlatform } from './support/platform.ts';

test('a whole round: the owner writes, the service reads and answers, staff get a card', async () => {
  const { control, wecom, official, receiver, externalUserId, openId } = await startPlatform();
  const owner = control.person('p1').kf(KF);
  await owner.say('刹车异响');
  await control.idle();
  expect(receiver.events).toMatchObject([{ Event: 'kf_msg_or_event', OpenKfId: KF }]);
  const page = await wecom('kf/sync_msg', { open_kfid: KF, token: String(receiver.events[0]?.['Token']) });
  expect(page).toMatchObject({
    errcode: 0,
    has_more: 0,
    msg_list: [{ msgtype: 'text', text: { content: '刹车异响' }, origin: 3 }],
  });
  const sent = await wecom('kf/send_msg', {
    touser: await externalUserId('p1'),
    open_kfid: KF,
    msgid: 'a1',
    msgtype: 'text',
    text: { content: '您好' },
  });
  expect(sent).toEqual({ errcode: 0, errmsg: 'ok', msgid: 'a1' });
  const card = {
    card_type: 'button_interaction',
    main_title: { title: 't' },
    task_id: 't1',
    button_list: [{ text: '签收', key: 'take' }],
  };
  expect(
    await wecom('message/send', { touser: 'wang|LI', agentid: AGENT, msgtype: 'template_card', template_card: card }),
  ).toMatchObject({ errcode: 0 });
  expect(await control.member('wang').app(AGENT).click('t1', 'take')).toMatchObject({ event: 'template_card_event' });
  await control.idle();
  const click = receiver.events.find((event) => event['Event'] === 'template_card_event');
  const update = await wecom('message/update_template_card', {
    userids: ['wang', 'li'],
    agentid: AGENT,
    response_code: String(click?.['ResponseCode']),
    button: { replace_name: '已签收' },
  });
  expect(update).toEqual({ errcode: 0, errmsg: 'ok', invaliduser: [] });
  expect((await control.member('li').inbox()).items.at(-1)?.card).toMatchObject({
    replacedWith: '已签收',
    clickable: false,
  });
  const notice = {
    touser: await openId('p1'),
    template_id: 'TPL',
    data: { car_number1: { value: '沪A12345' }, thing2: { value: '保养到期' }, time3: { value: '2026-11-23 09:00' } },
  };
  expect(await official('message/template/send', notice)).toMatchObject({ errcode: 0 });
  await control.idle();
  expect(receiver.events.at(-1)).toMatchObject({ Event: 'TEMPLATESENDJOBFINISH', Status: 'success' });
  expect((await control.person('p1').inbox()).items.map((item) => item.channel)).toEqual([
    'kf',
    'kf',
    'service-notice',
  ]);
  expect((await control.record({ kind: 'api' })).length).toBeGreaterThan(4);
});
