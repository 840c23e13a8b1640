import { Fields, type WecomCall } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { Emulation } from '../emulation.ts';
import { requireAccount } from './sessions.ts';

const MAX_LIMIT = 1000;

/** kf/sync_msg (K2–K6). */
export function syncMsg(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const account = requireAccount(emulation, call.app, fields.text('open_kfid'));
  checkToken(emulation, account.corpId, fields.text('token'));
  const limit = fields.number('limit') ?? MAX_LIMIT;
  if (limit < 1 || limit > MAX_LIMIT) throw new PlatformError(40058, 'limit out of range');
  const cursor = fields.text('cursor');
  const position = cursor === '' ? 0 : readCursor(account.openKfId, cursor);
  call.effect = false;
  const pages = emulation.state.facts.get(`kf-pages/${account.openKfId}`) ?? {};
  const expired = Number(emulation.state.facts.get(`kf-expired/${account.openKfId}`)?.['seq'] ?? 0);
  const start = Math.max(startOf(emulation, account.openKfId, position), expired);
  const page = emulation.kfHistory.page(account.openKfId, start, pageSize(pages, limit), emulation.clock.now());
  const emptyPages = Number(pages['emptyPages'] ?? 0);
  if (emptyPages > 0 && page.entries.length > 0) {
    emulation.state.facts.put(`kf-pages/${account.openKfId}`, { ...pages, emptyPages: emptyPages - 1 });
    // Another cursor for the same place: a client that stops at an empty list, or at an unchanged cursor, loses messages.
    const next = writeCursor(account.openKfId, start, emulation.ids.next('empty-page'));
    return { next_cursor: next, has_more: 1, msg_list: [] };
  }
  const end = page.entries.at(-1)?.seq ?? start;
  const served = `kf-served/${account.openKfId}/${call.app.agentId}`;
  const known = Number(emulation.state.facts.get(served)?.['seq'] ?? 0);
  if (end > known) emulation.state.facts.put(served, { seq: end });
  return {
    next_cursor: writeCursor(account.openKfId, end, 0),
    has_more: page.more ? 1 : 0,
    msg_list: page.entries.map((row) => row.entry),
  };

  /** With the switch off, what was served once is not served again, whatever the cursor says. */
  function startOf(emulation: Emulation, openKfId: string, position: number): number {
    if (emulation.switches.kfCursorRepeatable) return position;
    const served = Number(emulation.state.facts.get(`kf-served/${openKfId}/${call.app.agentId}`)?.['seq'] ?? 0);
    return Math.max(position, served);
  }
}

function pageSize(pages: Record<string, unknown>, limit: number): number {
  const most = Number(pages['maxPageSize'] ?? MAX_LIMIT);
  return Math.min(limit, most);
}

/** @throws {PlatformError} 95007 for a token that is unknown or older than 10 minutes, 45009 without one too often (K2) */
function checkToken(emulation: Emulation, corpId: string, token: string): void {
  if (token === '') {
    const pulls = emulation.quotas.count(`kf-tokenless/${corpId}`, 60);
    if (pulls > emulation.switches.kfTokenlessPullsPerMinute) throw new PlatformError(45009, 'api freq out of limit');
    return;
  }
  const known = emulation.state.facts.get(`kf-token/${token}`);
  if (known?.['corpId'] !== corpId || Number(known['expiresAt']) <= emulation.clock.now()) {
    throw new PlatformError(95007, 'invalid msg token');
  }
}

/** Opaque for clients, ≤ 64 bytes. */
function writeCursor(openKfId: string, seq: number, detour: number): string {
  return Buffer.from(`${checksum(openKfId)}.${seq}.${detour}`).toString('base64url');
}

/** @throws {PlatformError} 50100 for a cursor of another account or none at all */
function readCursor(openKfId: string, cursor: string): number {
  const [owner, seq] = Buffer.from(cursor, 'base64url').toString('utf8').split('.');
  const position = Number(seq);
  if (owner !== checksum(openKfId) || !Number.isSafeInteger(position) || position < 0) {
    throw new PlatformError(50100, 'invalid cursor');
  }
  return position;
}

function checksum(openKfId: string): string {
  let sum = 7;
  for (const character of openKfId) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 0xffffff;
  return sum.toString(36);
}
