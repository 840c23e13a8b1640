import { expect, test } from 'vitest';
import { broadcast, contact, external, read, statuses } from './support/contacts.ts';
import { startPlatform, type Platform } from './support/platform.ts';

const TEXT = '冬季检测，八折。';
const wang = ({ control }: Platform) => control.member('wang');

async function startWithContacts(switches = {}): Promise<Platform> {
  const platform = await startPlatform({ switches });
  await contact(platform, 'p1').add();
  await contact(platform, 'p2').add();
  await platform.control.idle();
  return platform;
}

test('X3: a broadcast sends nothing before the member confirms it on the phone', async () => {
  const platform = await startWithContacts();
  const { errcode, fail_list: failed, msgid } = await broadcast(platform, ['p1', 'p2']);
  expect([errcode, failed]).toEqual([0, []]);
  await platform.control.advance(3600);
  expect([await read(platform), await read(platform, 'p2')]).toEqual([[], []]);
  expect(await wang(platform).groupSends()).toMatchObject([
    { msgid, text: TEXT, status: 'waiting', customers: [{ name: '张先生' }, { name: '李女士' }], reminders: 0 },
  ]);
  expect(await statuses(platform, msgid)).toEqual([0, 0]);
  await wang(platform).confirmGroupSend(String(msgid));
  expect([await read(platform), await read(platform, 'p2')]).toEqual([[TEXT], [TEXT]]);
  expect(await statuses(platform, msgid)).toEqual([1, 1]);
  expect(await external(platform, 'get_groupmsg_task', { msgid })).toMatchObject({
    task_list: [{ userid: 'wang', status: 2, send_time: 1_795_312_800 }],
  });
  await expect(wang(platform).confirmGroupSend(String(msgid))).rejects.toMatchObject({ status: 409 });
  expect((await platform.control.counts()).byIdempotencyKey[`/p1/${String(msgid)}`]).toBe(1);
});

test('X3: an ignored broadcast stays unsent; a reminder brings it back', async () => {
  const platform = await startWithContacts();
  const { msgid } = await broadcast(platform, ['p1']);
  await wang(platform).ignoreGroupSend(String(msgid));
  expect((await wang(platform).groupSends())[0]?.status).toBe('ignored');
  await platform.control.advance(60);
  expect(await statuses(platform, msgid)).toEqual([0]);
  expect((await external(platform, 'remind_groupmsg_send', { msgid })).errcode).toBe(0);
  expect((await wang(platform).groupSends())[0]).toMatchObject({ status: 'waiting', reminders: 1 });
  await wang(platform).confirmGroupSend(String(msgid));
  expect(await read(platform)).toEqual([TEXT]);
});

test('X3: with allow_select the member may leave customers out, without it not', async () => {
  const platform = await startWithContacts();
  const only = [await platform.externalUserId('p2')];
  const fixed = await broadcast(platform, ['p1', 'p2']);
  await expect(wang(platform).confirmGroupSend(String(fixed['msgid']), only)).rejects.toMatchObject({ status: 409 });
  const { msgid } = await broadcast(platform, ['p1', 'p2'], { allow_select: true });
  await wang(platform).confirmGroupSend(String(msgid), only);
  await platform.control.advance(60);
  expect(await statuses(platform, msgid)).toEqual([0, 1]);
});

test('X3: what a broadcast needs: somebody, something to say, one kind of chat, a known sender, whole media', async () => {
  const platform = await startWithContacts();
  const refused = async (more: object): Promise<number> => (await broadcast(platform, ['p1'], more)).errcode;
  expect(await refused({ text: { content: '' } })).toBe(40058);
  expect(await refused({ external_userid: [] })).toBe(40058);
  expect(await refused({ chat_type: 'group' })).toBe(40058);
  expect(await refused({ text: { content: '长'.repeat(1334) } })).toBe(45002);
  expect(await refused({ sender: 'nobody' })).toBe(40003);
  expect(
    await refused({ attachments: Array.from({ length: 10 }, () => ({ msgtype: 'link', link: { url: 'https://x' } })) }),
  ).toBe(40058);
  expect(await refused({ attachments: [{ msgtype: 'image', image: { media_id: 'none' } }] })).toBe(40007);
  const link = { msgtype: 'link', link: { title: '预约', url: 'https://example.com/b' } };
  const { msgid } = await broadcast(platform, ['p1'], { attachments: [link] });
  await wang(platform).confirmGroupSend(String(msgid));
  expect(await read(platform)).toEqual([`${TEXT}\n预约\nhttps://example.com/b`]);
});

