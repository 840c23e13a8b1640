import { expect, test } from 'vitest';
import { entries, eventsOf, owner, seen, send, sync, trans } from './support/kf.ts';
import { KF, startPlatform } from './support/platform.ts';

test('K7: the sixth message is 95001, after 48 h it is 95002, and a new customer message resets both', async () => {
  const platform = await startPlatform();
  await owner(platform).say('在吗');
  for (let index = 0; index < 5; index += 1) expect((await send(platform, `第${index}条`)).errcode).toBe(0);
  expect((await send(platform, '第六条')).errcode).toBe(95001);
  expect(await seen(platform)).toHaveLength(5);
  await owner(platform).say('继续');
  expect((await owner(platform).session()).remaining).toBe(5);
  expect((await send(platform, '第七条')).errcode).toBe(0);
  await platform.control.advance(48 * 3600 - 1);
  expect((await send(platform, '还来得及')).errcode).toBe(0);
  await platform.control.advance(1);
  expect((await send(platform, '晚了')).errcode).toBe(95002);
  expect((await owner(platform).session()).windowClosesAt).toBeNull();
});

test('K7: entering the session does not open the window', async () => {
  const platform = await startPlatform();
  await owner(platform).enter();
  expect(await owner(platform).session()).toMatchObject({ state: 4, remaining: 0, windowClosesAt: null });
  expect((await send(platform, '您好')).errcode).toBe(95018);
  expect(await seen(platform)).toEqual([]);
});

test('K7: a failed call uses up nothing', async () => {
  const platform = await startPlatform();
  await owner(platform).say('在吗');
  expect((await send(platform, '')).errcode).toBe(44004);
  expect((await send(platform, 'x', { msgtype: 'telegram' })).errcode).toBe(40008);
  expect((await send(platform, 'x', { touser: 'wmnobody' })).errcode).toBe(40096);
  expect((await owner(platform).session()).remaining).toBe(5);
});

test('K8: sending works in state 0 and 1 and is 95018 in 2, 3 and 4', async () => {
  const platform = await startPlatform();
  await owner(platform).say('在吗');
  expect((await send(platform, '0')).errcode).toBe(0);
  await trans(platform, 1);
  expect((await send(platform, '1')).errcode).toBe(0);
  await trans(platform, 2);
  expect((await send(platform, '2')).errcode).toBe(95018);
  await trans(platform, 3, 'wang');
  expect((await send(platform, '3')).errcode).toBe(95018);
  await trans(platform, 4);
  expect((await send(platform, '4')).errcode).toBe(95018);
  expect(await seen(platform)).toEqual(['0', '1']);
});

test('K9: a repeated msgid is 95033 and delivered once; a malformed one is 40058', async () => {
  const platform = await startPlatform();
  await owner(platform).say('在吗');
  expect(await send(platform, '您好', { msgid: 'out_1-a' })).toMatchObject({ errcode: 0, msgid: 'out_1-a' });
  expect((await send(platform, '您好', { msgid: 'out_1-a' })).errcode).toBe(95033);
  expect(await seen(platform)).toEqual(['您好']);
  for (const msgid of ['a b', '中文', 'x'.repeat(33)])
    expect((await send(platform, 'x', { msgid })).errcode).toBe(40058);
  expect((await send(platform, 'x', { msgid: 'x'.repeat(32) })).errcode).toBe(0);
  expect((await owner(platform).session()).remaining).toBe(3);
});

test('K9: after a lost answer the same msgid is 95033 and the owner saw the message once', async () => {
  const platform = await startPlatform();
  await owner(platform).say('在吗');
  await platform.control.fault({ api: 'kf/send_msg', kind: 'lostAnswer' });
  await expect(send(platform, '您好', { msgid: 'out_1' })).rejects.toThrow('fetch failed');
  expect((await send(platform, '您好', { msgid: 'out_1' })).errcode).toBe(95033);
  expect((await platform.control.counts()).byIdempotencyKey).toEqual({ [`${KF}/p1/out_1`]: 1 });
});

test('K10: send_msg answers 0 and msg_send_fail follows with the scripted fail_type and the msgid', async () => {
  const platform = await startPlatform();
  await owner(platform).say('在吗');
  await platform.control.kfSendFail({ openKfId: KF, failType: 13, delaySeconds: 30 });
  expect((await send(platform, '敏感内容', { msgid: 'bad' })).errcode).toBe(0);
  expect((await send(platform, '普通内容')).errcode).toBe(0);
  expect(eventsOf(await sync(platform))).toEqual([]);
  await platform.control.advance(30);
  const externalUserId = await platform.externalUserId('p1');
  expect(eventsOf(await sync(platform))).toEqual([
    { event_type: 'msg_send_fail', open_kfid: KF, external_userid: externalUserId, fail_msgid: 'bad', fail_type: 13 },
  ]);
  expect(await seen(platform)).toEqual(['普通内容']);
});

test('K10: an owner who refuses messages makes every message fail with fail_type 10', async () => {
  const platform = await startPlatform();
  await owner(platform).say('别发了');
  await owner(platform).reject();
  expect((await send(platform, '您好')).errcode).toBe(0);
  const events = eventsOf(await sync(platform));
  expect(events).toMatchObject([{ event_type: 'msg_send_fail', fail_type: 10 }]);
  await owner(platform).reject(false);
  await send(platform, '欢迎回来');
  expect(await seen(platform)).toEqual(['欢迎回来']);
});

const click = (id: number): object => ({ type: 'click', click: { id: `c${id}`, content: `选项${id}` } });

const line = { type: 'text', text: { content: '说明' } };

const menu = (list: object[]): object => ({ msgtype: 'msgmenu', msgmenu: { head_content: '请选择', list } });

const repeat = (count: number, make: (index: number) => object): object[] =>
  Array.from({ length: count }, (_, index) => make(index));

test('K18: a msgmenu takes 50 items and 10 of them to tap (95008), of known types (95009)', async () => {
  const platform = await startPlatform();
  await owner(platform).say('在吗');
  expect((await send(platform, '', menu([...repeat(10, click), ...repeat(40, () => line)]))).errcode).toBe(0);
  expect((await send(platform, '', menu(repeat(11, click)))).errcode).toBe(95008);
  expect((await send(platform, '', menu(repeat(51, () => line)))).errcode).toBe(95008);
  expect((await send(platform, '', menu([{ type: 'dial', dial: {} }]))).errcode).toBe(95009);
});

test('K18: a tapped item arrives as text of origin 3 with its menu_id and opens the window like any message', async () => {
  const platform = await startPlatform();
  await owner(platform).say('在吗');
  await send(platform, '', menu([click(1), click(2)]));
  const { next_cursor: cursor } = await sync(platform);
  await owner(platform).clickMenu('c2');
  expect(entries(await sync(platform, { cursor }))).toMatchObject([
    { origin: 3, msgtype: 'text', text: { content: '选项2', menu_id: 'c2' } },
  ]);
  expect((await owner(platform).session()).remaining).toBe(5);
  await expect(owner(platform).clickMenu('c9')).rejects.toMatchObject({ status: 409 });
});
