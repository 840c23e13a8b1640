import { expect, test } from 'vitest';
import { CORP, startPlatform, type Answer, type Platform } from './support/platform.ts';

const corp = ({ wecom }: Platform) => wecom('get_jsapi_ticket');

test('T8: a ticket lives 7200 s and is the same until then; corp and app have their own', async () => {
  const platform = await startPlatform();
  const first = await corp(platform);
  expect(first).toMatchObject({ errcode: 0, expires_in: 7200 });
  await platform.control.advance(7199);
  expect(await corp(platform)).toMatchObject({ ticket: first['ticket'], expires_in: 1 });
  const app = await platform.wecom('ticket/get', undefined, { type: 'agent_config' });
  expect(app['ticket']).not.toBe(first['ticket']);
  await platform.control.advance(1);
  expect((await corp(platform))['ticket']).not.toBe(first['ticket']);
  expect((await platform.wecom('ticket/get', undefined, { type: 'other' })).errcode).toBe(40058);
});

test('T8: more than 100 calls an hour of an app, or 400 of a corp, are 45009', async () => {
  const platform = await startPlatform();
  const agents = [11, 12, 13, 14, 15];
  const apps = agents.map((agentId) => ({ agentId, secret: `secret-${agentId}`, name: `${agentId}` }));
  await platform.control.world({ corps: [{ corpId: CORP, name: '示例汽车', apps }] });
  const get = async (path: string): Promise<Answer> =>
    (await (await platform.raw(`/wecom/cgi-bin/${path}`)).json()) as Answer;
  const calls = async (agentId: number, path: string, count: number): Promise<number[]> => {
    const { access_token: token } = await get(`gettoken?corpid=${CORP}&corpsecret=secret-${agentId}`);
    const codes: number[] = [];
    for (let n = 0; n < count; n += 1) codes.push((await get(`${path}access_token=${String(token)}`)).errcode);
    return codes;
  };
  const hundred = Array<number>(100).fill(0);
  expect(await calls(11, 'ticket/get?type=agent_config&', 101)).toEqual([...hundred, 45009]);
  expect(await calls(12, 'ticket/get?type=agent_config&', 1)).toEqual([0]);
  expect(await calls(11, 'get_jsapi_ticket?', 101)).toEqual([...hundred, 45009]);
  // The refused call counted for the corp too: 101, then 299 more.
  for (const agentId of [12, 13]) expect(await calls(agentId, 'get_jsapi_ticket?', 100)).toEqual(hundred);
  expect(await calls(14, 'get_jsapi_ticket?', 100)).toEqual([...hundred.slice(1), 45009]);
  expect(await calls(15, 'get_jsapi_ticket?', 1)).toEqual([45009]);
  await platform.control.advance(3600);
  expect(await calls(15, 'get_jsapi_ticket?', 1)).toEqual([0]);
});

test('T8: the Official Account has a page ticket of its own', async () => {
  const platform = await startPlatform();
  const get = (type: string) => platform.official('ticket/getticket', undefined, { type });
  expect(await get('jsapi')).toMatchObject({ errcode: 0, expires_in: 7200, ticket: expect.stringMatching(/^kgt8/) });
  expect((await get('jsapi'))['ticket']).toBe((await get('jsapi'))['ticket']);
  expect((await get('none')).errcode).toBe(40097);
});
