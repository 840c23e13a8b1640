import { followerKey } from '../core/keys.ts';
import type { FollowerRow, OfficialAccountRow } from '../core/state.ts';
import type { Emulation } from '../emulation.ts';
import { publishOfficialEvent } from './events.ts';

/**
 * TEMPLATESENDJOBFINISH for an accepted template message (O4): scripted, or by what the user set.
 *
 * @returns the status that will be told
 */
export function scheduleReceipt(
  emulation: Emulation,
  account: OfficialAccountRow,
  relation: FollowerRow,
  msgid: number,
): string {
  const script = emulation.state.facts.get(`template-receipt/${account.appId}`);
  let status = relation.blocksNotices === true ? 'failed:user block' : 'success';
  if (script !== undefined) {
    if (typeof script['status'] === 'string') status = script['status'];
    if (script['times'] !== undefined) {
      const times = Number(script['times']) - 1;
      if (times <= 0) emulation.state.facts.delete(`template-receipt/${account.appId}`);
      else emulation.state.facts.put(`template-receipt/${account.appId}`, { ...script, times });
    }
  }
  const data = { appId: account.appId, openId: relation.openId, msgid, status };
  emulation.timers.after(Number(script?.['delaySeconds'] ?? 0), 'template-receipt', data);
  return status;
}

export function registerReceiptTimers(emulation: Emulation): void {
  emulation.timers.handle('template-receipt', (data) => {
    const account = emulation.state.officialAccounts.get(String(data['appId']));
    const relation = emulation.state.followers.get(followerKey(String(data['appId']), String(data['openId'])));
    if (account === undefined || relation === undefined) return;
    publishOfficialEvent(emulation, account, relation, {
      Event: 'TEMPLATESENDJOBFINISH',
      MsgID: Number(data['msgid']),
      Status: String(data['status']),
    });
  });
}
