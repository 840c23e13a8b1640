import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StaffCard } from '../../src/ports.ts';
import {
  acknowledgeTicket,
  assignTicket,
  handOverTicket,
  resolveTicket,
  takeBackTicket,
  trackTicket,
} from '../../src/tickets/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';

const REPAIR = '等了一个下午车还没修好，也没人告诉我一声';

describe('who has a ticket', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());

  const open = () => desk.open(REPAIR, { department: 'serviceReception', needsHuman: false });
  const acknowledge = (who: string, ticketId: number) =>
    desk.run(who, (context, tx) => acknowledgeTicket(context, tx, { ticketId }));
  const assign = (who: string, ticketId: number, userId: string) =>
    desk.run(who, (context, tx) => assignTicket(context, tx, { ticketId, userId }));
  const handOver = (who: string, ticketId: number, department: string) =>
    desk.run(who, (context, tx) => handOverTicket(context, tx, { ticketId, department }));
  const takeBack = (who: string, ticketId: number) =>
    desk.run(who, (context, tx) => takeBackTicket(context, tx, { ticketId }));
  const types = async (ticketId: number) => (await desk.events(ticketId)).map((event) => event.type);
  /** Whose chat the newest card lies in. */
  const newestCard = async (ticketId: number) => {
    const row = await desk.database.client.outboxMessage.findFirstOrThrow({
      where: { ticketId, channel: 'wecomCard' },
      orderBy: { id: 'desc' },
    });
    return { to: row.recipient, card: (row.payload as unknown as { card: StaffCard }).card };
  };

  test('the head gives a ticket to a colleague, who gets a card; it still waits for 签收 and its clock goes on', async () => {
    const { id } = await open();
    const [before] = await desk.clocks(id);
    const ticket = await assign('su', id, 'jiang');
    expect(ticket).toMatchObject({ status: 'routed', assigneeUserId: 'jiang' });
    const { to, card } = await newestCard(id);
    expect(to).toBe('jiang');
    expect(card.fields).toContainEqual({ label: '责任人', value: '江顾问（待签收）' });
    expect((await desk.clocks(id))[0]).toEqual(before);
    expect((await desk.events(id)).at(-1)).toMatchObject({
      type: 'assigned',
      actorId: 'su',
      data: { from: null, to: 'jiang', name: '江顾问' },
    });
  });

  test('what the head has assigned is not 签收 by another colleague, but by the head', async () => {
    const [first, second] = [await open(), await open()];
    await assign('su', first.id, 'jiang');
    await assign('su', second.id, 'jiang');
    await desk.database.client.staff.create({
      data: { storeId: 'main', userId: 'zhu', name: '朱顾问', role: 'staff', departmentKey: 'serviceReception' },
    });
    await expect(acknowledge('zhu', first.id)).rejects.toMatchObject({
      code: 'CONFLICT',
      userMessage: /责任人：江顾问/,
    });
    expect(await acknowledge('jiang', first.id)).toMatchObject({ status: 'acknowledged', assigneeUserId: 'jiang' });
    expect(await acknowledge('su', second.id)).toMatchObject({ assigneeUserId: 'su' });
    await desk.database.client.staff.deleteMany({ where: { userId: 'zhu' } });
  });

  test('the assignee gives it to a colleague; the work goes on in the state it is in', async () => {
    const { id } = await open();
    await acknowledge('jiang', id);
    await desk.run('jiang', (context, tx) => trackTicket(context, tx, { ticketId: id, note: '正在核实' }));
    expect(await assign('jiang', id, 'su')).toMatchObject({ status: 'tracking', assigneeUserId: 'su' });
  });

  test('another department’s people, a stranger and one who has it already are no choice', async () => {
    const { id } = await open();
    await acknowledge('su', id);
    await expect(assign('su', id, 'luo')).rejects.toMatchObject({ code: 'VALIDATION', userMessage: /本部门的同事/ });
    await expect(assign('su', id, 'nobody')).rejects.toMatchObject({ code: 'VALIDATION' });
    await expect(assign('su', id, 'su')).rejects.toMatchObject({ code: 'VALIDATION', userMessage: /已经是/ });
    await expect(assign('jiang', id, 'jiang')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(assign('luo', id, 'jiang')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await desk.ticket(id)).toMatchObject({ assigneeUserId: 'su' });
  });

  test('after 处理完毕 nobody is assigned any more', async () => {
    const { id } = await open();
    await acknowledge('su', id);
    await desk.run('su', (context, tx) => resolveTicket(context, tx, { ticketId: id, result: '已修好' }));
    await expect(assign('su', id, 'jiang')).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(takeBack('su', id)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('the head takes a ticket back from its assignee: 签收 is waited for again, and the assignee is told', async () => {
    const { id, number } = await open();
    await acknowledge('jiang', id);
    await expect(takeBack('jiang', id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await takeBack('su', id)).toMatchObject({ status: 'routed', assigneeUserId: null, acknowledgedAt: null });
    expect((await desk.texts('jiang')).at(-1)).toContain(`【收回】工单 ${number}`);
    const running = (await desk.clocks(id)).filter((clock) => clock.stoppedAt === null).map((clock) => clock.name);
    expect(running.toSorted()).toEqual(['resolve', 'route', 'track']);
    expect((await newestCard(id)).card.buttons.map((button) => button.key)).toEqual(['acknowledge', 'handOver']);
  });

  test('the department that handed over takes it back while the new one has not 签收, and not after', async () => {
    const { id } = await open();
    await handOver('su', id, 'parts');
    await expect(takeBack('ma', id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await takeBack('jiang', id)).toMatchObject({ status: 'routed', responsibleDepartment: 'serviceReception' });
    // Once it is back there is nothing to take back.
    await expect(takeBack('luo', id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await handOver('su', id, 'parts');
    await acknowledge('luo', id);
    await expect(takeBack('su', id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await desk.ticket(id)).toMatchObject({ status: 'acknowledged', responsibleDepartment: 'parts' });
    expect((await types(id)).filter((type) => type === 'takenBack')).toHaveLength(1);
  });

  test('customer care takes a wrong choice back to triage and chooses again', async () => {
    const { id } = await desk.open('你们太差了');
    expect((await desk.ticket(id)).status).toBe('triage');
    await handOver('xu', id, 'parts');
    expect(await takeBack('he', id)).toMatchObject({
      status: 'triage',
      responsibleDepartment: 'triage',
      routedAt: null,
    });
    await handOver('he', id, 'workshop');
    expect(await desk.ticket(id)).toMatchObject({ status: 'routed', responsibleDepartment: 'workshop' });
  });

  test('customer care hands over what was routed wrongly, but nothing that a department has 签收', async () => {
    const { id } = await open();
    await handOver('xu', id, 'workshop');
    await acknowledge('ma', id);
    await expect(handOver('xu', id, 'parts')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
