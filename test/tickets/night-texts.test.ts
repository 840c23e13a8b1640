import { afterAll, beforeAll, expect, test } from 'vitest';
import { addOwnerMessage, mergeTickets } from '../../src/tickets/index.ts';
import { complain } from '../pages/case.ts';
import { type House, startHouse } from '../support/house.ts';

let house: House;
beforeAll(async () => {
  // Monday, 23:00.
  house = await startHouse({ startAt: '2026-11-23T15:00:00.000Z' });
});
afterAll(() => house.close());

test(
  'of what waits for the morning about a ticket that ends, only the last word is left',
  { timeout: 90_000 },
  async () => {
    const { client } = house.database;
    const first = await complain(house, 'owner-0005', '说好三天到货的配件，等了半个月还没消息');
    const second = await client.ticket.create({
      data: { ...first, id: undefined as never, number: `${first.number}9`, verifyAskAt: null },
    });
    const acting = { ...house.service.contextOf('main'), actor: { kind: 'staff' as const, id: 'lin', name: '林总监' } };
    const waiting = (ticketId: number) =>
      client.outboxMessage.findMany({ where: { ticketId, channel: 'wecomText', status: 'pending' } });
    await house.database.transaction((tx) => addOwnerMessage(acting, tx, { ticketId: second.id, text: '还没好' }));
    expect((await waiting(second.id)).map((row) => row.preview).join()).toContain('还没好');
    await house.database.transaction((tx) => mergeTickets(acting, tx, { ticketId: second.id, intoTicketId: first.id }));
    expect(await waiting(second.id)).toEqual([]);
    expect((await waiting(first.id)).map((row) => row.preview).join()).toContain('合并');
  },
);
