import * as fc from '../support/property.ts';
import { expect, test } from 'vitest';
import { entries, eventsOf, lastToken, owner, send, sync, trans } from './support/kf.ts';
import { CORP, KF, START, startPlatform } from './support/platform.ts';

test('K1: the callback holds only Token and OpenKfId, the content comes from sync_msg', async () => {
  const platform = await startPlatform();
  await owner(platform).say('刹车异响');
  await platform.control.idle();
  const [event] = platform.receiver.events;
  expect(Object.keys(event ?? {}).sort()).toEqual([
    'CreateTime',
    'Event',
    'MsgType',
    'OpenKfId',
    'ToUserName',
    'Token',
  ]);
  expect(event).toMatchObject({ ToUserName: CORP, MsgType: 'event', Event: 'kf_msg_or_event', OpenKfId: KF });
  const page = await sync(platform, { token: lastToken(platform) });
  expect(entries(page)).toEqual([
    {
      msgid: expect.any(String) as string,
      open_kfid: KF,
      external_userid: await platform.externalUserId('p1'),
      send_time: START.getTime() / 1000,
      origin: 3,
      msgtype: 'text',
      text: { content: '刹车异响' },
    },
  ]);
});

test('K2: a token is valid for 10 minutes, then 95007; without one six pulls a minute and corp pass', async () => {
  const platform = await startPlatform();
  await owner(platform).say('在吗');
  await platform.control.idle();
  const token = lastToken(platform);
  await platform.control.advance(599);
  expect((await sync(platform, { token })).errcode).toBe(0);
  await platform.control.advance(1);
  expect((await sync(platform, { token })).errcode).toBe(95007);
  expect((await sync(platform, { token: 'ENCnothing' })).errcode).toBe(95007);
  for (let pull = 0; pull < 6; pull += 1) expect((await sync(platform)).errcode).toBe(0);
  expect((await sync(platform)).errcode).toBe(45009);
  await platform.control.advance(60);
  expect((await sync(platform)).errcode).toBe(0);
});

test('K3: without a cursor reading starts at the oldest of three days, and limit is at most 1000', async () => {
  const platform = await startPlatform();
  await owner(platform).say('旧的');
  await platform.control.advance(2 * 86_400);
  await owner(platform).say('新的');
  expect(entries(await sync(platform))).toHaveLength(2);
  await platform.control.advance(86_400 + 1);
  expect(entries(await sync(platform))).toMatchObject([{ text: { content: '新的' } }]);
  expect((await sync(platform, { limit: 1001 })).errcode).toBe(40058);
  expect((await sync(platform, { limit: 0 })).errcode).toBe(40058);
  expect((await sync(platform, { cursor: 'made-up' })).errcode).toBe(50100);
});

test('K3: the same cursor gives the same page plus newer entries; with the switch off what was served is not served again', async () => {
  const platform = await startPlatform({ switches: { kfTokenlessPullsPerMinute: 100 } });
  await owner(platform).say('一');
  const first = await sync(platform);
  await owner(platform).say('二');
  const { next_cursor: cursor } = first;
  expect(entries(await sync(platform, { cursor })).map((entry) => entry['text'])).toEqual([{ content: '二' }]);
  await owner(platform).say('三');
  expect(entries(await sync(platform, { cursor })).map((entry) => entry['text'])).toEqual([
    { content: '二' },
    { content: '三' },
  ]);
  await platform.control.setSwitches({ kfCursorRepeatable: false });
  expect(entries(await sync(platform, { cursor }))).toEqual([]);
});

test('K3: what expired is gone for every cursor', async () => {
  const platform = await startPlatform();
  await owner(platform).say('一');
  const { next_cursor: cursor } = await sync(platform);
  await owner(platform).say('二');
  await platform.control.kfExpire(KF);
  await owner(platform).say('三');
  expect(entries(await sync(platform, { cursor }))).toMatchObject([{ text: { content: '三' } }]);
});

test('K4: a page may be empty or short with has_more 1', async () => {
  const platform = await startPlatform();
  await owner(platform).sendAll([{ text: '一' }, { text: '二' }, { text: '三' }]);
  await platform.control.kfPages({ openKfId: KF, emptyPages: 1, maxPageSize: 2 });
  const empty = await sync(platform);
  expect(empty).toMatchObject({ has_more: 1, msg_list: [] });
  const short = await sync(platform, { cursor: empty['next_cursor'], limit: 1000 });
  expect(short['has_more']).toBe(1);
  expect(entries(short)).toHaveLength(2);
  const last = await sync(platform, { cursor: short['next_cursor'] });
  expect(last['has_more']).toBe(0);
  expect(entries(last)).toMatchObject([{ text: { content: '三' } }]);
});

