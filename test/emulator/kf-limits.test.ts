import { expect, test } from 'vitest';
import { owner, seen, send } from './support/kf.ts';
import { startPlatform, type Platform } from './support/platform.ts';

async function startWithMedia(): Promise<{ platform: Platform; mediaId: string }> {
  const platform = await startPlatform();
  await owner(platform).say('在吗');
  const form = new FormData();
  form.set('media', new Blob(['thumbnail']), 'thumb.jpg');
  const path = `/wecom/cgi-bin/media/upload?type=image&access_token=${await platform.token()}`;
  const answer = (await (await platform.raw(path, { method: 'POST', body: form })).json()) as { media_id: string };
  return { platform, mediaId: answer.media_id };
}

test('K21: text is cut at 2048 bytes, never inside a character: 683 Chinese characters are one too many', async () => {
  const { platform } = await startWithMedia();
  await send(platform, '长'.repeat(682));
  await send(platform, '长'.repeat(683));
  expect((await seen(platform)).map((text) => Array.from(text).length)).toEqual([682, 682]);
});

test.each<[string, object, number]>([
  ['a link title of 128 bytes', { title: 't'.repeat(128) }, 0],
  ['a link title of 129 bytes', { title: 't'.repeat(129) }, 45002],
  ['43 Chinese characters of link title', { title: '长'.repeat(43) }, 45002],
  ['a link desc of 513 bytes', { desc: 'd'.repeat(513) }, 45002],
  ['a link url of 2049 bytes', { url: `https://x/${'u'.repeat(2039)}` }, 45002],
  ['a link without thumb', { thumb_media_id: '' }, 40007],
])('K21: %s', async (_what, change, errcode) => {
  const { platform, mediaId } = await startWithMedia();
  const link = { title: '预约', desc: '保养', url: 'https://example.com', thumb_media_id: mediaId, ...change };
  expect((await send(platform, '', { msgtype: 'link', link })).errcode).toBe(errcode);
  expect(await seen(platform)).toHaveLength(errcode === 0 ? 1 : 0);
});

test('K21: a mini program title has 64 bytes', async () => {
  const { platform, mediaId } = await startWithMedia();
  const code = async (title: string): Promise<number> => {
    const miniprogram = { appid: 'wx1', title, thumb_media_id: mediaId, pagepath: 'pages/r.html' };
    return (await send(platform, '', { msgtype: 'miniprogram', miniprogram })).errcode;
  };
  expect([await code('t'.repeat(64)), await code('t'.repeat(65))]).toEqual([0, 45002]);
});
