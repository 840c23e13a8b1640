import { expect, test } from 'vitest';
import { AGENT, KF, OA, startPlatform, type Answer } from './support/platform.ts';

const text = { touser: 'wang', agentid: AGENT, msgtype: 'text', text: { content: '您好' } };

test('G1: an API error is HTTP 200 with errcode and errmsg, and zero is written out', async () => {
  const { raw, token, wecom } = await startPlatform();
  const response = await raw(`/wecom/cgi-bin/message/send?access_token=${await token()}`, {
    method: 'POST',
    body: '{}',
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ errcode: 40056, errmsg: expect.any(String) as string });
  expect(await wecom('message/send', text)).toMatchObject({ errcode: 0, errmsg: 'ok', invaliduser: '' });
});

test('G2: the errmsg of the same error differs from call to call', async () => {
  const { wecom, official } = await startPlatform();
  const first = await wecom('message/send', {});
  const second = await wecom('message/send', {});
  expect(first.errcode).toBe(second.errcode);
  expect(first.errmsg).not.toBe(second.errmsg);
  expect(first.errmsg).toContain('hint');
  const third = await official('message/template/send', {});
  expect(third.errmsg).not.toBe((await official('message/template/send', {})).errmsg);
});

test('G3: a missing token is 41001, an unknown one 40014 (Official Account 40001 or 40014), an expired one 42001', async () => {
  const { raw, token, control } = await startPlatform();
  const ask = async (path: string): Promise<number> => ((await (await raw(path)).json()) as Answer).errcode;
  expect(await ask('/wecom/cgi-bin/user/get?userid=wang')).toBe(41001);
  expect(await ask('/wecom/cgi-bin/user/get?userid=wang&access_token=nonsense')).toBe(40014);
  expect(await ask('/official-account/cgi-bin/user/get')).toBe(41001);
  expect(await ask('/official-account/cgi-bin/user/get?access_token=nonsense')).toBe(40001);
  await control.setSwitches({ oaInvalidTokenErrcode: 40014 });
  expect(await ask('/official-account/cgi-bin/user/get?access_token=nonsense')).toBe(40014);
  const old = await token();
  await control.advance(7200);
  expect(await ask(`/wecom/cgi-bin/user/get?userid=wang&access_token=${old}`)).toBe(42001);
});

test('G4: 40001 is a bad secret in WeCom, a bad secret or token in the Official Account; 43004 and 48002 are its own', async () => {
  const { raw, official, openId, control } = await startPlatform();
  const ask = async (path: string): Promise<number> => ((await (await raw(path)).json()) as Answer).errcode;
  expect(await ask('/wecom/cgi-bin/gettoken?corpid=ww00000000000000aa&corpsecret=wrong')).toBe(40001);
  expect(await ask(`/official-account/cgi-bin/token?grant_type=client_credential&appid=${OA}&secret=wrong`)).toBe(
    40001,
  );
  expect(await ask('/official-account/cgi-bin/user/get?access_token=nonsense')).toBe(40001);
  const notice = { touser: await openId('p2'), template_id: 'TPL', data: {} };
  expect((await official('message/template/send', notice)).errcode).toBe(43004);
  const person = control.person('p1').officialAccount(OA);
  await person.say('在吗');
  await person.reject();
  const answer = await official('message/custom/send', {
    touser: await openId('p1'),
    msgtype: 'text',
    text: { content: '在' },
  });
  expect(answer.errcode).toBe(48002);
});

