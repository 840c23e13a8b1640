import { expect, test } from 'vitest';
import { AGENT, startPlatform, type Answer } from './support/platform.ts';

test('A15: beyond the quota of an API the answer is 45009 until the block ends, other APIs go on', async () => {
  const { raw, token, control } = await startPlatform();
  const access = await token();
  const ask = async (path: string, ip = '10.0.0.1'): Promise<number> => {
    const response = await raw(`/wecom/cgi-bin/${path}&access_token=${access}`, {
      headers: { 'x-emulator-client-ip': ip },
    });
    return ((await response.json()) as Answer).errcode;
  };
  await control.setSwitches({ apiCallsPerMinute: 3 });
  expect([
    await ask('user/get?userid=wang'),
    await ask('user/get?userid=li'),
    await ask('user/get?userid=zhao'),
  ]).toEqual([0, 0, 0]);
  await control.advance(30);
  expect(await ask('user/get?userid=wang')).toBe(45009);
  expect(await ask('department/list?id=1')).toBe(0);
  await control.advance(59);
  expect(await ask('user/get?userid=wang')).toBe(45009);
  await control.advance(1);
  expect(await ask('user/get?userid=wang')).toBe(0);
});

test('A15: an hour limit blocks for 60 min, an address limit blocks that address for every API, message/send has its own', async () => {
  const { raw, token, control } = await startPlatform();
  const access = await token();
  const ask = async (path: string, ip = '10.0.0.1', body?: object): Promise<number> => {
    const headers = { 'x-emulator-client-ip': ip };
    const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
    return ((await (await raw(`/wecom/cgi-bin/${path}&access_token=${access}`, init)).json()) as Answer).errcode;
  };
  await control.setSwitches({ apiCallsPerHour: 1 });
  expect(await ask('user/get?userid=wang')).toBe(0);
  expect(await ask('user/get?userid=wang')).toBe(45009);
  await control.advance(3599);
  expect(await ask('user/get?userid=wang')).toBe(45009);
  await control.advance(1);
  expect(await ask('user/get?userid=wang')).toBe(0);
  await control.setSwitches({ apiCallsPerHour: 1000, ipCallsPerMinute: 2 });
  await control.advance(60);
  expect([await ask('department/list?id=1'), await ask('user/get?userid=wang')]).toEqual([0, 0]);
  expect(await ask('user/simplelist?department_id=1')).toBe(45009);
  expect(await ask('user/simplelist?department_id=1', '10.0.0.2')).toBe(0);
  const message = { touser: 'wang', agentid: AGENT, msgtype: 'text', text: { content: 'x' } };
  expect(await ask('message/send?debug=0', '10.0.0.1', message)).toBe(0);
});
