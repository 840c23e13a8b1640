import { expect, test } from 'vitest';
import { eventsOf, owner, respond, seen, send, sync, trans } from './support/kf.ts';
import { AGENT, KF, startPlatform, type Answer } from './support/platform.ts';

test('K11: a welcome code comes when there was neither a welcome nor a message within 48 h, works once and for 20 s', async () => {
  const platform = await startPlatform();
  const code = await owner(platform).enter();
  expect(code).not.toBeNull();
  await platform.control.advance(20);
  expect(await respond(platform, code)).toBe(40058);
  const second = await owner(platform).enter();
  await platform.control.advance(19);
  expect(await respond(platform, second)).toBe(0);
  expect(await respond(platform, second)).toBe(40058);
  expect(await owner(platform).enter()).toBeNull();
  expect(await seen(platform)).toEqual(['欢迎']);
  await platform.control.advance(48 * 3600);
  expect(await owner(platform).enter()).not.toBeNull();
  await owner(platform).say('在吗');
  expect(await owner(platform).enter()).toBeNull();
  await platform.control.advance(48 * 3600);
  expect(await owner(platform).enter()).not.toBeNull();
  await platform.control.setSwitches({ kfWelcomeMessageWindowBounded: false });
  expect(await owner(platform).enter()).toBeNull();
});

test('K11: the event holds the code only when there is one, and a welcome is text or msgmenu', async () => {
  const platform = await startPlatform();
  const code = await owner(platform).enter();
  expect(await respond(platform, code, { msgtype: 'image', image: { media_id: 'x' } })).toBe(95030);
  const menu = { head_content: '您想咨询?', list: [{ type: 'click', click: { id: 'book', content: '预约保养' } }] };
  expect(await respond(platform, code, { msgtype: 'msgmenu', msgmenu: menu })).toBe(0);
  await owner(platform).enter();
  expect(eventsOf(await sync(platform)).map((event) => event['welcome_code'])).toEqual([code, undefined]);
});

test('K12: pool and taken codes take one text within 48 h while the state is unchanged; the end code 20 s', async () => {
  const platform = await startPlatform();
  await owner(platform).say('转人工');
  const pool = (await trans(platform, 2))['msg_code'];
  expect(await respond(platform, pool, { msgtype: 'msgmenu', msgmenu: { head_content: 'x', list: [] } })).toBe(95030);
  await platform.control.advance(48 * 3600 - 1);
  expect(await respond(platform, pool)).toBe(0);
  expect(await respond(platform, pool)).toBe(40058);
  const taken = (await trans(platform, 3, 'wang'))['msg_code'];
  const end = (await trans(platform, 4))['msg_code'];
  expect(await respond(platform, taken)).toBe(40058);
  await platform.control.advance(20);
  expect(await respond(platform, end)).toBe(40058);
  await owner(platform).say('又来了');
  const again = (await trans(platform, 3, 'wang'))['msg_code'];
  await platform.control.advance(48 * 3600);
  expect(await respond(platform, again)).toBe(40058);
  const lastEnd = (await trans(platform, 4))['msg_code'];
  expect(await respond(platform, lastEnd, { msgtype: 'msgmenu', msgmenu: { head_content: '请评价', list: [] } })).toBe(
    0,
  );
});

test('K12: an end code dies when the customer writes again', async () => {
  const platform = await startPlatform();
  await owner(platform).say('转人工');
  await trans(platform, 3, 'wang');
  const end = (await trans(platform, 4))['msg_code'];
  await owner(platform).say('还有一事');
  expect(await respond(platform, end)).toBe(40058);
});

test.each<[number[], number, number]>([
  [[], 1, 0],
  [[], 2, 0],
  [[], 3, 0],
  [[], 4, 95016],
  [[], 0, 95016],
  [[1], 2, 0],
  [[1], 3, 0],
  [[1], 0, 95016],
  [[1], 1, 95016],
  [[1], 4, 95016],
  [[2], 3, 0],
  [[2], 1, 95016],
  [[2], 2, 95016],
  [[2], 4, 95016],
  [[3], 4, 0],
  [[3], 2, 95016],
  [[3], 1, 95016],
  [[3, 4], 3, 95013],
  [[3, 4], 1, 95013],
])('K13: after the changes %j, a change to %i is answered %i', async (path, target, errcode) => {
  const platform = await startPlatform();
  await owner(platform).say('在吗');
  for (const state of path) expect((await trans(platform, state, 'wang')).errcode).toBe(0);
  expect((await trans(platform, target, 'li')).errcode).toBe(errcode);
});

