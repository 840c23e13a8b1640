import { Fields } from '../api.ts';
import { sessionKey } from '../core/keys.ts';
import { ControlError } from '../core/platform-error.ts';
import type { KfAccountRow, KfSessionRow, PersonRow } from '../core/state.ts';
import type { OutgoingMessage, SentMessage } from '../control-types.ts';
import type { Emulation } from '../emulation.ts';
import { writeKfEntry } from './entries.ts';
import { publishEntry, publishEvent } from './events.ts';
import { isWindowOpen, issueCode, moveSession, saveSession, WINDOW_SECONDS } from './sessions.ts';

/** The session of an owner with an account; the first contact creates it in state 4 (not started). */
export function openSession(emulation: Emulation, person: PersonRow, account: KfAccountRow): KfSessionRow {
  const externalUserId = externalUserIdOf(emulation, person, account.corpId);
  const known = emulation.state.kfSessions.get(sessionKey(account.openKfId, externalUserId));
  if (known !== undefined) return known;
  const session: KfSessionRow = {
    openKfId: account.openKfId,
    externalUserId,
    personId: person.personId,
    state: 4,
    stateSerial: 0,
    sentInWindow: 0,
    ...(isConsultLimitReached(emulation, account.corpId) ? { beyondConsultLimit: true } : {}),
  };
  saveSession(emulation, session);
  return session;
}

/** The owner's id in a corp, generated at first use. */
export function externalUserIdOf(emulation: Emulation, person: PersonRow, corpId: string): string {
  const known = person.externalUserIds[corpId];
  if (known !== undefined) return known;
  const generated = `wm${emulation.ids.fixed(`external-user/${corpId}/${person.personId}`, 30)}`;
  person.externalUserIds[corpId] = generated;
  emulation.state.people.put(person.personId, person);
  return generated;
}

/** The owner writes: opens the 48 h window and, after an end, a new session (K7, K14). */
export function ownerSays(
  emulation: Emulation,
  person: PersonRow,
  account: KfAccountRow,
  message: OutgoingMessage,
): SentMessage {
  const session = openSession(emulation, person, account);
  const written = writeKfEntry(emulation, account.corpId, message);
  if (session.state === 4) moveSession(emulation, session, 0);
  session.lastCustomerMessageAt = emulation.clock.now();
  session.sentInWindow = 0;
  saveSession(emulation, session);
  const ids = { open_kfid: account.openKfId, external_userid: session.externalUserId };
  const msgid = publishEntry(emulation, account, { ...ids, origin: 3, ...written.entry });
  const item = emulation.inboxes.showPerson(person.personId, {
    channel: 'kf',
    direction: 'sent',
    from: 'person',
    openKfId: account.openKfId,
    msgtype: written.msgtype,
    text: written.text,
    payload: written.payload,
    msgid,
  });
  return { msgid, at: item.at };
}

/** The owner opens the chat through a link (K11). */
export function ownerEnters(
  emulation: Emulation,
  person: PersonRow,
  account: KfAccountRow,
  link: { scene?: string; sceneParam?: string },
): { welcomeCode: string | null } {
  const session = openSession(emulation, person, account);
  const now = emulation.clock.now();
  const recent = (at: number | undefined): boolean => at !== undefined && now - at < WINDOW_SECONDS * 1000;
  const wrote = emulation.switches.kfWelcomeMessageWindowBounded
    ? recent(session.lastCustomerMessageAt)
    : session.lastCustomerMessageAt !== undefined;
  const welcomeCode = recent(session.lastWelcomeAt) || wrote ? null : issueCode(emulation, session, 'welcome');
  if (link.scene !== undefined) session.scene = link.scene;
  if (link.sceneParam !== undefined) session.sceneParam = link.sceneParam;
  saveSession(emulation, session);
  publishEvent(emulation, account, {
    event_type: 'enter_session',
    external_userid: session.externalUserId,
    scene: link.scene ?? '',
    scene_param: link.sceneParam ?? '',
    ...(welcomeCode === null ? {} : { welcome_code: welcomeCode }),
  });
  return { welcomeCode };
}

/** A click item of a msgmenu: the client sends its text with the item's id (K18). */
export function ownerClicksMenu(
  emulation: Emulation,
  person: PersonRow,
  account: KfAccountRow,
  choice: { id: string; msgid?: string },
): SentMessage {
  const items = emulation.inboxes
    .ofPerson(person.personId)
    .filter((item) => item.channel === 'kf' && item.openKfId === account.openKfId && item.msgtype === 'msgmenu');
  const menu = choice.msgid === undefined ? items.at(-1) : items.find((item) => item.msgid === choice.msgid);
  if (menu === undefined) throw new ControlError(404, 'this person has no such msgmenu');
  const clicks = new Fields(menu.payload)
    .objects('list')
    .map((item) => new Fields(new Fields(item).object('click') ?? {}));
  const clicked = clicks.find((click) => click.text('id') === choice.id);
  if (clicked === undefined) throw new ControlError(409, `the msgmenu has no click item ${choice.id}`);
  return ownerSays(emulation, person, account, { type: 'text', text: clicked.text('content'), menuId: choice.id });
}

export function ownerRecalls(emulation: Emulation, person: PersonRow, account: KfAccountRow, msgid: string): void {
  const item = emulation.inboxes
    .ofPerson(person.personId)
    .find((one) => one.msgid === msgid && one.direction === 'sent');
  if (item === undefined) throw new ControlError(404, 'this person sent no such message');
  item.recalled = true;
  emulation.inboxes.personItemChanged(item);
  const externalUserId = externalUserIdOf(emulation, person, account.corpId);
  publishEvent(emulation, account, {
    event_type: 'user_recall_msg',
    external_userid: externalUserId,
    recall_msgid: msgid,
  });
}

/** What the control API tells about a session. */
export function describeSession(emulation: Emulation, session: KfSessionRow): Record<string, unknown> {
  const open = isWindowOpen(emulation, session);
  const closesAt = (session.lastCustomerMessageAt ?? 0) + WINDOW_SECONDS * 1000;
  return {
    state: session.state,
    servicerUserId: session.servicerUserId ?? null,
    windowClosesAt: open ? new Date(closesAt).toISOString() : null,
    remaining: open ? Math.max(0, 5 - session.sentInWindow) : 0,
    rejecting: session.rejecting === true,
  };
}

/** An unverified corp takes only so many consultations (K17). */
function isConsultLimitReached(emulation: Emulation, corpId: string): boolean {
  const limit = emulation.switches.kfConsultLimit;
  if (limit === null) return false;
  const sessions = emulation.state.kfSessions.values();
  return sessions.filter((one) => emulation.state.kfAccounts.get(one.openKfId)?.corpId === corpId).length >= limit;
}
