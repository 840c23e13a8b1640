import { buildXml } from '../core/xml.ts';
import type { KfAccountRow } from '../core/state.ts';
import type { Emulation } from '../emulation.ts';

const TOKEN_SECONDS = 600;

/** Appends an entry to the account's history and wakes the service with a callback that holds no content (K1). */
export function publishEntry(emulation: Emulation, account: KfAccountRow, entry: Record<string, unknown>): string {
  const { clock, ids } = emulation;
  const msgid = ids.fresh('kf-entry', 32);
  emulation.kfHistory.append(account.openKfId, clock.now(), { msgid, send_time: clock.seconds(), ...entry });
  const token = `ENC${ids.fresh('kf-token', 40)}`;
  emulation.state.facts.put(`kf-token/${token}`, {
    corpId: account.corpId,
    expiresAt: clock.now() + TOKEN_SECONDS * 1000,
  });
  emulation.deliveries.send({
    receiver: { type: 'kf', openKfId: account.openKfId },
    name: 'kf_msg_or_event',
    xml: buildXml({
      ToUserName: account.corpId,
      CreateTime: clock.seconds(),
      MsgType: 'event',
      Event: 'kf_msg_or_event',
      Token: token,
      OpenKfId: account.openKfId,
    }),
  });
  return msgid;
}

/** A system event: ids stand only inside `event` (K6). */
export function publishEvent(emulation: Emulation, account: KfAccountRow, event: Record<string, unknown>): void {
  const whole = { ...event, open_kfid: account.openKfId };
  publishEntry(emulation, account, { origin: 4, msgtype: 'event', event: whole });
}

/** msg_send_fail after the scripted delay (K10). */
export function publishSendFail(
  emulation: Emulation,
  failure: { openKfId: string; externalUserId: string; msgid: string; failType: number; delaySeconds: number },
): void {
  emulation.timers.after(failure.delaySeconds, 'kf-send-fail', { ...failure });
}

export function registerKfTimers(emulation: Emulation): void {
  emulation.timers.handle('kf-send-fail', (data) => {
    const account = emulation.state.kfAccounts.get(String(data['openKfId']));
    if (account === undefined) return;
    publishEvent(emulation, account, {
      event_type: 'msg_send_fail',
      external_userid: String(data['externalUserId']),
      fail_msgid: String(data['msgid']),
      fail_type: Number(data['failType']),
    });
  });
}
