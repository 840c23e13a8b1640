import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SmsFailure } from '../../src/errors.ts';
import type { FailureAction, OutboxChannel } from '../../src/outbox/index.ts';
import { type Bench, FOLLOWER, KF, OA, OWNER, PHONE, startBench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());
beforeEach(async () => {
  await bench.emulator.control.clearFaults();
  await bench.advance(3600);
  await bench.ownerWrites();
  await bench.emulator.control.person('p1').officialAccount(OA).say('在吗');
  // What an earlier test left for staff.
  await bench.send();
});

const api: Partial<Record<OutboxChannel, string>> = {
  kfMessage: 'wecom:kf/send_msg',
  wecomText: 'wecom:message/send',
  officialAccountTemplate: 'official-account:message/template/send',
  subscriptionNotice: 'official-account:message/subscribe/bizsend',
  officialAccountMessage: 'official-account:message/custom/send',
  groupSend: 'wecom:externalcontact/add_msg_template',
  sms: 'sms:aliyun/SendSms',
};
const fault = (channel: OutboxChannel, fault: object) =>
  bench.emulator.control.fault({ api: api[channel] ?? '*', kind: 'errcode', ...fault });
const lastOutcome = (id: number) => bench.outcomes.findLast((entry) => entry.id === id)?.outcome;
const identity = (externalId: string) =>
  bench.database.client.channelIdentity.findFirstOrThrow({ where: { externalId } });
const reachableAgain = () =>
  bench.database.client.channelIdentity.updateMany({ data: { unreachableAt: null, lastErrorCode: null } });
/** Sends one message that is answered so. */
async function answered(channel: OutboxChannel, errcode: number) {
  await fault(channel, { errcode });
  const id = await bench.put({ channel });
  const row = await bench.send(id);
  if (row === undefined) throw new Error('no row');
  return { id, row };
}

