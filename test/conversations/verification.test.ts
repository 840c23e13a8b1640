import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { acknowledgeTicket, resolveTicket } from '../../src/tickets/index.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor, waitUntil } from '../support/wait.ts';

const PARTS = '说好三天到货的配件，等了半个月还没消息';

describe('the verdict of the owner', { timeout: 90_000 }, () => {
  let house: House;
  let next = 5;
  beforeAll(async () => {
    house = await startHouse();
  });
  afterAll(() => house.close());
  beforeEach(() => house.advance(61));

  /** A new owner's ticket that the parts department says is done; the owner has been asked. */
  async function resolved(): Promise<{
    id: number;
    number: string;
    owner: ReturnType<typeof ownerPhone>;
    personId: string;
  }> {
    const personId = `owner-${String(next).padStart(4, '0')}`;
    const owner = ownerPhone(house, personId);
    next += 2;
    await owner.say(PARTS);
    const opened = await waitFor(async () => (await owner.received()).find((item) => item.text?.includes('工单号')));
    const number = /TS-\d{8}-\d{4}/.exec(opened.text ?? '')?.[0] ?? '';
    const { id } = await house.database.client.ticket.findFirstOrThrow({ where: { number } });
    const context = {
      ...house.service.contextOf('main'),
      actor: { kind: 'staff' as const, id: 'luo', name: '罗主管' },
    };
    await house.database.transaction((tx) => acknowledgeTicket(context, tx, { ticketId: id }));
    await house.database.transaction((tx) => resolveTicket(context, tx, { ticketId: id, result: '配件已到，已装车' }));
    await owner.reads('请问您对处理结果满意吗');
    return { id, number, owner, personId };
  }
  const ticket = (id: number) => house.database.client.ticket.findUniqueOrThrow({ where: { id } });
  const becomes = (id: number, status: string) => waitUntil(async () => (await ticket(id)).status === status);

  test('a tap on 满意 closes, with the measure in the thanks', async () => {
    const { id, owner } = await resolved();
    await owner.tap(`verify-${id}-yes`);
    await owner.reads('处理措施：配件已到，已装车。');
    expect(await ticket(id)).toMatchObject({ status: 'closed', isSatisfied: true, ownerWords: '满意' });
  });

  test('a tap on 不满意 reopens: history kept, one level higher, head and director told, a new card', async () => {
    const { id, number, owner } = await resolved();
    await owner.tap(`verify-${id}-no`);
    await owner.reads('非常抱歉这次没能让您满意');
    expect(await ticket(id)).toMatchObject({
      status: 'routed',
      isSatisfied: false,
      reopenCount: 1,
      escalationLevel: 1,
      assigneeUserId: null,
      result: '配件已到，已装车',
    });
    await staffPhone(house, 'lin').reads(`【不满意】工单 ${number}`);
    await staffPhone(house, 'luo').card(`【重开】 ${number}`);
  });

  test.each([
    ['挺好的，谢谢你们', 'closed'],
    ['没问题了，已经修好了', 'closed'],
    ['还是没到货，不满意', 'routed'],
    ['配件装上了但是又坏了', 'routed'],
  ])('own words count: %s', async (words, status) => {
    const { id, owner } = await resolved();
    await owner.say(words);
    await becomes(id, status);
    expect((await ticket(id)).ownerWords).toBe(words);
  });

  test('a question is no verdict, even with the words of a yes in it', async () => {
    const { id, owner } = await resolved();
    await owner.say('我的车修好了吗');
    await owner.reads('已请服务顾问为您核实进度');
    expect((await ticket(id)).status).toBe('resolved');
  });

  test('who is unclear is asked once more, then called; stickers do not make the bot repeat itself', async () => {
    const { id, owner } = await resolved();
    await owner.say('还行吧');
    await owner.reads('回复“满意”或“不满意”就可以');
    await owner.say('我再看看');
    await owner.reads('稍后给您打个电话');
    for (const sticker of ['😂', '😂😂', '🤔']) await owner.say(sticker);
    await waitUntil(async () => {
      const unread = await house.database.client.message.count({ where: { isUnderstood: false } });
      return unread === 0;
    });
    const texts = (await owner.received()).map((item) => item.text ?? '');
    expect(texts.filter((text) => text.includes('就可以') || text.includes('打个电话'))).toHaveLength(2);
    expect(await ticket(id)).toMatchObject({ status: 'resolved' });
    const calls = await house.database.client.callTask.findMany({ where: { ticketId: id } });
    expect(calls).toMatchObject([{ purpose: 'verification', assigneeUserId: 'xu', status: 'open' }]);
  });

  test('another complaint meanwhile opens another ticket and leaves the question open', async () => {
    const { id, owner } = await resolved();
    await owner.say('你们收费太贵了，工时费比别家贵一倍');
    await owner.reads('已转售后前台处理');
    expect((await ticket(id)).status).toBe('resolved');
    await owner.say('配件的事满意');
    await becomes(id, 'closed');
  });

  test('what is said of the newer complaint goes there, a picture too, and angry words about it reopen nothing', async () => {
    const { id, owner } = await resolved();
    await owner.say('你们收费太贵了，工时费比别家贵一倍');
    await owner.reads('已转售后前台处理');
    await owner.say('收费太差劲了，工时费明细也不给，太差了');
    await owner.reads('已补充到工单');
    await owner.kf.send({ type: 'image' });
    await waitUntil(async () => {
      const where = { msgType: 'image', ticketId: { notIn: [id] } };
      return (await house.database.client.message.count({ where })) === 1;
    });
    expect((await ticket(id)).status).toBe('resolved');
    await owner.say('配件的事满意');
    await becomes(id, 'closed');
  });

  test('the verdict may come in another chat of the owner, in plain words; a mere 好的 there is none', async () => {
    const { id, owner, personId } = await resolved();
    const identity = await house.database.client.channelIdentity.findFirstOrThrow({
      where: { channel: 'kf', conversation: { id: (await ticket(id)).conversationId ?? 0 } },
    });
    const customer = await house.database.client.channelIdentity.findFirstOrThrow({
      where: { externalId: `oSampleOpenId${personId.slice(-4)}` },
    });
    await house.database.client.channelIdentity.update({
      where: { id: identity.id },
      data: { customerId: customer.customerId },
    });
    const account = house.emulator.control.person(personId).officialAccount(sampleAccounts.appId);
    await account.say('好的');
    await owner.reads('有需要随时联系我们');
    expect((await ticket(id)).status).toBe('resolved');
    await account.say('配件处理好了，满意');
    await becomes(id, 'closed');
    expect((await owner.reads('已为您关闭')).channel).toBe('official-account');
  });

  test('danger is heard before any verdict', async () => {
    const { id, owner } = await resolved();
    await owner.say('刹车突然失灵踩不下去，还是不行啊');
    await owner.reads('如需救援请立即拨打');
    expect((await ticket(id)).status).toBe('resolved');
  });

  test('a threat with the no makes the reopened ticket critical, and nobody is told to drive carefully', async () => {
    const { id, number, owner } = await resolved();
    await owner.say('不满意，再不给我解决我就打12315投诉');
    await owner.reads('15分钟内给您打电话');
    expect(await ticket(id)).toMatchObject({ status: 'routed', severity: 'P0' });
    expect((await owner.received()).some((item) => item.text?.includes('人身安全'))).toBe(false);
    await staffPhone(house, 'fang').reads(`【重大·重开】工单 ${number}`);
  });
});
