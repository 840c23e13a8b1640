import { expect, test } from 'vitest';
import { contact, events, external, read } from './support/contacts.ts';
import { CORP, OTHER_AGENT, startPlatform, type Platform } from './support/platform.ts';

const welcome = async (platform: Platform, welcome_code: unknown, more: object = {}): Promise<number> =>
  (await external(platform, 'send_welcome_msg', { welcome_code, text: { content: '欢迎' }, ...more })).errcode;

const get = async (platform: Platform, personId = 'p1') =>
  external(platform, 'get', undefined, { external_userid: await platform.externalUserId(personId) });

test('X1: adding a member raises an event with a WelcomeCode that works once and for 20 s', async () => {
  const platform = await startPlatform();
  const code = await contact(platform).add();
  expect(await events(platform)).toMatchObject([
    {
      FromUserName: 'sys',
      ChangeType: 'add_external_contact',
      UserID: 'wang',
      ExternalUserID: await platform.externalUserId('p1'),
      WelcomeCode: code,
    },
  ]);
  expect(await welcome(platform, code)).toBe(0);
  expect(await read(platform)).toEqual(['欢迎']);
  expect(await welcome(platform, code)).toBe(41051);
  const late = await contact(platform, 'p2').add();
  await platform.control.advance(20);
  expect([await welcome(platform, late), await welcome(platform, 'unknown')]).toEqual([41050, 41050]);
  expect(await read(platform)).toHaveLength(1);
});

test('X1: a chat that has begun is 41051, another app at it 41096, another app before us 41051', async () => {
  const platform = await startPlatform();
  const begun = await contact(platform).add();
  await contact(platform).say('你好');
  expect(await welcome(platform, begun)).toBe(41051);
  const claimed = await contact(platform, 'p2').add();
  await platform.control.claimWelcome(String(claimed));
  expect(await welcome(platform, claimed)).toBe(41096);
  await platform.control.claimWelcome(String(claimed), 'sent');
  expect(await welcome(platform, claimed)).toBe(41051);
  const empty = await contact(platform, 'p2', 'Li').add();
  expect(await welcome(platform, empty, { text: { content: '' } })).toBe(40058);
  expect(await welcome(platform, empty)).toBe(0);
});

test('X2: no WelcomeCode comes when an administrator set a welcome or the chat has started', async () => {
  const platform = await startPlatform();
  await platform.control.world({
    corps: [{ corpId: CORP, name: '示例汽车', members: [{ userId: 'zhao', name: '赵总监', adminWelcome: true }] }],
  });
  expect(await contact(platform, 'p1', 'zhao').add()).toBeNull();
  expect(await contact(platform, 'p1').add({ chatStarted: true })).toBeNull();
  const added = await events(platform);
  expect(added).toHaveLength(2);
  expect(added.some((event) => 'WelcomeCode' in event)).toBe(false);
});

test('X7: a customer who deletes the member stays usable one-way; a member who deletes the customer ends it: 84061', async () => {
  const platform = await startPlatform();
  expect((await get(platform)).errcode).toBe(84061);
  await contact(platform).add();
  await contact(platform).delete();
  expect((await get(platform)).errcode).toBe(0);
  const external_userid = await platform.externalUserId('p1');
  const remark = { userid: 'wang', external_userid, remark: '张先生 沪A12345' };
  expect((await external(platform, 'remark', remark)).errcode).toBe(0);
  await platform.control.member('wang').customer('p1').delete();
  expect((await get(platform)).errcode).toBe(84061);
  expect((await external(platform, 'remark', remark)).errcode).toBe(84061);
  expect((await external(platform, 'list', undefined, { userid: 'wang' })).errcode).toBe(84061);
  expect((await external(platform, 'get', undefined, { external_userid: 'wmnobody' })).errcode).toBe(40096);
  expect((await events(platform)).map(({ ChangeType }) => ChangeType)).toEqual([
    'add_external_contact',
    'del_follow_user',
    'del_external_contact',
  ]);
});

