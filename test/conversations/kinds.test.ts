import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor, waitUntil } from '../support/wait.ts';

describe('what owners want besides complaining', { timeout: 90_000 }, () => {
  let house: House;
  beforeAll(async () => {
    // It is Sunday: who works on seven days is there.
    house = await startHouse({ rules: { workingTime: { sevenDays: true } } });
  });
  afterAll(() => house.close());
  beforeEach(() => house.advance(61));

  const db = () => house.database.client;
  const conversationOf = async (personId: string) => {
    const externalId = `wmSampleOwner${personId.slice(-4)}`;
    const identity = await db().channelIdentity.findFirstOrThrow({ where: { externalId, channel: 'kf' } });
    return db().conversation.findFirstOrThrow({ where: { identityId: identity.id } });
  };
  const allRead = () => waitUntil(async () => (await db().message.count({ where: { isUnderstood: false } })) === 0);

  test('a booking becomes a task for an adviser', async () => {
    const owner = ownerPhone(house, 'owner-0011');
    await owner.say('想预约这周六上午做保养');
    await owner.reads('您的预约需求收到了');
    const task = await db().callTask.findFirstOrThrow({ where: { purpose: 'booking' } });
    expect(task.script).toContain('想预约这周六上午做保养');
    await staffPhone(house, task.assigneeUserId ?? '').reads('【预约】');
  });

  test('at most two questions, each another one; what was said before stands in the ticket', async () => {
    const owner = ownerPhone(house, 'owner-0013');
    await owner.say('你们太差了');
    await owner.reads('能简单说说是哪方面的问题吗');
    await owner.say('太气人了');
    await owner.reads('请告诉我们具体是什么事');
    await owner.say('反正就是差');
    await owner.reads('工单号');
    const ticket = await db().ticket.findFirstOrThrow({
      where: { conversationId: (await conversationOf('owner-0013')).id },
    });
    expect(ticket).toMatchObject({ status: 'triage', description: '你们太差了\n太气人了\n反正就是差' });
    expect((await owner.chat()).filter((item) => item.text?.includes('车牌号'))).toEqual([]);
  });

  test('an unknown owner may complain; plate and phone afterwards link the ticket', async () => {
    const stranger = ownerPhone(house, 'owner-9999');
    await stranger.say('销售承诺送的脚垫一直没给，打电话也不接');
    const opened = await stranger.reads('已转销售部处理');
    expect(opened.text).toContain('请把车牌号和在店里登记的手机号发给我们');
    const customer = await db().customer.findFirstOrThrow({
      where: { vehicles: { some: {} } },
      include: { vehicles: true },
      orderBy: { id: 'desc' },
    });
    const [vehicle] = customer.vehicles;
    await stranger.say(`绑定 ${vehicle?.plateNumber ?? ''} 15499999999`);
    await stranger.reads('没有查到匹配的车辆');
    await stranger.say(`${vehicle?.plateNumber ?? ''} ${customer.mobiles[0] ?? ''}`);
    await stranger.reads('绑定成功');
    const ticket = await db().ticket.findFirstOrThrow({
      where: { conversationId: (await conversationOf('owner-9999')).id },
    });
    expect(ticket).toMatchObject({ customerId: customer.id, vehicleId: vehicle?.id });
    await staffPhone(house, 'shen').card(customer.name);
  });

  test('a progress question is answered in an owner’s words, and passed on; thanks are passed on to nobody', async () => {
    const owner = ownerPhone(house, 'owner-0015');
    await owner.say('说好三天到货的配件，等了半个月还没消息');
    await owner.reads('已转配件部处理');
    await owner.say('配件到了吗');
    await owner.reads('已转配件部，正在安排同事处理，有进展会第一时间告诉您');
    await staffPhone(house, 'luo').reads('：配件到了吗');
    const before = (await staffPhone(house, 'luo').received()).length;
    await owner.say('好的谢谢');
    await owner.reads('有需要随时联系我们');
    await owner.say('👌');
    await allRead();
    expect(await owner.chat()).toHaveLength(3);
    expect(await staffPhone(house, 'luo').received()).toHaveLength(before);
  });

  test('转人工 reaches a person: the bot keeps still until that person ends', async () => {
    const owner = ownerPhone(house, 'owner-0017');
    const xu = house.emulator.control.member('xu').kf(sampleAccounts.openKfId);
    await owner.say('转人工');
    await owner.reads('正在为您转接人工');
    await waitFor(async () => ((await owner.kf.session()).state === 3 ? true : undefined));
    expect((await owner.kf.session()).servicerUserId).toBe('xu');
    await staffPhone(house, 'xu').reads('【转人工】');
    await owner.say('说好三天到货的配件，等了半个月还没消息');
    await xu.say('owner-0017', '您好，我是徐专员');
    await owner.reads('我是徐专员');
    await allRead();
    expect(await db().ticket.count({ where: { conversationId: (await conversationOf('owner-0017')).id } })).toBe(0);
    await xu.end('owner-0017');
    await waitUntil(async () => (await conversationOf('owner-0017')).state === 'idle');
    await owner.say('你们收费太贵了，工时费比别家贵一倍');
    await owner.reads('已转售后前台处理');
  });

  test('退订 of a known owner is kept', async () => {
    const owner = ownerPhone(house, 'owner-9999');
    await owner.say('退订');
    await owner.reads('已为您取消提醒和活动消息');
    const identity = await db().channelIdentity.findFirstOrThrow({
      where: { externalId: 'wmSampleOwner9999', channel: 'kf' },
    });
    const customer = await db().customer.findUniqueOrThrow({ where: { id: identity.customerId ?? 0 } });
    expect(customer.optedOutAt).not.toBeNull();
  });

  test('only a smile, only a picture, nothing at all, and twenty thousand characters are all answered once', async () => {
    const owner = ownerPhone(house, 'owner-0019');
    await owner.say('😂😂');
    await owner.reads('请问有什么可以帮您');
    await owner.kf.send({ type: 'image' });
    await owner.reads('请简单说一下是什么情况');
    await owner.say(' ');
    await allRead();
    await owner.say('空调不制冷，找了你们好多次了都没人管。'.repeat(1000));
    await owner.reads('工单号');
    const tickets = await db().ticket.findMany({ where: { conversationId: (await conversationOf('owner-0019')).id } });
    expect(tickets).toHaveLength(1);
    expect((await owner.chat()).length).toBeLessThanOrEqual(4);
  });
});
