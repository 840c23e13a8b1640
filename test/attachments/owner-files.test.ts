import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attachmentsOf, openAttachment } from '../../src/attachments/index.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor, waitUntil } from '../support/wait.ts';
import { base64, bytes, COMPLAINT, filesAre, filesOf, ticketOf } from './files.ts';

describe('files of owners', { timeout: 90_000 }, () => {
  let house: House;
  beforeAll(async () => {
    // It is Sunday: who works on seven days is there.
    house = await startHouse({ rules: { workingTime: { sevenDays: true } } });
  });
  afterAll(() => house.close());

  const complain = async (personId: string) => {
    const owner = ownerPhone(house, personId);
    await owner.say(COMPLAINT);
    await owner.reads('工单号');
    return owner;
  };
  const textsTo = async (userId: string, words: string) =>
    (await staffPhone(house, userId).received()).map((item) => item.text ?? '').filter((text) => text.includes(words));
  const open = (ticketId: number, attachmentId: number, range?: string) =>
    openAttachment(house.database.client, { storeId: 'main', ticketId, attachmentId, range });

  test('a picture sent after the complaint is stored byte by byte and joins the ticket', async () => {
    const owner = await complain('owner-0002');
    const picture = bytes.jpeg('刹车盘');
    await owner.kf.send({ type: 'image', ...base64(picture) });
    const [file] = await filesAre(house, 'owner-0002', 'stored');
    await owner.reads('已补充到工单');
    const ticket = await ticketOf(house, 'owner-0002');
    const [info] = await attachmentsOf(house.database.client, ticket.id);
    expect(info).toMatchObject({
      kind: 'image',
      source: 'owner',
      status: 'stored',
      isInline: true,
      contentType: 'image/jpeg',
      byteLength: picture.length,
      fileName: 'image.jpg',
    });
    const opened = await open(ticket.id, file?.id ?? 0);
    expect(opened?.status).toBe(200);
    expect(opened?.body.equals(picture)).toBe(true);
    expect(opened?.headers).toMatchObject({ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff' });
    expect(opened?.headers['content-disposition']).toMatch(/^inline;/);
    const events = await house.database.client.ticketEvent.findMany({
      where: { ticketId: ticket.id, type: 'attached' },
    });
    expect(events).toMatchObject([{ actorKind: 'owner', data: { text: '1张图片', attachmentIds: [file?.id] } }]);
  });

  test('a piece of a file is served for a range, as players of video ask', async () => {
    const ticket = await ticketOf(house, 'owner-0002');
    const [file] = await filesOf(house, 'owner-0002');
    const whole = (await open(ticket.id, file?.id ?? 0))?.body ?? Buffer.alloc(0);
    const piece = await open(ticket.id, file?.id ?? 0, 'bytes=2-5');
    expect(piece?.status).toBe(206);
    expect(piece?.headers['content-range']).toBe(`bytes 2-5/${whole.length}`);
    expect(piece?.body.equals(whole.subarray(2, 6))).toBe(true);
    expect((await open(ticket.id, file?.id ?? 0, 'bytes=-3'))?.body.equals(whole.subarray(-3))).toBe(true);
    expect((await open(ticket.id, file?.id ?? 0, `bytes=${whole.length}-`))?.status).toBe(416);
  });

  test('a file opens only through its own ticket', async () => {
    const [file] = await filesOf(house, 'owner-0002');
    expect(await open(999_999, file?.id ?? 0)).toBeUndefined();
    const input = { storeId: 'east', ticketId: file?.ticketId ?? 0, attachmentId: file?.id ?? 0 };
    expect(await openAttachment(house.database.client, input)).toBeUndefined();
  });

  test('a picture that comes first is asked about once and belongs to the complaint that follows', async () => {
    const owner = ownerPhone(house, 'owner-0003');
    await owner.kf.send({ type: 'image', ...base64(bytes.png('first')) });
    await owner.reads('请简单说一下是什么情况');
    await owner.kf.send({ type: 'image', ...base64(bytes.png('second')) });
    await filesAre(house, 'owner-0003', 'stored', 2);
    await house.advance(20 * 60);
    await owner.say(COMPLAINT);
    await owner.reads('工单号');
    const ticket = await ticketOf(house, 'owner-0003');
    await waitUntil(async () => (await attachmentsOf(house.database.client, ticket.id)).length === 2);
    const asked = (await owner.chat()).filter((item) => item.text.includes('请简单说一下'));
    expect(asked).toHaveLength(1);
    const messages = await house.database.client.message.findMany({ where: { ticketId: ticket.id } });
    expect(messages.map((message) => message.msgType).toSorted()).toEqual(['image', 'image', 'text']);
  });

  test('an older picture does not join a complaint', async () => {
    const owner = ownerPhone(house, 'owner-0004');
    await owner.kf.send({ type: 'image', ...base64(bytes.png('old')) });
    await owner.reads('请简单说一下是什么情况');
    await filesAre(house, 'owner-0004', 'stored');
    await house.advance(31 * 60);
    await owner.say(COMPLAINT);
    await owner.reads('工单号');
    expect((await filesOf(house, 'owner-0004')).map((file) => file.ticketId)).toEqual([null]);
  });

  test('twenty pictures in a burst: one word to the owner, one to the holder, all of them on the ticket', async () => {
    const owner = await complain('owner-0005');
    const before = (await owner.chat()).length;
    const ticket = await waitFor(
      async () => (await house.database.client.ticket.findFirst({ orderBy: { id: 'desc' } })) ?? undefined,
    );
    for (let index = 0; index < 4; index += 1) {
      await owner.kf.sendAll(
        Array.from({ length: 5 }, (_, each) => ({ type: 'image' as const, ...base64(bytes.jpeg(`${index}-${each}`)) })),
      );
      await filesAre(house, 'owner-0005', 'stored', (index + 1) * 5);
      await house.advance(2);
    }
    await waitUntil(async () => (await attachmentsOf(house.database.client, ticket.id)).length === 20);
    await house.advance(21);
    await staffPhone(house, 'jiang').reads('车主补发了20张图片');
    expect(await textsTo('jiang', `${ticket.number}：车主补发了`)).toEqual([
      `【车主补充】工单 ${ticket.number}：车主补发了20张图片。\n查看：${house.url}/tickets/main/${ticket.number}`,
    ]);
    expect((await owner.chat()).slice(before).map((item) => item.text)).toEqual([
      `好的，已补充到工单 ${ticket.number}，会一起转告负责的同事。`,
    ]);
  });

  test('voice, video and documents are kept as what they are', async () => {
    const owner = await complain('owner-0011');
    await owner.kf.send({ type: 'voice', ...base64(bytes.amr()) });
    await filesAre(house, 'owner-0011', 'stored', 1);
    await owner.kf.send({ type: 'video', ...base64(bytes.mp4()) });
    await filesAre(house, 'owner-0011', 'stored', 2);
    await owner.kf.send({ type: 'file', fileName: '维修结算单.pdf', ...base64(bytes.pdf()) });
    await filesAre(house, 'owner-0011', 'stored', 3);
    const ticket = await ticketOf(house, 'owner-0011');
    await waitUntil(async () => (await attachmentsOf(house.database.client, ticket.id)).length === 3);
    const infos = await attachmentsOf(house.database.client, ticket.id);
    expect(infos.map((info) => [info.kindLabel, info.contentType, info.fileName, info.isInline])).toEqual([
      ['语音', 'audio/amr', 'voice.amr', false],
      ['视频', 'video/mp4', 'video.mp4', true],
      ['文件', 'application/pdf', '维修结算单.pdf', false],
    ]);
    const pdf = await open(ticket.id, infos[2]?.id ?? 0);
    expect(pdf?.headers['content-disposition']).toBe(
      `attachment; filename="_____.pdf"; filename*=UTF-8''${encodeURIComponent('维修结算单')}.pdf`,
    );
  });

  test('a page that calls itself a picture is not shown in the page', async () => {
    const owner = await complain('owner-0007');
    await owner.kf.send({ type: 'image', fileName: 'photo.jpg', ...base64(bytes.html()) });
    await filesAre(house, 'owner-0007', 'stored');
    const ticket = await ticketOf(house, 'owner-0007');
    const info = await waitFor(async () => (await attachmentsOf(house.database.client, ticket.id))[0]);
    expect(info).toMatchObject({ isInline: false, fileName: 'photo.txt' });
    const opened = await open(ticket.id, info.id);
    expect(opened?.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect(opened?.headers['content-disposition']).toMatch(/^attachment;/);
  });

  test('the same picture twice in one chat is kept once and opens from both places', async () => {
    const owner = await complain('owner-0013');
    await owner.kf.send({ type: 'image', ...base64(bytes.jpeg('twice')) });
    await filesAre(house, 'owner-0013', 'stored', 1);
    await owner.kf.send({ type: 'image', ...base64(bytes.jpeg('twice')) });
    const files = await filesAre(house, 'owner-0013', 'stored', 2);
    const ids = files.map((file) => file.id);
    expect(await house.database.client.attachmentContent.count({ where: { attachmentId: { in: ids } } })).toBe(1);
    const ticket = await ticketOf(house, 'owner-0013');
    await waitUntil(async () => (await attachmentsOf(house.database.client, ticket.id)).length === 2);
    for (const id of ids) expect((await open(ticket.id, id))?.body.equals(bytes.jpeg('twice'))).toBe(true);
  });

  test('a picture sent as the answer to "are you satisfied" joins the ticket that was asked about', async () => {
    const owner = await complain('owner-0017');
    const { number } = await waitFor(
      async () => (await house.database.client.ticket.findFirst({ orderBy: { id: 'desc' } })) ?? undefined,
    );
    const su = staffPhone(house, 'su');
    await su.say(`${number} 签收`);
    await su.reads(`已签收工单 ${number}`);
    await su.say(`${number} 处理完毕 已退还多收的工时费`);
    await owner.reads('已退还多收的工时费');
    await owner.kf.send({ type: 'image', ...base64(bytes.jpeg('still')) });
    const file = await waitFor(async () => (await filesOf(house, 'owner-0017')).find((one) => one.ticketId !== null));
    const ticket = await house.database.client.ticket.findUniqueOrThrow({ where: { id: file.ticketId ?? 0 } });
    expect(ticket).toMatchObject({ number, status: 'resolved' });
  });

  test('a picture sent while a person has the conversation joins the open ticket', async () => {
    const owner = await complain('owner-0009');
    await owner.say('转人工');
    await owner.reads('转接人工');
    await waitUntil(async () => (await house.database.client.conversation.count({ where: { state: 'human' } })) > 0);
    await owner.kf.send({ type: 'image', ...base64(bytes.jpeg('human')) });
    await filesAre(house, 'owner-0009', 'stored');
    const ticket = await ticketOf(house, 'owner-0009');
    expect((await attachmentsOf(house.database.client, ticket.id)).map((info) => info.kind)).toEqual(['image']);
  });
});
