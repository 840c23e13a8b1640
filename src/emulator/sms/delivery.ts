import type { SmsMessageRow } from '../core/sms-rows.ts';
import type { Emulation } from '../emulation.ts';
import { ownerOfNumber } from './accounts.ts';
import { outcomeCode, type PhoneCondition } from './phones.ts';
import { pushReport } from './pushes.ts';

/** Takes a message from a vendor's account: the phone shows it if it can, the report follows. */
export function acceptSms(
  emulation: Emulation,
  message: Omit<SmsMessageRow, 'at' | 'status' | 'code'> & { refused?: boolean },
): SmsMessageRow {
  const { refused, ...rest } = message;
  const row: SmsMessageRow = { ...rest, at: emulation.clock.now(), status: 'pending', code: '' };
  const script = takeReportScript(emulation, row.keyId);
  const condition: PhoneCondition = refused === true ? 'blacklisted' : conditionOf(emulation, row.number);
  const code = script?.code ?? outcomeCode(row.vendor, condition);
  const delivered = code === outcomeCode(row.vendor, 'ok');
  emulation.state.smsMessages.put(row.id, row);
  const silent = condition === 'silent' && script?.code === undefined;
  if (delivered || silent) {
    emulation.inboxes.showPerson(ownerOfNumber(emulation, row.number), {
      channel: 'sms',
      direction: 'received',
      from: 'business',
      msgtype: 'sms',
      text: row.content,
      payload: { number: row.number, signature: row.signature, templateId: row.templateId, segments: row.segments },
      msgid: row.batchId,
      smsKeyId: row.keyId,
      ...(row.outId === undefined ? {} : { idempotencyKey: row.outId }),
    });
  }
  // "Sometimes never": the phone has it and nobody is told.
  if (silent) return row;
  const delay = script?.delaySeconds ?? emulation.switches.smsReportSeconds;
  emulation.timers.after(delay, 'sms-report', { id: row.id, code, delivered });
  return row;
}

export function registerSmsTimers(emulation: Emulation): void {
  emulation.timers.handle('sms-report', (data) => {
    const row = emulation.state.smsMessages.get(String(data['id']));
    if (row === undefined) return;
    row.status = data['delivered'] === true ? 'delivered' : 'failed';
    row.code = String(data['code']);
    row.reportedAt = emulation.clock.now();
    emulation.state.smsMessages.put(row.id, row);
    pushReport(emulation, row);
  });
}

function conditionOf(emulation: Emulation, number: string): PhoneCondition {
  return (emulation.state.facts.get(`phone/${number}`)?.['condition'] ?? 'ok') as PhoneCondition;
}

function takeReportScript(emulation: Emulation, keyId: string): { code?: string; delaySeconds: number } | undefined {
  const key = `sms-report/${keyId}`;
  const script = emulation.state.facts.get(key);
  if (script === undefined) return undefined;
  const times = Number(script['times'] ?? Infinity) - 1;
  if (times <= 0) emulation.state.facts.delete(key);
  else if (Number.isFinite(times)) emulation.state.facts.put(key, { ...script, times });
  const code = script['code'];
  return { ...(typeof code === 'string' ? { code } : {}), delaySeconds: Number(script['delaySeconds']) };
}