test('G5: a body that is not JSON is 47001 for the Official Account and a warning in WeCom; the wrong method is 43002 or 43001', async () => {
  const { raw, token, official, wecom } = await startPlatform();
  const ask = async (path: string, init?: RequestInit): Promise<Answer> =>
    (await (await raw(path, init)).json()) as Answer;
  const access = await token();
  const bad = await ask(`/wecom/cgi-bin/message/send?access_token=${access}`, { method: 'POST', body: 'touser=wang' });
  expect(bad.errcode).not.toBe(0);
  expect(bad.errmsg).toContain('Warning: wrong json format.');
  expect((await wecom('message/send', { ...text, touser: 5 })).errmsg).toContain('Warning: wrong json format.');
  const grant = `/official-account/cgi-bin/token?grant_type=client_credential&appid=${OA}&secret=oa-secret`;
  const oaToken = String((await ask(grant))['access_token']);
  const send = `/official-account/cgi-bin/message/template/send?access_token=${oaToken}`;
  expect((await ask(send, { method: 'POST', body: '<xml/>' })).errcode).toBe(47001);
  expect((await ask(send)).errcode).toBe(43002);
  expect((await ask(grant, { method: 'POST', body: '{}' })).errcode).toBe(43001);
  expect((await official('message/template/send', { touser: ['a'] })).errcode).toBe(47001);
});

test('G6: a call can be told to answer an errcode n times, to lose its answer, to hang, to be slow, or to return 502', async () => {
  const { control, wecom, raw, token } = await startPlatform();
  await control.fault({ api: 'message/send', kind: 'errcode', times: 2 });
  expect((await wecom('message/send', text)).errcode).toBe(-1);
  expect((await wecom('message/send', text)).errcode).toBe(-1);
  expect((await wecom('message/send', text)).errcode).toBe(0);
  await control.fault({ api: 'wecom:message/send', kind: 'lostAnswer' });
  await expect(wecom('message/send', text)).rejects.toThrow('fetch failed');
  await control.fault({ api: '*', kind: 'status', status: 502 });
  expect((await raw('/wecom/cgi-bin/user/get?userid=wang&access_token=x')).status).toBe(502);
  const access = await token();
  await control.fault({ api: 'message/send', kind: 'timeout' });
  const init = { method: 'POST', body: JSON.stringify(text), signal: AbortSignal.timeout(200) };
  await expect(raw(`/wecom/cgi-bin/message/send?access_token=${access}`, init)).rejects.toThrow('timeout');
  // The lost answer was work done, the others changed nothing.
  expect((await control.member('wang').inbox()).items).toHaveLength(2);
  await control.fault({ api: 'message/send', kind: 'slow', delayMs: 60 });
  const before = performance.now();
  expect((await wecom('message/send', text)).errcode).toBe(0);
  expect(performance.now() - before).toBeGreaterThan(50);
  expect(await control.faults()).toEqual([]);
  const faults = (await control.record({ api: 'message/send' })).flatMap(({ fault }) => fault ?? []);
  expect(faults).toEqual(['errcode', 'errcode', 'lostAnswer', 'timeout', 'slow']);
});

test('G6: a fault of one API leaves the others alone until it is used or cleared', async () => {
  const { control, wecom } = await startPlatform();
  await control.fault({ api: 'kf/send_msg', kind: 'errcode', errcode: 45009, times: 5 });
  await control.fault({ api: 'official-account:message/send', kind: 'errcode' });
  expect((await wecom('message/send', text)).errcode).toBe(0);
  expect(await control.faults()).toHaveLength(2);
  await control.clearFaults();
  expect(await control.faults()).toEqual([]);
});

test('G7: field names are case-sensitive and unknown fields are ignored', async () => {
  const { wecom } = await startPlatform();
  expect((await wecom('message/send', { ...text, colour: 'blue' })).errcode).toBe(0);
  const { touser: _touser, ...rest } = text;
  expect((await wecom('message/send', { ...rest, ToUser: 'wang' })).errcode).toBe(82001);
  expect((await wecom('kf/sync_msg', { OpenKfId: KF })).errcode).toBe(95000);
});

test('an unknown path of the platform answers 40066, an unknown control path 404', async () => {
  const { wecom, raw } = await startPlatform();
  expect((await wecom('message/fly', {})).errcode).toBe(40066);
  expect((await raw('/_control/nothing')).status).toBe(404);
});
