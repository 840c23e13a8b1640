import { randomBytes } from 'node:crypto';
import { plainSignature, seal } from '../core/callback-crypto.ts';
import { appKey } from '../core/keys.ts';
import { ControlError } from '../core/platform-error.ts';
import { exchange } from '../core/receivers.ts';
import type { Emulation } from '../emulation.ts';
import type { CallbackConfig, OfficialAccountCallbackConfig } from '../world.ts';
import { applyWorld, checkCallback, readWorld } from '../world-store.ts';
import { readFault, readMode, readOptions, readWorldInput } from './input.ts';
import { requireApp, requireKfAccount, requireOfficialAccount } from './lookup.ts';
import type { ControlCall, ControlRoute } from './router.ts';

/** Clock, world, faults, tokens, callbacks, switches. */
export function platformRoutes(emulation: Emulation): ControlRoute[] {
  const { clock, timers, faults, deliveries } = emulation;
  const clockState = (): unknown => ({ now: clock.iso(), mode: clock.mode });
  return [
    { method: 'GET', path: '/health', run: () => ({ ok: true }) },
    { method: 'GET', path: '/clock', run: clockState },
    {
      method: 'POST',
      path: '/clock/advance',
      run: ({ fields }) => {
        const to = fields.text('to');
        const target = to === '' ? clock.now() + (fields.number('seconds') ?? 0) * 1000 : Date.parse(to);
        if (!Number.isFinite(target) || target < clock.now())
          throw new ControlError(400, 'the clock only moves forward');
        timers.advanceTo(target);
        return clockState();
      },
    },
    {
      method: 'POST',
      path: '/world',
      run: ({ body }) => {
        applyWorld(emulation, readWorldInput(body));
        return readWorld(emulation);
      },
    },
    { method: 'GET', path: '/world', run: () => readWorld(emulation) },
    { method: 'POST', path: '/faults', run: ({ body }) => ({ id: faults.add(readFault(body)).id }) },
    { method: 'GET', path: '/faults', run: () => ({ faults: faults.list() }) },
    { method: 'DELETE', path: '/faults', run: () => faults.clear() },
    { method: 'POST', path: '/tokens/invalidate', run: (call) => invalidateTokens(emulation, call) },
    { method: 'POST', path: '/callbacks/save', run: (call) => saveCallback(emulation, call) },
    { method: 'POST', path: '/callbacks/mode', run: ({ body }) => deliveries.setMode(readMode(body)) },
    {
      method: 'POST',
      path: '/callbacks/options',
      run: ({ body }) => deliveries.setOptions(readOptions(body)),
    },
    {
      method: 'POST',
      path: '/idle',
      run: async ({ fields }) => {
        const idle = await deliveries.idle(fields.number('timeoutMs') ?? 30_000);
        if (!idle) throw new ControlError(408, `${deliveries.pending} deliveries are still pending`);
        return { idle };
      },
    },
    {
      method: 'GET',
      path: '/media/:mediaId',
      run: ({ params }) => {
        const media = emulation.state.media.get(params['mediaId'] ?? '');
        if (media === undefined) throw new ControlError(404, `no media ${params['mediaId']}`);
        const { kind, fileName, contentType, base64 } = media;
        return { kind, fileName, contentType, base64 };
      },
    },
    { method: 'GET', path: '/switches', run: () => emulation.switches },
    { method: 'POST', path: '/switches', run: ({ body }) => emulation.setSwitches(body) },
  ];
}

function invalidateTokens(emulation: Emulation, { fields }: ControlCall): unknown {
  const [corpId, agentId, appId] = [fields.text('corpId'), fields.number('agentId'), fields.text('appId')];
  const tokens = emulation.state.tokens.values().filter(({ owner }) => {
    if (appId !== '') return owner === `oa/${appId}` || owner === `oa-stable/${appId}`;
    if (corpId === '') return true;
    return agentId === undefined ? owner.startsWith(`wecom/${corpId}/`) : owner === `wecom/${corpId}/${agentId}`;
  });
  for (const { token } of tokens) emulation.state.tokens.delete(token);
  return { invalidated: tokens.length };
}

/** Like pressing 保存 in the admin page: the URL is kept only when it answers the verification (C1). */
async function saveCallback(emulation: Emulation, { fields }: ControlCall): Promise<unknown> {
  const callback: OfficialAccountCallbackConfig = {
    url: fields.text('url'),
    token: fields.text('token'),
    aesKey: fields.text('aesKey'),
  };
  const mode = fields.text('mode');
  if (mode === 'plain' || mode === 'compatible' || mode === 'safe') callback.mode = mode;
  checkCallback(callback);
  const { state } = emulation;
  const [appId, openKfId, corpId, agentId] = [
    fields.text('appId'),
    fields.text('openKfId'),
    fields.text('corpId'),
    fields.number('agentId'),
  ];
  if (appId !== '') {
    const account = requireOfficialAccount(emulation, appId);
    const reason = await verify(emulation, callback, appId, true);
    if (reason === undefined) state.officialAccounts.put(appId, { ...account, callback });
    return { saved: reason === undefined, ...(reason === undefined ? {} : { reason }) };
  }
  const account = openKfId === '' ? undefined : requireKfAccount(emulation, openKfId);
  const app = account === undefined ? requireApp(emulation, corpId, String(agentId)) : undefined;
  const reason = await verify(emulation, callback, account?.corpId ?? corpId, false);
  if (reason !== undefined) return { saved: false, reason };
  if (account !== undefined) state.kfAccounts.put(openKfId, { ...account, callback });
  if (app !== undefined) state.apps.put(appKey(app.corpId, app.agentId), { ...app, callback });
  return { saved: true };
}

/** The GET verification. @returns why it failed */
async function verify(
  emulation: Emulation,
  callback: CallbackConfig,
  receiveId: string,
  official: boolean,
): Promise<string | undefined> {
  const plain = String(emulation.ids.next('echostr') + 5_849_233_948_573_627);
  const timestamp = String(emulation.clock.seconds());
  const nonce = String(1_000_000_000 + emulation.ids.next('nonce'));
  const url = new URL(callback.url);
  const sealed = seal(plain, { ...callback, receiveId }, { timestamp, nonce, random: randomBytes(16) });
  url.searchParams.set(
    official ? 'signature' : 'msg_signature',
    official ? plainSignature(callback.token, timestamp, nonce) : sealed.signature,
  );
  url.searchParams.set('timestamp', timestamp);
  url.searchParams.set('nonce', nonce);
  url.searchParams.set('echostr', official ? plain : sealed.encrypt);
  const deadlineMs = emulation.deliveries.options.verifyDeadlineMs;
  let reason: string | undefined;
  try {
    const answer = await exchange(url, { method: 'GET', deadlineMs });
    if (answer.status !== 200) reason = `HTTP status ${answer.status}`;
    else if (!answer.body.equals(Buffer.from(plain))) reason = 'the answer is not exactly the decrypted echostr';
  } catch (error) {
    const message = error instanceof Error ? error.message || error.name : String(error);
    reason = message === 'timeout' ? `no answer within ${deadlineMs} ms` : message;
  }
  emulation.recorder.add({
    kind: 'callback',
    api: `callback:${official ? 'official-account' : 'wecom'}:verify`,
    request: { url: url.href },
    answer: reason ?? 'verified',
    effect: reason === undefined,
  });
  return reason;
}
