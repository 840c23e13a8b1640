import type { WecomCall, WecomRoute } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { Emulation } from '../emulation.ts';

const TICKET_SECONDS = 7200;
const CORP_CALLS_AN_HOUR = 400;
const APP_CALLS_AN_HOUR = 100;

/** JS-SDK tickets: the corp's for wx.config, the app's for agentConfig (T8). */
export function ticketRoutes(emulation: Emulation): WecomRoute[] {
  return [
    { path: 'cgi-bin/get_jsapi_ticket', method: 'GET', run: (call) => corpTicket(emulation, call) },
    { path: 'cgi-bin/ticket/get', method: 'GET', run: (call) => appTicket(emulation, call) },
  ];
}

function corpTicket(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const { corpId, agentId } = call.app;
  limit(emulation, `jsapi/${corpId}`, CORP_CALLS_AN_HOUR);
  limit(emulation, `jsapi/${corpId}/${agentId}`, APP_CALLS_AN_HOUR);
  return currentTicket(emulation, `jsapi/${corpId}`);
}

function appTicket(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const { corpId, agentId } = call.app;
  if (call.query.get('type') !== 'agent_config') throw new PlatformError(40058, 'invalid type');
  limit(emulation, `agent-ticket/${corpId}/${agentId}`, APP_CALLS_AN_HOUR);
  return currentTicket(emulation, `agent-ticket/${corpId}/${agentId}`);
}

/** The same ticket with its remaining life; a new one after that. */
export function currentTicket(emulation: Emulation, owner: string): Record<string, unknown> {
  const key = `ticket/${owner}`;
  const now = emulation.clock.now();
  let row = emulation.state.facts.get(key);
  if (row === undefined || Number(row['expiresAt']) <= now) {
    const ticket = `kgt8${emulation.ids.fresh('jsapi-ticket', 82)}`;
    row = emulation.state.facts.put(key, { ticket, expiresAt: now + TICKET_SECONDS * 1000 });
  }
  return { ticket: row['ticket'], expires_in: Math.ceil((Number(row['expiresAt']) - now) / 1000) };
}

/** @throws {PlatformError} 45009 beyond `count` calls an hour */
function limit(emulation: Emulation, key: string, count: number): void {
  if (emulation.quotas.count(key, 3600) > count) throw new PlatformError(45009, 'api freq out of limit');
}