describe('the table of failure codes, line by line: the message fails, and what is known of the person follows', () => {
  test.each<[OutboxChannel, FailureAction, number[]]>([
    ['kfMessage', 'unreachable', [95001, 95002]],
    ['kfMessage', 'configuration', [48007, 60020, 48002, 95017, 95023, 95032, 95000, 95004, 95003, 40001, 60030]],
    ['kfMessage', 'configuration', [50003, 48006, 48011, 40056, 40002]],
    ['kfMessage', 'anotherServicer', [95013, 95014, 95016, 95019, 95020]],
    ['kfMessage', 'permanent', [95008, 95009, 95030, 40058, 45002, 40007, 99999]],
    ['officialAccountTemplate', 'configuration', [40164, 48001, 48004, 50004, 40037, 43116, 48011, 40165, 40166]],
    ['officialAccountTemplate', 'configuration', [40002, 41004, 89503, 89506, 89507, 40243, 50007]],
    ['officialAccountTemplate', 'unreachable', [43004, 50005]],
    ['officialAccountTemplate', 'gone', [43019, 50002, 40003]],
    ['officialAccountTemplate', 'refused', [43101]],
    ['officialAccountTemplate', 'next', [43117]],
    ['officialAccountTemplate', 'review', [40249, 45168]],
    ['officialAccountTemplate', 'permanent', [47001, 47002, 47003]],
    ['subscriptionNotice', 'configuration', [40164, 48001, 40037, 43116]],
    ['subscriptionNotice', 'gone', [40003, 43019]],
    ['subscriptionNotice', 'consentUsed', [43101]],
    ['subscriptionNotice', 'next', [43117]],
    ['subscriptionNotice', 'permanent', [47003]],
    ['officialAccountMessage', 'unreachable', [45015, 45047, 48002]],
    ['officialAccountMessage', 'gone', [40003]],
    ['officialAccountMessage', 'configuration', [48001, 89503]],
    ['groupSend', 'next', [41048, 41053, 41094, 84061]],
    ['groupSend', 'configuration', [48002, 60011, 81013, 60111]],
    ['wecomText', 'nextPerson', [81013]],
    ['wecomText', 'configuration', [48002, 301002, 60011, 60020]],
    ['wecomText', 'permanent', [42014, 42051]],
  ])('%s %s %j', async (channel, action, codes) => {
    const closes = action === 'unreachable' || action === 'gone';
    for (const errcode of codes) {
      const { id, row } = await answered(channel, errcode);
      expect(row).toMatchObject({ status: 'failed', errorCode: errcode, attempts: 1 });
      expect({ errcode, ...lastOutcome(id) }).toMatchObject({ errcode, action });
      // Group sends stop for a while after an answer like that.
      if (channel === 'groupSend') await bench.advance(11 * 60);
      if (['groupSend', 'wecomText'].includes(channel)) continue;
      const known = await identity(row.recipient);
      expect({ errcode, ...known }).toMatchObject({
        errcode,
        unreachableAt: closes ? row.createdAt : null,
        lastErrorCode: closes ? errcode : null,
        refusedTemplates: action === 'refused' ? ['maintenance'] : [],
      });
      await reachableAgain();
      await bench.database.client.channelIdentity.updateMany({ data: { refusedTemplates: [] } });
      // Their own window is not what this is about.
      await bench.ownerWrites();
    }
  });

  test.each<[string, SmsFailure, FailureAction]>([
    ['isv.BUSINESS_LIMIT_CONTROL', 'tooMany', 'next'],
    ['isv.SMS_TEMPLATE_ILLEGAL', 'setup', 'configuration'],
    ['isv.SMS_SIGNATURE_ILLEGAL', 'setup', 'configuration'],
    ['isv.AMOUNT_NOT_ENOUGH', 'balance', 'configuration'],
    ['isv.BLACK_KEY_CONTROL_LIMIT', 'content', 'review'],
    ['isv.INVALID_JSON_PARAM', 'payload', 'permanent'],
    ['isv.MOBILE_NUMBER_ILLEGAL', 'badNumber', 'gone'],
    ['isv.CUSTOMER_REFUSED', 'optedOut', 'gone'],
  ])('sms %s is %s: %s', async (code, smsFailure, action) => {
    await fault('sms', { code });
    const id = await bench.put({ channel: 'sms' });
    expect(await bench.send(id)).toMatchObject({ status: 'failed', attempts: 1 });
    expect(lastOutcome(id)).toMatchObject({ action, smsFailure, vendorCode: code });
    const { client } = bench.database;
    const { id: customerId, wrongMobiles } = await client.customer.findFirstOrThrow({ orderBy: { id: 'asc' } });
    expect(wrongMobiles).toEqual(smsFailure === 'badNumber' ? [PHONE] : []);
    const refusals = await client.consent.findMany({ where: { customerId, kind: 'sms' } });
    expect(refusals.map(({ words }) => words)).toEqual(smsFailure === 'optedOut' ? [code] : []);
    await client.customer.updateMany({ data: { wrongMobiles: [] } });
  });

  test.each<[OutboxChannel, number]>([
    ['kfMessage', 40014],
    ['kfMessage', 42001],
    ['wecomText', 42001],
    ['officialAccountTemplate', 40001],
    ['officialAccountTemplate', 40014],
    ['subscriptionNotice', 42001],
    ['officialAccountMessage', 40001],
  ])('%s %i: a new token is fetched and the message leaves', async (channel, errcode) => {
    if (channel === 'subscriptionNotice')
      await bench.emulator.control.person('p1').officialAccount(OA).acceptNotice('SUB');
    const { row } = await answered(channel, errcode);
    expect(row).toMatchObject({ status: 'sent', attempts: 1 });
  });

  test.each<[OutboxChannel, number]>([
    ['kfMessage', 95033],
    ['groupSend', 41093],
  ])('%s %i: the platform has it already', async (channel, errcode) => {
    const { row } = await answered(channel, errcode);
    expect(row).toMatchObject({ status: 'sent', attempts: 1 });
  });

  test('a consent that the platform refused for another reason is given back; 43101 leaves none', async () => {
    const { id: identityId } = await identity(FOLLOWER);
    const whose = { storeId: 'main', identityId, templateKey: 'maintenance' };
    const left = async () => (await bench.database.client.subscriptionConsent.findFirstOrThrow()).remaining;
    await bench.database.client.subscriptionConsent.create({ data: { ...whose, remaining: 2 } });
    await answered('subscriptionNotice', 43117);
    expect(await left()).toBe(3);
    await answered('subscriptionNotice', 43101);
    expect(await left()).toBe(0);
  });
});

