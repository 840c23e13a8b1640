import { FixedClock } from '../../src/clock.ts';
import type { StoreSettings } from '../../src/config.ts';
import { connectStore } from '../../src/connect.ts';
import { type Context, nothingConnected, systemActor } from '../../src/context.ts';
import { afterOwnerDelivery } from '../../src/conversations/index.ts';
import type { OutboxMessage } from '../../src/database/generated/client.ts';
import { type Emulator, startEmulator, type World } from '../../src/emulator/index.ts';
import { silentLogger } from '../../src/logger.ts';
import {
  createOutboxSender,
  createRates,
  enqueueOutbox,
  type NewOutboxMessage,
  type OutboxChannel,
  type OutboxSender,
  type Outcome,
  type RateRules,
  recordLateOutcome,
} from '../../src/outbox/index.ts';
import { afterNotice, alertConfiguration } from '../../src/outreach/index.ts';
import { createQueue } from '../../src/queue/queue.ts';
import { sampleAccounts, sandboxSettings } from '../../src/sandbox/accounts.ts';
import { createStoreConnections } from '../../src/stores/connections.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

export const { openKfId: KF, appId: OA, agentId: AGENT } = sampleAccounts;
export const OWNER = 'wmOwner0000000000000000000000001';
export const FOLLOWER = 'oFollower000000000000000001';
export const PHONE = '13900000001';

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
  late(
    channel: OutboxChannel,
    platformMessageId: string,
    outcome: Outcome,
    whose?: { recipient: string; accountId: string; at: Date },
  ): Promise<boolean>;
  /** Moves both clocks. */
  advance(seconds: number): Promise<void>;
  /** The owner writes: the platform opens the window, and so do we. */
  ownerWrites(): Promise<void>;
  /** Texts that reached the owner, a follower's notices and chat, a member. */
  ownerGot(): Promise<string[]>;
  followerGot(): Promise<string[]>;
  memberGot(userId?: string): Promise<string[]>;
  /** Short messages. */
  phoneGot(): Promise<string[]>;
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
        subscriptionTemplates: [{ templateId: 'SUB', title: '保养提醒', content: '提醒：{{thing1.DATA}}' }],
      },
    ],
    smsAccounts: [
      {
        vendor: 'aliyun',
        keyId: 'key',
        secret: 'secret',
        signatures: ['示例汽车'],
        templates: [{ templateId: 'SMS_1', kind: 'notification', content: '提醒：${note}' }],
      },
    ],
    people: [
      {
        personId: 'p1',
        name: '张先生',
        externalUserId: OWNER,
        phone: PHONE,
        openIds: { [OA]: FOLLOWER },
        followsAppIds: [OA],
      },
    ],
  };
}

export async function startBench(
  options: { kind?: 'pglite' | 'postgres'; rateRules?: RateRules } = {},
): Promise<Bench> {
  const startAt = '2026-11-22T02:00:00.000Z';
  const clock = new FixedClock(startAt);
  const database = await openTestDatabase(options.kind);
  await database.client.store.create({ data: { id: 'main', name: '示例汽车', createdAt: clock.now() } });
  await database.client.staff.create({
    data: { storeId: 'main', userId: 'xu', name: '徐专员', role: 'careSpecialist', departmentKey: 'customerCare' },
  });
  await database.client.staff.create({
    data: { storeId: 'main', userId: 'qin', name: '秦总监', role: 'director', departmentKey: 'customerCare' },
  });
  const now = clock.now();
  const { id: customerId } = await database.client.customer.create({
    data: { storeId: 'main', name: '张先生', mobiles: [PHONE], createdAt: now, updatedAt: now },
  });
  const common = { storeId: 'main', customerId, createdAt: now };
  const identity = await database.client.channelIdentity.create({
    data: { ...common, channel: 'kf', accountId: KF, externalId: OWNER },
  });
  await database.client.channelIdentity.create({
    data: { ...common, channel: 'officialAccount', accountId: OA, externalId: FOLLOWER, isSubscribed: true },
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
    connected: nothingConnected,
  };
  const connections = createStoreConnections([connectStore(settingsFor(emulator.url), clock)]);
  const outcomes: Bench['outcomes'] = [];
  const onSettled = [
    afterOwnerDelivery(() => context),
    afterNotice(() => context),
    alertConfiguration(() => context),
    async (_tx: unknown, row: { id: number }, outcome: Outcome) => {
      outcomes.push({ id: row.id, outcome });
    },
  ];
  const sender = createOutboxSender({
    database,
    queue,
    clock,
    logger: silentLogger,
    connections,
    onSettled,
    ...(options.rateRules === undefined ? {} : { rates: createRates({ database, clock, rules: options.rateRules }) }),
  });
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
          ...addressOf(message.channel),
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
    late: (channel, platformMessageId, outcome, whose) =>
      database.transaction((tx) =>
        recordLateOutcome(tx, onSettled, { storeId: 'main', channel, platformMessageId, outcome, ...whose }),
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
      textsOf((await control.person('p1').inbox()).items.filter((item) => !['kf', 'sms'].includes(item.channel))),
    phoneGot: async () => textsOf((await control.phone(PHONE).inbox()).items),
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

function settingsFor(emulatorUrl: string): StoreSettings {
  const settings = sandboxSettings(emulatorUrl, '示例汽车', { maintenance: 'TPL', wrong: 'NO_SUCH' });
  if (settings.officialAccount === undefined) throw new Error('the sandbox has a service account');
  return {
    ...settings,
    officialAccount: { ...settings.officialAccount, subscriptionTemplateIds: { maintenance: 'SUB' } },
    sms: {
      vendor: 'aliyun',
      keyId: 'key',
      secret: 'secret',
      signature: '示例汽车',
      baseUrl: `${emulatorUrl}/sms/aliyun`,
      templateIds: { maintenance: 'SMS_1' },
      sender: '',
      callbackUrl: '',
      file: '',
    },
  };
}

function addressOf(channel: OutboxChannel): { accountId: string; recipient: string } {
  if (channel.startsWith('kf')) return { accountId: KF, recipient: OWNER };
  if (channel === 'sms') return { accountId: '', recipient: PHONE };
  if (channel.startsWith('wecom') || channel.startsWith('groupSend')) return { accountId: '', recipient: 'luo' };
  return { accountId: OA, recipient: FOLLOWER };
}

function payloadFor(channel: OutboxChannel, text: string): object {
  switch (channel) {
    case 'kfMessage':
      return { msgtype: 'text', text: { content: text } };
    case 'sms':
      return { templateKey: 'maintenance', values: { note: text } };
    case 'groupSend':
      return { groupSendId: 1, externalUserIds: [OWNER], text };
    case 'subscriptionNotice':
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
