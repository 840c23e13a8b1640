import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StaffCard } from '../../src/ports.ts';
import { acknowledgeTicket } from '../../src/tickets/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor, waitUntil } from '../support/wait.ts';

const REPAIR = '等了一个下午车还没修好，也没人告诉我一声';

describe('the code that came with a card', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());

  /** What leaves when 苏主管 takes a ticket whose card both of reception have got so long ago. */
  async function takenAfter(hours: number) {
    const ticket = await desk.open(REPAIR, { department: 'serviceReception', needsHuman: false });
    const { client } = desk.database;
    await client.ticketCard.updateMany({ where: { ticketId: ticket.id }, data: { responseCode: `RC${ticket.id}` } });
    const [card] = await client.ticketCard.findMany({ where: { ticketId: ticket.id } });
    const { id: last } = await client.outboxMessage.findFirstOrThrow({ orderBy: { id: 'desc' } });
    desk.clock.advance(hours * 3600);
    await desk.run('su', (context, tx) => acknowledgeTicket(context, tx, { ticketId: ticket.id }));
    const rows = await client.outboxMessage.findMany({
      where: { ticketId: ticket.id, id: { gt: last }, channel: { startsWith: 'wecomCard' } },
    });
    return rows.map(({ channel, recipient, payload }) => ({
      channel,
      toAll: recipient === card?.userIds.join('|'),
      buttons: (payload as unknown as { card: StaffCard }).card.buttons.map(({ key }) => key).join(),
    }));
  }

  test('updates it within a day', async () => {
    expect(await takenAfter(23.9)).toEqual([{ channel: 'wecomCardUpdate', toAll: true, buttons: 'resolve,handOver' }]);
  });

  test('is not used any more after a day: a fresh card takes its place', async () => {
    expect(await takenAfter(24)).toEqual([{ channel: 'wecomCard', toAll: true, buttons: 'resolve,handOver' }]);
  });
});

describe('a card that the platform refuses to update', { timeout: 60_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse();
  });
  afterAll(() => house.close());

  const cardsOf = async (userId: string, number: string) =>
    (await staffPhone(house, userId).received()).flatMap(({ card }) =>
      card !== undefined && JSON.stringify(card).includes(number) ? [card] : [],
    );
  const keysOf = (card: unknown) => [...JSON.stringify(card).matchAll(/"key":"(\w+)"/g)].map(([, key]) => key);
  const refusals = () =>
    house.database.client.outboxMessage.count({ where: { channel: 'wecomCardUpdate', status: 'failed' } });

  const refuse = (errcode: number) =>
    house.emulator.control.fault({ api: 'message/update_template_card', kind: 'errcode', errcode, times: 2 });
  /** A ticket whose card both of reception have, and one of them has pressed 签收; both cards can't be updated. */
  async function refusedAt(personId: string, errcode: number) {
    const owner = ownerPhone(house, personId);
    await owner.say(REPAIR);
    const number = /TS-\d{8}-\d{4}/.exec((await owner.reads('工单号')).text)?.[0] ?? '';
    const card = await staffPhone(house, 'jiang').card(number);
    await staffPhone(house, 'su').card(number);
    const before = await refusals();
    // The clicker's card and the other's.
    await refuse(errcode);
    await staffPhone(house, 'jiang').press(card.taskId, 'acknowledge');
    await waitUntil(async () => (await refusals()) === before + 2);
    return { number, taskId: card.taskId };
  }

  test('is followed by a fresh one with the right buttons, one for each who was left with wrong ones', async () => {
    const { number, taskId } = await refusedAt('owner-0001', 60140);
    for (const userId of ['jiang', 'su']) {
      const fresh = await waitFor(async () => (await cardsOf(userId, number))[1]);
      expect(keysOf(fresh)).toEqual(expect.arrayContaining(['resolve', 'handOver']));
      expect(fresh.taskId).not.toBe(taskId);
    }
    await house.emulator.control.idle();
    const counts = await Promise.all(['jiang', 'su'].map(async (userId) => (await cardsOf(userId, number)).length));
    expect(counts).toEqual([2, 2]);
  });

  test('is left alone when the buttons are right all the same', async () => {
    const [ticket] = await house.database.client.ticket.findMany();
    const number = ticket?.number ?? '';
    const before = await cardsOf('su', number);
    const refused = await refusals();
    await refuse(60140);
    await staffPhone(house, 'jiang').say(`${number} 已联系车主，明天上午可以提车`);
    await waitUntil(async () => (await refusals()) > refused);
    await house.emulator.control.idle();
    expect(await cardsOf('su', number)).toHaveLength(before.length);
    await house.emulator.control.clearFaults();
  });

  test.each([
    ['owner-0003', 60020],
    ['owner-0005', 81013],
  ])('of %s is left alone when a fresh one would be refused for the same reason (%i)', async (personId, errcode) => {
    const { number } = await refusedAt(personId, errcode);
    const cards = await house.database.client.ticketCard.findMany({
      where: { ticketId: (await house.database.client.ticket.findFirstOrThrow({ where: { number } })).id },
    });
    expect(cards).toHaveLength(1);
  });
});