test('K13: 3 to another servicer is allowed; a bad servicer is 95014, a stopped one 95019', async () => {
  const platform = await startPlatform();
  await owner(platform).say('在吗');
  expect((await trans(platform, 3)).errcode).toBe(95014);
  expect((await trans(platform, 3, 'zhao')).errcode).toBe(95014);
  await platform.control.member('li').kf(KF).setStatus('stopped');
  expect((await trans(platform, 3, 'li')).errcode).toBe(95019);
  await platform.control.member('li').kf(KF).setStatus('receiving');
  expect(await trans(platform, 3, 'WANG')).toMatchObject({ errcode: 0, msg_code: expect.any(String) as string });
  const other = await trans(platform, 3, 'li');
  expect(other.errcode).toBe(0);
  expect(other).not.toHaveProperty('msg_code');
  const state = { open_kfid: KF, external_userid: await platform.externalUserId('p1') };
  expect(await platform.wecom('kf/service_state/get', state)).toMatchObject({
    service_state: 3,
    servicer_userid: 'Li',
  });
});

test('K13 switches: 0→1 can be refused and {0,1,2}→4 allowed', async () => {
  const platform = await startPlatform({ switches: { kfAllowZeroToOne: false, kfAllowEndFromAnyState: true } });
  await owner(platform).say('在吗');
  expect((await trans(platform, 1)).errcode).toBe(95016);
  expect((await trans(platform, 4)).errcode).toBe(0);
  expect((await owner(platform).session()).state).toBe(4);
});

test('K14: in state 4 a customer message makes 0, a servicer message makes 3 with change_type 4', async () => {
  const platform = await startPlatform();
  const servicer = platform.control.member('wang').kf(KF);
  await owner(platform).say('在吗');
  await trans(platform, 3, 'wang');
  await servicer.end('p1');
  expect((await owner(platform).session()).state).toBe(4);
  await platform.control.member('li').kf(KF).say('p1', '我来接着处理');
  expect(await owner(platform).session()).toMatchObject({ state: 3, servicerUserId: 'Li' });
  const retaken = eventsOf(await sync(platform)).at(-1);
  expect(retaken).toMatchObject({
    event_type: 'session_status_change',
    change_type: 4,
    old_servicer_userid: 'wang',
    new_servicer_userid: 'Li',
  });
  expect(retaken).not.toHaveProperty('msg_code');
  await platform.control.member('li').kf(KF).end('p1');
  await owner(platform).say('又来了');
  expect(await owner(platform).session()).toMatchObject({ state: 0, servicerUserId: null });
});

test('K15: API changes emit no session_status_change, client actions emit 1, 2, 3', async () => {
  const platform = await startPlatform();
  await owner(platform).say('转人工');
  await trans(platform, 2);
  expect(eventsOf(await sync(platform))).toEqual([]);
  const wang = platform.control.member('wang').kf(KF);
  await wang.take('p1');
  await wang.transfer('p1', 'li');
  await platform.control.member('li').kf(KF).end('p1');
  const events = eventsOf(await sync(platform));
  expect(events).toMatchObject([
    { change_type: 1, new_servicer_userid: 'wang', msg_code: expect.any(String) as string },
    { change_type: 2, old_servicer_userid: 'wang', new_servicer_userid: 'Li' },
    { change_type: 3, old_servicer_userid: 'Li', msg_code: expect.any(String) as string },
  ]);
  expect(events[0]).not.toHaveProperty('old_servicer_userid');
  expect(events[1]).not.toHaveProperty('msg_code');
  expect(events[2]).not.toHaveProperty('new_servicer_userid');
  expect(await respond(platform, events[2]?.['msg_code'])).toBe(0);
});

test('K16: servicer/list counts 0 receiving and 1 stopped, the event counts 1 and 2', async () => {
  const platform = await startPlatform();
  await platform.control.member('wang').kf(KF).setStatus('suspended');
  const list = (await platform.wecom('kf/servicer/list', undefined, { open_kfid: KF }))['servicer_list'];
  expect(list).toEqual([
    { userid: 'wang', status: 1, stop_type: 1 },
    { userid: 'Li', status: 0 },
  ]);
  await platform.control.member('wang').kf(KF).setStatus('receiving');
  expect(eventsOf(await sync(platform))).toMatchObject([
    { event_type: 'servicer_status_change', servicer_userid: 'wang', status: 2, stop_type: 1 },
    { event_type: 'servicer_status_change', servicer_userid: 'wang', status: 1 },
  ]);
});

