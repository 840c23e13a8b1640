import type Koa from 'koa';
import type { Router } from '@koa/router';
import { fetchAttachment } from './attachments/index.ts';
import { answerFigures, type ChatParts, syncCustomerService, takeLookUpTurn, takeTurn } from './chat/index.ts';
import type { Clock } from './clock.ts';
import type { Role } from './config.ts';
import { lookUpContact, reconcileIdentities } from './contacts/index.ts';
import { type Connected, type Context, systemActor } from './context.ts';
import { afterOwnerDelivery } from './conversations/index.ts';
import type { Database } from './database/database.ts';
import { createApp } from './http/app.ts';
import { callbackRoutes } from './http/callbacks.ts';
import { healthRoutes } from './http/health.ts';
import { createRejectLog } from './http/reject-log.ts';
import { smsCallbackRoutes } from './http/sms-callbacks.ts';
import { createInbox, isLookUpKey } from './inbox/index.ts';
import type { Logger } from './logger.ts';
import { createOutboxSender, createRates, type SettledHook } from './outbox/index.ts';
import {
  afterGroupSend,
  afterNotice,
  alertConfiguration,
  createRateRules,
  lockOwnersOf,
  settleReminder,
  settleSentReminders,
  takeGroupSendTurn,
} from './outreach/index.ts';
import { staffPages, subscribePageOf, subscribePages } from './pages/index.ts';
import type { MessageClassifier, QuestionReader } from './ports.ts';
import { receiptHooks } from './receipt-hooks.ts';
import { createModelInForce, learnFromCorrections } from './learning/index.ts';
import { createQueue, type Queue } from './queue/queue.ts';
import { prepareDueDates } from './reminders/index.ts';
import { makeReport } from './reports/index.ts';
import { createScheduler } from './schedule/scheduler.ts';
import { runSlot } from './schedule/run-slot.ts';
import { connectedOf, type StoreConnections } from './stores/connections.ts';
import { afterCardDelivery, afterCardUpdate, afterStaffDelivery, rememberCardCode } from './tickets/index.ts';
import { createUnderstanding } from './understanding/index.ts';

export interface ServiceDependencies {
  database: Database;
  clock: Clock;
  logger: Logger;
  connections: StoreConnections;
  publicUrl: string;
  roles: readonly Role[];
  /** Improves what the local classifier says; absent: rules and local only. */
  model?: MessageClassifier | undefined;
  /** Reads questions about figures that the rules do not understand; absent: rules only. */
  questionReader?: QuestionReader | undefined;
  /** See `PageOptions.ownersPrompt`: the sandbox's alone. */
  ownersPrompt?: string;
  /** Pages beside the callbacks: ticket page, sandbox. */
  routers?: (service: { contextOf: (storeId: string) => Context }) => readonly Router[];
}

export interface Service {
  app: Koa;
  queue: Queue;
  contextOf(storeId: string): Context;
  /** Starts the roles this process has. The database is open and migrated. */
  start(): Promise<void>;
  /** Stops taking work, lets what runs finish. */
  stop(): Promise<void>;
  /** One tick of the schedule now (the sandbox, after a jump in time). */
  tick(): Promise<void>;
}

/** Jobs side by side in one process. */
const CONCURRENCY = {
  conversations: 8,
  outbox: 8,
  /** What leaves by the thousand shares its statements; more at once would only wait for the slowest of them. */
  reminders: { workers: 2, jobsAtOnce: 10 },
  sync: 2,
  attachments: 3,
  contacts: 1,
  groupSends: 2,
  schedule: 1,
};
/** The embedded database does one thing at a time, and every worker that is woken asks it for a job. */
const ON_EMBEDDED = {
  ...CONCURRENCY,
  conversations: 4,
  outbox: 3,
  reminders: { workers: 1, jobsAtOnce: 10 },
  attachments: 1,
  groupSends: 1,
};