test('X7: a half-added customer is unusable until the member adds back; editing by hand raises an event', async () => {
  const platform = await startPlatform();
  await contact(platform).add({ half: true });
  expect((await get(platform)).errcode).toBe(84061);
  const wang = platform.control.member('wang').customer('p1');
  await wang.addBack();
  await wang.edit('老客户');
  expect(await get(platform)).toMatchObject({
    external_contact: { name: '张先生' },
    follow_user: [{ remark: '老客户' }],
  });
  expect((await events(platform)).map(({ ChangeType }) => ChangeType)).toEqual([
    'add_half_external_contact',
    'add_external_contact',
    'edit_external_contact',
  ]);
});

test('X8: tags beyond the cap are 40126; only the app that made a tag changes it; a concurrent change can be scripted', async () => {
  const platform = await startPlatform({ switches: { corpTagCap: 2 } });
  const add = (names: string[]) =>
    external(platform, 'add_corp_tag', { group_name: '车型', tag: names.map((name) => ({ name })) });
  const made = await add(['SUV', '轿车']);
  expect((await add(['MPV'])).errcode).toBe(40126);
  const [tag] = (made['tag_group'] as { tag: { id: string }[] }).tag;
  const edit = { id: tag?.id, name: '越野' };
  expect((await platform.otherApp('externalcontact/edit_corp_tag', edit)).errcode).toBe(48002);
  expect((await platform.otherApp('externalcontact/del_corp_tag', { tag_id: [tag?.id] })).errcode).toBe(48002);
  await platform.control.fault({ api: 'externalcontact/edit_corp_tag', kind: 'errcode', errcode: 45035 });
  expect((await external(platform, 'edit_corp_tag', edit)).errcode).toBe(45035);
  expect((await external(platform, 'edit_corp_tag', edit)).errcode).toBe(0);
  await contact(platform).add();
  const mark = { userid: 'wang', external_userid: await platform.externalUserId('p1') };
  expect((await external(platform, 'mark_tag', { ...mark, add_tag: ['etnone'] })).errcode).toBe(40068);
  expect((await external(platform, 'mark_tag', mark)).errcode).toBe(40058);
  expect((await external(platform, 'mark_tag', { ...mark, add_tag: [tag?.id] })).errcode).toBe(0);
  expect(await get(platform)).toMatchObject({
    follow_user: [{ tags: [{ group_name: '车型', tag_name: '越野', type: 1 }] }],
  });
  expect((await events(platform)).map(({ ChangeType }) => ChangeType)).toEqual(['add_external_contact']);
});

test('X9: a transfer takes effect after 24 h, or ends in transfer_fail; the third within 90 days is 40128', async () => {
  const platform = await startPlatform();
  await contact(platform).add();
  const external_userid = await platform.externalUserId('p1');
  const transfer = async (from: string, to: string): Promise<number | undefined> => {
    const body = { handover_userid: from, takeover_userid: to, external_userid: [external_userid] };
    const { customer } = await external(platform, 'transfer_customer', body);
    return (customer as { errcode: number }[])[0]?.errcode;
  };
  const result = async (from: string, to: string): Promise<unknown> => {
    const body = { handover_userid: from, takeover_userid: to };
    return (await external(platform, 'transfer_result', body))['customer'];
  };
  expect(await transfer('wang', 'wang')).toBe(40130);
  expect(await transfer('Li', 'wang')).toBe(40131);
  expect(await transfer('wang', 'Li')).toBe(0);
  expect(await transfer('wang', 'Li')).toBe(40129);
  await contact(platform).refuseTransfer();
  expect(await result('wang', 'Li')).toMatchObject([{ status: 3 }]);
  expect(await transfer('wang', 'Li')).toBe(0);
  await platform.control.advance(86_399);
  expect((await result('wang', 'Li')) as object[]).toMatchObject([{ status: 3 }, { status: 2 }]);
  await platform.control.advance(1);
  expect((await get(platform))['follow_user']).toMatchObject([{ userid: 'Li' }]);
  expect(await transfer('Li', 'wang')).toBe(0);
  await platform.control.advance(86_400);
  expect(await transfer('wang', 'Li')).toBe(40128);
  await platform.control.advance(90 * 86_400);
  expect(await transfer('wang', 'Li')).toBe(0);
  const raised = await events(platform);
  expect(raised.slice(1, 4)).toMatchObject([
    { ChangeType: 'transfer_fail', UserID: 'Li', FailReason: 'customer_refused' },
    { ChangeType: 'del_external_contact', UserID: 'wang', Source: 'DELETE_BY_TRANSFER' },
    { ChangeType: 'add_external_contact', UserID: 'Li' },
  ]);
});

