import { dayOf } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { CareError } from '../errors.ts';
import { enqueueOutbox, idempotencyKeyOf } from '../outbox/index.ts';
import { CALL_CARD, CALL_PICK, callCard, isCallResult, listCallsToday, reportCall } from '../outreach/index.ts';
import { xmlText, type XmlFields } from '../platform/callback.ts';
import { findStaff } from '../stores/index.ts';
import { selectionsOf } from './staff-events.ts';

/** A press on the card of a member's calls. */
export interface CallPress {
  key: string;
  callTaskId: number | undefined;
  click: { userId: string; taskId: string; responseCode: string };
}

/** Undefined when the event is none. */
export function findCallPress(fields: XmlFields): CallPress | undefined {
  const taskId = xmlText(fields, 'TaskId');
  if (xmlText(fields, 'Event') !== 'template_card_event' || !taskId.startsWith(CALL_CARD)) return undefined;
  const picked = selectionsOf(fields)[CALL_PICK]?.[0];
  return {
    key: xmlText(fields, 'EventKey'),
    callTaskId: picked === undefined || !/^\d{1,9}$/.test(picked) ? undefined : Number(picked),
    click: {
      userId: xmlText(fields, 'FromUserName').toLowerCase(),
      taskId,
      responseCode: xmlText(fields, 'ResponseCode'),
    },
  };
}

/** Keeps the result; the card then shows what is left. @throws {CareError} what the verb throws, or when nobody was picked */
export async function pressCallCard(context: Context, tx: Transaction, press: CallPress): Promise<void> {
  const { key, callTaskId } = press;
  if (callTaskId === undefined || !isCallResult(key)) {
    throw new CareError('VALIDATION', `call card pressed with "${key}" for ${callTaskId ?? 'nobody'}`, {
      userMessage: '请先在卡片里选车主，再点结果。',
    });
  }
  await reportCall(context, tx, { callTaskId, result: key });
  await showCalls(context, tx, press);
}

/** The card as it should look now; each click brings a code that updates it once. */
export async function showCalls(context: Context, tx: Transaction, { click }: CallPress): Promise<void> {
  const staff = await findStaff(tx, context.storeId, click.userId);
  if (staff === undefined || click.responseCode === '') return;
  const calls = await listCallsToday(tx, staff, dayOf(context.clock.now()));
  const tasks = calls.filter((task) => task.assigneeUserId === staff.userId);
  const card = callCard({ tasks, taskId: click.taskId, publicUrl: context.publicUrl });
  await enqueueOutbox(context, tx, {
    channel: 'wecomCardUpdate',
    accountId: '',
    recipient: click.userId,
    idempotencyKey: idempotencyKeyOf('update', click.responseCode),
    payload: { card, responseCode: click.responseCode },
    preview: `卡片更新：${card.title} ${card.subtitle}`,
  });
}
