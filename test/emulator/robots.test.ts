import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { CORP, startPlatform, type Answer, type Platform } from './support/platform.ts';

const KEY = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';

async function startWithRobot(): Promise<Platform & { post: (body: object, key?: string) => Promise<Answer> }> {
  const platform = await startPlatform();
  await platform.control.world({ corps: [{ corpId: CORP, name: '示例汽车', robots: [{ key: KEY, name: '值班' }] }] });
  const post = async (body: object, key = KEY): Promise<Answer> => {
    const init = { method: 'POST', body: JSON.stringify(body) };
    return (await (await platform.raw(`/wecom/cgi-bin/webhook/send?key=${key}`, init)).json()) as Answer;
  };
  return Object.assign(platform, { post });
}

const text = (content: string): object => ({ msgtype: 'text', text: { content } });

test('A14: a robot needs no token; the 21st message within a minute is 45009', async () => {
  const platform = await startWithRobot();
  const codes: number[] = [];
  for (let n = 0; n < 21; n += 1) codes.push((await platform.post(text(`第${n}条`))).errcode);
  expect(codes).toEqual([...Array<number>(20).fill(0), 45009]);
  const { items } = await platform.control.robot(KEY).inbox();
  expect(items.map((item) => item.text).slice(18)).toEqual(['第18条', '第19条']);
  await platform.control.advance(60);
  expect((await platform.post(text('又可以了'))).errcode).toBe(0);
});

test('A14: a bad key and a removed robot are 93000, a disabled one 93004', async () => {
  const platform = await startWithRobot();
  expect((await platform.post(text('在吗'), 'other')).errcode).toBe(93000);
  await platform.control.robot(KEY).setState('disabled');
  expect((await platform.post(text('在吗'))).errcode).toBe(93004);
  await platform.control.robot(KEY).setState('removed');
  expect((await platform.post(text('在吗'))).errcode).toBe(93000);
  await platform.control.robot(KEY).setState('active');
  expect((await platform.post(text('在吗'))).errcode).toBe(0);
});

const png = Buffer.from('89504e470d0a1a0a', 'hex');
const md5 = createHash('md5').update(png).digest('hex');
const large = Buffer.alloc(2 * 1024 * 1024 + 1);
const articles = (count: number): object =>
  Array.from({ length: count }, (_, n) => ({ title: `${n}`, url: 'https://example.com' }));

test.each<[string, object, number]>([
  ['2048 bytes of text', text('a'.repeat(2048)), 0],
  ['2049 bytes of text', text('a'.repeat(2049)), 45002],
  ['4096 bytes of markdown', { msgtype: 'markdown', markdown: { content: 'a'.repeat(4096) } }, 0],
  ['4097 bytes of markdown', { msgtype: 'markdown', markdown: { content: 'a'.repeat(4097) } }, 45002],
  ['an image with its md5', { msgtype: 'image', image: { base64: png.toString('base64'), md5 } }, 0],
  ['an image with another md5', { msgtype: 'image', image: { base64: png.toString('base64'), md5: 'x' } }, 301019],
  ['an image over 2 MB', { msgtype: 'image', image: { base64: large.toString('base64'), md5 } }, 45001],
  ['eight articles', { msgtype: 'news', news: { articles: articles(8) } }, 0],
  ['nine articles', { msgtype: 'news', news: { articles: articles(9) } }, 45008],
  ['a notice card', { msgtype: 'template_card', template_card: { card_type: 'text_notice' } }, 0],
  ['a card with buttons', { msgtype: 'template_card', template_card: { card_type: 'button_interaction' } }, 40058],
  ['a file of nobody', { msgtype: 'file', file: { media_id: 'none' } }, 40007],
  ['an unknown type', { msgtype: 'video', video: {} }, 40008],
])('A14: %s', async (_what, body, errcode) => {
  const platform = await startWithRobot();
  expect((await platform.post(body)).errcode).toBe(errcode);
  expect((await platform.control.robot(KEY).inbox()).items).toHaveLength(errcode === 0 ? 1 : 0);
});

test('A14: a file is uploaded by the key and only this robot may send it', async () => {
  const platform = await startWithRobot();
  const form = new FormData();
  form.set('media', new Blob(['日报内容'.repeat(5)]), 'report.txt');
  const init = { method: 'POST', body: form };
  const path = `/wecom/cgi-bin/webhook/upload_media?key=${KEY}&type=file`;
  const uploaded = (await (await platform.raw(path, init)).json()) as Answer;
  expect((await platform.post({ msgtype: 'file', file: { media_id: uploaded['media_id'] } })).errcode).toBe(0);
  expect((await platform.control.robot(KEY).inbox()).items[0]?.text).toBe('[file] report.txt');
  expect((await platform.wecom('media/get', undefined, { media_id: String(uploaded['media_id']) })).errcode).toBe(
    40007,
  );
});
