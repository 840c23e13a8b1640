import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchAttachment, keepAttachment } from '../../src/attachments/index.ts';
import { readContent } from '../../src/attachments/content.ts';
import { connectStore } from '../../src/connect.ts';
import type { Context } from '../../src/context.ts';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import type { Logger } from '../../src/logger.ts';
import type { MediaFile, StoreChannels } from '../../src/ports.ts';
import { sampleAccounts, sandboxSettings } from '../../src/sandbox/accounts.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { waitUntil } from '../support/wait.ts';
import { base64, bytes } from './files.ts';

describe.each(databaseKinds)('workers that fetch files, on %s', { timeout: 60_000 }, (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())('beside each other', () => {
    let desk: Desk;
    let emulator: Emulator;
    let media: NonNullable<StoreChannels['media']>;
    const lines: string[] = [];
    beforeAll(async () => {
      desk = await openDesk({ kind });
      const { corpId, agentId, agentSecret } = sampleAccounts;
      const corp = {
        corpId,
        name: '明达',
        apps: [{ agentId, secret: agentSecret, name: '客户关爱' }],
        members: [{ userId: 'su', name: '苏主管' }],
      };
      emulator = await startEmulator({ clock: 'frozen', startAt: desk.clock.now(), world: { corps: [corp] } });
      media = connectStore(sandboxSettings(emulator.url, '明达', {}), desk.clock).channels.media ?? {};
    });
    afterAll(async () => {
      await emulator.close();
      await desk.close();
    });

    const context = (): Context => {
      const line = (fields: Record<string, unknown>, message: string) =>
        void lines.push(JSON.stringify({ ...fields, message }));
      const logger: Logger = { debug: line, info: line, warn: line, error: line };
      return { ...desk.as('system'), logger };
    };
    /** A picture that a member has sent, with its row. */
    const send = async (content: Buffer) => {
      const app = emulator.control.member('su').app(sampleAccounts.agentId);
      await app.send({ type: 'image', fileName: '沪A12345-故障.jpg', ...base64(content) });
      const last = (await emulator.control.member('su').inbox()).items.at(-1);
      const mediaId = String(last?.payload['MediaId']);
      const id = await desk.run('system', (acting, tx) =>
        keepAttachment(acting, tx, {
          source: 'staff',
          channel: 'wecom',
          accountId: '',
          mediaId,
          msgType: 'image',
          sentAt: desk.clock.now(),
          uploadedBy: 'su',
        }),
      );
      return { id, mediaId, key: `main:${id}` };
    };
    const row = (id: number) =>
      desk.database.client.attachment.findUniqueOrThrow({ where: { id }, include: { content: true } });
    const calls = async (mediaId: string) =>
      (await emulator.control.record({ api: 'media/get' })).filter((call) => JSON.stringify(call).includes(mediaId));

    test('of five workers with the same turn one fetches', async () => {
      const sent = await send(bytes.jpeg('once'));
      await emulator.control.fault({ api: 'media/get', kind: 'slow', delayMs: 300 });
      await Promise.all(Array.from({ length: 5 }, () => fetchAttachment(context(), media, sent.key)));
      expect(await calls(sent.mediaId)).toHaveLength(1);
      expect(await row(sent.id)).toMatchObject({ status: 'stored', attempts: 1 });
      await fetchAttachment(context(), media, sent.key);
      expect(await calls(sent.mediaId)).toHaveLength(1);
    });

    test('what a worker leaves that dies after the fetch is fetched again, and its late answer changes nothing', async () => {
      const content = bytes.jpeg('whole');
      const sent = await send(content);
      let wakeUp: (file: MediaFile) => void = () => {};
      let isFetched = false;
      const dead = fetchAttachment(
        context(),
        {
          wecom: {
            fetch: async (input) => {
              await media.wecom?.fetch(input);
              isFetched = true;
              return new Promise<MediaFile>((resolve) => {
                wakeUp = resolve;
              });
            },
          },
        },
        sent.key,
      );
      await waitUntil(() => isFetched);
      await fetchAttachment(context(), media, sent.key);
      expect(await row(sent.id)).toMatchObject({ status: 'pending', attempts: 1, content: null });
      desk.clock.advance(121);
      await fetchAttachment(context(), media, sent.key);
      expect(await row(sent.id)).toMatchObject({ status: 'stored', attempts: 2, byteLength: content.length });
      wakeUp({ content: new Uint8Array(bytes.png('other')), fileName: 'other.png' });
      await dead;
      const stored = await row(sent.id);
      expect(stored.contentType).toBe('image/jpeg');
      expect(Buffer.from(stored.content?.content ?? []).equals(content)).toBe(true);
    });

    test('a file above the limit is cut off and the member who sent it is told', async () => {
      const sent = await send(Buffer.concat([bytes.jpeg(), Buffer.alloc(10 * 1024 * 1024)]));
      await fetchAttachment(context(), media, sent.key);
      expect(await row(sent.id)).toMatchObject({ status: 'failed', error: 'tooLarge', content: null });
      expect(await desk.texts('su')).toEqual(['您发的图片太大，没能取到，请重新发送。']);
    });

    test('ten megabytes are stored and come back equal', async () => {
      const content = Buffer.alloc(10 * 1024 * 1024 - 6, 0xa5);
      content.set(bytes.png());
      const sent = await send(content);
      await fetchAttachment(context(), media, sent.key);
      const stored = await desk.database.client.attachment.findUniqueOrThrow({ where: { id: sent.id } });
      const piece = { from: 0, length: content.length };
      expect((await readContent(desk.database.client, stored, piece))?.equals(content)).toBe(true);
    });

    test('logs name ids, never the file or its media id', () => {
      expect(lines.length).toBeGreaterThan(2);
      expect(lines.filter((line) => /沪A|故障|\.jpg|media_id/.test(line))).toEqual([]);
    });
  });
});
