import { describe, expect, test } from 'vitest';
import { bySending } from '../../src/chat/by-sending.ts';
import type { InboxEvent } from '../../src/database/generated/client.ts';

const event = (id: number, payload: string, channel = 'wecom'): InboxEvent => ({
  id,
  storeId: 'main',
  channel,
  accountId: 'ww1',
  dedupeKey: String(id),
  orderKey: 'main:wecom:luo',
  payload,
  receivedAt: new Date(0),
  status: 'received',
  handledAt: null,
  attempts: 0,
  notBeforeAt: null,
  error: null,
});
const sent = (id: number, second: number, messageId = '') =>
  event(id, `<xml><CreateTime>${second}</CreateTime>${messageId === '' ? '' : `<MsgId>${messageId}</MsgId>`}</xml>`);
const order = (...events: InboxEvent[]) => events.toSorted(bySending).map(({ id }) => id);

describe('events of one person that wait together', () => {
  test('are handled in the order of sending, not of arrival', () => {
    expect(order(sent(1, 20), sent(2, 10))).toEqual([2, 1]);
  });

  test('of one second follow the message id, also beyond what a number holds', () => {
    expect(order(sent(1, 10, '4561255354251345930'), sent(2, 10, '4561255354251345929'))).toEqual([2, 1]);
  });

  test('without anything to tell them apart stay as they came', () => {
    expect(order(sent(1, 10), sent(2, 10), event(3, 'no xml'))).toEqual([1, 2, 3]);
    expect(order(event(5, '{"send_time":2}', 'kf'), event(6, '{"send_time":1}', 'kf'))).toEqual([5, 6]);
  });
});
