import { ControlError } from '../core/platform-error.ts';
import type { KfAccountRow, KfSessionRow } from '../core/state.ts';
import type { OutgoingMessage, SentMessage } from '../control-types.ts';
import type { Emulation } from '../emulation.ts';
import { writeKfEntry } from './entries.ts';
import { publishEntry, publishEvent } from './events.ts';
import { issueCode, moveSession } from './sessions.ts';

/** session_status_change.change_type */
const TAKEN = 1;
const TRANSFERRED = 2;
const ENDED = 3;
const RETAKEN = 4;

/** A servicer types in the WeCom client: origin 5; on an ended session this takes it up again (K5, K14). */
export function servicerSays(
  emulation: Emulation,
  account: KfAccountRow,
  session: KfSessionRow,
  userId: string,
  message: OutgoingMessage,
): SentMessage {
  if (session.state === 4) {
    const former = emulation.state.facts.get(formerKey(session))?.['userId'] ?? '';
    moveSession(emulation, session, 3, userId);
    publishChange(emulation, account, session, {
      change_type: RETAKEN,
      old_servicer_userid: former,
      new_servicer_userid: userId,
    });
  } else if (session.state !== 3 || session.servicerUserId !== userId) {
    throw new ControlError(409, `${userId} is not serving this session (state ${session.state}): take it first`);
  }
  const written = writeKfEntry(emulation, account.corpId, message);
  const msgid = publishEntry(emulation, account, {
    open_kfid: account.openKfId,
    external_userid: session.externalUserId,
    origin: 5,
    servicer_userid: userId,
    ...written.entry,
  });
  const item = emulation.inboxes.showPerson(session.personId, {
    channel: 'kf',
    direction: 'received',
    from: 'servicer',
    openKfId: account.openKfId,
    msgtype: written.msgtype,
    text: written.text,
    payload: written.payload,
    msgid,
    servicerUserId: userId,
  });
  return { msgid, at: item.at };
}

/** Takes a session out of the waiting pool. */
export function servicerTakes(
  emulation: Emulation,
  account: KfAccountRow,
  session: KfSessionRow,
  userId: string,
): void {
  if (session.state !== 2) throw new ControlError(409, `the session is in state ${session.state}, not in the pool`);
  moveSession(emulation, session, 3, userId);
  const msgCode = issueCode(emulation, session, 'taken');
  publishChange(emulation, account, session, { change_type: TAKEN, new_servicer_userid: userId, msg_code: msgCode });
}

export function servicerTransfers(
  emulation: Emulation,
  account: KfAccountRow,
  session: KfSessionRow,
  userId: string,
  to: string,
): void {
  requireServing(session, userId);
  moveSession(emulation, session, 3, to);
  publishChange(emulation, account, session, {
    change_type: TRANSFERRED,
    old_servicer_userid: userId,
    new_servicer_userid: to,
  });
}

export function servicerEnds(emulation: Emulation, account: KfAccountRow, session: KfSessionRow, userId: string): void {
  requireServing(session, userId);
  moveSession(emulation, session, 4);
  emulation.state.facts.put(formerKey(session), { userId });
  const msgCode = issueCode(emulation, session, 'end');
  publishChange(emulation, account, session, { change_type: ENDED, old_servicer_userid: userId, msg_code: msgCode });
}

/** Event numbers: 1 receiving, 2 stopped – not those of servicer/list (K16). */
export function servicerChangesStatus(
  emulation: Emulation,
  account: KfAccountRow,
  userId: string,
  status: 'receiving' | 'stopped' | 'suspended',
): void {
  const servicer = account.servicers.find((one) => one.userId === userId);
  if (servicer === undefined) throw new ControlError(404, `${userId} is no servicer of ${account.openKfId}`);
  servicer.status = status;
  emulation.state.kfAccounts.put(account.openKfId, account);
  publishEvent(emulation, account, {
    event_type: 'servicer_status_change',
    servicer_userid: userId,
    status: status === 'receiving' ? 1 : 2,
    ...(status === 'receiving' ? {} : { stop_type: status === 'stopped' ? 0 : 1 }),
  });
}

/** A servicer shuts out an owner, or lets them in again. */
export function servicerRejects(
  emulation: Emulation,
  account: KfAccountRow,
  session: KfSessionRow,
  userId: string,
  on: boolean,
): void {
  publishEvent(emulation, account, {
    event_type: 'reject_customer_msg_switch_change',
    servicer_userid: userId,
    external_userid: session.externalUserId,
    reject_switch: on ? 1 : 0,
  });
}

function requireServing(session: KfSessionRow, userId: string): void {
  if (session.state === 3 && session.servicerUserId === userId) return;
  throw new ControlError(409, `${userId} is not serving this session (state ${session.state})`);
}

function publishChange(
  emulation: Emulation,
  account: KfAccountRow,
  session: KfSessionRow,
  change: Record<string, unknown>,
): void {
  publishEvent(emulation, account, {
    event_type: 'session_status_change',
    external_userid: session.externalUserId,
    ...change,
  });
}

/** Who served last: an ended session that is taken up again names them. */
function formerKey(session: KfSessionRow): string {
  return `kf-former/${session.openKfId}/${session.externalUserId}`;
}