test('X4: without a sender the task goes to the member who last talked with the customer', async () => {
  const platform = await startWithContacts();
  await contact(platform, 'p1', 'Li').add();
  const whose = async (more: object = {}): Promise<string[]> => {
    const before = await Promise.all(['wang', 'Li'].map((id) => platform.control.member(id).groupSends()));
    await broadcast(platform, ['p1'], more);
    const after = await Promise.all(['wang', 'Li'].map((id) => platform.control.member(id).groupSends()));
    return ['wang', 'Li'].filter((_, index) => (after[index]?.length ?? 0) > (before[index]?.length ?? 0));
  };
  await contact(platform, 'p1', 'Li').say('在吗');
  expect(await whose()).toEqual(['Li']);
  await platform.control.advance(1);
  await wang(platform).customer('p1').say('您好');
  expect(await whose()).toEqual(['wang']);
  expect(await whose({ sender: 'li' })).toEqual(['Li']);
});

test('X4: a tag filter chooses customers: groups are joined by and, tags inside a group by or', async () => {
  const platform = await startWithContacts();
  const tag = async (name: string, group: string): Promise<string> => {
    const answer = await external(platform, 'add_corp_tag', { group_name: group, tag: [{ name }] });
    return (answer['tag_group'] as { tag: { id: string }[] }).tag[0]?.id ?? '';
  };
  const [suv, sedan, gold] = [await tag('SUV', '车型'), await tag('轿车', '车型'), await tag('金卡', '等级')];
  const mark = async (personId: string, add_tag: string[]): Promise<void> => {
    const external_userid = await platform.externalUserId(personId);
    expect((await external(platform, 'mark_tag', { userid: 'wang', external_userid, add_tag })).errcode).toBe(0);
  };
  await mark('p1', [suv, gold]);
  await mark('p2', [sedan]);
  const chosen = async (groups: string[][]): Promise<unknown> => {
    const tag_filter = { group_list: groups.map((tag_list) => ({ tag_list })) };
    const body = { sender: 'wang', text: { content: TEXT }, tag_filter };
    const { errcode } = await external(platform, 'add_msg_template', body);
    if (errcode !== 0) return errcode;
    return (await wang(platform).groupSends()).at(-1)?.customers.map(({ name }) => name);
  };
  expect(await chosen([[suv, sedan]])).toEqual(['张先生', '李女士']);
  expect(await chosen([[suv, sedan], [gold]])).toEqual(['张先生']);
  expect(await chosen([[sedan], [gold]])).toBe(41048);
});

test('X5: a customer gets as many broadcasts as the month has days; then fail_list, and 41048 when nobody is left', async () => {
  const platform = await startWithContacts();
  for (let day = 0; day < 30; day += 1) {
    const { errcode, msgid } = await broadcast(platform, ['p1']);
    expect(errcode).toBe(0);
    await wang(platform).confirmGroupSend(String(msgid));
  }
  const p1 = await platform.externalUserId('p1');
  expect(await broadcast(platform, ['p1', 'p2'])).toMatchObject({ errcode: 0, fail_list: [p1] });
  expect(await broadcast(platform, ['p1'])).toMatchObject({ errcode: 41048, fail_list: [p1] });
  await platform.control.advanceTo(new Date('2026-12-01T00:00:00+08:00'));
  expect((await broadcast(platform, ['p1'])).errcode).toBe(0);
});

test('X5: the cap is a setting, and a task that was created before it is used up ends in status 3', async () => {
  const platform = await startWithContacts({ groupSendsPerCustomerMonth: 4, groupSendsPerCustomerDay: 1 });
  const first = await broadcast(platform, ['p1']);
  const second = await broadcast(platform, ['p1', 'p2']);
  await wang(platform).confirmGroupSend(String(first['msgid']));
  await wang(platform).confirmGroupSend(String(second['msgid']));
  await platform.control.advance(60);
  expect(await statuses(platform, second['msgid'])).toEqual([3, 1]);
  expect(await read(platform)).toHaveLength(1);
  for (let day = 0; day < 3; day += 1) {
    await platform.control.advance(86_400);
    const { msgid } = await broadcast(platform, ['p1']);
    await wang(platform).confirmGroupSend(String(msgid));
  }
  await platform.control.advance(86_400);
  expect((await broadcast(platform, ['p1'])).errcode).toBe(41048);
});

