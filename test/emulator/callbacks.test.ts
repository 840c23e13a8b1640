import { expect, test } from 'vitest';
import { AES_KEY, AGENT, CORP, KF, OA, startPlatform, type Platform } from './support/platform.ts';
import type { Received } from './support/receiver.ts';

const accepted = ({ receiver }: Platform): Received[] => receiver.received.filter(({ inner }) => inner !== undefined);

test('C1: saving a callback URL needs the exact plaintext within the deadline', async () => {
  const { control, receiver } = await startPlatform();
  const target = { corpId: CORP, agentId: AGENT, url: `${receiver.url}/app`, token: 'appToken', aesKey: AES_KEY };
  expect(await control.saveCallback(target)).toEqual({ saved: true });
  const wrong = [
    (text: string) => `${text}\n`,
    (text: string) => `"${text}"`,
    (text: string) => `\uFEFF${text}`,
    () => 'success',
    () => '',
  ];
  for (const spoil of wrong) {
    receiver.verify = (plain) => ({ body: spoil(plain) });
    expect(await control.saveCallback(target)).toMatchObject({
      saved: false,
      reason: expect.stringContaining('exactly') as string,
    });
  }
  await control.callbackOptions({ verifyDeadlineMs: 100 });
  receiver.verify = (plain) => ({ body: plain, delayMs: 300 });
  expect(await control.saveCallback(target)).toMatchObject({ saved: false, reason: 'no answer within 100 ms' });
  await control.callbackOptions({ verifyDeadlineMs: 5000 });
  receiver.verify = (plain) => ({ body: plain, status: 404 });
  expect(await control.saveCallback(target)).toMatchObject({ saved: false, reason: 'HTTP status 404' });
});

test('C1: a refused URL is not used, a saved one is', async () => {
  const platform = await startPlatform();
  const { control, receiver } = platform;
  receiver.verify = () => ({ body: 'no' });
  await control.saveCallback({ openKfId: KF, url: `${receiver.url}/elsewhere`, token: 'kfToken', aesKey: AES_KEY });
  await control.person('p1').kf(KF).say('在吗');
  await control.idle();
  expect(accepted(platform).map(({ path }) => path)).toEqual(['/kf']);
  receiver.verify = (plain) => ({ body: plain });
  const moved = { openKfId: KF, url: `${receiver.url}/app`, token: 'appToken', aesKey: AES_KEY };
  expect(await control.saveCallback(moved)).toEqual({ saved: true });
  await control.person('p1').kf(KF).say('在吗');
  await control.idle();
  expect(accepted(platform).map(({ path }) => path)).toEqual(['/kf', '/app']);
  const official = { appId: OA, url: `${receiver.url}/oa`, token: 'oaToken', aesKey: AES_KEY };
  expect(await control.saveCallback(official)).toEqual({ saved: true });
});

test.each(['signature', 'receiveid', 'padding', 'msg_len', 'body', 'truncated'] as const)(
  'C2: a forged copy (%s) comes before the real event and a checking receiver refuses it',
  async (kind) => {
    const platform = await startPlatform();
    await platform.control.callbackMode({ tamper: { kind, times: 1 } });
    await platform.control.callbackOptions({ concurrencyPerReceiver: 1 });
    await platform.control.person('p1').kf(KF).say('在吗');
    await platform.control.idle();
    expect(platform.receiver.received.map(({ inner }) => inner !== undefined)).toEqual([false, true]);
    const entries = await platform.control.record({ kind: 'callback' });
    expect(entries.map(({ attempts }) => attempts?.map(({ tampered, status }) => [tampered, status]))).toEqual([
      [[kind, 403]],
      [[undefined, 200]],
    ]);
  },
);

test('C3: after the deadline the connection is cut and the event repeated, three repeats at most', async () => {
  const platform = await startPlatform();
  const { control, receiver } = platform;
  await control.callbackOptions({ deadlineMs: 60 });
  receiver.answer = () => ({ delayMs: 500 });
  await control.member('wang').app(AGENT).say('在吗');
  await control.idle();
  expect(receiver.received).toHaveLength(4);
  const [entry] = await control.record({ kind: 'callback' });
  expect(entry).toMatchObject({ effect: false, fault: 'lost' });
  expect(entry?.attempts?.map(({ error }) => error)).toEqual(['timeout', 'timeout', 'timeout', 'timeout']);
  await control.callbackOptions({ retryDelaysMs: [0, 0] });
  await control.member('wang').app(AGENT).say('在吗');
  await control.idle();
  expect(receiver.received).toHaveLength(7);
});

