import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { enqueueOutbox } from '../../src/outbox/index.ts';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { sampleTemplateIds, sampleTemplates } from '../../src/sandbox/templates.ts';
import { type House, startHouse } from '../support/house.ts';
import { waitUntil } from '../support/wait.ts';

const OA = sampleAccounts.appId;

let house: House;
let openId: string;
let count = 0;
beforeAll(async () => {
  house = await startHouse();
  openId = house.sample.people.find((person) => person.personId === 'owner-0001')?.openId ?? '';
});
afterAll(() => house.close());
beforeEach(() => house.advance(61));

/** A template message of the sample store, with every field filled. */
async function notify(): Promise<number> {
  const template = sampleTemplates[0];
  if (template === undefined) throw new Error('the sample store has no template');
  const names = [...template.content.matchAll(/\{\{(\w+)\.DATA\}\}/g)].map((match) => match[1] ?? '');
  const value = (name: string) =>
    name.startsWith('car')
      ? '沪A12345'
      : /time|date/.test(name)
        ? '2026-11-23 09:00'
        : /num|amount|char/.test(name)
          ? '1'
          : '到期';
  count += 1;
  return house.database.transaction((tx) =>
    enqueueOutbox(house.service.contextOf('main'), tx, {
      channel: 'officialAccountTemplate',
      accountId: OA,
      recipient: openId,
      idempotencyKey: `notice-${count}`,
      payload: {
        templateKey: Object.keys(sampleTemplateIds)[0],
        data: Object.fromEntries(names.map((name) => [name, { value: value(name) }])),
      },
      preview: '提醒',
    }),
  );
}
const row = (id: number) => house.database.client.outboxMessage.findUniqueOrThrow({ where: { id } });
/** A receipt may be faster than the answer of the sending: then it is looked at again a little later. */
const becomes = (id: number, status: string) =>
  waitUntil(
    async () => {
      if ((await row(id)).status === status) return true;
      await house.advance(3);
      return false;
    },
    { everyMs: 200 },
  );
const identity = () =>
  house.database.client.channelIdentity.findFirst({ where: { channel: 'officialAccount', externalId: openId } });

describe('the receipt of a template message', () => {
  test('that says success makes it delivered', async () => {
    const id = await notify();
    await becomes(id, 'delivered');
    expect((await row(id)).platformMessageId).toMatch(/^\d+$/);
  });

  test('that comes late counts too', async () => {
    await house.emulator.control.templateReceipt({ appId: OA, status: 'success', delaySeconds: 300, times: 1 });
    const id = await notify();
    await becomes(id, 'sent');
    await house.advance(301);
    await becomes(id, 'delivered');
  });

  test('that says the platform failed fails the message and leaves the owner reachable', async () => {
    await house.emulator.control.templateReceipt({ appId: OA, status: 'failed: system failed', times: 1 });
    const id = await notify();
    await becomes(id, 'failed');
    expect((await row(id)).errorText).toBe('failed: system failed');
    expect((await identity())?.unreachableAt ?? null).toBeNull();
  });

  test('that says the owner blocked us closes the service account for them until they follow again', async () => {
    await house.emulator.control.person('owner-0001').officialAccount(OA).blockNotices();
    const id = await notify();
    await becomes(id, 'failed');
    expect((await identity())?.unreachableAt).toBeInstanceOf(Date);
  });
});
