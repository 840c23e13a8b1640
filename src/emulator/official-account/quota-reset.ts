import { Fields, type OfficialCall } from '../api.ts';
import { dayOf } from '../core/days.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { Emulation } from '../emulation.ts';

/** Resets a month. */
const RESETS = 10;

/** clear_quota: the day's counters start again, ten times a month (O13). @throws {PlatformError} 40013, 48006 */
export function clearQuota(emulation: Emulation, call: OfficialCall): Record<string, unknown> {
  const { appId } = call.account;
  if (new Fields(call.body).text('appid') !== appId) throw new PlatformError(40013, 'invalid appid');
  const key = `clear-quota/${appId}`;
  const month = dayOf(emulation.clock.now()).slice(0, 7);
  const known = emulation.state.facts.get(key);
  const count = known?.['month'] === month ? Number(known['count']) : 0;
  if (count >= RESETS) throw new PlatformError(48006, 'forbid to clear quota because of reaching the limit');
  emulation.state.facts.put(key, { month, count: count + 1 });
  emulation.state.facts.delete(templateQuotaKey(appId));
  emulation.quotas.release(`api/${appId}/`);
  return {};
}

/** openapi/quota/get: what is left of the day. */
export function getQuota(emulation: Emulation, call: OfficialCall): Record<string, unknown> {
  const path = new Fields(call.body).text('cgi_path');
  if (!path.startsWith('/')) throw new PlatformError(76021, 'cgi_path not found, please check');
  call.effect = false;
  const limit = emulation.switches.oaDailyTemplateQuota;
  const used = path === '/cgi-bin/message/template/send' ? templatesOfToday(emulation, call.account.appId) : 0;
  return { quota: { daily_limit: limit, used, remain: Math.max(0, limit - used) } };
}

export function templateQuotaKey(appId: string): string {
  return `template-quota/${appId}`;
}

/** Template messages of the Shanghai day (O5). */
export function templatesOfToday(emulation: Emulation, appId: string): number {
  const known = emulation.state.facts.get(templateQuotaKey(appId));
  return known?.['day'] === dayOf(emulation.clock.now()) ? Number(known['count']) : 0;
}