test('X6: results right after creation are 41063 for a minute', async () => {
  const platform = await startWithContacts();
  const { msgid } = await broadcast(platform, ['p1']);
  const results = async (): Promise<number[]> => [
    (await external(platform, 'get_groupmsg_task', { msgid })).errcode,
    (await external(platform, 'get_groupmsg_send_result', { msgid, userid: 'wang' })).errcode,
  ];
  expect(await results()).toEqual([41063, 41063]);
  await platform.control.advance(59);
  expect(await results()).toEqual([41063, 41063]);
  await platform.control.advance(1);
  expect(await results()).toEqual([0, 0]);
  expect((await external(platform, 'get_groupmsg_task', { msgid: 'none' })).errcode).toBe(41047);
  expect((await external(platform, 'get_groupmsg_task', {})).errcode).toBe(41046);
});

test('X6: the fourth reminder within 24 h is 41094; after cancelling it is 41093 and what was sent stays', async () => {
  const platform = await startWithContacts();
  await contact(platform, 'p2', 'Li').add();
  await contact(platform, 'p2', 'Li').say('在吗');
  const { msgid } = await broadcast(platform, ['p1', 'p2']);
  const remind = async (): Promise<number> => (await external(platform, 'remind_groupmsg_send', { msgid })).errcode;
  expect([await remind(), await remind(), await remind(), await remind()]).toEqual([0, 0, 0, 41094]);
  await platform.control.advance(86_400);
  expect(await remind()).toBe(0);
  await wang(platform).confirmGroupSend(String(msgid));
  expect((await external(platform, 'cancel_groupmsg_send', { msgid })).errcode).toBe(0);
  expect([await remind(), (await external(platform, 'cancel_groupmsg_send', { msgid })).errcode]).toEqual([
    41093, 41093,
  ]);
  const li = platform.control.member('Li');
  expect((await li.groupSends())[0]?.status).toBe('cancelled');
  await expect(li.confirmGroupSend(String(msgid))).rejects.toMatchObject({ status: 409 });
  expect([await statuses(platform, msgid), await statuses(platform, msgid, 'li')]).toEqual([[1], [0]]);
  expect([await read(platform), await read(platform, 'p2')]).toEqual([[TEXT], []]);
});

test('X7: to a customer who deleted the member meanwhile the result is status 2', async () => {
  const platform = await startWithContacts();
  const { msgid } = await broadcast(platform, ['p1', 'p2']);
  await contact(platform, 'p1').delete();
  await wang(platform).confirmGroupSend(String(msgid));
  await platform.control.advance(60);
  expect(await statuses(platform, msgid)).toEqual([2, 1]);
  expect(await read(platform)).toEqual([]);
});

test('pages of results and the list of broadcasts go on by cursor', async () => {
  const platform = await startWithContacts();
  const { msgid } = await broadcast(platform, ['p1', 'p2']);
  await broadcast(platform, ['p1']);
  await platform.control.advance(60);
  const page = await external(platform, 'get_groupmsg_send_result', { msgid, userid: 'wang', limit: 1 });
  expect([page['next_cursor'], (page['send_list'] as unknown[]).length]).toEqual(['1', 1]);
  const next = await external(platform, 'get_groupmsg_send_result', { msgid, userid: 'wang', limit: 1, cursor: '1' });
  expect([next['next_cursor'], (next['send_list'] as unknown[]).length]).toEqual(['', 1]);
  const now = Math.floor((await platform.control.now()).getTime() / 1000);
  const range = { chat_type: 'single', start_time: now - 3600, end_time: now, limit: 100 };
  const list = await external(platform, 'get_groupmsg_list_v2', range);
  expect((list['group_msg_list'] as { msgid: string }[])[0]?.msgid).toBe(msgid);
  expect((await external(platform, 'get_groupmsg_list_v2', { ...range, start_time: 1 })).errcode).toBe(40058);
});
