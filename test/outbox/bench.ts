import { FixedClock } from '../../src/clock.ts';
import { connectStore } from '../../src/connect.ts';
import type { Context } from '../../src/context.ts';
import { systemActor } from '../../src/context.ts';
import { afterOwnerDelivery } from '../../src/conversations/index.ts';
import type { OutboxMessage } from '../../src/database/generated/client.ts';
import { type Emulator, startEmulator, type World } from '../../src/emulator/index.ts';
import { silentLogger } from '../../src/logger.ts';
import {
  createOutboxSender,
  enqueueOutbox,
  type NewOutboxMessage,
  type OutboxChannel,
  type OutboxSender,
  type Outcome,
  recordLateOutcome,
} from '../../src/outbox/index.ts';
import { createQueue } from '../../src/queue/queue.ts';
import { sampleAccounts, sandboxSettings } from '../../src/sandbox/accounts.ts';
import { createStoreConnections } from '../../src/stores/connections.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

export const { openKfId: KF, appId: OA, agentId: AGENT } = sampleAccounts;
export const OWNER = 'wmOwner0000000000000000000000001';
export const FOLLOWER = 'oFollower000000000000000001';

/** The outbox alone between a real database and the emulated platform; a turn is given by hand, so nothing waits. */
export interface Bench {
  database: TestDatabase;
  emulator: Emulator;
  clock: FixedClock;
  sender: OutboxSender;
  context: Context;
  outcomes: { id: number; outcome: Outcome }[];
  put(message: Partial<NewOutboxMessage> & { channel: OutboxChannel }): Promise<number>;
  row(id: number): Promise<OutboxMessage>;
  /** Gives a turn to everybody with something open, then says what became of one row. */
  send(id?: number): Promise<OutboxMessage | undefined>;
  late(channel: OutboxChannel, platformMessageId: string, outcome: Outcome): Promise<boolean>;
  /** Moves both clocks. */
  advance(seconds: number): Promise<void>;
  /** The owner writes: the platform opens the window, and so do we. */
  ownerWrites(): Promise<void>;
  /** Texts that reached the owner, a follower's notices and chat, a member. */
  ownerGot(): Promise<string[]>;
  followerGot(): Promise<string[]>;
  memberGot(userId?: string): Promise<string[]>;
  /** Calls of an API, oldest first. */
  calls(api: string): Promise<{ body: Record<string, unknown>; answer: Record<string, unknown> | null }[]>;
  close(): Promise<void>;
}

let counter = 0;

function world(): World {
  return {
    corps: [
      {
        corpId: sampleAccounts.corpId,
        name: '示例汽车',
        apps: [
          {
            agentId: AGENT,
            secret: sampleAccounts.agentSecret,
            name: '客户关爱',
            // Cards with buttons need one; nobody listens there.
            callback: { url: 'http://127.0.0.1:9/', token: 'token', aesKey: sampleAccounts.callbackAesKey },
          },
        ],
        members: ['luo', 'qin', 'xu'].map((userId) => ({ userId, name: userId })),
        kfAccounts: [{ openKfId: KF, name: '客服', agentIds: [AGENT], servicerUserIds: ['xu'] }],
      },
    ],
    officialAccounts: [
      {
        appId: OA,
        secret: sampleAccounts.appSecret,
        originalId: 'gh_1',
        name: '服务号',
        templates: [{ templateId: 'TPL', title: '保养提醒', content: '提醒：{{thing1.DATA}}' }],
      },
    ],
    people: [
      { personId: 'p1', name: '张先生', externalUserId: OWNER, openIds: { [OA]: FOLLOWER }, followsAppIds: [OA] },
    ],
  };
}

