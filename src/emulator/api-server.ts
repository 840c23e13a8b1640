import type { IncomingMessage, ServerResponse } from 'node:http';
import { BinaryAnswer, shortPath, WRONG_TYPE, type ApiAnswer, type ApiCall, type Platform } from './api.ts';
import { answerWithFault, isWorking, type WholeAnswer } from './core/faulty-answer.ts';
import { parseJsonObject, readBody } from './core/http.ts';
import { PlatformError } from './core/platform-error.ts';
import type { Emulation } from './emulation.ts';
import { officialApi } from './official-account/api.ts';
import { findOfficialAccount } from './official-account/tokens.ts';
import { wecomApi } from './wecom/api.ts';
import { findApp } from './wecom/tokens.ts';

const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** Answers one platform call: fault, method, token, address, quota, body, handler, journal, record, answer. */
export async function serveApi(
  emulation: Emulation,
  platform: Platform,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://emulator');
  const body = await readBody(request, MAX_BODY_BYTES);
  const call: ApiCall = {
    query: url.searchParams,
    body: {},
    rawBody: body ?? Buffer.alloc(0),
    contentType: request.headers['content-type'] ?? '',
    ip: callerAddress(request),
    host: request.headers.host ?? '',
    effect: true,
  };
  const name = shortPath(path);
  const fault = emulation.faults.take(platform, name);
  let answer: ApiAnswer = {};
  if (isWorking(fault)) {
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.delayMs ?? 1000));
    answer = answerCall(emulation, platform, path, request.method ?? 'GET', call, body === undefined);
  } else {
    call.effect = false;
    if (fault?.kind === 'errcode')
      answer = errorAnswer(emulation, platform, call.ip, fault.errcode ?? -1, 'system busy');
  }
  const failed = !(answer instanceof BinaryAnswer) && answer['errcode'] !== undefined && answer['errcode'] !== 0;
  emulation.recorder.add({
    kind: 'api',
    api: `${platform}:${name}`,
    request: { method: request.method, query: Object.fromEntries(url.searchParams), body: call.body },
    answer: answer instanceof BinaryAnswer ? { file: answer.fileName, bytes: answer.bytes.length } : answer,
    effect: call.effect && !failed,
    ...(fault === undefined ? {} : { fault: fault.kind }),
  });
  emulation.commit();
  if (answer instanceof BinaryAnswer && fault === undefined) {
    sendFile(request, response, answer);
    return;
  }
  answerWithFault(request, response, fault, wholeAnswer(answer));
}

function wholeAnswer(answer: ApiAnswer): WholeAnswer {
  if (!(answer instanceof BinaryAnswer)) {
    const bytes = Buffer.from(JSON.stringify(answer), 'utf8');
    return { status: 200, contentType: 'application/json; charset=UTF-8', bytes };
  }
  const headers = { 'content-disposition': disposition(answer) };
  return { status: 200, contentType: answer.contentType, bytes: answer.bytes, headers };
}

function answerCall(
  emulation: Emulation,
  platform: Platform,
  path: string,
  method: string,
  call: ApiCall,
  tooLarge: boolean,
): ApiAnswer {
  let badJson = false;
  try {
    const run = prepare(emulation, platform, path, method, call);
    if (tooLarge) throw new PlatformError(45001, 'media size out of limit');
    if (method === 'POST' && !run.rawBody) {
      const parsed = parseJsonObject(call.rawBody.toString('utf8'));
      badJson = parsed === undefined;
      call.body = parsed ?? {};
      if (badJson && platform === 'official-account') throw new PlatformError(47001, 'data format error');
    }
    const answer = run.handle();
    if (badJson) throw new PlatformError(47001, 'data format error');
    if (answer instanceof BinaryAnswer) return answer;
    return { errcode: 0, errmsg: 'ok', ...answer };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    const code = platform === 'official-account' && error.errcode === WRONG_TYPE ? 47001 : error.errcode;
    const warning = badJson && platform === 'wecom' ? ' Warning: wrong json format. ' : '';
    return { ...errorAnswer(emulation, platform, call.ip, code, error.message + warning), ...error.fields };
  }
}

/** Everything that is checked before the body: path, method, token, address, quota. */
function prepare(
  emulation: Emulation,
  platform: Platform,
  path: string,
  method: string,
  call: ApiCall,
): { rawBody: boolean; handle: () => ApiAnswer } {
  const table = platform === 'wecom' ? wecomApi(emulation) : officialApi(emulation);
  const open = table.open.get(path);
  if (open !== undefined) {
    checkMethod(open.method, method);
    emulation.quotas.countCall(platform, path, call.ip);
    return { rawBody: open.rawBody === true, handle: () => open.run(call) };
  }
  if (platform === 'wecom') {
    const route = wecomApi(emulation).routes.get(path);
    if (route === undefined) throw new PlatformError(40066, 'invalid url');
    checkMethod(route.method, method);
    const app = findApp(emulation, call);
    if (route.ownQuota !== true) emulation.quotas.countCall(app.corpId, path, call.ip);
    return { rawBody: route.rawBody === true, handle: () => route.run(Object.assign(call, { app })) };
  }
  const route = officialApi(emulation).routes.get(path);
  if (route === undefined) throw new PlatformError(40066, 'invalid url');
  checkMethod(route.method, method);
  const account = findOfficialAccount(emulation, call);
  if (route.ownQuota !== true) emulation.quotas.countCall(account.appId, path, call.ip);
  return { rawBody: route.rawBody === true, handle: () => route.run(Object.assign(call, { account })) };
}

function checkMethod(wanted: 'GET' | 'POST' | 'ANY', method: string): void {
  if (wanted === 'ANY' || wanted === method) return;
  throw wanted === 'POST'
    ? new PlatformError(43002, 'require POST method')
    : new PlatformError(43001, 'require GET method');
}

/** errmsg carries a random hint: whoever matches its text fails (G2). */
function errorAnswer(
  emulation: Emulation,
  platform: Platform,
  ip: string,
  errcode: number,
  message: string,
): Record<string, unknown> {
  const hint = emulation.ids.fresh('hint', 24);
  const errmsg =
    platform === 'wecom'
      ? `${message}, hint: [${emulation.clock.seconds()}_${hint}], from ip: ${ip}, more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`
      : `${message} rid: ${hint}`;
  return { errcode, errmsg };
}

function callerAddress(request: IncomingMessage): string {
  // Lets a test call "from" another address; the real platform sees the socket's.
  const pretended = request.headers['x-emulator-client-ip'];
  return typeof pretended === 'string' ? pretended : (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
}

function disposition(file: BinaryAnswer): string {
  return `attachment; filename="${encodeURIComponent(file.fileName)}"`;
}

function sendFile(request: IncomingMessage, response: ServerResponse, file: BinaryAnswer): void {
  const headers = {
    'content-type': file.contentType,
    'content-disposition': disposition(file),
    'accept-ranges': 'bytes',
  };
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  if (range === null) {
    response.writeHead(200, { ...headers, 'content-length': file.bytes.length });
    response.end(file.bytes);
    return;
  }
  const from = Number(range[1]);
  const to = Math.min(range[2] === '' ? file.bytes.length - 1 : Number(range[2]), file.bytes.length - 1);
  response.writeHead(206, { ...headers, 'content-range': `bytes ${from}-${to}/${file.bytes.length}` });
  response.end(file.bytes.subarray(from, to + 1));
}