test('X10: the state of a contact way comes in the event and in follow_user; type 1 needs exactly one member', async () => {
  const platform = await startPlatform();
  const add = (more: object) => external(platform, 'add_contact_way', { type: 1, scene: 2, user: ['wang'], ...more });
  expect((await add({ user: ['wang', 'Li'] })).errcode).toBe(40058);
  expect((await add({ type: 2, user: Array(101).fill('wang') })).errcode).toBe(41041);
  expect((await add({ state: '长'.repeat(31) })).errcode).toBe(40058);
  const first = await add({ state: 'bay3' });
  const second = await add({ type: 2, user: ['wang', 'Li'], state: 'bay4' });
  expect(first['qr_code']).not.toBe(second['qr_code']);
  await contact(platform).add({ configId: String(first['config_id']) });
  await contact(platform, 'p1', 'Li').add({ configId: String(second['config_id']) });
  const wrong = contact(platform, 'p2', 'Li').add({ configId: String(first['config_id']) });
  await expect(wrong).rejects.toMatchObject({ status: 409 });
  expect(await events(platform)).toMatchObject([{ State: 'bay3' }, { State: 'bay4' }]);
  expect((await get(platform))['follow_user']).toMatchObject([
    { userid: 'wang', state: 'bay3', add_way: 1 },
    { userid: 'Li', state: 'bay4' },
  ]);
  const config_id = first['config_id'];
  expect((await external(platform, 'update_contact_way', { config_id, state: 'bay5' })).errcode).toBe(0);
  expect(await external(platform, 'get_contact_way', { config_id })).toMatchObject({
    contact_way: { state: 'bay5', user: ['wang'], skip_verify: true },
  });
  expect((await external(platform, 'list_contact_way', {}))['contact_way']).toHaveLength(2);
  await external(platform, 'del_contact_way', { config_id });
  expect((await external(platform, 'get_contact_way', { config_id })).errcode).toBe(41044);
});

test('customers are listed by member, in pages, with tag_id and unionid as the corp may see them', async () => {
  const platform = await startPlatform({ switches: { kfUnionIdBound: true } });
  await contact(platform, 'p1').add();
  await contact(platform, 'p2').add();
  const ids = [await platform.externalUserId('p1'), await platform.externalUserId('p2')];
  const list = await external(platform, 'list', undefined, { userid: 'WANG' });
  expect(list['external_userid']).toEqual(ids);
  const page = await external(platform, 'batch/get_by_user', { userid_list: ['wang'], limit: 1 });
  expect(page).toMatchObject({
    next_cursor: '1',
    external_contact_list: [
      { external_contact: { unionid: 'o-union-1' }, follow_info: { userid: 'wang', tag_id: [] } },
    ],
  });
  expect((await external(platform, 'get_follow_user_list'))['follow_user']).toEqual(['wang', 'Li', 'zhao']);
  expect((await external(platform, 'list', undefined, { userid: 'nobody' })).errcode).toBe(40003);
  expect((await platform.otherApp('externalcontact/list', undefined, { userid: 'Li' })).errcode).toBe(60011);
  const apps = [{ agentId: OTHER_AGENT, secret: 'other-secret', name: '别的应用', externalContact: false }];
  await platform.control.world({ corps: [{ corpId: CORP, name: '示例汽车', apps }] });
  expect((await platform.otherApp('externalcontact/get_follow_user_list')).errcode).toBe(48002);
});

test('X7: contacts of the world are there without an event; the world sent again brings no ended one back', async () => {
  const platform = await startPlatform();
  const people = [{ personId: 'p9', name: '老客户', contactOf: [{ corpId: CORP, userId: 'wang' }] }];
  await platform.control.world({ people });
  expect(await get(platform, 'p9')).toMatchObject({ errcode: 0, follow_user: [{ userid: 'wang' }] });
  expect(await events(platform)).toEqual([]);
  await platform.control.member('wang').customer('p9').delete();
  await platform.control.world({ people });
  expect((await get(platform, 'p9')).errcode).toBe(84061);
  const unknown = [{ personId: 'p10', name: '新客户', contactOf: [{ corpId: 'ww-none', userId: 'wang' }] }];
  await expect(platform.control.world({ people: unknown })).rejects.toMatchObject({ status: 400 });
});
