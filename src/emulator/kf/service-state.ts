import { Fields, type WecomCall } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { KfAccountRow, KfCodeRow, KfSessionRow } from '../core/state.ts';
import type { Emulation } from '../emulation.ts';
import { issueCode, moveSession, requireAccount, requireSession } from './sessions.ts';

export function getServiceState(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const account = requireAccount(emulation, call.app, fields.text('open_kfid'));
  const session = requireSession(emulation, account, fields.text('external_userid'));
  call.effect = false;
  return { service_state: session.state, servicer_userid: session.servicerUserId ?? '' };
}

/** service_state/trans (K13); emits no session_status_change (K15). */
export function transServiceState(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const account = requireAccount(emulation, call.app, fields.text('open_kfid'));
  const session = requireSession(emulation, account, fields.text('external_userid'));
  const target = fields.number('service_state');
  if (target !== 0 && target !== 1 && target !== 2 && target !== 3 && target !== 4) {
    throw new PlatformError(95016, 'invalid service_state');
  }
  if (session.state === 4) throw new PlatformError(95013, 'session already end');
  if (!isAllowed(emulation, session.state, target)) throw new PlatformError(95016, 'not allow to change to this state');
  const servicer = target === 3 ? requireServicer(account, fields.text('servicer_userid')) : undefined;
  if (session.state === 3 && target === 3 && session.servicerUserId === servicer) {
    throw new PlatformError(95016, 'already taken by this servicer');
  }
  const former = session.state;
  moveSession(emulation, session, target, servicer);
  const purpose = codePurpose(former, session);
  return purpose === undefined ? {} : { msg_code: issueCode(emulation, session, purpose) };
}

function isAllowed(emulation: Emulation, from: KfSessionRow['state'], to: KfSessionRow['state']): boolean {
  const { kfAllowZeroToOne, kfAllowEndFromAnyState } = emulation.switches;
  if (to === 4) return from === 3 || kfAllowEndFromAnyState;
  if (to === 3) return true;
  if (to === 2) return from === 0 || from === 1;
  return to === 1 && from === 0 && kfAllowZeroToOne;
}

/** A reply code at the first change to 2 or 3, an end code at the change to 4. */
function codePurpose(former: KfSessionRow['state'], session: KfSessionRow): KfCodeRow['purpose'] | undefined {
  if (session.state === 4) return 'end';
  if (session.state === 2) return 'pool';
  return session.state === 3 && former !== 3 ? 'taken' : undefined;
}

/** @throws {PlatformError} 95014 no servicer of the account, 95019 not receiving */
function requireServicer(account: KfAccountRow, userId: string): string {
  const servicer = account.servicers.find((one) => one.userId.toLowerCase() === userId.toLowerCase());
  if (servicer === undefined) throw new PlatformError(95014, 'not a servicer');
  if (servicer.status !== 'receiving') throw new PlatformError(95019, 'servicer stopped');
  return servicer.userId;
}
