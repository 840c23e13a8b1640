import { expect, test } from 'vitest';
import { AGENT, OTHER_AGENT, startPlatform, type Answer } from './support/platform.ts';

const text = (content: string, touser = 'wang'): Record<string, unknown> => ({
  touser,
  agentid: AGENT,
  msgtype: 'text',
  text: { content },
});

test('A1: text beyond 2048 bytes is cut, never inside a character; 683 Chinese characters are too many', async () => {
  const { wecom, control } = await startPlatform();
  await wecom('message/send', text('车'.repeat(682)));
  await wecom('message/send', text('车'.repeat(683)));
  await wecom('message/send', text(`a${'😀'.repeat(600)}`));
  const { items } = await control.member('wang').inbox();
  expect(items.map((item) => Buffer.byteLength(item.text))).toEqual([2046, 2046, 2045]);
  expect(items.map((item) => item.text.includes('\uFFFD'))).toEqual([false, false, false]);
  await control.setSwitches({ textTruncation: 'byte' });
  await wecom('message/send', text('车'.repeat(683)));
  expect((await control.member('wang').inbox()).items.at(-1)?.text).toContain('\uFFFD');
});

test('A2: @all reaches the visible range only', async () => {
  const { wecom, otherApp, control } = await startPlatform();
  expect(await wecom('message/send', text('全体', '@all'))).toMatchObject({ errcode: 0, invaliduser: '' });
  await otherApp('message/send', { ...text('少数', '@all'), agentid: OTHER_AGENT });
  const seen = async (userId: string): Promise<string[]> =>
    (await control.member(userId).inbox()).items.map((item) => item.text);
  expect(await seen('wang')).toEqual(['全体', '少数']);
  expect(await seen('zhao')).toEqual(['全体']);
});

test('A2: too many or no receivers are refused; partly invalid ones are told in lower case while the rest is sent', async () => {
  const { wecom, otherApp, control } = await startPlatform();
  const many = (count: number): string => Array.from({ length: count }, (_, index) => `u${index}`).join('|');
  expect((await wecom('message/send', text('x', many(1001)))).errcode).toBe(40032);
  expect((await wecom('message/send', { ...text('x', ''), toparty: many(101) })).errcode).toBe(82002);
  expect((await wecom('message/send', { ...text('x', ''), totag: many(101) })).errcode).toBe(82003);
  expect((await wecom('message/send', text('x', ''))).errcode).toBe(82001);
  expect(await wecom('message/send', text('x', 'Nobody|NoOne'))).toMatchObject({
    errcode: 81013,
    invaliduser: 'nobody|noone',
  });
  expect(await wecom('message/send', text('x', 'WANG|li|NoOne|Ghost'))).toMatchObject({
    errcode: 0,
    invaliduser: 'noone|ghost',
  });
  expect((await control.member('Li').inbox()).items).toHaveLength(1);
  expect(await otherApp('message/send', { ...text('x', 'wang|zhao'), agentid: OTHER_AGENT })).toMatchObject({
    errcode: 0,
    invaliduser: 'zhao',
  });
});

test('A2: a department receives through its id', async () => {
  const { wecom, control } = await startPlatform();
  const departments = (await wecom('department/list'))['department'] as { id: number; name: string }[];
  const parts = departments.find(({ name }) => name === '配件');
  expect(await wecom('message/send', { ...text('x', ''), toparty: `${parts?.id}|999` })).toMatchObject({
    errcode: 0,
    invalidparty: '999',
  });
  expect((await control.member('li').inbox()).items).toHaveLength(1);
  expect((await control.member('wang').inbox()).items).toHaveLength(0);
});

test('A3: the 31st message of a minute and the 1001st of an hour are dropped with errcode 0', async () => {
  const { wecom, control } = await startPlatform();
  const count = async (): Promise<number> => (await control.member('wang').inbox()).items.length;
  for (let index = 0; index < 35; index += 1)
    expect((await wecom('message/send', text(`第${index}条`))).errcode).toBe(0);
  expect(await count()).toBe(30);
  expect((await control.record({ api: 'message/send' })).filter(({ effect }) => !effect)).toHaveLength(5);
  await control.advance(60);
  await wecom('message/send', text('又一条'));
  expect(await count()).toBe(31);
  await control.setSwitches({ memberMessagesPerHour: 33 });
  await control.advance(60);
  for (let index = 0; index < 5; index += 1) await wecom('message/send', text(`${index}`));
  expect(await count()).toBe(33);
  await control.advance(3600);
  await wecom('message/send', text('一小时后'));
  expect(await count()).toBe(34);
});

test('A3: the limit counts for each member and app on its own', async () => {
  const { wecom, otherApp, control } = await startPlatform({ switches: { memberMessagesPerMinute: 1 } });
  await wecom('message/send', text('一'));
  await wecom('message/send', text('二', 'wang|li'));
  await otherApp('message/send', { ...text('三'), agentid: OTHER_AGENT });
  expect((await control.member('wang').inbox()).items.map((item) => item.text)).toEqual(['一', '三']);
  expect((await control.member('li').inbox()).items.map((item) => item.text)).toEqual(['二']);
});