test('K17: an account of another app is 48007, an unknown one 95004', async () => {
  const platform = await startPlatform();
  expect((await sync(platform, { open_kfid: 'wkEMU2' })).errcode).toBe(48007);
  expect((await sync(platform, { open_kfid: 'wkNothing' })).errcode).toBe(95004);
  expect((await platform.otherApp('kf/sync_msg', { open_kfid: 'wkEMU2' })).errcode).toBe(0);
});

test('K17: an unverified corp may answer only so many consultations (95003) and have ten accounts (95027)', async () => {
  const platform = await startPlatform({ switches: { kfConsultLimit: 1 } });
  await owner(platform).say('在吗');
  await platform.control.person('p2').kf(KF).say('在吗');
  expect((await send(platform, '在')).errcode).toBe(0);
  expect((await send(platform, '在', { touser: await platform.externalUserId('p2') })).errcode).toBe(95003);
  for (let count = 2; count < 10; count += 1) {
    expect((await platform.wecom('kf/account/add', { name: `客服${count}` })).errcode).toBe(0);
  }
  expect((await platform.wecom('kf/account/add', { name: '第十一个' })).errcode).toBe(95027);
});

test('K19: batchget knows only customers active within 48 h, and unionid only with a bound account', async () => {
  const platform = await startPlatform();
  await owner(platform).enter({ scene: 'bay3' });
  await owner(platform).say('在吗');
  const list = [await platform.externalUserId('p1'), await platform.externalUserId('p2')];
  const ask = (): Promise<Answer> =>
    platform.wecom('kf/customer/batchget', { external_userid_list: list, need_enter_session_context: 1 });
  const first = await ask();
  expect(first['invalid_external_userid']).toEqual([list[1]]);
  expect(first['customer_list']).toMatchObject([
    { external_userid: list[0], nickname: '张先生', enter_session_context: { scene: 'bay3' } },
  ]);
  expect((first['customer_list'] as object[])[0]).not.toHaveProperty('unionid');
  await platform.control.setSwitches({ kfUnionIdBound: true });
  expect((await ask())['customer_list']).toMatchObject([{ unionid: 'o-union-1' }]);
  await platform.control.advance(48 * 3600);
  expect(await ask()).toMatchObject({ customer_list: [], invalid_external_userid: list });
});

test('accounts, servicers and links are managed by the granted app', async () => {
  const { wecom } = await startPlatform();
  expect((await wecom('kf/account/list', {}))['account_list']).toMatchObject([
    { open_kfid: KF, manage_privilege: true },
  ]);
  const added = await wecom('kf/servicer/add', { open_kfid: KF, userid_list: ['zhao', 'ghost'] });
  expect(added['result_list']).toMatchObject([
    { userid: 'zhao', errcode: 0 },
    { userid: 'ghost', errcode: 60111 },
  ]);
  const removed = await wecom('kf/servicer/del', { open_kfid: KF, userid_list: ['wang'] });
  expect(removed.errcode).toBe(0);
  const list = (await wecom('kf/servicer/list', undefined, { open_kfid: KF }))['servicer_list'] as { userid: string }[];
  expect(list.map(({ userid }) => userid)).toEqual(['Li', 'zhao']);
  expect((await wecom('kf/add_contact_way', { open_kfid: KF, scene: 'bay3' }))['url']).toContain(KF);
  expect((await wecom('kf/add_contact_way', { open_kfid: KF, scene: 'bay 3' })).errcode).toBe(40058);
  expect(
    (await wecom('message/send', { touser: 'wang', agentid: AGENT, msgtype: 'text', text: { content: 'x' } })).errcode,
  ).toBe(0);
});

test('a servicer who shuts an owner out raises reject_customer_msg_switch_change', async () => {
  const platform = await startPlatform();
  await owner(platform).say('在吗');
  await platform.control.member('wang').kf(KF).reject('p1');
  await platform.control.member('wang').kf(KF).reject('p1', false);
  expect(eventsOf(await sync(platform))).toMatchObject([
    { event_type: 'reject_customer_msg_switch_change', servicer_userid: 'wang', reject_switch: 1 },
    { event_type: 'reject_customer_msg_switch_change', servicer_userid: 'wang', reject_switch: 0 },
  ]);
});
