import { afterAll, beforeAll, expect, test } from 'vitest';
import { acknowledgeTicket, resolveTicket, trackTicket } from '../../src/tickets/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

test('who stands in for a department without people gets its ticket, and sees it through', async () => {
  const ticket = await desk.open('贷款早就还清了，金融服务费也收了，绿本拖着不给我');
  expect(ticket.responsibleDepartment).toBe('finance');
  const card = await desk.database.client.ticketCard.findFirstOrThrow({ where: { ticketId: ticket.id } });
  expect(card.userIds).toEqual(['shen']);
  const { id: ticketId } = ticket;
  await expect(desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId }))).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  await desk.run('shen', (context, tx) => acknowledgeTicket(context, tx, { ticketId }));
  // The department has somebody again: what was taken stays taken.
  await desk.database.client.staff.update({
    where: { storeId_userId: { storeId: 'main', userId: 'wei' } },
    data: { departmentKey: 'finance' },
  });
  await desk.run('shen', (context, tx) => trackTicket(context, tx, { ticketId, note: '已联系银行' }));
  const done = await desk.run('shen', (context, tx) => resolveTicket(context, tx, { ticketId, result: '绿本已交付' }));
  expect(done).toMatchObject({ status: 'resolved', assigneeUserId: 'shen' });
});