test('A4: more person-times a day than account limit × 200 are 45009 until the next day', async () => {
  const { wecom, control } = await startPlatform({ switches: { corpAccountLimit: 0.02 } });
  expect((await wecom('message/send', text('x', 'wang|li'))).errcode).toBe(0);
  expect((await wecom('message/send', text('x', 'wang|li|zhao'))).errcode).toBe(45009);
  expect((await wecom('message/send', text('x', 'wang|li'))).errcode).toBe(0);
  await control.advanceTo(new Date('2026-11-22T16:00:00Z'));
  expect((await wecom('message/send', text('x', 'wang'))).errcode).toBe(0);
});

test('A5: enable_duplicate_check suppresses the same message to the same receivers inside the interval', async () => {
  const { wecom, control } = await startPlatform();
  const checked = { ...text('提醒'), enable_duplicate_check: 1, duplicate_check_interval: 60 };
  const count = async (): Promise<number> => (await control.member('wang').inbox()).items.length;
  await wecom('message/send', checked);
  expect((await wecom('message/send', checked)).errcode).toBe(0);
  expect(await count()).toBe(1);
  await wecom('message/send', { ...checked, text: { content: '别的' } });
  await wecom('message/send', { ...checked, touser: 'wang|li' });
  expect(await count()).toBe(3);
  await control.advance(60);
  await wecom('message/send', checked);
  expect(await count()).toBe(4);
  await wecom('message/send', text('提醒'));
  expect(await count()).toBe(5);
  await control.setSwitches({ duplicateCheckErrcode: 45009 });
  expect((await wecom('message/send', checked)).errcode).toBe(45009);
});

test('A11: recall works for 24 h (42052), not for another app (40058)', async () => {
  const { wecom, otherApp, control } = await startPlatform();
  const first = await wecom('message/send', text('一', 'wang|li'));
  const second = await wecom('message/send', text('二'));
  expect((await otherApp('message/recall', { msgid: first['msgid'] })).errcode).toBe(40058);
  expect((await wecom('message/recall', { msgid: first['msgid'] })).errcode).toBe(0);
  expect((await control.member('li').inbox()).items[0]?.recalled).toBe(true);
  await control.advance(24 * 3600);
  expect((await wecom('message/recall', { msgid: second['msgid'] })).errcode).toBe(42052);
});

test('A11: a media_id works three days for every app of the corp: 40145 after, 40007 unknown', async () => {
  const { wecom, otherApp, control, raw, token } = await startPlatform();
  const form = new FormData();
  form.append('media', new Blob(['0123456789']), '报价单.pdf');
  const upload = await raw(`/wecom/cgi-bin/media/upload?type=file&access_token=${await token()}`, {
    method: 'POST',
    body: form,
  });
  const stored = (await upload.json()) as Answer;
  expect(stored).toMatchObject({ errcode: 0, type: 'file', created_at: expect.any(String) as string });
  const mediaId = String(stored['media_id']);
  const file = { touser: 'wang', agentid: AGENT, msgtype: 'file', file: { media_id: mediaId } };
  expect((await wecom('message/send', file)).errcode).toBe(0);
  expect((await otherApp('message/send', { ...file, agentid: OTHER_AGENT })).errcode).toBe(0);
  expect((await wecom('message/send', { ...file, file: { media_id: 'nothing' } })).errcode).toBe(40007);
  // Uploaded as a file, it is no picture.
  const asImage = { ...file, msgtype: 'image', image: { media_id: mediaId } };
  expect((await wecom('message/send', asImage)).errcode).toBe(40007);
  const got = await raw(`/wecom/cgi-bin/media/get?media_id=${mediaId}&access_token=${await token()}`);
  expect(await got.text()).toBe('0123456789');
  expect(decodeURIComponent(got.headers.get('content-disposition') ?? '')).toContain('报价单.pdf');
  const part = await raw(`/wecom/cgi-bin/media/get?media_id=${mediaId}&access_token=${await token()}`, {
    headers: { range: 'bytes=2-4' },
  });
  expect([part.status, await part.text()]).toEqual([206, '234']);
  await control.advance(3 * 24 * 3600);
  expect((await wecom('message/send', file)).errcode).toBe(40145);
});

test('messages of every kind are checked and shown', async () => {
  const { wecom, control } = await startPlatform();
  const send = async (msgtype: string, object: unknown): Promise<number> =>
    (await wecom('message/send', { touser: 'wang', agentid: AGENT, msgtype, [msgtype]: object })).errcode;
  expect(await send('text', { content: '' })).toBe(44004);
  expect(await send('markdown', { content: '# 标题' })).toBe(0);
  expect(await send('textcard', { title: '标题', description: '描述', url: 'https://example.com' })).toBe(0);
  expect(await send('textcard', { title: '标题', description: '描述', url: 'example.com' })).toBe(45034);
  expect(await send('news', { articles: [{ title: '文章', url: 'https://example.com' }] })).toBe(0);
  expect(await send('news', { articles: [] })).toBe(45008);
  expect(await send('smoke_signal', {})).toBe(40008);
  expect((await control.member('wang').inbox({ agentId: AGENT })).items.map((item) => item.msgtype)).toEqual([
    'markdown',
    'textcard',
    'news',
  ]);
});