describe("a session that is not the bot's (95018)", () => {
  test('belongs to a colleague: they get the words as a suggestion', async () => {
    const session = bench.emulator.control.member('xu').kf(KF);
    await bench.send(await bench.put({ channel: 'kfHandToPerson', payload: { servicerUserId: 'xu' } }));
    const id = await bench.put({ channel: 'kfMessage', conversationId: undefined });
    expect(await bench.send(id)).toMatchObject({ status: 'failed', errorCode: 95018 });
    expect(lastOutcome(id)).toMatchObject({ action: 'suggestion', servicerUserId: 'xu' });
    await bench.send();
    const { preview } = await bench.row(id);
    expect((await bench.memberGot('xu')).at(-1)).toContain(`请方便时转告：${preview}`);
    await session.end('p1');
  });

  test('waits in the pool: nothing can be written until the owner does, and a colleague calls', async () => {
    await bench.send(await bench.put({ channel: 'kfHandToPerson' }));
    const id = await bench.put({ channel: 'kfMessage' });
    await bench.database.client.conversation.updateMany({ data: { state: 'human' } });
    expect(await bench.send(id)).toMatchObject({ status: 'failed', errorCode: 95018 });
    expect(lastOutcome(id)).toMatchObject({ action: 'unreachable' });
    expect(await identity(OWNER)).toMatchObject({ unreachableAt: expect.any(Date), lastErrorCode: 95018 });
    expect(await bench.database.client.callTask.count({ where: { dedupeKey: `undelivered-${id}` } })).toBe(1);
    await bench.database.client.conversation.updateMany({ data: { state: 'idle' } });
    const session = bench.emulator.control.member('xu').kf(KF);
    await session.take('p1');
    await session.end('p1');
    await reachableAgain();
  });

  test('has ended: only this message fails', async () => {
    const session = bench.emulator.control.member('xu').kf(KF);
    await bench.send(await bench.put({ channel: 'kfHandToPerson', payload: { servicerUserId: 'xu' } }));
    await session.end('p1');
    const id = await bench.put({ channel: 'kfMessage', conversationId: undefined });
    expect(await bench.send(id)).toMatchObject({ status: 'failed', errorCode: 95018 });
    expect(lastOutcome(id)).toMatchObject({ action: 'next' });
    expect((await identity(OWNER)).unreachableAt).toBeNull();
  });
});

