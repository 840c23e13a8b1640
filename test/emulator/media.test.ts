import { expect, test } from 'vitest';
import { sniff } from '../../src/attachments/index.ts';
import { KF, startPlatform } from './support/platform.ts';

const owner = (platform: Awaited<ReturnType<typeof startPlatform>>) => platform.control.person('p1').kf(KF);

test('what is sent without content of its own is of its kind by its first bytes', async () => {
  const platform = await startPlatform();
  for (const type of ['image', 'voice', 'video'] as const) await owner(platform).send({ type });
  const items = (await platform.control.person('p1').inbox()).items;
  const types = await Promise.all(
    items.map(async (item) => {
      const media = await platform.control.media(String(item.payload['media_id']));
      return sniff(Buffer.from(media.base64, 'base64')).contentType;
    }),
  );
  expect(types).toEqual(['image/jpeg', 'audio/amr', 'video/mp4']);
});

test('an answer can be cut in its middle: the length that was announced does not come', async () => {
  const platform = await startPlatform();
  await owner(platform).send({ type: 'image', base64: Buffer.alloc(100_000, 1).toString('base64') });
  const mediaId = String((await platform.control.person('p1').inbox()).items[0]?.payload['media_id']);
  await platform.control.fault({ api: 'media/get', kind: 'cut' });
  const get = async () =>
    platform.raw(`/wecom/cgi-bin/media/get?media_id=${mediaId}&access_token=${await platform.token()}`);
  const cut = await get();
  expect([cut.status, cut.headers.get('content-length')]).toEqual([200, '100000']);
  await expect(cut.arrayBuffer()).rejects.toThrow('terminated');
  expect((await (await get()).arrayBuffer()).byteLength).toBe(100_000);
});