test('C3: repeats keep their distance', async () => {
  const { control, receiver } = await startPlatform();
  await control.callbackOptions({ retryDelaysMs: [0, 80] });
  receiver.answer = () => ({ status: 500 });
  await control.member('wang').app(AGENT).say('在吗');
  await control.idle();
  const [first = 0, second = 0, third = 0] = receiver.received.map(({ at }) => at);
  expect(third - second).toBeGreaterThan(60);
  expect(third - first).toBeGreaterThan(60);
});

test('C4: any status but 200 is repeated; with the switch off only timeouts are', async () => {
  const { control, receiver } = await startPlatform();
  receiver.answer = (_, index) => ({ status: [500, 204, 404][index] ?? 200 });
  await control.member('wang').app(AGENT).say('一');
  await control.idle();
  expect(receiver.received).toHaveLength(4);
  await control.setSwitches({ retryOnNon200: false });
  receiver.answer = () => ({ status: 500 });
  await control.member('wang').app(AGENT).say('二');
  await control.idle();
  expect(receiver.received).toHaveLength(5);
});

test('C5: repeats carry the same MsgId under a new nonce and ciphertext; with the switch off the same envelope', async () => {
  const { control, receiver } = await startPlatform();
  receiver.answer = (_, index) => ({ status: index % 2 === 0 ? 500 : 200 });
  await control.member('wang').app(AGENT).say('一');
  await control.idle();
  const [first, second] = receiver.received;
  expect(second?.inner).toEqual(first?.inner);
  expect(second?.body).not.toBe(first?.body);
  expect(second?.query.get('nonce')).not.toBe(first?.query.get('nonce'));
  await control.setSwitches({ freshEnvelopeOnRetry: false });
  await control.member('wang').app(AGENT).say('二');
  await control.idle();
  const [, , third, fourth] = receiver.received;
  expect(fourth?.body).toBe(third?.body);
  expect(fourth?.query.toString()).toBe(third?.query.toString());
});

test('C6: an event whose repeats all failed is never delivered; sync_msg still has the message', async () => {
  const { control, receiver, wecom } = await startPlatform();
  receiver.answer = () => ({ status: 503 });
  await control.person('p1').kf(KF).say('刹车异响');
  await control.idle();
  receiver.answer = () => ({});
  const seen = receiver.received.length;
  await control.advance(86_400);
  await control.idle();
  expect(receiver.received).toHaveLength(seen);
  expect(await control.counts()).toMatchObject({ callbacks: { pending: 0, taken: 0, lost: 1 } });
  const page = await wecom('kf/sync_msg', { open_kfid: KF });
  expect(page['msg_list']).toMatchObject([{ text: { content: '刹车异响' } }]);
});

test('C6: a callback that the platform dropped is lost as well', async () => {
  const { control, receiver, wecom } = await startPlatform();
  await control.callbackMode({ drop: 1 });
  await control
    .person('p1')
    .kf(KF)
    .sendAll([{ text: '一' }, { text: '二' }]);
  await control.idle();
  expect(receiver.received).toHaveLength(1);
  expect((await wecom('kf/sync_msg', { open_kfid: KF }))['msg_list']).toHaveLength(2);
});

test('C7: AgentID stands only in app callbacks', async () => {
  const { control, receiver } = await startPlatform();
  await control.member('wang').app(AGENT).say('在吗');
  await control.person('p1').kf(KF).say('在吗');
  await control.person('p1').officialAccount(OA).say('在吗');
  await control.idle();
  const agentIds = Object.fromEntries(
    receiver.received.map(({ path, inner, outer }) => [path, [inner?.['AgentID'], outer['AgentID']]]),
  );
  expect(agentIds).toEqual({
    '/app': [String(AGENT), String(AGENT)],
    '/kf': [undefined, undefined],
    '/oa': [undefined, undefined],
  });
});

test('C7: events of the corp carry no AgentID although an app receives them', async () => {
  const { control, receiver } = await startPlatform();
  await control.appEvents(CORP, AGENT, [{ Event: 'change_external_contact', ChangeType: 'add_external_contact' }]);
  await control.idle();
  expect([receiver.events[0]?.['AgentID'], receiver.received[0]?.outer['AgentID']]).toEqual([undefined, undefined]);
});

test('C8: two events may change places, and one may come twice without any failure', async () => {
  const { control, receiver } = await startPlatform();
  const member = control.member('wang').app(AGENT);
  await control.callbackMode({ reorder: 1 });
  await member.sendAll([{ text: '一' }, { text: '二' }, { text: '三' }]);
  await control.idle();
  const order = receiver.events.map((event) => event['Content']);
  expect(order.indexOf('一')).toBeGreaterThan(order.indexOf('二'));
  await control.callbackMode({ duplicate: 1 });
  await member.say('四');
  await control.idle();
  const [, , , ...fourth] = receiver.events;
  expect(fourth.map((event) => event['Content'])).toEqual(['四', '四']);
  expect(fourth[0]?.['MsgId']).toBe(fourth[1]?.['MsgId']);
});

