import { afterAll, beforeAll, expect, test } from 'vitest';
import { tellOwner } from '../../src/outreach/tell-owner.ts';
import { byteLength } from '../../src/platform/text.ts';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { type House, startHouse } from '../support/house.ts';
import { waitFor, waitUntil } from '../support/wait.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

const person = (id: string) => house.emulator.control.person(id);
const chat = async (id: string) =>
  (await person(id).inbox()).items.filter(
    ({ channel, direction, msgtype }) =>
      channel === 'official-account' && direction === 'received' && msgtype === 'text',
  );
/** A chat of the service account in which nothing was answered yet. */
async function conversationOf(id: string): Promise<number> {
  const openId = id.replace('owner-', 'oSampleOpenId');
  await person(id).officialAccount(sampleAccounts.appId).say('你好');
  const found = await waitFor(
    async () =>
      (await house.database.client.conversation.findFirst({ where: { identity: { externalId: openId } } })) ??
      undefined,
  );
  await waitUntil(async () => (await house.service.queue.countOpen()) === 0);
  await house.advance(1);
  await person(id).officialAccount(sampleAccounts.appId).say('。');
  await house.emulator.control.idle();
  await waitUntil(async () => (await house.service.queue.countOpen()) === 0);
  return found.id;
}
const tell = (conversationId: number, text: string) =>
  house.database.transaction((tx) =>
    tellOwner(house.service.contextOf('main'), tx, { conversationId, key: `long-${conversationId}`, text }),
  );

test('a long answer in the chat of the service account comes whole, in as many messages as it takes', async () => {
  const conversationId = await conversationOf('owner-0001');
  const before = (await chat('owner-0001')).length;
  const text = Array.from({ length: 60 }, (_, line) => `第${line}行：${'保养项目'.repeat(6)}\n`).join('');
  expect(byteLength(text)).toBeGreaterThan(2 * 2048);
  await tell(conversationId, text);
  await waitUntil(async () => (await chat('owner-0001')).length >= before + 3);
  const parts = (await chat('owner-0001')).slice(before).map((item) => item.text ?? '');
  expect(parts.join('')).toBe(text);
});

test('an answer that would need more than the five messages of a window ends in the fifth', async () => {
  const conversationId = await conversationOf('owner-0003');
  await tell(conversationId, '字'.repeat(5000));
  const rows = await house.database.client.outboxMessage.findMany({
    where: { conversationId, idempotencyKey: { startsWith: `long-${conversationId}` } },
    orderBy: { id: 'asc' },
  });
  const texts = rows.map((row) => (row.payload as { text: string }).text);
  expect(texts).toHaveLength(5);
  expect(texts.every((text) => byteLength(text) <= 2048)).toBe(true);
  expect(texts.at(-1)).toMatch(/…$/);
});
