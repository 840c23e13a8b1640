import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bindingSceneOf } from '../../src/conversations/index.ts';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitUntil } from '../support/wait.ts';

describe('owners that nobody knows yet', { timeout: 90_000 }, () => {
  let house: House;
  let strangers = 0;
  beforeAll(async () => {
    house = await startHouse();
  });
  afterAll(() => house.close());
  beforeEach(() => house.advance(61));

  const db = () => house.database.client;
  /** Somebody new, with WeChat. */
  const stranger = async () => {
    strangers += 1;
    const personId = `stranger-${strangers}`;
    const externalUserId = `wmStranger${strangers}`;
    const openIds = { [sampleAccounts.appId]: `oStranger${strangers}` };
    await house.emulator.control.world({ people: [{ personId, name: '访客', externalUserId, openIds }] });
    const identity = () =>
      db().channelIdentity.findFirstOrThrow({ where: { externalId: externalUserId }, include: { conversation: true } });
    const tickets = async () =>
      db().ticket.findMany({
        where: { conversationId: (await identity()).conversation?.id ?? 0 },
        orderBy: { id: 'asc' },
      });
    return { ...ownerPhone(house, personId), identity, tickets, personId };
  };
  const car = async (skip: number) => {
    const vehicle = await db().vehicle.findFirstOrThrow({
      where: { plateNumber: { not: null }, customer: { mobiles: { isEmpty: false } } },
      include: { customer: true },
      orderBy: { id: 'desc' },
      skip,
    });
    return { ...vehicle, plate: vehicle.plateNumber ?? '', phone: vehicle.customer.mobiles[0] ?? '' };
  };
  const ask = async (owner: Awaited<ReturnType<typeof stranger>>) =>
    (await owner.chat()).map((item) => item.text ?? '').join('\n');

  test('a plate that was written is not asked for again; the phone number alone then binds', async () => {
    const { plate, phone, id, customerId } = await car(1);
    const owner = await stranger();
    await owner.say(`${plate} 说好三天到货的配件，等了半个月还没消息`);
    await owner.reads('请再发一下在店里登记的手机号');
    expect(await ask(owner)).not.toContain('车牌号');
    await owner.say(phone);
    await owner.reads('绑定成功');
    expect(await owner.tickets()).toMatchObject([{ customerId, vehicleId: id }]);
  });

  test('plate and phone inside the complaint bind at once, and nothing is asked', async () => {
    const { plate, phone, id, customerId } = await car(2);
    const owner = await stranger();
    await owner.say(`我是${plate}，电话${phone}，说好三天到货的配件，等了半个月还没消息`);
    await owner.reads('已转配件部处理');
    expect(await owner.tickets()).toMatchObject([{ customerId, vehicleId: id }]);
    expect(await ask(owner)).not.toContain('方便的话');
  });

  test('a wrong phone and a plate that does not exist get the same answer; after five tries only a person helps', async () => {
    const { plate, phone } = await car(3);
    const owner = await stranger();
    const attempts = [`${plate} 15499999991`, '沪Z00000 15499999992', `${plate} 15499999993`, '沪Z00001 15499999994'];
    for (const [index, attempt] of [...attempts, `${plate} 15499999995`].entries()) {
      await owner.say(`绑定 ${attempt}`);
      await waitUntil(async () => (await owner.chat()).length === index + 1);
    }
    expect(new Set((await owner.chat()).map((item) => item.text))).toEqual(
      new Set(['没有查到匹配的车辆，请核对一下车牌号和登记的手机号；稍后同事也会帮您核实。']),
    );
    await owner.say(`绑定 ${plate} ${phone}`);
    await owner.reads('已请同事帮您人工核实');
    expect((await owner.identity()).customerId).toBeNull();
    // Not by a complaint either.
    await owner.say(`${plate} ${phone} 说好三天到货的配件，等了半个月还没消息`);
    await owner.reads('已转配件部处理');
    expect((await owner.identity()).customerId).toBeNull();
    await house.advance(25 * 3600);
    await owner.say(`绑定 ${plate} ${phone}`);
    await owner.reads('绑定成功');
  });

  test('退订 of somebody unknown is kept, and goes to the customer with the binding', async () => {
    const { plate, phone, customerId } = await car(4);
    const owner = await stranger();
    await owner.say('退订');
    await owner.reads('今后不再给您发送');
    expect((await owner.identity()).optedOutAt).not.toBeNull();
    expect((await db().customer.findUniqueOrThrow({ where: { id: customerId } })).optedOutAt).toBeNull();
    await owner.say(`绑定 ${plate} ${phone}`);
    await owner.reads('绑定成功');
    expect((await db().customer.findUniqueOrThrow({ where: { id: customerId } })).optedOutAt).not.toBeNull();
  });

  test('“别再给我打电话了 都打了十次” is a complaint about being pestered and an opt-out', async () => {
    const owner = await stranger();
    await owner.say('别再给我打电话了 都打了十次');
    const answer = await owner.reads('今后不再给您发送');
    expect(answer.text).toContain('已转客户关爱部处理');
    expect(await owner.tickets()).toMatchObject([{ kind: 'complaint', categories: ['C3'], severity: 'P2' }]);
    expect((await owner.identity()).optedOutAt).not.toBeNull();
  });

  test('a stranger in danger is asked for number and place; the number alone reaches whoever has the ticket', async () => {
    const owner = await stranger();
    await owner.say('高速上刹车突然失灵，追尾了，人受伤');
    const answer = await owner.reads('请先确保人身安全');
    expect(answer.text).toContain('请回复您的手机号和所在位置');
    await owner.say('13800138001');
    const noted = await owner.reads('手机号已转告负责的同事');
    expect(noted.text).not.toContain('车牌');
    const [ticket] = await owner.tickets();
    expect(ticket).toMatchObject({ severity: 'P0', reporterPhone: '13800138001' });
    await staffPhone(house, 'qin').reads(`【车主补充】工单 ${ticket?.number}：13800138001`);
    expect(await owner.tickets()).toHaveLength(1);
  });

  test('a number in the complaint’s words is kept as the one to call', async () => {
    const owner = await stranger();
    await owner.say('说好三天到货的配件，等了半个月还没消息，打我13800138002');
    await owner.reads('已转配件部处理');
    expect(await owner.tickets()).toMatchObject([{ reporterPhone: '13800138002' }]);
  });

  test('a number to call goes to the ticket that is open, and the plate after it still binds', async () => {
    const { plate, phone, customerId } = await car(6);
    const owner = await stranger();
    await owner.say('说好三天到货的配件，等了半个月还没消息');
    await owner.reads('已转配件部处理');
    await owner.say(phone);
    await owner.reads('请再发一下车牌号');
    expect(await owner.tickets()).toMatchObject([{ reporterPhone: phone, customerId: null }]);
    await owner.say(plate);
    await owner.reads('绑定成功');
    expect(await owner.tickets()).toMatchObject([{ reporterPhone: phone, customerId }]);
  });

  test('the QR code that staff made for a car binds whoever scans it, and the ticket of that chat', async () => {
    const { id, customerId } = await car(5);
    const owner = await stranger();
    const account = house.emulator.control.person(owner.personId).officialAccount(sampleAccounts.appId);
    await account.follow();
    await account.say('说好三天到货的配件，等了半个月还没消息');
    await owner.reads('已转配件部处理');
    await account.scan(await codeFor(house, bindingSceneOf(id)));
    await owner.reads('绑定成功');
    const ticket = await db().ticket.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(ticket).toMatchObject({ customerId, vehicleId: id });
  });
});

/** A code as the platform makes it for the account. */
async function codeFor(house: House, scene: string): Promise<string> {
  const call = async (path: string, body: unknown) => {
    const response = await fetch(`${house.emulator.url}/official-account/cgi-bin/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return (await response.json()) as { access_token?: string; ticket?: string };
  };
  const grant = { grant_type: 'client_credential', appid: sampleAccounts.appId, secret: sampleAccounts.appSecret };
  const { access_token: token = '' } = await call('stable_token', grant);
  const code = { expire_seconds: 600, action_name: 'QR_STR_SCENE', action_info: { scene: { scene_str: scene } } };
  return (await call(`qrcode/create?access_token=${token}`, code)).ticket ?? '';
}
