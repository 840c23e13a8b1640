import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enqueueFile, enqueueKeptFile, keepFile, pruneOutgoingFiles } from '../../src/outbox/index.ts';
import { type Bench, startBench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
let counter = 0;

const picture = () => ({ fileName: '投诉.png', contentType: 'image/png', content: PNG });

async function put(file: { fileName: string; contentType: string; content: Uint8Array<ArrayBuffer> } = picture()) {
  counter += 1;
  const key = `file-${counter}`;
  await bench.database.transaction((tx) => enqueueFile(bench.context, tx, { userIds: ['luo', 'qin'], key, ...file }));
  return bench.database.client.outboxMessage.findUniqueOrThrow({ where: { idempotencyKey: key } });
}

async function received(userId = 'luo') {
  const { items } = await bench.emulator.control.member(userId).inbox();
  return items.filter(({ direction }) => direction === 'received');
}
const uploads = async () => (await bench.calls('media/upload')).length;

describe('files to staff', () => {
  test('a picture and a file arrive as they were, at all members, with one upload each', async () => {
    await put();
    await put({ fileName: '3DC客户回访周报表.xlsx', contentType: 'application/zip', content: Buffer.from('PK 报表') });
    await bench.send();
    for (const userId of ['luo', 'qin']) {
      const items = await received(userId);
      expect(items.map(({ msgtype, text }) => [msgtype, text])).toEqual([
        ['image', '[image] 投诉.png'],
        ['file', '[file] 3DC客户回访周报表.xlsx'],
      ]);
      const media = await Promise.all(
        items.map(({ payload }) => bench.emulator.control.media(String(payload['media_id']))),
      );
      expect(media.map(({ fileName, base64 }) => [fileName, Buffer.from(base64, 'base64')])).toEqual([
        ['投诉.png', Buffer.from(PNG)],
        ['3DC客户回访周报表.xlsx', Buffer.from('PK 报表')],
      ]);
    }
    expect(await uploads()).toBe(2);
  });

  test('the same key again keeps and sends nothing', async () => {
    const before = await bench.database.client.outgoingFile.count();
    const send = () =>
      bench.database.transaction((tx) =>
        enqueueFile(bench.context, tx, { userIds: ['luo'], key: 'once', ...picture() }),
      );
    expect(await send()).toBe(await send());
    expect(await bench.database.client.outgoingFile.count()).toBe(before + 1);
    await bench.send();
  });

  test('a message whose answer is lost is sent again with the same media, and arrives once', async () => {
    const [shown, sent] = [(await received()).length, await uploads()];
    await bench.emulator.control.fault({ api: 'message/send', kind: 'lostAnswer', times: 1 });
    const { id } = await put();
    expect(await bench.send(id)).toMatchObject({ status: 'unknown' });
    await bench.advance(10);
    expect(await bench.send(id)).toMatchObject({ status: 'sent' });
    expect(await uploads()).toBe(sent + 1);
    expect((await received()).length).toBe(shown + 1);
  });

  test('an upload whose answer is lost is done again, and the message is not called unknown', async () => {
    const shown = (await received()).length;
    await bench.emulator.control.fault({ api: 'media/upload', kind: 'lostAnswer', times: 1 });
    const { id } = await put();
    expect(await bench.send(id)).toMatchObject({ status: 'pending' });
    await bench.advance(10);
    expect(await bench.send(id)).toMatchObject({ status: 'sent' });
    expect((await received()).length).toBe(shown + 1);
  });

  test.each([40007, 40145])('what the platform has forgotten (%i) is uploaded anew', async (errcode) => {
    const sent = await uploads();
    await bench.emulator.control.fault({ api: 'message/send', kind: 'lostAnswer', times: 1 });
    const { id } = await put();
    await bench.send(id);
    await bench.advance(10);
    await bench.emulator.control.fault({ api: 'message/send', kind: 'errcode', errcode, times: 1 });
    expect(await bench.send(id)).toMatchObject({ status: 'sent' });
    expect(await uploads()).toBe(sent + 2);
  });

  test('what is too large or nearly empty is refused before it is kept', async () => {
    const before = await bench.database.client.outgoingFile.count();
    await expect(put({ ...picture(), content: new Uint8Array(5) })).rejects.toMatchObject({ code: 'VALIDATION' });
    const large = new Uint8Array(20 * 1024 * 1024 + 1);
    await expect(put({ ...picture(), content: large })).rejects.toMatchObject({ code: 'VALIDATION' });
    expect(await bench.database.client.outgoingFile.count()).toBe(before);
  });

  test('a picture of more than ten megabytes goes as a file', async () => {
    const row = await put({ ...picture(), content: new Uint8Array(10 * 1024 * 1024 + 1) });
    expect(row).toMatchObject({ channel: 'wecomFile', preview: '[文件] 投诉.png' });
    await bench.database.client.outboxMessage.update({ where: { id: row.id }, data: { status: 'withdrawn' } });
  });

  test('old files go, those of reports and those that wait to leave stay', async () => {
    const { client } = bench.database;
    await client.outgoingFile.deleteMany();
    const keep = (name: string) =>
      bench.database.transaction((tx) => keepFile(bench.context, tx, { ...picture(), fileName: name }));
    await keep('old');
    const [sheet, chart] = [await keep('sheet'), await keep('chart')];
    const waiting = await keep('waiting');
    await bench.database.transaction((tx) =>
      enqueueKeptFile(bench.context, tx, { userIds: ['luo'], key: 'waits', fileId: waiting }),
    );
    const day = new Date('2026-11-16');
    await client.report.create({
      data: {
        storeId: 'main',
        key: 'threeDayWeekly',
        fromOn: day,
        toOn: day,
        createdAt: day,
        fileId: sheet,
        pictureId: chart,
      },
    });
    const now = bench.clock.now().getTime();
    await pruneOutgoingFiles(client, 'main', new Date(now + 7 * 86_400_000));
    expect(await client.outgoingFile.count()).toBe(4);
    await pruneOutgoingFiles(client, 'main', new Date(now + 9 * 86_400_000));
    const left = await client.outgoingFile.findMany({ orderBy: { id: 'asc' } });
    expect(left.map(({ fileName }) => fileName)).toEqual(['sheet', 'chart', 'waiting']);
  });
});
