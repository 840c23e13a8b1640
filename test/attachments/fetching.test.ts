import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor, waitUntil } from '../support/wait.ts';
import { base64, bytes, COMPLAINT, fetchesOf, filesAre, filesOf } from './files.ts';

describe('fetching files from the platform', { timeout: 120_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse();
  });
  afterAll(() => house.close());
  afterEach(() => house.emulator.control.clearFaults());

  const fault = (kind: 'errcode' | 'cut' | 'lostAnswer' | 'status', errcode?: number, times = 1) =>
    house.emulator.control.fault({ api: 'media/get', kind, times, ...(errcode === undefined ? {} : { errcode }) });
  const complain = async (personId: string) => {
    const owner = ownerPhone(house, personId);
    await owner.say(COMPLAINT);
    const said = await owner.reads('工单号');
    return { owner, number: /TS-\d{8}-\d{4}/.exec(said.text)?.[0] ?? '' };
  };
  const failedOnce = (personId: string) =>
    waitFor(async () => {
      const [file] = await filesOf(house, personId);
      return file?.error == null ? undefined : file;
    });
  const textsAbout = async (userId: string, words: string) =>
    (await staffPhone(house, userId).received()).map((item) => item.text ?? '').filter((text) => text.includes(words));

  test('a fetch that breaks off half-way is repeated, and the whole file is kept', async () => {
    await fault('cut');
    const picture = bytes.jpeg('x'.repeat(200_000));
    await ownerPhone(house, 'owner-0002').kf.send({ type: 'image', ...base64(picture) });
    expect(await failedOnce('owner-0002')).toMatchObject({ status: 'pending', attempts: 1, storedAt: null });
    await house.advance(3);
    const [file] = await filesAre(house, 'owner-0002', 'stored');
    expect(file).toMatchObject({ byteLength: picture.length, attempts: 2 });
    expect(await fetchesOf(house, file?.mediaId ?? '')).toHaveLength(2);
  });

  test('a token that the platform no longer accepts is renewed within the same fetch', async () => {
    await house.emulator.control.invalidateTokens({ corpId: sampleAccounts.corpId });
    await fault('errcode', 42001);
    await ownerPhone(house, 'owner-0003').kf.send({ type: 'image' });
    const [file] = await filesAre(house, 'owner-0003', 'stored');
    expect(file).toMatchObject({ attempts: 1, contentType: 'image/jpeg' });
  });

  test('too many calls: all files of the channel wait a minute, then all are fetched', async () => {
    await fault('errcode', 45009);
    const owner = ownerPhone(house, 'owner-0004');
    await owner.kf.send({ type: 'image', ...base64(bytes.jpeg('1')) });
    await failedOnce('owner-0004');
    await house.advance(30);
    expect((await filesOf(house, 'owner-0004')).map((file) => file.status)).toEqual(['pending']);
    await house.advance(36);
    await filesAre(house, 'owner-0004', 'stored');
  });

  test('what the platform does not know is given up, and the holder is told once for the ticket', async () => {
    const { owner, number } = await complain('owner-0005');
    await fault('errcode', 40007, 2);
    await owner.kf.send({ type: 'image', ...base64(bytes.jpeg('1')) });
    await filesAre(house, 'owner-0005', 'failed', 1);
    await owner.kf.send({ type: 'image', ...base64(bytes.jpeg('2')) });
    await filesAre(house, 'owner-0005', 'failed', 2);
    await house.advance(30);
    await staffPhone(house, 'su').reads('附件未取到');
    expect(await textsAbout('su', `未取到】工单 ${number}`)).toEqual([
      `【附件未取到】工单 ${number}：车主发来的图片没能取到，请联系车主补发。`,
    ]);
  });

  test('a file that failed before its complaint came is told about when it joins the ticket', async () => {
    await fault('errcode', 40007);
    const owner = ownerPhone(house, 'owner-0007');
    await owner.kf.send({ type: 'voice' });
    await filesAre(house, 'owner-0007', 'failed');
    const { number } = await complain('owner-0007');
    await waitFor(async () => (await textsAbout('su', number)).find((text) => text.includes('车主发来的语音没能取到')));
  });

  test('a video of the service account, which comes as an address, is kept too', async () => {
    const owner = house.emulator.control.person('owner-0002').officialAccount(sampleAccounts.appId);
    await owner.follow();
    await owner.send({ type: 'video', ...base64(bytes.mp4()) });
    const file = await waitFor(
      async () =>
        (await house.database.client.attachment.findFirst({
          where: { channel: 'officialAccount', status: 'stored' },
          include: { content: true },
        })) ?? undefined,
    );
    expect(file).toMatchObject({ contentType: 'video/mp4', msgType: 'video' });
    expect(Buffer.from(file.content?.content ?? []).equals(bytes.mp4())).toBe(true);
  });

  test('three days without an answer end in "expired", and the holder hears of it', async () => {
    const { owner, number } = await complain('owner-0009');
    await fault('status', undefined, 1_000_000);
    await owner.kf.send({ type: 'image' });
    await failedOnce('owner-0009');
    await waitUntil(
      async () => {
        await house.advance(5);
        return ((await filesOf(house, 'owner-0009'))[0]?.attempts ?? 0) > 1;
      },
      { everyMs: 500 },
    );
    await house.advance(3 * 24 * 3600 - 600);
    // A try that is under way waits from when it ends.
    await waitUntil(
      async () => {
        await house.advance(600);
        return (await filesOf(house, 'owner-0009'))[0]?.status === 'expired';
      },
      { everyMs: 500 },
    );
    await waitUntil(async () =>
      (await textsAbout('su', number)).some((text) => text.includes('没能在平台保存的三天内取到')),
    );
  });
});
