import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone } from '../support/phones.ts';
import { waitFor, waitUntil } from '../support/wait.ts';

describe('what owners write one after the other', { timeout: 90_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse({ rules: { conversation: { quietGapSeconds: 60, openWhenClear: false } } });
  });
  afterAll(() => house.close());

  const conversationOf = async (personId: string) => {
    const externalId = `wmSampleOwner${personId.slice(-4)}`;
    const identity = await house.database.client.channelIdentity.findFirst({ where: { externalId, channel: 'kf' } });
    return house.database.client.conversation.findFirst({ where: { identityId: identity?.id ?? 0 } });
  };
  const ticketsOf = async (personId: string) =>
    house.database.client.ticket.findMany({
      where: { conversationId: (await conversationOf(personId))?.id ?? 0 },
      orderBy: { id: 'asc' },
    });
  const heard = (personId: string, count: number) =>
    waitUntil(
      async () => {
        const conversation = await conversationOf(personId);
        const where = { conversationId: conversation?.id ?? 0 };
        return (await house.database.client.message.count({ where })) === count;
      },
      { timeoutMs: 60_000, everyMs: 50 },
    );
  const answers = async (personId: string) => (await ownerPhone(house, personId).chat()).map((item) => item.text);

  test('several messages within the quiet gap are one ticket, opened once it is quiet', async () => {
    const owner = ownerPhone(house, 'owner-0002');
    await owner.say('你好');
    await owner.say('配件都订了半个月了');
    await heard('owner-0002', 2);
    await house.advance(40);
    await owner.say('说好三天到货的');
    await heard('owner-0002', 3);
    await house.advance(59);
    expect(await answers('owner-0002')).toEqual([]);
    await house.advance(1);
    await owner.reads('已转配件部处理');
    expect((await ticketsOf('owner-0002')).map((ticket) => ticket.description)).toEqual([
      '你好\n配件都订了半个月了\n说好三天到货的',
    ]);
  });

  test('what comes later joins the ticket, a picture too; another matter opens another; the first is found again', async () => {
    const owner = ownerPhone(house, 'owner-0002');
    const next = async (count: number) => {
      await heard('owner-0002', count);
      await house.advance(60);
    };
    await owner.kf.send({ type: 'image' });
    await next(4);
    await owner.reads('已补充到工单');
    await owner.say('你们收费太贵了，工时费比别家贵一倍');
    await next(5);
    await owner.reads('已转售后前台处理');
    await owner.say('配件到底哪天能到货，都等了二十天了');
    await next(6);
    await waitFor(async () =>
      house.database.client.ticketEvent
        .findFirst({ where: { data: { path: ['text'], string_contains: '二十天' } } })
        .then((event) => event ?? undefined),
    );
    const tickets = await ticketsOf('owner-0002');
    expect(tickets.map((ticket) => ticket.responsibleDepartment)).toEqual(['parts', 'serviceReception']);
    const added = await house.database.client.ticketEvent.findMany({
      where: { type: 'messageAdded' },
      orderBy: { id: 'asc' },
    });
    expect(added.map((event) => [event.ticketId, (event.data as { text: string }).text])).toEqual([
      [tickets[0]?.id, '配件到底哪天能到货，都等了二十天了'],
    ]);
  });

  test('danger is answered at once, with the rescue line, whatever was being gathered', async () => {
    const owner = ownerPhone(house, 'owner-0004');
    await owner.say('师傅在吗');
    await owner.say('高速上方向盘突然打不动了，差点出事');
    await owner.reads('如需救援请立即拨打 021-00000120');
    expect(await ticketsOf('owner-0004')).toMatchObject([
      { severity: 'P0', description: '师傅在吗\n高速上方向盘突然打不动了，差点出事' },
    ]);
  });

  test('two hundred messages in a minute make one ticket and few answers', async () => {
    const owner = ownerPhone(house, 'owner-0005');
    const words = Array.from({ length: 200 }, (_, index) => ({
      type: 'text' as const,
      text: index % 5 === 0 ? `空调不制冷 ${index}` : `热死了，有没有人管 ${index}`,
    }));
    await owner.kf.sendAll(words);
    await heard('owner-0005', 200);
    await house.advance(60);
    await owner.reads('工单号');
    await house.advance(60);
    expect(await ticketsOf('owner-0005')).toHaveLength(1);
    const texts = await answers('owner-0005');
    expect(texts.length).toBeLessThanOrEqual(2);
    const cards = await house.database.client.outboxMessage.findMany({ where: { channel: 'wecomCard' } });
    expect(cards.filter((card) => card.preview.includes('空调'))).toHaveLength(1);
  });

  test('an owner who never stops typing is read after three minutes', async () => {
    const owner = ownerPhone(house, 'owner-0007');
    for (let index = 0; index < 5; index += 1) {
      await owner.say(`刹车踩下去有异响，第${index + 1}句`);
      await heard('owner-0007', index + 1);
      await house.advance(40);
    }
    await owner.reads('工单号');
    expect(await ticketsOf('owner-0007')).toHaveLength(1);
  });
});
