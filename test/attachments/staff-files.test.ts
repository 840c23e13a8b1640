import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attachmentsOf } from '../../src/attachments/index.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor, waitUntil } from '../support/wait.ts';
import { base64, bytes, COMPLAINT } from './files.ts';

describe('files that staff send to the app', { timeout: 90_000 }, () => {
  let house: House;
  const numbers: string[] = [];
  beforeAll(async () => {
    house = await startHouse();
    for (const personId of ['owner-0002', 'owner-0003']) {
      const owner = ownerPhone(house, personId);
      await owner.say(COMPLAINT);
      numbers.push(/TS-\d{8}-\d{4}/.exec((await owner.reads('工单号')).text)?.[0] ?? '');
    }
  });
  afterAll(() => house.close());

  const ticket = (number: string | undefined) =>
    house.database.client.ticket.findFirstOrThrow({ where: { number: number ?? '' } });
  const filesOn = async (number: string | undefined) => attachmentsOf(house.database.client, (await ticket(number)).id);
  const answersTo = async (userId: string, words: string) =>
    (await staffPhone(house, userId).received()).filter((item) => (item.text ?? '').includes(words));

  test('pictures go to the only ticket in their name, answered once, and stand in its record', async () => {
    const jiang = staffPhone(house, 'jiang');
    await jiang.say(`${numbers[0]} 签收`);
    await jiang.reads(`已签收工单 ${numbers[0]}`);
    await house.advance(11 * 60);
    await jiang.app.send({ type: 'image', ...base64(bytes.jpeg('repair')) });
    await jiang.reads(`图片已存入工单 ${numbers[0]}`);
    await jiang.app.send({ type: 'voice', ...base64(bytes.amr()) });
    await waitUntil(async () => (await filesOn(numbers[0])).filter((file) => file.status === 'stored').length === 2);
    expect(await answersTo('jiang', '已存入工单')).toHaveLength(1);
    expect((await filesOn(numbers[0])).map((file) => [file.source, file.kind, file.uploadedBy])).toEqual([
      ['staff', 'image', 'jiang'],
      ['staff', 'voice', 'jiang'],
    ]);
    const events = await house.database.client.ticketEvent.findMany({
      where: { ticketId: (await ticket(numbers[0])).id, type: 'attached' },
    });
    expect(events).toMatchObject([
      { actorKind: 'staff', actorId: 'jiang', data: { text: '1张图片' } },
      { actorKind: 'staff', actorId: 'jiang', data: { text: '1段语音' } },
    ]);
  });

  test('with two tickets the bot asks for the number, once, and the files join the ticket that is named', async () => {
    const jiang = staffPhone(house, 'jiang');
    await jiang.say(`${numbers[1]} 签收`);
    await jiang.reads(`已签收工单 ${numbers[1]}`);
    await house.advance(11 * 60);
    for (const tail of ['a', 'b', 'c']) await jiang.app.send({ type: 'image', ...base64(bytes.jpeg(tail)) });
    await jiang.reads('要存到哪张工单');
    await waitUntil(
      async () => (await house.database.client.attachment.count({ where: { ticketId: null, status: 'stored' } })) === 3,
    );
    expect(await answersTo('jiang', '要存到哪张工单')).toHaveLength(1);
    await jiang.say(numbers[1] ?? '');
    await jiang.reads(`3张图片已存入工单 ${numbers[1]}`);
    expect(await filesOn(numbers[1])).toHaveLength(3);
    // And the next ones follow without a question.
    await house.advance(5 * 60);
    await jiang.app.send({ type: 'file', fileName: '检测报告.pdf', ...base64(bytes.pdf()) });
    await jiang.reads(`文件已存入工单 ${numbers[1]}`);
    await waitFor(async () => (await filesOn(numbers[1])).find((file) => file.fileName === '检测报告.pdf'));
  });

  test("a department that has nothing to do with a ticket can't add to it; a place is no file", async () => {
    const luo = staffPhone(house, 'luo');
    await luo.say(`${numbers[0]}`);
    await luo.reads(numbers[0] ?? '');
    await luo.app.send({ type: 'image', ...base64(bytes.jpeg('luo')) });
    await luo.reads('要存到哪张工单');
    await luo.say(`${numbers[0]}`);
    await luo.reads('不归您的部门处理');
    expect(await house.database.client.attachment.findFirst({ where: { uploadedBy: 'luo' } })).toMatchObject({
      ticketId: null,
    });
    await luo.app.send({ type: 'location', latitude: 31.2, longitude: 121.4 });
    await luo.reads('位置和链接不能存入工单');
  });
});
