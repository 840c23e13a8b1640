import { afterAll, beforeAll, expect, test } from 'vitest';
import { enqueueOutbox } from '../../src/outbox/index.ts';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { sampleSubscriptionTemplateIds } from '../../src/sandbox/templates.ts';
import { smsCallbackSecret, smsCallbackUrl } from '../../src/sms/index.ts';
import { type House, startHouse } from '../support/house.ts';
import { waitFor, waitUntil } from '../support/wait.ts';

let house: House;
let phone: string;
let customerId: number;
beforeAll(async () => {
  house = await startHouse({ withSms: true });
  const customer = await house.database.client.customer.findFirstOrThrow({
    where: { mobiles: { isEmpty: false } },
    orderBy: { id: 'asc' },
  });
  phone = customer.mobiles[0] ?? '';
  customerId = customer.id;
});
afterAll(() => house.close());

let count = 0;
/** A short message to the owner, as a reminder would send it. */
async function sms(): Promise<number> {
  count += 1;
  return house.database.transaction((tx) =>
    enqueueOutbox(house.service.contextOf('main'), tx, {
      channel: 'sms',
      accountId: '',
      recipient: phone,
      idempotencyKey: `sms-${count}`,
      payload: {
        templateKey: 'inspectionDue',
        values: { plate: '沪A12345', date: '2026年12月31日', phone: '021-55550100' },
      },
      preview: '年检提醒',
    }),
  );
}
const row = (id: number) => house.database.client.outboxMessage.findUniqueOrThrow({ where: { id } });
const becomes = (id: number, status: string) => waitUntil(async () => (await row(id)).status === status);
const customer = () => house.database.client.customer.findUniqueOrThrow({ where: { id: customerId } });

test('the report of the vendor makes a short message delivered', async () => {
  const id = await sms();
  await becomes(id, 'sent');
  expect((await house.emulator.control.phone(phone).inbox()).items.at(-1)?.text).toContain('沪A12345检验有效期至');
  await house.advance(10);
  await becomes(id, 'delivered');
});

test('what an owner answers is given to a person, once, however often the vendor pushes it', async () => {
  await house.emulator.control.phone(phone).reply('我已经换车了，请打电话给我');
  const task = await waitFor(async () => {
    const found = await house.database.client.callTask.findFirst({ where: { title: { startsWith: '短信回复' } } });
    return found ?? undefined;
  });
  expect(task).toMatchObject({ customerId, script: expect.stringContaining('我已经换车了') });
  const url = smsCallbackUrl(house.url, smsCallbackSecret(sampleAccounts.agentSecret, 'main'));
  const body = JSON.stringify([{ phone_number: phone, content: '再说一次', sequence_id: 7 }]);
  for (let time = 0; time < 3; time += 1) {
    const response = await fetch(url, { method: 'POST', body });
    expect([response.status, await response.json()]).toEqual([200, { code: 0, msg: '成功' }]);
  }
  const tasks = () => house.database.client.callTask.count({ where: { script: { contains: '再说一次' } } });
  await waitUntil(async () => (await tasks()) > 0);
  expect(await tasks()).toBe(1);
});

test('“TD” stops reminders and short messages', async () => {
  await house.emulator.control.phone(phone).reply('TD');
  await waitUntil(async () => (await customer()).optedOutAt !== null);
  expect(await house.database.client.consent.findFirst({ where: { customerId, kind: 'sms' } })).toMatchObject({
    state: 'withdrawn',
    words: 'TD',
  });
});

test('who does not know the address is refused, and so is what is no report', async () => {
  const url = smsCallbackUrl(house.url, smsCallbackSecret(sampleAccounts.agentSecret, 'main'));
  const post = async (address: string, body: string) => (await fetch(address, { method: 'POST', body })).status;
  const body = JSON.stringify([{ phone_number: phone, content: '伪造' }]);
  expect(await post(`${url}x`, body)).toBe(403);
  expect(await post(smsCallbackUrl(house.url, ''), body)).toBe(404);
  expect(await post(url, '{"code":0}')).toBe(400);
  expect(await post(url, 'no json')).toBe(400);
  expect(await house.database.client.inboxEvent.count({ where: { payload: { contains: '伪造' } } })).toBe(0);
});

test('consents are counted from the answers to prompts, one or several at once, and end when notices are switched off', async () => {
  const [[firstKey, firstId], [secondKey, secondId]] = Object.entries(sampleSubscriptionTemplateIds) as [
    [string, string],
    [string, string],
  ];
  const person = house.sample.people.find((one) => !one.follows) ?? house.sample.people[0];
  if (person === undefined) throw new Error('the sample store has people');
  const account = house.emulator.control.person(person.personId).officialAccount(sampleAccounts.appId);
  const counts = async () => {
    const rows = await house.database.client.subscriptionConsent.findMany({
      where: { identity: { externalId: person.openId } },
    });
    return Object.fromEntries(rows.map(({ templateKey, remaining }) => [templateKey, remaining]));
  };
  const become = async (wanted: Record<string, number>) => {
    await waitUntil(async () => JSON.stringify(await counts()) === JSON.stringify(wanted)).catch(() => undefined);
    expect(await counts()).toEqual(wanted);
  };
  await account.acceptNotice(firstId);
  await become({ [firstKey]: 1 });
  await house.advance(1);
  await account.answerPrompt([
    { templateId: firstId, accept: true },
    { templateId: secondId, accept: false },
  ]);
  await become({ [firstKey]: 2, [secondKey]: 0 });
  await account.muteNotices([firstId]);
  await become({ [firstKey]: 0, [secondKey]: 0 });
});