/** THE composition root: every part is made here, with the parts it needs, and every queue mapped to its verb. */
export function createService(dependencies: ServiceDependencies): Service {
  const { database, clock, logger, connections } = dependencies;
  const queue = createQueue({ database, logger });
  const connectedFor = (storeId: string): Connected => {
    const connection = connections.get(storeId);
    const page = subscribePageOf(connection, dependencies.publicUrl, () => clock.now());
    return { ...connectedOf(connection), ...(page === undefined ? {} : { subscribePageOf: page }) };
  };
  const contextOf = (storeId: string): Context => ({
    database,
    queue,
    clock,
    logger,
    storeId,
    actor: systemActor,
    publicUrl: dependencies.publicUrl,
    connected: connectedFor(storeId),
  });
  const onSettled: readonly SettledHook[] = [
    rememberCardCode,
    afterCardDelivery(contextOf),
    afterCardUpdate(contextOf),
    afterStaffDelivery(contextOf),
    afterOwnerDelivery(contextOf),
    afterNotice(contextOf),
    alertConfiguration(contextOf),
    settleReminders(contextOf),
    afterGroupSend(contextOf),
  ];
  const rates = createRates({ database, clock, rules: createRateRules({ database, clock }) });
  const outbox = createOutboxSender({ database, queue, clock, logger, connections, onSettled, rates });
  const modelInForce = createModelInForce({ database, clock, logger });
  const understanding = createUnderstanding({
    logger,
    cases: () => modelInForce.cases(),
    ...(dependencies.model === undefined ? {} : { model: dependencies.model }),
  });
  const chat: ChatParts = {
    understanding,
    hooks: receiptHooks(onSettled, connections),
    answerFigures: (context, userId, text) => answerFigures(context, userId, text, dependencies.questionReader),
    accountOf: (storeId) => connections.get(storeId)?.channels.account,
  };
  const scheduler = createScheduler({ database, queue, clock, logger, outbox });
  const { publicUrl, ownersPrompt } = dependencies;
  const pages = { connections, contextOf, clock, logger, understanding, publicUrl, ownersPrompt };
  const inbox = createInbox({ database, queue, clock });
  const rejects = createRejectLog(logger, clock);
  const app = createApp({
    logger,
    routers: [
      healthRoutes({ database, queue }),
      callbackRoutes({ inbox, find: (kind, storeId) => connections.findCallback(kind, storeId), rejects }),
      smsCallbackRoutes({ inbox, connections, rejects }),
      staffPages(pages),
      subscribePages(pages),
      ...(dependencies.routers?.({ contextOf }) ?? []),
    ],
  });

  async function startWorker(): Promise<void> {
    const sideBySide = database.kind === 'pglite' ? ON_EMBEDDED : CONCURRENCY;
    await queue.work('conversation.turn', { concurrency: sideBySide.conversations }, (key) =>
      takeTurn(contextOf(storeOf(key)), chat, key),
    );
    await queue.work('classifier.train', { concurrency: 1 }, async () => {
      await learnFromCorrections({ database, clock, logger });
      await modelInForce.refresh();
    });
    await queue.work('reminders.prepare', { concurrency: 1 }, async (storeId) => {
      await prepareDueDates(contextOf(storeId));
    });
    await queue.work('report.turn', { concurrency: 1 }, (key) => makeReport(contextOf(storeOf(key)), key));
    await queue.work('outbox.turn', { concurrency: sideBySide.outbox, bulk: sideBySide.reminders }, (key) =>
      outbox.turn(key),
    );
    await queue.work('kf.sync', { concurrency: sideBySide.sync }, async (key) => {
      const owners = connections.get(storeOf(key))?.channels.owners;
      if (owners === undefined) return;
      await syncCustomerService(contextOf(storeOf(key)), owners, key.slice(storeOf(key).length + 1));
    });
    await queue.work('contact.turn', { concurrency: sideBySide.contacts }, async (key) => {
      const channels = connections.get(storeOf(key))?.channels ?? {};
      const { contacts } = channels;
      if (isLookUpKey(key)) await takeLookUpTurn(contextOf(storeOf(key)), channels, key);
      else if (contacts !== undefined) await lookUpContact(contextOf(storeOf(key)), contacts, key);
    });
    await queue.work('identities.reconcile', { concurrency: 1 }, async (key) => {
      const connection = connections.get(storeOf(key));
      if (connection !== undefined) await reconcileIdentities(contextOf(storeOf(key)), connection, key);
    });
    await queue.work('groupSend.turn', { concurrency: sideBySide.groupSends }, (key) =>
      takeGroupSendTurn(contextOf(storeOf(key)), connections.get(storeOf(key))?.channels.contacts, key),
    );
    await queue.work('attachment.turn', { concurrency: sideBySide.attachments }, (key) =>
      fetchAttachment(contextOf(storeOf(key)), connections.get(storeOf(key))?.channels.media, key),
    );
    await queue.work('schedule.run', { concurrency: sideBySide.schedule }, (key) =>
      runSlot({ contextOf, connections }, key),
    );
  }

  const has = (role: Role) => dependencies.roles.includes(role);
  return {
    app,
    queue,
    contextOf,
    async start() {
      await queue.start();
      if (has('worker')) await startWorker();
      if (has('scheduler')) scheduler.start();
    },
    async stop() {
      await scheduler.stop();
      await queue.stop();
    },
    tick: () => scheduler.tick(),
  };
}

/** A reminder follows its message: sent, delivered, or on to the next rung of the ladder. */
function settleReminders(contextOf: (storeId: string) => Context): SettledHook {
  const settle: SettledHook = async (tx, row, outcome) => {
    if (row.reminderId === null) return;
    await settleReminder(contextOf(row.storeId), tx, {
      reminderId: row.reminderId,
      outboxId: row.id,
      outcome: outcome.status,
      ...(outcome.status === 'failed'
        ? { errorCode: outcome.errorCode, isUnresolved: outcome.isUnresolved === true }
        : {}),
    });
  };
  settle.before = async (tx, row, outcome) => {
    if (row.reminderId !== null && outcome.status === 'failed') await lockOwnersOf(tx, row.id);
  };
  settle.sentTogether = async (tx, rows) => {
    const [first] = rows;
    if (first === undefined) return;
    const ids = rows.map(({ id }) => id);
    await settleSentReminders(contextOf(first.storeId), tx, ids);
  };
  return settle;
}

/** Every key starts with its store. */
function storeOf(key: string): string {
  return key.slice(0, key.indexOf(':'));
}
