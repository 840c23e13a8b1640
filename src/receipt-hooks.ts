import type { ChatParts } from './chat/index.ts';
import type { Transaction } from './database/database.ts';
import {
  kfEventAction,
  type OutboxChannel,
  type Outcome,
  receiptFailure,
  recordLateOutcome,
  recordSmsReport,
  recordSubscriptionReceipt,
  type SettledHook,
} from './outbox/index.ts';
import type { StoreConnections } from './stores/connections.ts';

/** Receipts of the platform end in the same hooks as the sending itself. */
export function receiptHooks(onSettled: readonly SettledHook[], connections: StoreConnections): ChatParts['hooks'] {
  const record = async (
    tx: Transaction,
    storeId: string,
    channel: OutboxChannel,
    platformMessageId: string,
    outcome: Outcome,
    whose: { recipient?: string; accountId?: string; at?: Date } = {},
  ) => {
    await recordLateOutcome(tx, onSettled, {
      storeId,
      channel,
      platformMessageId,
      outcome,
      ...whose,
    });
  };
  const subscriptionKeyOf = (storeId: string, templateId: string): string | undefined =>
    Object.entries(connections.get(storeId)?.subscriptionTemplateIds ?? {}).find(([, id]) => id === templateId)?.[0];
  return {
    deliveryFailed: (tx, { storeId, platformMessageId, failType }) =>
      record(tx, storeId, 'kfMessage', platformMessageId, {
        status: 'failed',
        errorCode: failType,
        action: kfEventAction(failType),
        reason: `msg_send_fail ${failType}`,
      }),
    templateResult: (tx, { storeId, accountId, platformMessageId, openId, status, at }) =>
      record(
        tx,
        storeId,
        'officialAccountTemplate',
        platformMessageId,
        status === 'success'
          ? { status: 'delivered' }
          : { status: 'failed', ...receiptFailure(status), reason: status },
        { recipient: openId, accountId, at },
      ),
    smsReport: async (tx, storeId, report) => {
      await recordSmsReport(tx, onSettled, { storeId, ...report });
    },
    subscriptionKeyOf,
    subscriptionResult: async (tx, { templateId, errorCode, status, ...receipt }) => {
      const templateKey = subscriptionKeyOf(receipt.storeId, templateId);
      if (templateKey === undefined) return;
      const outcome: Outcome =
        errorCode === '0'
          ? { status: 'delivered' }
          : { status: 'failed', errorCode: Number(errorCode), action: 'next', reason: `${errorCode} ${status}` };
      await recordSubscriptionReceipt(tx, onSettled, { ...receipt, templateKey, outcome });
    },
  };
}
