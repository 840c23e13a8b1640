import type Koa from 'koa';
import type { Router } from '@koa/router';
import { answerFigures, type ChatParts, syncCustomerService, takeTurn } from './chat/index.ts';
import type { Clock } from './clock.ts';
import type { Role } from './config.ts';
import { type Context, systemActor } from './context.ts';
import { afterOwnerDelivery } from './conversations/index.ts';
import type { Database, Transaction } from './database/database.ts';
import { createApp } from './http/app.ts';
import { callbackRoutes } from './http/callbacks.ts';
import { healthRoutes } from './http/health.ts';
import { createRejectLog } from './http/reject-log.ts';
import { createInbox } from './inbox/index.ts';
import type { Logger } from './logger.ts';
import {
  createOutboxSender,
  type FailureAction,
  type OutboxChannel,
  type Outcome,
  recordLateOutcome,
  type SettledHook,
} from './outbox/index.ts';
import { settleReminder } from './outreach/index.ts';
import { ticketPages } from './pages/index.ts';
import type { MessageClassifier } from './ports.ts';
import { createQueue, type Queue } from './queue/queue.ts';
import { createScheduler } from './schedule/scheduler.ts';
import { runSlot } from './schedule/run-slot.ts';
import type { StoreConnections } from './stores/connections.ts';
import { afterCardDelivery, rememberCardCode } from './tickets/index.ts';
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
const CONCURRENCY = { conversations: 8, outbox: 8, sync: 2, schedule: 1 };

/** THE composition root: every part is made here, with the parts it needs, and every queue mapped to its verb. */
export function createService(dependencies: ServiceDependencies): Service {
  const { database, clock, logger, connections } = dependencies;
  const queue = createQueue({ database, logger });
  const contextOf = (storeId: string): Context => ({
    database,
    queue,
    clock,
    logger,
    storeId,
    actor: systemActor,
    publicUrl: dependencies.publicUrl,
  });
  const onSettled: readonly SettledHook[] = [
    rememberCardCode,
    afterCardDelivery(contextOf),
    afterOwnerDelivery(contextOf),
    settleReminders(contextOf),
  ];
  const outbox = createOutboxSender({ database, queue, clock, logger, connections, onSettled });
  const understanding = createUnderstanding({
    logger,
    ...(dependencies.model === undefined ? {} : { model: dependencies.model }),
  });
  const chat: ChatParts = { understanding, hooks: receiptHooks(onSettled), answerFigures };
  const scheduler = createScheduler({ database, queue, clock, logger, outbox });
  const app = createApp({
    logger,
    routers: [
      healthRoutes({ database, queue }),
      callbackRoutes({
        inbox: createInbox({ database, queue, clock }),
        find: (kind, storeId) => connections.findCallback(kind, storeId),
        rejects: createRejectLog(logger, clock),
      }),
      ticketPages({ connections, contextOf, clock, logger, publicUrl: dependencies.publicUrl }),
      ...(dependencies.routers?.({ contextOf }) ?? []),
    ],
  });

  async function startWorker(): Promise<void> {
    await queue.work('conversation.turn', { concurrency: CONCURRENCY.conversations }, (key) =>
      takeTurn(contextOf(storeOf(key)), chat, key),
    );
    await queue.work('outbox.turn', { concurrency: CONCURRENCY.outbox }, (key) => outbox.turn(key));
    await queue.work('kf.sync', { concurrency: CONCURRENCY.sync }, async (key) => {
      const owners = connections.get(storeOf(key))?.channels.owners;
      if (owners === undefined) return;
      await syncCustomerService(contextOf(storeOf(key)), owners, key.slice(storeOf(key).length + 1));
    });
    await queue.work('schedule.run', { concurrency: CONCURRENCY.schedule }, (key) =>
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

/** @see the table of failure codes: 4 window over, 5 session closed, 6 too many, 10 refused: until the owner writes again */
function failTypeAction(failType: number): FailureAction {
  if ([4, 5, 6, 10].includes(failType)) return 'unreachable';
  // 1 account deleted, 2 app closed, 8 corp not verified, 11 nobody logged in.
  if ([1, 2, 8, 11].includes(failType)) return 'configuration';
  return failType === 12 ? 'permanent' : 'next';
}

/** A reminder follows its message: sent, delivered, or on to the next rung of the ladder. */
function settleReminders(contextOf: (storeId: string) => Context): SettledHook {
  return async (tx, row, outcome) => {
    if (row.reminderId === null) return;
    await settleReminder(contextOf(row.storeId), tx, {
      reminderId: row.reminderId,
      outboxId: row.id,
      outcome: outcome.status,
      ...(outcome.status === 'failed' ? { errorCode: outcome.errorCode } : {}),
    });
  };
}

/** Every key starts with its store. */
function storeOf(key: string): string {
  return key.slice(0, key.indexOf(':'));
}

/** Receipts of the platform end in the same hooks as the sending itself. */
function receiptHooks(onSettled: readonly SettledHook[]): ChatParts['hooks'] {
  const record = async (
    tx: Transaction,
    storeId: string,
    channel: OutboxChannel,
    platformMessageId: string,
    outcome: Outcome,
    recipient?: string,
  ) => {
    await recordLateOutcome(tx, onSettled, {
      storeId,
      channel,
      platformMessageId,
      outcome,
      ...(recipient === undefined ? {} : { recipient }),
    });
  };
  return {
    deliveryFailed: (tx, { storeId, platformMessageId, failType }) =>
      record(tx, storeId, 'kfMessage', platformMessageId, {
        status: 'failed',
        errorCode: failType,
        action: failTypeAction(failType),
        reason: `msg_send_fail ${failType}`,
      }),
    templateResult: (tx, { storeId, platformMessageId, openId, status }) =>
      record(
        tx,
        storeId,
        'officialAccountTemplate',
        platformMessageId,
        status === 'success'
          ? { status: 'delivered' }
          : {
              status: 'failed',
              errorCode: 0,
              action: status.includes('block') ? 'unreachable' : 'next',
              reason: status,
            },
        openId,
      ),
  };
}