export async function startBench(options: { kind?: 'pglite' | 'postgres' } = {}): Promise<Bench> {
  const startAt = '2026-11-22T02:00:00.000Z';
  const clock = new FixedClock(startAt);
  const database = await openTestDatabase(options.kind);
  await database.client.store.create({ data: { id: 'main', name: '示例汽车', createdAt: clock.now() } });
  await database.client.staff.create({
    data: { storeId: 'main', userId: 'xu', name: '徐专员', role: 'careSpecialist', departmentKey: 'customerCare' },
  });
  const identity = await database.client.channelIdentity.create({
    data: { storeId: 'main', channel: 'kf', accountId: KF, externalId: OWNER, createdAt: clock.now() },
  });
  await database.client.channelIdentity.create({
    data: { storeId: 'main', channel: 'officialAccount', accountId: OA, externalId: FOLLOWER, createdAt: clock.now() },
  });
  const conversation = await database.client.conversation.create({
    data: { storeId: 'main', identityId: identity.id, orderKey: `main:kf:${KF}:${OWNER}`, updatedAt: clock.now() },
  });
  const emulator = await startEmulator({ clock: 'frozen', startAt: new Date(startAt), seed: 1, world: world() });
  const queue = createQueue({ database, logger: silentLogger });
  await queue.start();
  const context: Context = {
    database,
    queue,
    clock,
    logger: silentLogger,
    storeId: 'main',
    actor: systemActor,
    publicUrl: 'http://127.0.0.1:3000',
  };
  const connections = createStoreConnections([
    connectStore(sandboxSettings(emulator.url, '示例汽车', { maintenance: 'TPL', wrong: 'NO_SUCH' }), clock),
  ]);
  const outcomes: Bench['outcomes'] = [];
  const onSettled = [
    afterOwnerDelivery(() => context),
    async (_tx: unknown, row: { id: number }, outcome: Outcome) => {
      outcomes.push({ id: row.id, outcome });
    },
  ];
  const sender = createOutboxSender({ database, queue, clock, logger: silentLogger, connections, onSettled });
  const { control } = emulator;
  const bench: Bench = {
    database,
    emulator,
    clock,
    sender,
    context,
    outcomes,
    put: (message) => {
      counter += 1;
      return database.transaction((tx) =>
        enqueueOutbox(context, tx, {
          accountId: message.channel.startsWith('kf') ? KF : message.channel.startsWith('wecom') ? '' : OA,
          recipient: message.channel.startsWith('kf') ? OWNER : message.channel.startsWith('wecom') ? 'luo' : FOLLOWER,
          idempotencyKey: `key-${counter}`,
          payload: payloadFor(message.channel, `第${counter}条`),
          preview: `第${counter}条`,
          ...(message.channel === 'kfMessage' ? { conversationId: conversation.id } : {}),
          ...message,
        }),
      );
    },
    row: (id) => database.client.outboxMessage.findUniqueOrThrow({ where: { id } }),
    send: async (id) => {
      const open = await database.client.outboxMessage.findMany({
        where: { status: { in: ['pending', 'sending', 'unknown'] } },
        distinct: ['orderKey'],
        select: { orderKey: true },
      });
      for (const { orderKey } of open) await sender.turn(orderKey);
      return id === undefined ? undefined : bench.row(id);
    },
    late: (channel, platformMessageId, outcome) =>
      database.transaction((tx) =>
        recordLateOutcome(tx, onSettled, { storeId: 'main', channel, platformMessageId, outcome }),
      ),
    advance: async (seconds) => {
      clock.advance(seconds);
      await control.advance(seconds);
    },
    ownerWrites: async () => {
      await control.person('p1').kf(KF).say('在吗');
      await database.client.channelIdentity.updateMany({
        where: { externalId: OWNER },
        data: { windowOpenedAt: clock.now(), windowLeft: 5, unreachableAt: null, lastErrorCode: null },
      });
    },
    ownerGot: async () => textsOf((await control.person('p1').inbox()).items.filter((item) => item.channel === 'kf')),
    followerGot: async () =>
      textsOf((await control.person('p1').inbox()).items.filter((item) => item.channel !== 'kf')),
    memberGot: async (userId = 'luo') => textsOf((await control.member(userId).inbox()).items),
    calls: async (api) =>
      (await control.record({ api, kind: 'api' })).map((entry) => ({
        body: (entry.request as { body: Record<string, unknown> }).body,
        answer: entry.answer as Record<string, unknown> | null,
      })),
    close: async () => {
      await queue.stop();
      await emulator.close();
      await database.close();
    },
  };
  return bench;
}

function textsOf(items: readonly { direction: string; text: string }[]): string[] {
  return items.filter((item) => item.direction === 'received').map((item) => item.text);
}

function payloadFor(channel: OutboxChannel, text: string): object {
  switch (channel) {
    case 'kfMessage':
      return { msgtype: 'text', text: { content: text } };
    case 'officialAccountTemplate':
      return { templateKey: 'maintenance', data: { thing1: { value: text } } };
    case 'wecomCard':
      return { card: cardFor(`task-${counter}`, text) };
    case 'kfHandToPerson':
      return {};
    default:
      return { text };
  }
}

export function cardFor(taskId: string, title: string) {
  return {
    taskId,
    title,
    subtitle: '待签收',
    fields: [{ label: '车主', value: '张先生' }],
    buttons: [{ key: 'acknowledge', text: '签收', style: 'primary' as const }],
    url: 'http://127.0.0.1:3000/tickets/1',
  };
}
