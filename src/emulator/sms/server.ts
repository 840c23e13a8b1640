import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerWithFault, isWorking } from '../core/faulty-answer.ts';
import { readBody } from '../core/http.ts';
import type { Emulation } from '../emulation.ts';
import { aliyun } from './aliyun.ts';
import { type SmsAnswer, type SmsCall, SmsRefusal, type SmsVendor } from './call.ts';
import { huawei } from './huawei.ts';

const VENDORS: Record<string, SmsVendor> = { aliyun, huawei };
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** Answers one call of an SMS vendor: fault, signature, handler, journal, record, answer. `path` starts with the vendor's name. */
export async function serveSms(
  emulation: Emulation,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const [name = ''] = path.split('/');
  const vendor = Object.hasOwn(VENDORS, name) ? VENDORS[name] : undefined;
  if (vendor === undefined) return false;
  const url = new URL(request.url ?? '/', 'http://emulator');
  const call: SmsCall = {
    method: request.method ?? 'GET',
    path: path.slice(name.length) || '/',
    fullPath: url.pathname,
    query: url.searchParams,
    body: (await readBody(request, MAX_BODY_BYTES)) ?? Buffer.alloc(0),
    header: (header) => String(request.headers[header] ?? ''),
  };
  const api = vendor.nameOf(call);
  const fault = emulation.faults.take('sms', api);
  if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.delayMs ?? 1000));
  let answer: SmsAnswer = { status: 200, body: {}, effect: false };
  if (isWorking(fault)) answer = answerCall(emulation, vendor, call);
  else if (fault?.kind === 'errcode') {
    const refusal = new SmsRefusal(fault.status ?? 200, fault.code ?? 'isp.SYSTEM_ERROR', 'scripted refusal');
    answer = vendor.refuse(emulation, refusal);
  }
  emulation.recorder.add({
    kind: 'api',
    api: `sms:${api}`,
    request: { method: call.method, query: Object.fromEntries(call.query), body: call.body.toString('utf8') },
    answer: answer.body,
    effect: answer.effect,
    ...(fault === undefined ? {} : { fault: fault.kind }),
  });
  emulation.commit();
  answerWithFault(request, response, fault, {
    status: answer.status,
    contentType: 'application/json; charset=UTF-8',
    bytes: Buffer.from(JSON.stringify(answer.body)),
  });
  return true;
}

function answerCall(emulation: Emulation, vendor: SmsVendor, call: SmsCall): SmsAnswer {
  try {
    return vendor.run(emulation, call);
  } catch (error) {
    if (!(error instanceof SmsRefusal)) throw error;
    return vendor.refuse(emulation, error);
  }
}
