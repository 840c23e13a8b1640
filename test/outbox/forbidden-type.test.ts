import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { platformKeyOf } from '../../src/outbox/message.ts';
import { type Bench, startBench } from './bench.ts';

const API = 'wecom:kf/send_msg';
const MENU = {
  head: '您反映的问题处理好了吗？',
  items: [
    { id: 'yes', text: '满意' },
    { id: 'no', text: '不满意' },
  ],
  tail: '工单号 TS-1',
};
const AS_TEXT = '您反映的问题处理好了吗？\n请直接回复：满意 / 不满意\n工单号 TS-1';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());
beforeEach(async () => {
  await bench.emulator.control.clearFaults();
  await bench.advance(3600);
  await bench.ownerWrites();
});

const putMenu = () => bench.put({ channel: 'kfMessage', payload: { msgtype: 'menu', menu: MENU }, preview: MENU.head });
const texts = async () => (await bench.ownerGot()).filter((text) => text.includes('满意'));

test('a menu that the platform does not take (95030) arrives as text with its choices', async () => {
  const before = (await texts()).length;
  await bench.emulator.control.fault({ api: API, kind: 'errcode', errcode: 95030 });
  const id = await putMenu();
  expect(await bench.send(id)).toMatchObject({ status: 'sent', attempts: 1 });
  expect((await texts()).slice(before)).toEqual([AS_TEXT]);
  const taken = (await bench.calls('kf/send_msg')).at(-1)?.body;
  const row = await bench.row(id);
  // The platform may remember the refused one's key.
  expect(taken).toMatchObject({ msgtype: 'text', msgid: row.platformMessageId });
  expect(taken?.['msgid']).not.toBe(platformKeyOf(row));
});

test('and once only, when the answer to that text is lost', async () => {
  const before = (await texts()).length;
  const { control } = bench.emulator;
  await control.fault({ api: API, kind: 'errcode', errcode: 95030 });
  await control.fault({ api: API, kind: 'lostAnswer' });
  const id = await putMenu();
  expect(await bench.send(id)).toMatchObject({ status: 'unknown' });
  await control.fault({ api: API, kind: 'errcode', errcode: 95030 });
  await bench.advance(3);
  expect(await bench.send(id)).toMatchObject({ status: 'sent' });
  expect((await texts()).slice(before)).toEqual([AS_TEXT]);
});

test('a text that it does not take fails for good', async () => {
  await bench.emulator.control.fault({ api: API, kind: 'errcode', errcode: 95030, times: 5 });
  const before = (await bench.calls('kf/send_msg')).length;
  const id = await bench.put({ channel: 'kfMessage' });
  expect(await bench.send(id)).toMatchObject({ status: 'failed', errorCode: 95030 });
  expect((await bench.calls('kf/send_msg')).length - before).toBe(1);
});
