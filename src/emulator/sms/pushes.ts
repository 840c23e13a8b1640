import type { SmsMessageRow } from '../core/sms-rows.ts';
import type { Emulation } from '../emulation.ts';
import type { SmsAccountInput } from '../world.ts';
import { shanghaiTime } from './times.ts';

/** Tells the account's receiver how a message ended; unsigned, as both vendors send it. Nothing when there is no address. */
export function pushReport(emulation: Emulation, row: SmsMessageRow): void {
  const account = emulation.state.smsAccounts.get(row.keyId);
  if (row.vendor === 'huawei') {
    if (row.statusCallback === undefined) return;
    for (let sequence = 1; sequence <= row.segments; sequence += 1) {
      push(emulation, row.statusCallback, 'report', 'form', huaweiReport(row, sequence));
    }
    return;
  }
  if (account?.reportUrl === undefined) return;
  const report = {
    phone_number: row.number,
    send_time: shanghaiTime(row.at),
    report_time: shanghaiTime(row.reportedAt ?? row.at),
    success: row.status === 'delivered',
    err_code: row.code,
    err_msg: row.status === 'delivered' ? '用户接收成功' : '发送失败',
    sms_size: String(row.segments),
    biz_id: row.batchId,
    ...(row.outId === undefined ? {} : { out_id: row.outId }),
  };
  push(emulation, account.reportUrl, 'report', 'json', JSON.stringify([report]));
}

/** Passes on what an owner answered by SMS. */
export function pushReply(emulation: Emulation, account: SmsAccountInput, last: SmsMessageRow, text: string): void {
  if (account.replyUrl === undefined) return;
  const now = emulation.clock.now();
  if (account.vendor === 'aliyun') {
    const reply = {
      phone_number: last.number,
      content: text,
      send_time: shanghaiTime(now),
      sign_name: last.signature,
      dest_code: '01',
      sequence_id: emulation.ids.next('sms-reply'),
    };
    return push(emulation, account.replyUrl, 'reply', 'json', JSON.stringify([reply]));
  }
  const body = new URLSearchParams({
    from: `+86${last.number}`,
    to: last.sender ?? '',
    smsMsgId: `${emulation.ids.fresh('sms-msgid', 32)}_${emulation.ids.next('sms-reply')}`,
    body: text,
    createTime: utcTime(now),
  });
  return push(emulation, account.replyUrl, 'reply', 'form', body.toString());
}

function huaweiReport(row: SmsMessageRow, sequence: number): string {
  return new URLSearchParams({
    sequence: String(sequence),
    total: String(row.segments),
    orgCode: row.code === 'DELIVRD' ? '000' : row.code,
    updateTime: utcTime(row.reportedAt ?? row.at),
    source: '2',
    smsMsgId: row.batchId,
    status: row.code,
    // The number comes only together with what the sender gave as extend.
    ...(row.outId === undefined ? {} : { extend: row.outId, to: `+86${row.number}` }),
  }).toString();
}

function push(
  emulation: Emulation,
  url: string,
  name: 'report' | 'reply',
  format: 'json' | 'form',
  body: string,
): void {
  emulation.deliveries.send({ receiver: { type: 'sms', url, format }, name, xml: body });
}

/** `2026-11-22T01:00:00Z` */
export function utcTime(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
