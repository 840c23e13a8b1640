import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectStore } from '../../src/connect.ts';
import { createApp } from '../../src/http/app.ts';
import { listen } from '../../src/http/serve.ts';
import { silentLogger } from '../../src/logger.ts';
import { subscribePageOf, subscribePages } from '../../src/pages/index.ts';
import { sampleAccounts, sandboxSettings } from '../../src/sandbox/accounts.ts';
import { sampleTemplateIds } from '../../src/sandbox/templates.ts';
import { createStoreConnections } from '../../src/stores/connections.ts';
import { createUnderstanding } from '../../src/understanding/index.ts';
import { type House, startHouse } from '../support/house.ts';

let house: House;
let url: string;
let address: string;
let closePages: () => Promise<void>;
const openId = 'oSampleOpenId0001';
beforeAll(async () => {
  house = await startHouse();
  const listener = await listen({ port: 0, host: '127.0.0.1' });
  url = listener.url;
  closePages = () => listener.close();
  const connected = connectStore(sandboxSettings(house.emulator.url, '明达', sampleTemplateIds), house.clock);
  // Who opens the page is known; what they see is what these tests are about.
  const ownerLogin = { addressOf: () => url, identify: () => Promise.resolve({ openId, isSnapshot: false }) };
  const connection = { ...connected, ownerLogin };
  const pages = subscribePages({
    connections: createStoreConnections([connection]),
    contextOf: (storeId) => house.service.contextOf(storeId),
    clock: house.clock,
    logger: silentLogger,
    understanding: createUnderstanding({ logger: silentLogger }),
    publicUrl: url,
  });
  listener.serve(createApp({ logger: silentLogger, routers: [pages] }));
  const identity = await house.database.client.channelIdentity.findFirstOrThrow({
    where: { accountId: sampleAccounts.appId, externalId: openId },
  });
  address = subscribePageOf(connection, url, () => house.clock.now())?.(identity.customerId ?? 0) ?? '';
});
afterAll(async () => {
  await closePages();
  await house.close();
});

const open = async (): Promise<{ status: number; type: string; text: string }> => {
  const response = await fetch(`${address}?code=c&state=subscribe`, { headers: { 'user-agent': 'MicroMessenger' } });
  return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() };
};

test.each([
  ['refuses', { kind: 'errcode', errcode: 45009 }],
  ['does not answer', { kind: 'status', status: 502 }],
] as const)(
  'when the platform %s the ticket, the page still has the calendars and says that booking must wait',
  async (_name, fault) => {
    await house.emulator.control.fault({ api: 'ticket/getticket', ...fault });
    const page = await open();
    expect(page).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
    expect(page.text).toContain('预约功能暂时用不了，请稍后再打开这个链接');
    expect(page.text).toContain('把保养、年检日期加入手机日历');
    expect(page.text).not.toContain('wx-open-subscribe');
    expect(page.text).not.toContain('<script');
  },
);

test('with a ticket the page has the button that books', async () => {
  const page = await open();
  expect(page.status).toBe(200);
  expect(page.text).toContain('点一下按钮，到期前会在微信里提醒您一次');
  expect(page.text).toContain('<wx-open-subscribe');
});
