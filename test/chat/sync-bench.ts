import { syncCustomerService } from '../../src/chat/index.ts';
import { connectStore } from '../../src/connect.ts';
import { type Context, nothingConnected, systemActor } from '../../src/context.ts';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { silentLogger } from '../../src/logger.ts';
import type { OwnerMessenger } from '../../src/ports.ts';
import { createQueue } from '../../src/queue/queue.ts';
import { sampleAccounts, sandboxSettings } from '../../src/sandbox/accounts.ts';
import { connection, type Door, openDoor } from '../http/door.ts';

export const KF = sampleAccounts.openKfId;
export const OTHER_KF = 'wkSandbox02';

/** The callback door, an emulated platform that calls it, and pulls that are started by hand. */
export interface SyncBench {
  door: Door;
  emulator: Emulator;
  owners: OwnerMessenger;
  context: Context;
  /** Owner `p1` or `p2` writes, and the wake-ups have arrived. */
  write(texts: readonly string[], openKfId?: string, personId?: string): Promise<void>;
  pull(more?: Partial<Context>, owners?: OwnerMessenger, openKfId?: string): Promise<void>;
  /** Texts that were pulled, in the order of storing. */
  pulled(openKfId?: string): Promise<string[]>;
  wakeUps(): Promise<{ status: string; attempts: number; notBeforeAt: Date | null }[]>;
  cursor(openKfId?: string): Promise<string | null | undefined>;
  /** Bodies of the sync calls so far. */
  calls(): Promise<Record<string, unknown>[]>;
  /** Moves both clocks. */
  advance(seconds: number): Promise<void>;
  close(): Promise<void>;
}

export async function startSyncBench(kind?: 'pglite' | 'postgres'): Promise<SyncBench> {
  const keys = connection({ storeId: 'main', kind: 'kf', receiverId: sampleAccounts.corpId });
  const door = await openDoor([keys], kind === undefined ? {} : { kind });
  const callback = { url: `${door.url}/callback/kf`, token: keys.token, aesKey: keys.aesKey };
  const app = { agentId: sampleAccounts.agentId, secret: sampleAccounts.agentSecret, name: '客户关爱' };
  const account = { name: '客服', agentIds: [app.agentId], servicerUserIds: ['xu'], callback };
  const emulator = await startEmulator({
    clock: 'frozen',
    startAt: door.clock.now(),
    seed: 1,
    callbackOptions: { retryDelaysMs: [0, 20] },
    world: {
      corps: [
        {
          corpId: sampleAccounts.corpId,
          name: '示例汽车',
          apps: [app],
          members: [{ userId: 'xu', name: '徐专员' }],
          kfAccounts: [KF, OTHER_KF].map((openKfId) => ({ ...account, openKfId })),
        },
      ],
      people: ['p1', 'p2'].map((personId) => ({ personId, name: personId })),
    },
  });
  const { database, clock } = door;
  const queue = createQueue({ database, logger: silentLogger });
  await queue.start();
  const { owners } = connectStore(sandboxSettings(emulator.url, '示例汽车', {}), clock).channels;
  if (owners === undefined) throw new Error('微信客服 is not connected');
  const context = {
    database,
    queue,
    clock,
    logger: silentLogger,
    storeId: 'main',
    actor: systemActor,
    publicUrl: '',
    connected: nothingConnected,
  };
  const { control } = emulator;
  return {
    door,
    emulator,
    owners,
    context,
    write: async (texts, openKfId = KF, personId = 'p1') => {
      for (const text of texts) await control.person(personId).kf(openKfId).say(text);
      await control.idle();
    },
    pull: (more = {}, by = owners, openKfId = KF) => syncCustomerService({ ...context, ...more }, by, openKfId),
    pulled: async (openKfId = KF) => {
      const rows = await database.client.inboxEvent.findMany({
        where: { accountId: openKfId, dedupeKey: { startsWith: 'k:' } },
        orderBy: { id: 'asc' },
      });
      return rows.map((row) => (JSON.parse(row.payload) as { text?: { content: string } }).text?.content ?? '');
    },
    wakeUps: () =>
      database.client.inboxEvent.findMany({ where: { dedupeKey: { startsWith: 'w:' } }, orderBy: { id: 'asc' } }),
    cursor: async (openKfId = KF) => (await database.client.kfCursor.findFirst({ where: { openKfId } }))?.cursor,
    calls: async () =>
      (await control.record({ api: 'kf/sync_msg', kind: 'api' })).map(
        (entry) => (entry.request as { body: Record<string, unknown> }).body,
      ),
    advance: async (seconds) => {
      clock.advance(seconds);
      await control.advance(seconds);
    },
    close: async () => {
      await queue.stop();
      await emulator.close();
      await door.close();
    },
  };
}