describe('what only an administrator can mend', () => {
  const alerts = async () => (await bench.memberGot('qin')).filter((text) => text.includes('系统提醒'));

  test('is told to the director once a day for each code', async () => {
    await bench.advance(24 * 3600);
    await bench.ownerWrites();
    const before = (await alerts()).length;
    for (let time = 0; time < 3; time += 1) await answered('officialAccountTemplate', 40164);
    await bench.send();
    expect((await alerts()).slice(before)).toEqual([expect.stringContaining('服务号模板消息发送失败（40164）')]);
    await answered('officialAccountTemplate', 48001);
    await bench.send();
    expect((await alerts()).length).toBe(before + 2);
    await bench.advance(24 * 3600);
    await answered('officialAccountTemplate', 40164);
    await bench.send();
    expect((await alerts()).length).toBe(before + 3);
  });

  test('also stops them when it is the token that is refused (89503), and the director is told what to do', async () => {
    await bench.advance(24 * 3600);
    await bench.emulator.control.invalidateTokens({ appId: OA });
    await bench.emulator.control.fault({ api: 'stable_token', kind: 'errcode', errcode: 89503, times: 100 });
    const asked = async () => (await bench.calls('stable_token')).length;
    const before = await asked();
    for (let time = 0; time < 3; time += 1) {
      const id = await bench.put({ channel: 'officialAccountTemplate', reminderId: 1 });
      expect(await bench.send(id)).toMatchObject({ status: 'failed', errorCode: 89503 });
    }
    expect((await asked()) - before).toBe(1);
    await bench.send();
    expect((await alerts()).at(-1)).toContain('服务号模板消息发送失败（89503）：服务器IP有变动，等待管理员确认');
    await bench.advance(11 * 60);
  });

  test('stops reminders on that channel without asking again, until a trial works', async () => {
    const calls = async () => (await bench.calls('message/template/send')).length;
    const reminder = { channel: 'officialAccountTemplate' as const, reminderId: 1 };
    await fault('officialAccountTemplate', { errcode: 48001 });
    await bench.send(await bench.put(reminder));
    const asked = await calls();
    for (let time = 0; time < 5; time += 1) {
      const id = await bench.put(reminder);
      expect(await bench.send(id)).toMatchObject({ status: 'failed', errorCode: 48001 });
      expect(lastOutcome(id)).toMatchObject({ action: 'configuration' });
    }
    expect(await calls()).toBe(asked);
    // What is no reminder is tried each time.
    expect(await bench.send(await bench.put({ channel: 'officialAccountTemplate' }))).toMatchObject({ status: 'sent' });
    await bench.send(await bench.put({ ...reminder, idempotencyKey: 'after-success' }));
    expect(await calls()).toBe(asked + 2);
  });
});

describe('a template', () => {
  test('that is not set, and one that the account does not have', async () => {
    const id = await bench.put({ channel: 'officialAccountTemplate', payload: { templateKey: 'none', data: {} } });
    expect(await bench.send(id)).toMatchObject({ status: 'failed', errorText: expect.stringContaining('"none"') });
    const wrong = await bench.put({ channel: 'officialAccountTemplate', payload: { templateKey: 'wrong', data: {} } });
    expect(await bench.send(wrong)).toMatchObject({ status: 'failed', errorCode: 40037 });
  });
});

describe('a busy platform', () => {
  test.each<[OutboxChannel, number]>([
    ['kfMessage', -1],
    ['kfMessage', 6000],
    ['wecomText', -1],
    ['officialAccountTemplate', -1],
    ['officialAccountMessage', -1],
    ['wecomText', 45035],
  ])('%s %i is tried again and arrives once', async (channel, errcode) => {
    await fault(channel, { errcode, times: 2 });
    const id = await bench.put({ channel });
    expect(await bench.send(id)).toMatchObject({ status: 'pending', attempts: 1, sentAt: null });
    await bench.advance(3);
    expect(await bench.send(id)).toMatchObject({ status: 'pending', attempts: 2 });
    await bench.advance(5);
    expect(await bench.send(id)).toMatchObject({ status: 'sent', attempts: 3, errorCode: null });
    const { preview } = await bench.row(id);
    const all = [...(await bench.ownerGot()), ...(await bench.followerGot()), ...(await bench.memberGot())];
    expect(all.filter((text) => text.includes(preview))).toHaveLength(1);
  });

  test('is asked four times, then the message goes another way', async () => {
    await fault('kfMessage', { errcode: -1, times: 10 });
    const id = await bench.put({ channel: 'kfMessage' });
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await bench.send(id);
      await bench.advance(60);
    }
    expect(await bench.row(id)).toMatchObject({ status: 'failed', errorCode: -1, attempts: 4 });
    expect(lastOutcome(id)).toMatchObject({ action: 'next' });
  });
});
