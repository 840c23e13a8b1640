import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultRules } from '../../src/stores/index.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone } from '../support/phones.ts';
import { waitUntil } from '../support/wait.ts';

describe('an owner who does not stop writing', { timeout: 180_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse({ rules: { conversation: { quietGapSeconds: 5 } } });
  });
  afterAll(() => house.close());

  const db = () => house.database.client;
  const conversationOf = (personId: string) =>
    db().conversation.findFirst({ where: { identity: { externalId: `wmSampleOwner${personId.slice(-4)}` } } });
  const messagesOf = async (personId: string) =>
    db().message.findMany({
      where: { conversationId: (await conversationOf(personId))?.id ?? 0 },
      orderBy: { id: 'asc' },
    });
  const allRead = () => waitUntil(async () => (await db().message.count({ where: { isUnderstood: false } })) === 0);

  test('200 messages in a minute, every callback twice: one ticket, few answers, every word kept, others served', async () => {
    const owner = ownerPhone(house, 'owner-0031');
    const words = Array.from({ length: 200 }, (_, index) => `热死了，空调不制冷，第${index}句`);
    await house.emulator.control.callbackMode({ duplicate: 400 });
    const other = ownerPhone(house, 'owner-0033');
    for (let second = 0; second < 60; second += 10) {
      const part = words.slice((second / 60) * 200, ((second + 10) / 60) * 200);
      await owner.kf.sendAll(part.map((text) => ({ type: 'text' as const, text })));
      if (second === 20) await other.say('说好三天到货的配件，等了半个月还没消息');
      await house.advance(10);
    }
    await other.reads('已转配件部处理');
    await waitUntil(async () => (await messagesOf('owner-0031')).length === 200);
    await house.advance(60);
    await allRead();
    await house.advance(60);
    expect((await messagesOf('owner-0031')).map((message) => message.text)).toEqual(words);
    const tickets = await db().ticket.findMany({
      where: { conversationId: (await conversationOf('owner-0031'))?.id ?? 0 },
    });
    expect(tickets).toHaveLength(1);
    const texts = (await owner.chat()).map((item) => item.text ?? '');
    expect(texts.filter((text) => text.includes('工单号'))).toHaveLength(1);
    expect(texts.length).toBeLessThanOrEqual(5);
    // Whoever has the ticket is not flooded either.
    const cards = await db().ticketCard.findMany({ where: { ticketId: tickets[0]?.id ?? 0 } });
    expect(cards).toHaveLength(1);
    const notes = await db().outboxMessage.count({ where: { ticketId: tickets[0]?.id ?? 0, channel: 'wecomText' } });
    expect(notes).toBeLessThanOrEqual(15);
    await house.emulator.control.callbackMode({ duplicate: 0 });
  });

  test('small talk for an hour is answered as often as the rule allows, and no word is lost', async () => {
    const { answersPerHour } = defaultRules.conversation;
    const owner = ownerPhone(house, 'owner-0035');
    const total = answersPerHour + 8;
    for (let index = 0; index < total; index += 1) {
      await owner.say(`你们星期${'一二三四五六日'.charAt(index % 7)}几点开门呀，第${index}次问`);
      await waitUntil(async () => (await messagesOf('owner-0035')).length === index + 1);
      await house.advance(6);
      await allRead();
    }
    await house.advance(20);
    expect((await owner.chat()).length).toBeGreaterThan(3);
    expect((await owner.chat()).length).toBeLessThanOrEqual(answersPerHour);
    // What matters is still said.
    await owner.say('高速上方向盘突然打不动了，差点出事');
    await owner.reads('如需救援请立即拨打');
  });
});
