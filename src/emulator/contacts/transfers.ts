import { Fields, type WecomCall } from '../api.ts';
import { ControlError, PlatformError } from '../core/platform-error.ts';
import type { ContactRow, TransferRow } from '../core/contact-rows.ts';
import type { Emulation } from '../emulation.ts';
import { memberDeletesCustomer } from './contact-actions.ts';
import { publishContactEvent } from './contact-events.ts';
import { findContact, personOf, requireVisibleMember, saveContact } from './relations.ts';

const TAKES_EFFECT_SECONDS = 24 * 3600;
const PERIOD_MS = 90 * 24 * 3600 * 1000;

/** transfer_customer: each customer has an answer of its own; it happens after 24 h unless the customer refuses (X9). */
export function transferCustomers(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const from = requireVisibleMember(emulation, call.app, fields.text('handover_userid'));
  const to = requireVisibleMember(emulation, call.app, fields.text('takeover_userid'));
  const customers = fields.texts('external_userid');
  if (customers.length < 1 || customers.length > 100)
    throw new PlatformError(40058, 'external_userid size out of range');
  return {
    customer: customers.map((externalUserId) => ({
      external_userid: externalUserId,
      errcode: startTransfer(emulation, call.app.corpId, { from, to, externalUserId }),
    })),
  };
}

/** transfer_result: 1 done, 2 waiting, 3 refused, 5 no record. */
export function transferResult(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const [from, to] = [fields.text('handover_userid'), fields.text('takeover_userid')];
  call.effect = false;
  const own = emulation.state.transfers
    .values()
    .filter((row) => row.corpId === call.app.corpId && row.from === from && row.to === to);
  return {
    customer: own.map((row) => ({
      external_userid: row.externalUserId,
      status: { done: 1, waiting: 2, refused: 3 }[row.status],
      takeover_time: Math.floor((row.endedAt ?? 0) / 1000),
    })),
    next_cursor: '',
  };
}

function startTransfer(
  emulation: Emulation,
  corpId: string,
  wanted: { from: string; to: string; externalUserId: string },
): number {
  const { from, to, externalUserId } = wanted;
  if (personOf(emulation, corpId, externalUserId) === undefined) return 40096;
  if (from === to) return 40130;
  if (findContact(emulation, corpId, from, externalUserId)?.memberHas !== true) return 40131;
  const now = emulation.clock.now();
  const earlier = emulation.state.transfers
    .values()
    .filter((row) => row.corpId === corpId && row.externalUserId === externalUserId);
  if (earlier.some((row) => row.status === 'waiting')) return 40129;
  const recent = earlier.filter((row) => row.status === 'done' && now - row.startedAt < PERIOD_MS);
  if (recent.length >= emulation.switches.transfersPer90Days) return 40128;
  const id = `tr${emulation.ids.next('transfer')}`;
  emulation.state.transfers.put(id, { id, corpId, from, to, externalUserId, startedAt: now, status: 'waiting' });
  emulation.timers.after(TAKES_EFFECT_SECONDS, 'contact-transfer', { id });
  return 0;
}

/** The customer taps 拒绝 within the day. @throws {ControlError} 409 when nothing is waiting */
export function personRefusesTransfer(emulation: Emulation, contact: ContactRow): void {
  const row = emulation.state.transfers
    .values()
    .find(
      (one) =>
        one.status === 'waiting' && one.corpId === contact.corpId && one.externalUserId === contact.externalUserId,
    );
  if (row === undefined) throw new ControlError(409, 'no transfer is waiting');
  end(emulation, row, 'refused');
  publishContactEvent(emulation, { ...contact, userId: row.to }, 'transfer_fail', { FailReason: 'customer_refused' });
}

export function registerTransferTimers(emulation: Emulation): void {
  emulation.timers.handle('contact-transfer', (data) => {
    const row = emulation.state.transfers.get(String(data['id']));
    if (row?.status !== 'waiting') return;
    const contact = findContact(emulation, row.corpId, row.from, row.externalUserId);
    if (contact === undefined) return;
    end(emulation, row, 'done');
    const { lastChatAt: _chat, ...rest } = contact;
    const taken = {
      ...rest,
      userId: row.to,
      memberHas: true,
      customerHas: true,
      addedAt: emulation.clock.now(),
      addWay: 202,
    };
    saveContact(emulation, taken);
    memberDeletesCustomer(emulation, contact, 'DELETE_BY_TRANSFER');
    publishContactEvent(emulation, taken, 'add_external_contact');
  });
}

function end(emulation: Emulation, row: TransferRow, status: 'done' | 'refused'): void {
  emulation.state.transfers.put(row.id, { ...row, status, endedAt: emulation.clock.now() });
}