test('K3, K4: any walk along the cursors sees each message exactly once and in order', async () => {
  const platform = await startPlatform({ switches: { kfTokenlessPullsPerMinute: 1_000_000 } });
  let written = 0;
  let cursor: unknown = '';
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          fc.record({ say: fc.integer({ min: 1, max: 6 }) }),
          fc.record({ pull: fc.integer({ min: 1, max: 5 }), repeat: fc.boolean() }),
          fc.record({ emptyPages: fc.integer({ min: 0, max: 2 }), maxPageSize: fc.integer({ min: 1, max: 4 }) }),
        ),
        { maxLength: 12 },
      ),
      async (steps) => {
        const read: unknown[] = [];
        const start = written;
        const pull = async (limit: number, repeat: boolean): Promise<boolean> => {
          const page = await sync(platform, { cursor, limit });
          // A client that crashed before storing the cursor asks again and must get the same entries first.
          const taken = repeat ? await sync(platform, { cursor, limit }) : page;
          expect(entries(taken).slice(0, entries(page).length)).toEqual(entries(page));
          read.push(...entries(taken).map((entry) => (entry['text'] as { content: string }).content));
          cursor = taken['next_cursor'];
          return taken['has_more'] === 1;
        };
        for (const step of steps) {
          if ('say' in step) {
            const messages = Array.from({ length: step.say }, () => ({ text: String(written++) }));
            await owner(platform).sendAll(messages);
          } else if ('pull' in step) await pull(step.pull, step.repeat);
          else await platform.control.kfPages({ openKfId: KF, ...step });
        }
        while (await pull(1000, false));
        expect(read).toEqual(Array.from({ length: written - start }, (_, index) => String(start + index)));
      },
    ),
    { numRuns: 25, seed: 7 },
  );
});

test('K5: what the API sends never comes back; a servicer typing has origin 5', async () => {
  const platform = await startPlatform();
  await owner(platform).say('在吗');
  await send(platform, '在的');
  await trans(platform, 3, 'wang');
  await platform.control.member('wang').kf(KF).say('p1', '我是王师傅');
  const page = await sync(platform);
  expect(entries(page).map((entry) => [entry['origin'], entry['servicer_userid']])).toEqual([
    [3, undefined],
    [5, 'wang'],
  ]);
  expect((await platform.control.person('p1').inbox()).items.map(({ from }) => from)).toEqual([
    'person',
    'business',
    'servicer',
  ]);
});

test('K6: events carry open_kfid and external_userid only inside event', async () => {
  const platform = await startPlatform();
  await owner(platform).enter({ scene: 'bay3', sceneParam: 'plate%3DA123' });
  const [entry] = entries(await sync(platform));
  expect(Object.keys(entry ?? {}).sort()).toEqual(['event', 'msgid', 'msgtype', 'origin', 'send_time']);
  expect(entry).toMatchObject({ origin: 4, msgtype: 'event' });
  expect(entry?.['event']).toMatchObject({
    event_type: 'enter_session',
    open_kfid: KF,
    external_userid: await platform.externalUserId('p1'),
    scene: 'bay3',
    scene_param: 'plate%3DA123',
  });
});

test('K20: oversized media arrives as a text notice; a media_id can be fetched for three days', async () => {
  const platform = await startPlatform();
  await owner(platform).send({ type: 'image', base64: Buffer.from('jpeg bytes').toString('base64') });
  await owner(platform).send({ type: 'image', sizeBytes: 2 * 1024 * 1024 + 1 });
  const [image, notice] = entries(await sync(platform));
  expect(notice).toMatchObject({ msgtype: 'text', origin: 3 });
  const mediaId = (image as { image: { media_id: string } }).image.media_id;
  const get = async (): Promise<Response> =>
    platform.raw(`/wecom/cgi-bin/media/get?media_id=${mediaId}&access_token=${await platform.token()}`);
  expect(await (await get()).text()).toBe('jpeg bytes');
  await platform.control.advance(3 * 86_400);
  expect(await (await get()).json()).toMatchObject({ errcode: 40145 });
});

test('every kind of owner message has its wire shape, unknown kinds included', async () => {
  const platform = await startPlatform();
  await owner(platform).sendAll([
    { type: 'location', latitude: 31.2, longitude: 121.4, name: '示例路', address: '示例路 1 号' },
    { type: 'link', title: '标题', url: 'https://example.com' },
    { type: 'raw', msgtype: 'merged_msg', content: { title: '聊天记录', item: [] } },
    { type: 'raw', msgtype: 'hologram', content: { depth: 3 } },
  ]);
  expect(entries(await sync(platform))).toMatchObject([
    { msgtype: 'location', location: { latitude: 31.2, longitude: 121.4, name: '示例路' } },
    { msgtype: 'link', link: { title: '标题', url: 'https://example.com', desc: '', pic_url: '' } },
    { msgtype: 'merged_msg', merged_msg: { title: '聊天记录' } },
    { msgtype: 'hologram', hologram: { depth: 3 } },
  ]);
});

test('a recall is an event and marks the message on the phone', async () => {
  const platform = await startPlatform();
  const { msgid } = await owner(platform).say('发错了');
  await owner(platform).recall(msgid);
  expect(eventsOf(await sync(platform))).toMatchObject([{ event_type: 'user_recall_msg', recall_msgid: msgid }]);
  expect((await platform.control.person('p1').inbox()).items).toMatchObject([{ recalled: true }]);
});
