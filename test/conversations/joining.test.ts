import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ticket } from '../../src/database/generated/client.ts';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { acknowledgeTicket, enterComplaint, mergeTickets } from '../../src/tickets/index.ts';
import { understandLocally } from '../../src/understanding/index.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor, waitUntil } from '../support/wait.ts';

describe('where a complaint belongs', { timeout: 90_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse();
    for (const personId of [
      'owner-0021',
      'owner-0023',
      'owner-0025',
      'owner-0027',
      'owner-0029',
      'owner-0031',
      'owner-0033',
    ])
      await know(personId);
  });
  afterAll(() => house.close());

  const db = () => house.database.client;
  const staff = (id: string) => ({
    ...house.service.contextOf('main'),
    actor: { kind: 'staff' as const, id, name: id },
  });
  /** Their 微信客服 chat is bound, as the service account's is. */
  const know = async (personId: string) => {
    const suffix = personId.slice(-4);
    const { customerId } = await db().channelIdentity.findFirstOrThrow({
      where: { externalId: `oSampleOpenId${suffix}` },
    });
    await db().channelIdentity.create({
      data: {
        storeId: 'main',
        channel: 'kf',
        accountId: sampleAccounts.openKfId,
        externalId: `wmSampleOwner${suffix}`,
        customerId,
        createdAt: house.clock.now(),
      },
    });
  };
  const customerOf = async (personId: string) => {
    const externalId = `wmSampleOwner${personId.slice(-4)}`;
    const identity = await db().channelIdentity.findFirstOrThrow({ where: { externalId, channel: 'kf' } });
    return db().customer.findUniqueOrThrow({ where: { id: identity.customerId ?? 0 }, include: { vehicles: true } });
  };
  const ticketsOf = async (personId: string): Promise<Ticket[]> =>
    db().ticket.findMany({ where: { customerId: (await customerOf(personId)).id }, orderBy: { id: 'asc' } });
  const hasText = (ticketId: number, words: string) =>
    waitFor(async () =>
      db()
        .ticketEvent.findFirst({ where: { ticketId, data: { path: ['text'], string_contains: words } } })
        .then((event) => event ?? undefined),
    );

  test('what the hotline entered is joined by the owner’s own chat, which then gets the progress', async () => {
    const text = '说好三天到货的配件，等了半个月还没消息';
    const { vehicles } = await customerOf('owner-0021');
    const { ticket } = await house.database.transaction((tx) =>
      enterComplaint(staff('xu'), tx, {
        source: 'hotline',
        text,
        plate: vehicles[0]?.plateNumber ?? '',
        externalNo: '400-778',
        decision: understandLocally({ messages: [text] }),
      }),
    );
    const owner = ownerPhone(house, 'owner-0021');
    await owner.say('配件到底什么时候到货，等了半个月了');
    await owner.reads(`我们已经有记录（工单 ${ticket.number}），已转配件部`);
    await hasText(ticket.id, '到底什么时候到货');
    expect(await ticketsOf('owner-0021')).toHaveLength(1);
    await house.database.transaction((tx) => acknowledgeTicket(staff('luo'), tx, { ticketId: ticket.id }));
    await owner.reads('由配件部罗主管负责');
  });

  test('the same owner in another chat goes on with the same ticket, and is told there', async () => {
    const owner = ownerPhone(house, 'owner-0001');
    const account = house.emulator.control.person('owner-0001').officialAccount(sampleAccounts.appId);
    await account.say('你们收费太贵了，工时费比别家贵一倍');
    const opened = await owner.reads('已转售后前台处理');
    expect(opened.channel).toBe('official-account');
    await owner.say('工时费贵得离谱，收费明细也不给');
    const added = await owner.reads('已补充到工单');
    expect(added.channel).toBe('kf');
    const [ticket, ...others] = await ticketsOf('owner-0001');
    expect(others).toEqual([]);
    await house.database.transaction((tx) => acknowledgeTicket(staff('su'), tx, { ticketId: ticket?.id ?? 0 }));
    expect((await owner.reads('由售后前台苏主管负责')).channel).toBe('kf');
  });

  test('how it goes is asked of the ticket, not of the adviser, however it is worded; a price is still asked of the adviser', async () => {
    const owner = ownerPhone(house, 'owner-0033');
    await owner.say('空调不制冷，修了两次还是不行');
    await owner.reads('处理');
    const [ticket] = await ticketsOf('owner-0033');
    const calls = () => db().callTask.count({ where: { customerId: ticket?.customerId ?? 0 } });
    for (const question of ['什么时候能好啊', '还要等多久', '有消息了吗', '几天能弄好', '我那个事怎么样了']) {
      await owner.say(question);
      await hasText(ticket?.id ?? 0, question);
    }
    await owner.reads(`您反映的问题（${ticket?.number ?? ''}）`);
    expect(await calls()).toBe(0);
    await owner.say('换一套脚垫多少钱');
    await waitUntil(async () => (await calls()) === 1);
    expect(await ticketsOf('owner-0033')).toHaveLength(1);
  });

  test('after a merge the chat goes on with the ticket that stays', async () => {
    const owner = ownerPhone(house, 'owner-0023');
    await owner.say('说好三天到货的配件，等了半个月还没消息');
    await owner.reads('已转配件部处理');
    await owner.say('你们收费太贵了，工时费比别家贵一倍');
    await owner.reads('已转售后前台处理');
    const [parts, charges] = await ticketsOf('owner-0023');
    await house.database.transaction((tx) =>
      mergeTickets(staff('xu'), tx, { ticketId: charges?.id ?? 0, intoTicketId: parts?.id ?? 0 }),
    );
    await owner.reads('合并');
    await owner.say('工时费贵得离谱，什么时候给我个说法');
    await hasText(parts?.id ?? 0, '什么时候给我个说法');
    expect(await ticketsOf('owner-0023')).toHaveLength(2);
  });

  test('an owner of two cars taps which one; who has the ticket sees it', async () => {
    const customer = await customerOf('owner-0025');
    const second = await db().vehicle.create({
      data: {
        storeId: 'main',
        customerId: customer.id,
        plateNumber: '沪C9K3L7',
        createdAt: house.clock.now(),
        updatedAt: house.clock.now(),
      },
    });
    const owner = ownerPhone(house, 'owner-0025');
    await owner.say('刚换的刹车片踩下去有很大的异响，你们怎么修的');
    const asked = await owner.reads('请问是您的哪辆车');
    expect(JSON.stringify(asked.payload)).toContain('沪C9K3L7');
    await owner.tap(`car-${second.id}`);
    await owner.reads('已记下是 沪C9K3L7');
    const [ticket] = await ticketsOf('owner-0025');
    expect(ticket).toMatchObject({ vehicleId: second.id });
    await owner.say('沪C9K3L7的配件等了半个月还没到货，说好三天的');
    await owner.reads('已转配件部处理');
    const asks = (await owner.chat()).filter((item) => item.text?.includes('哪辆车'));
    expect(asks).toHaveLength(1);
    expect(await ticketsOf('owner-0025')).toMatchObject([{ vehicleId: second.id }, { vehicleId: second.id }]);
  });

  test('the same trouble of another car is another ticket', async () => {
    const [first] = (await customerOf('owner-0025')).vehicles;
    const owner = ownerPhone(house, 'owner-0025');
    await owner.say(`${first?.plateNumber ?? ''}的刹车踩下去也有异响`);
    await waitUntil(async () => (await ticketsOf('owner-0025')).length === 3);
    expect((await ticketsOf('owner-0025')).at(-1)).toMatchObject({ vehicleId: first?.id });
  });

  test('“算了，不用了，已经好了” closes nothing: customer care looks at it, and the owner is told so', async () => {
    const owner = ownerPhone(house, 'owner-0027');
    await owner.say('说好三天到货的配件，等了半个月还没消息');
    await owner.reads('已转配件部处理');
    await owner.say('算了 不用了 已经好了');
    await owner.reads('稍后会再跟您确认一下');
    const [ticket] = await ticketsOf('owner-0027');
    expect(ticket?.status).toBe('routed');
    await staffPhone(house, 'xu').reads('【车主说不用处理了】');
    expect(await db().callTask.findMany({ where: { ticketId: ticket?.id ?? 0 } })).toMatchObject([
      { purpose: 'callback', status: 'open', assigneeUserId: 'xu' },
    ]);
  });

  test('“算了，跟你们说也没用” is no withdrawal', async () => {
    const owner = ownerPhone(house, 'owner-0027');
    const before = await db().callTask.count();
    await owner.say('算了，跟你们说也没用，太让人失望了');
    const [ticket] = await ticketsOf('owner-0027');
    await hasText(ticket?.id ?? 0, '跟你们说也没用');
    expect(await db().callTask.count()).toBe(before);
  });

  test('a threat about the running matter joins and raises its ticket', async () => {
    const owner = ownerPhone(house, 'owner-0029');
    await owner.say('刹车有异响，踩下去吱吱叫');
    await owner.reads('已转售后技术部处理');
    await house.advance(300);
    await owner.say('我要退车，不行我就找媒体曝光你们');
    await waitUntil(async () => (await ticketsOf('owner-0029'))[0]?.severity === 'P0');
    expect(await ticketsOf('owner-0029')).toMatchObject([
      { categories: ['Q2'], responsibleDepartment: 'aftersalesTechnical' },
    ]);
    await staffPhone(house, 'lin').reads('车主又说：我要退车，不行我就找媒体曝光你们');
  });

  test('danger does not join a milder ticket of the same fault', async () => {
    const owner = ownerPhone(house, 'owner-0031');
    await owner.say('刹车有异响，踩下去吱吱叫');
    await owner.reads('已转售后技术部处理');
    await house.advance(300);
    await owner.say('高速上刹车突然失灵，追尾了，人受伤');
    await owner.reads('请先确保人身安全');
    expect((await ticketsOf('owner-0031')).map((ticket) => ticket.severity)).toEqual(['P2', 'P0']);
  });
});