test('C8: an event held back for a swap comes by itself when no other follows', async () => {
  const { control, receiver } = await startPlatform();
  await control.callbackMode({ reorder: 1 });
  await control.member('wang').app(AGENT).say('一');
  await control.idle();
  expect(receiver.events).toHaveLength(1);
});

test('C11: the receiveid is the corpid for WeCom and the appid for the Official Account', async () => {
  const platform = await startPlatform();
  await platform.control.member('wang').app(AGENT).say('在吗');
  await platform.control.person('p1').officialAccount(OA).say('在吗');
  await platform.control.idle();
  // The receiver accepts only what decrypts to its own receiveid.
  expect(
    accepted(platform)
      .map(({ path }) => path)
      .sort(),
  ).toEqual(['/app', '/oa']);
});

test('C12: MsgIds start above 2^53 and stay exact', async () => {
  const { control, receiver } = await startPlatform();
  const { msgid } = await control.member('wang').app(AGENT).say('一');
  await control.member('wang').app(AGENT).say('二');
  await control.idle();
  expect(msgid).toBe('4561255354251345929');
  expect(receiver.events.map((event) => String(event['MsgId'])).sort()).toEqual([
    '4561255354251345929',
    '4561255354251345930',
  ]);
  expect(receiver.received[0]?.body).not.toContain('MsgId');
});

test.each([
  ['plain', false, true],
  ['compatible', true, true],
  ['safe', true, false],
] as const)(
  'C13: Official Account mode %s: signature always, msg_signature and Encrypt when encrypted',
  async (mode, encrypted, open) => {
    const { control, receiver, openId } = await startPlatform();
    await control.saveCallback({ appId: OA, url: `${receiver.url}/oa`, token: 'oaToken', aesKey: AES_KEY, mode });
    await control.person('p1').officialAccount(OA).say('在吗');
    await control.idle();
    const received = receiver.received.at(-1);
    expect(received?.inner).toMatchObject({
      ToUserName: 'gh_000000000001',
      Content: '在吗',
      FromUserName: await openId('p1'),
    });
    expect(received?.query.get('signature')).toMatch(/^[0-9a-f]{40}$/);
    expect(received?.query.get('openid')).toBe(await openId('p1'));
    expect(received?.query.has('msg_signature')).toBe(encrypted);
    expect(received?.query.get('encrypt_type')).toBe(encrypted ? 'aes' : null);
    expect('Encrypt' in (received?.outer ?? {})).toBe(encrypted);
    expect('Content' in (received?.outer ?? {})).toBe(open);
  },
);

test('C14: two different external-contact events share CreateTime and FromUserName=sys', async () => {
  const { control, receiver } = await startPlatform();
  const event = { Event: 'change_external_contact', ChangeType: 'add_external_contact', UserID: 'wang' };
  await control.appEvents(CORP, AGENT, [
    { ...event, ExternalUserID: 'wmA' },
    { ...event, ExternalUserID: 'wmB' },
  ]);
  await control.idle();
  const [first, second] = receiver.events;
  expect(first).toMatchObject({ FromUserName: 'sys', MsgType: 'event' });
  expect(second?.['CreateTime']).toBe(first?.['CreateTime']);
  expect([first?.['ExternalUserID'], second?.['ExternalUserID']].map(String).sort()).toEqual(['wmA', 'wmB']);
});

test('C15: what the API changes calls nobody back', async () => {
  const { control, receiver, wecom } = await startPlatform();
  const added = await wecom('externalcontact/add_corp_tag', { group_name: '车型', tag: [{ name: 'A级' }] });
  expect(added.errcode).toBe(0);
  expect((await wecom('user/update', { userid: 'wang', position: '总监' })).errcode).toBe(0);
  const listed = await wecom('externalcontact/get_corp_tag_list', {});
  const [group] = listed['tag_group'] as { tag: { id: string }[] }[];
  expect((await wecom('externalcontact/del_corp_tag', { tag_id: [group?.tag[0]?.id] })).errcode).toBe(0);
  expect(await wecom('user/get', undefined, { userid: 'WANG' })).toMatchObject({ userid: 'wang', position: '总监' });
  await control.idle();
  expect(receiver.received).toEqual([]);
});

test('hold keeps events back without losing any', async () => {
  const { control, receiver } = await startPlatform();
  await control.callbackMode({ hold: true });
  await control.member('wang').app(AGENT).say('一');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(receiver.received).toHaveLength(0);
  await control.callbackMode({ hold: false });
  await control.idle();
  expect(receiver.events).toHaveLength(1);
});
