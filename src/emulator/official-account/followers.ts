import { followerKey } from '../core/keys.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { FollowerRow, OfficialAccountRow, PersonRow } from '../core/state.ts';
import type { Emulation } from '../emulation.ts';

const MESSAGE_WINDOW_SECONDS = 48 * 3600;
const ACTION_WINDOW_SECONDS = 60;
const MESSAGE_WINDOW_COUNT = 5;
const ACTION_WINDOW_COUNT = 3;

/** The person's relation to an account; the openid is generated at first use. */
export function relationOf(emulation: Emulation, person: PersonRow, appId: string): FollowerRow {
  let openId = person.openIds[appId];
  if (openId === undefined) {
    openId = `o${emulation.ids.fixed(`openid/${appId}/${person.personId}`, 27)}`;
    person.openIds[appId] = openId;
    emulation.state.people.put(person.personId, person);
  }
  const key = followerKey(appId, openId);
  const known = emulation.state.followers.get(key);
  return known ?? emulation.state.followers.put(key, { appId, openId, personId: person.personId, subscribed: false });
}

export function saveRelation(emulation: Emulation, row: FollowerRow): void {
  emulation.state.followers.put(followerKey(row.appId, row.openId), row);
}

/** @throws {PlatformError} 40003 for an openid that is not of this account */
export function requireRelation(emulation: Emulation, account: OfficialAccountRow, openId: string): FollowerRow {
  const row = emulation.state.followers.get(followerKey(account.appId, openId));
  if (row === undefined) throw new PlatformError(40003, 'invalid openid');
  return row;
}

/** A message opens 48 h for five, an action one minute for three (O6). */
export function openWindow(emulation: Emulation, row: FollowerRow, kind: 'message' | 'action'): void {
  row[kind] = { openedAt: emulation.clock.now(), sent: 0 };
  saveRelation(emulation, row);
}

/** @throws {PlatformError} 45015 no window is open, 45047 every open one is used up */
export function useWindow(emulation: Emulation, row: FollowerRow): void {
  const now = emulation.clock.now();
  const kinds = [
    { window: row.action, seconds: ACTION_WINDOW_SECONDS, count: ACTION_WINDOW_COUNT },
    { window: row.message, seconds: MESSAGE_WINDOW_SECONDS, count: MESSAGE_WINDOW_COUNT },
  ];
  const open = kinds.flatMap(({ window, seconds, count }) =>
    window !== undefined && now - window.openedAt < seconds * 1000 ? [{ window, count }] : [],
  );
  if (open.length === 0) throw new PlatformError(45015, 'response out of time limit or subscription is canceled');
  const usable = open.find(({ window, count }) => window.sent < count);
  if (usable === undefined) throw new PlatformError(45047, 'out of response count limit');
  usable.window.sent += 1;
  saveRelation(emulation, row);
}
