import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor, waitUntil } from '../support/wait.ts';

describe('while a person has the conversation', { timeout: 90_000 }, () => {
  let house: House;
  beforeAll(async () => {
    // Monday, 10:00.
    house = await startHouse({ startAt: '2026-11-23T02:00:00.000Z' });
  });
  afterAll(() => house.close());

  const db = () => house.database.client;
  const servicer = (userId: string) => house.emulator.control.member(userId).kf(sampleAccounts.openKfId);
  const inState = (owner: ReturnType<typeof ownerPhone>, state: number) =>
    waitFor(async () => ((await owner.kf.session()).state === state ? true : undefined));
  const conversationOf = async (personId: string, channel = 'kf') => {
    const externalId = channel === 'kf' ? `wmSampleOwner${personId.slice(-4)}` : `oSampleOpenId${personId.slice(-4)}`;
    return db().conversation.findFirstOrThrow({ where: { identity: { externalId, channel } } });
  };
  const ticketsOf = async (personId: string, channel = 'kf') =>
    db().ticket.findMany({ where: { conversationId: (await conversationOf(personId, channel)).id } });

  test('danger still opens a ticket and pages, without a word of the bot', async () => {
    const owner = ownerPhone(house, 'owner-0031');
    await owner.say('转人工');
    await inState(owner, 3);
    const before = (await owner.chat()).length;
    await owner.say('我现在在高速上，刹车突然失灵踩不下去');
    await staffPhone(house, 'fang').reads('【重大】工单');
    expect(await ticketsOf('owner-0031')).toMatchObject([{ severity: 'P0' }]);
    expect(await owner.chat()).toHaveLength(before);
    expect((await conversationOf('owner-0031')).state).toBe('human');
  });

  test('a servicer who is not receiving is passed over for the next one, at last for the waiting pool', async () => {
    await servicer('xu').setStatus('stopped');
    const owner = ownerPhone(house, 'owner-0033');
    await owner.say('转人工');
    await inState(owner, 3);
    expect((await owner.kf.session()).servicerUserId).toBe('he');
    await servicer('he').setStatus('suspended');
    const next = ownerPhone(house, 'owner-0035');
    await next.say('转人工');
    await inState(next, 2);
    await servicer('lin').take('owner-0035');
    await servicer('lin').say('owner-0035', '您好，我来为您处理');
    await servicer('lin').end('owner-0035');
    await waitUntil(async () => (await conversationOf('owner-0035')).state === 'idle');
    await next.say('想预约这周六上午做保养');
    await next.reads('您的预约需求收到了');
    await servicer('xu').setStatus('receiving');
    await servicer('he').setStatus('receiving');
  });

  test('a servicer outside the app’s range (60030) is passed over too, and the director is told', async () => {
    await house.emulator.control.fault({ api: 'kf/service_state/trans', kind: 'errcode', errcode: 60030 });
    const owner = ownerPhone(house, 'owner-0029');
    await owner.say('转人工');
    await inState(owner, 3);
    expect((await owner.kf.session()).servicerUserId).toBe('he');
    await staffPhone(house, 'lin').reads('（60030）：接待人员不在应用可见范围');
    await servicer('he').end('owner-0029');
    await waitUntil(async () => (await conversationOf('owner-0029')).state === 'idle');
  });

  test('a session that has ended meanwhile (95013) stays with the bot, and a person still calls', async () => {
    await house.emulator.control.fault({ api: 'kf/service_state/trans', kind: 'errcode', errcode: 95013 });
    const owner = ownerPhone(house, 'owner-0037');
    await owner.say('转人工');
    await owner.reads('正在为您转接人工');
    await waitUntil(async () => (await conversationOf('owner-0037')).state === 'idle');
    const key = `human-main-c${(await conversationOf('owner-0037')).id}-`;
    expect(await db().callTask.count({ where: { dedupeKey: { startsWith: key }, status: 'open' } })).toBe(1);
  });

  test('a switch that is off (95017) is told to the owner, and the bot goes on', async () => {
    await house.emulator.control.fault({ api: 'kf/service_state/trans', kind: 'errcode', errcode: 95017 });
    const owner = ownerPhone(house, 'owner-0039');
    await owner.say('转人工');
    await owner.reads('人工暂时没有接通');
    await owner.say('想预约这周六上午做保养');
    await owner.reads('您的预约需求收到了');
  });

  test('without anybody on duty the bot stays and the director has the call', async () => {
    await db().staff.updateMany({ where: { role: 'careSpecialist' }, data: { onDuty: false } });
    const owner = ownerPhone(house, 'owner-0041');
    await owner.say('转人工');
    await owner.reads('已通知同事，会尽快与您联系');
    await staffPhone(house, 'lin').reads('【转人工】');
    expect((await owner.kf.session()).state).toBe(0);
    await db().staff.updateMany({ where: { role: 'careSpecialist' }, data: { onDuty: true } });
  });

  test('in the service account’s chat the caller reads what is written, complaints become tickets, the bot is still', async () => {
    const owner = ownerPhone(house, 'owner-0005');
    const chat = house.emulator.control.person('owner-0005').officialAccount(sampleAccounts.appId);
    await chat.say('转人工');
    await owner.reads('已通知同事，会尽快与您联系');
    await chat.say('我这会儿方便接电话');
    await staffPhone(house, 'xu').reads('我这会儿方便接电话');
    await chat.say('说好三天到货的配件，等了半个月还没消息');
    await waitUntil(async () => (await ticketsOf('owner-0005', 'officialAccount')).length === 1);
    expect((await owner.received()).filter((item) => item.channel === 'official-account')).toHaveLength(1);
  });

  test('in the service account’s chat the bot is back as soon as the caller says that the call is made', async () => {
    const owner = ownerPhone(house, 'owner-0005');
    const chat = house.emulator.control.person('owner-0005').officialAccount(sampleAccounts.appId);
    const { id: conversationId } = await conversationOf('owner-0005', 'officialAccount');
    const task = await db().callTask.findFirstOrThrow({
      where: { dedupeKey: { startsWith: `human-main-c${conversationId}-` }, status: 'open' },
      orderBy: { id: 'desc' },
    });
    await staffPhone(house, task.assigneeUserId ?? '').say(`电话${task.id} 已联系 周六来店`);
    await staffPhone(house, task.assigneeUserId ?? '').reads(`电话${task.id}已完成`);
    await chat.say('想预约这周六上午做保养');
    await owner.reads('您的预约需求收到了');
  });

  test('the bot is back twelve hours after the person’s last word, when nobody ended the session', async () => {
    const owner = ownerPhone(house, 'owner-0043');
    await owner.say('转人工');
    await inState(owner, 3);
    await servicer('xu').say('owner-0043', '您好');
    await waitUntil(
      async () => (await db().inboxEvent.count({ where: { payload: { contains: '"您好"' }, status: 'done' } })) > 0,
    );
    await house.advance(11 * 3600);
    await servicer('xu').say('owner-0043', '您好，请稍等');
    await waitUntil(
      async () => (await conversationOf('owner-0043')).humanSince?.getTime() === house.clock.now().getTime(),
    );
    await house.advance(11 * 3600);
    await owner.say('好的');
    await house.advance(3600);
    await owner.reads('随时');
    // Tuesday, 09:00.
    await owner.say('你们收费太贵了，工时费比别家贵一倍');
    await owner.reads('已转售后前台处理');
  });

  test('an owner for whom nobody came in half an hour of work is read and answered by the bot; the director hears it once', async () => {
    const owner = ownerPhone(house, 'owner-0047');
    await owner.say('转人工');
    await inState(owner, 3);
    await owner.say('你们收费太贵了，工时费比别家贵一倍');
    await house.advance(29 * 60);
    expect((await conversationOf('owner-0047')).state).toBe('human');
    await house.advance(60);
    await owner.reads('已转售后前台处理');
    expect((await owner.kf.session()).state).toBe(4);
    const { customer } = await db().channelIdentity.findFirstOrThrow({
      where: { externalId: 'wmSampleOwner0047', channel: 'kf' },
      include: { customer: true },
    });
    const text = `【车主久等】${customer?.name ?? '未绑定车主'}在微信客服等人工，超过30分钟`;
    await staffPhone(house, 'lin').reads(text);
    // Others may wait in vain as well: it is about no more texts than there are owners.
    const told = async () =>
      (await staffPhone(house, 'lin').received()).filter((item) => item.text?.includes(text) ?? false).length;
    const once = await told();
    await house.advance(120);
    expect(await told()).toBe(once);
    await owner.say('想预约这周六上午做保养');
    await owner.reads('您的预约需求收到了');
    const { id: conversationId } = await conversationOf('owner-0047');
    expect(await db().outboxMessage.count({ where: { conversationId, status: 'failed' } })).toBe(0);
  });

  test('whoever sits in the waiting pool in vain and has written nothing more is told, and the pool lets go', async () => {
    await servicer('xu').setStatus('stopped');
    await servicer('he').setStatus('stopped');
    const owner = ownerPhone(house, 'owner-0049');
    await owner.say('转人工');
    await inState(owner, 2);
    await house.advance(30 * 60);
    await owner.reads('同事暂时没能接上');
    expect((await owner.kf.session()).state).toBe(4);
    await servicer('xu').setStatus('receiving');
    await servicer('he').setStatus('receiving');
  });

  test('at night 转人工 says when somebody is there; the task waits for the morning, danger does not', async () => {
    // Tuesday, 22:01.
    await house.advance(12 * 3600);
    const owner = ownerPhone(house, 'owner-0045');
    await owner.say('转人工');
    await owner.reads('人工客服明天8:30上班后会尽快联系您');
    expect((await owner.kf.session()).state).toBe(0);
    await owner.say('车冒烟着火了，快转人工');
    await owner.reads('如需救援请立即拨打');
    await staffPhone(house, 'lin').reads('【重大】工单');
    await inState(owner, 3);
  });
});
