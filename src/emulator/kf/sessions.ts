import { sessionKey } from '../core/keys.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { AppRow, KfAccountRow, KfCodeRow, KfSessionRow } from '../core/state.ts';
import type { Emulation } from '../emulation.ts';

export const WINDOW_SECONDS = 48 * 3600;
export const WINDOW_MESSAGES = 5;
const SHORT_CODE_SECONDS = 20;

/**
 * The account, when it exists in the app's corp and is granted to the app.
 *
 * @throws {PlatformError} 95000 missing, 95004 unknown, 48007 not granted (K17)
 */
export function requireAccount(emulation: Emulation, app: AppRow, openKfId: string): KfAccountRow {
  if (openKfId === '') throw new PlatformError(95000, 'invalid open_kfid');
  const account = emulation.state.kfAccounts.get(openKfId);
  if (account === undefined || account.corpId !== app.corpId) throw new PlatformError(95004, 'open_kfid not exist');
  if (!account.agentIds.includes(app.agentId)) throw new PlatformError(48007, 'kf account not authorized to this app');
  return account;
}

/** @throws {PlatformError} 40096 when nobody of that id ever met the account */
export function requireSession(emulation: Emulation, account: KfAccountRow, externalUserId: string): KfSessionRow {
  const session = emulation.state.kfSessions.get(sessionKey(account.openKfId, externalUserId));
  if (session === undefined) throw new PlatformError(40096, 'invalid external userid');
  return session;
}

export function saveSession(emulation: Emulation, session: KfSessionRow): void {
  emulation.state.kfSessions.put(sessionKey(session.openKfId, session.externalUserId), session);
}

/** Changes the state; codes bound to the former one die with it (K12). */
export function moveSession(
  emulation: Emulation,
  session: KfSessionRow,
  state: KfSessionRow['state'],
  servicerUserId?: string,
): void {
  session.state = state;
  session.stateSerial += 1;
  if (state === 3 && servicerUserId !== undefined) session.servicerUserId = servicerUserId;
  else delete session.servicerUserId;
  saveSession(emulation, session);
}

/** An event code: welcome and end live 20 s, pool and taken 48 h (K11, K12). */
export function issueCode(emulation: Emulation, session: KfSessionRow, purpose: KfCodeRow['purpose']): string {
  const code = emulation.ids.fresh('kf-code', 43);
  const seconds = purpose === 'welcome' || purpose === 'end' ? SHORT_CODE_SECONDS : WINDOW_SECONDS;
  emulation.state.kfCodes.put(code, {
    code,
    openKfId: session.openKfId,
    externalUserId: session.externalUserId,
    purpose,
    stateSerial: session.stateSerial,
    expiresAt: emulation.clock.now() + seconds * 1000,
  });
  return code;
}

/** Whether the owner wrote less than 48 h ago. */
export function isWindowOpen(emulation: Emulation, session: KfSessionRow): boolean {
  const since = session.lastCustomerMessageAt;
  return since !== undefined && emulation.clock.now() - since < WINDOW_SECONDS * 1000;
}
