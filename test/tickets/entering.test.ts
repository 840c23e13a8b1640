import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  acknowledgeTicket,
  addOwnerMessage,
  bindReporter,
  type ComplaintEntry,
  enterComplaint,
  findOpenMatter,
  resolveTicket,
  verifyTicket,
} from '../../src/tickets/index.ts';
import { type Decision, understandLocally } from '../../src/understanding/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';

const PARTS = '说好三天到货的配件，等了半个月还没消息';
const PARTS_AGAIN = '配件一直没到货，都二十天了';
const FEES = '保养多收了我两百块工时费';
const as = {
  parts: { categories: ['P1'], department: 'parts' },
  fees: { categories: ['F1'], department: 'serviceReception' },
} as const;

describe('complaints from other sources', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());

  let next = 0;
  /** An owner in the archive with one car. */
  async function owner() {
    next += 1;
    const now = desk.clock.now();
    const phone = `1390000${String(next).padStart(4, '0')}`;
    const plate = `沪B${String(20_000 + next)}`;
    const customer = await desk.database.client.customer.create({
      data: { storeId: 'main', name: `车主${next}`, mobiles: [phone], createdAt: now, updatedAt: now },
    });
    const vehicle = await desk.database.client.vehicle.create({
      data: { storeId: 'main', customerId: customer.id, plateNumber: plate, createdAt: now, updatedAt: now },
    });
    return { customerId: customer.id, vehicleId: vehicle.id, phone, plate };
  }
  const enter = (who: string, entry: ComplaintEntry, decided: (typeof as)[keyof typeof as] = as.parts) =>
    desk.run(who, (context, tx) =>
      enterComplaint(context, tx, {
        ...entry,
        decision: {
          ...understandLocally({ messages: [entry.text] }),
          kind: 'complaint',
          severity: 'P2',
          needsHuman: false,
          ...decided,
          categories: [...decided.categories],
        } satisfies Decision,
      }),
    );

  test('a hotline complaint opens a ticket for the owner in the archive, routed like a chat’s', async () => {
    const { plate, customerId, vehicleId } = await owner();
    const { ticket, isJoined } = await enter('xu', { source: 'hotline', text: PARTS, plate });
    expect(isJoined).toBe(false);
    expect(ticket).toMatchObject({ source: 'hotline', customerId, vehicleId, responsibleDepartment: 'parts' });
    expect((await desk.events(ticket.id))[0]).toMatchObject({
      type: 'opened',
      actorId: 'xu',
      data: { source: 'hotline' },
    });
    expect((await desk.clocks(ticket.id)).map((clock) => clock.name)).toEqual(['route', 'track', 'resolve']);
  });

  test('the same matter from another source joins: the department is told, the words and the source are kept', async () => {
    const { plate, phone } = await owner();
    const first = await enter('xu', { source: 'hotline', text: PARTS, phone });
    await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: first.ticket.id }));
    const second = await enter('he', { source: 'manufacturer', text: PARTS_AGAIN, plate, externalNo: 'MF-1001' });
    expect(second).toMatchObject({ isJoined: true, ticket: { id: first.ticket.id, externalNo: 'MF-1001' } });
    expect((await desk.events(first.ticket.id)).at(-1)).toMatchObject({
      type: 'joined',
      data: { source: 'manufacturer', text: PARTS_AGAIN, externalNo: 'MF-1001' },
    });
    expect((await desk.texts('luo')).at(-1)).toContain(`又收到厂家反映：${PARTS_AGAIN}`);
  });

  test('another matter, another car and an old one open a ticket of their own', async () => {
    const { phone, customerId } = await owner();
    const first = await enter('xu', { source: 'hotline', text: PARTS, phone });
    expect((await enter('xu', { source: 'hotline', text: FEES, phone }, as.fees)).isJoined).toBe(false);
    const now = desk.clock.now();
    await desk.database.client.vehicle.create({
      data: { storeId: 'main', customerId, plateNumber: '沪C99999', createdAt: now, updatedAt: now },
    });
    expect((await enter('xu', { source: 'hotline', text: PARTS, plate: '沪C99999' })).isJoined).toBe(false);
    desk.clock.advance(31 * 24 * 3600);
    const late = await enter('xu', { source: 'staff', text: PARTS, phone });
    expect(late.isJoined).toBe(false);
    expect(late.ticket.id).not.toBe(first.ticket.id);
  });

  test('the manufacturer’s number alone is enough to find the ticket, also without an owner', async () => {
    const first = await enter('xu', { source: 'manufacturer', text: PARTS, externalNo: 'MF-2002', name: '张先生' });
    expect(first.ticket).toMatchObject({ customerId: null, reporterName: '张先生', externalNo: 'MF-2002' });
    const again = await enter('xu', { source: 'manufacturer', text: FEES, externalNo: 'MF-2002' }, as.fees);
    expect(again).toMatchObject({ isJoined: true, ticket: { id: first.ticket.id } });
  });

  test('after 处理完毕 it is customer care that hears of the same matter', async () => {
    const { phone } = await owner();
    const { ticket } = await enter('jiang', { source: 'hotline', text: PARTS, phone });
    await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: ticket.id }));
    await desk.run('luo', (context, tx) => resolveTicket(context, tx, { ticketId: ticket.id, result: '已到货' }));
    expect((await enter('jiang', { source: 'hotline', text: PARTS_AGAIN, phone })).isJoined).toBe(true);
    expect((await desk.texts('xu')).at(-1)).toContain('部门已处理完毕，请电话回访车主。');
  });

  const BRAKES = '刹车异响，踩下去吱吱叫';
  const CRASH = '高速上刹车突然失灵，追尾了，人受伤';
  const said = (text: string) => understandLocally({ messages: [text] });
  const enterAsRead = (entry: ComplaintEntry) =>
    desk.run('xu', (context, tx) => enterComplaint(context, tx, { ...entry, decision: said(entry.text) }));

  test('danger never joins a resolved ticket: it opens one that pages the department and the leaders', async () => {
    const { phone } = await owner();
    const first = await enterAsRead({ source: 'hotline', text: BRAKES, phone });
    await desk.run('qin', (context, tx) => acknowledgeTicket(context, tx, { ticketId: first.ticket.id }));
    await desk.run('qin', (context, tx) =>
      resolveTicket(context, tx, { ticketId: first.ticket.id, result: '已换刹车片' }),
    );
    const { ticket, isJoined } = await enterAsRead({ source: 'hotline', text: CRASH, phone });
    expect(isJoined).toBe(false);
    expect(await desk.ticket(ticket.id)).toMatchObject({ status: 'routed', severity: 'P0', pageAt: expect.any(Date) });
    expect((await desk.clocks(ticket.id)).map((clock) => clock.name)).toContain('route');
    expect((await desk.texts('lin')).at(-1)).toContain(CRASH);
    expect(await desk.ticket(first.ticket.id)).toMatchObject({ status: 'resolved', severity: 'P2' });
  });

  test('danger never joins a milder open ticket, but one that is critical too', async () => {
    const { phone } = await owner();
    await enterAsRead({ source: 'hotline', text: BRAKES, phone, externalNo: 'HL-77' });
    const crash = await enterAsRead({ source: 'hotline', text: CRASH, phone, externalNo: 'HL-77' });
    expect(crash.isJoined).toBe(false);
    const again = await enterAsRead({ source: 'manufacturer', text: '刹车失灵追尾，人受伤住院了', phone });
    expect(again).toMatchObject({ isJoined: true, ticket: { id: crash.ticket.id } });
  });

  test('leaders read the words that made a ticket critical, not only those it began with', async () => {
    const ticket = await desk.open(BRAKES);
    await desk.run('owner', (context, tx) =>
      addOwnerMessage(context, tx, { ticketId: ticket.id, text: CRASH, severity: 'P0' }),
    );
    const heard = (await desk.texts('lin')).findLast((text) => text.startsWith('【重大】'));
    expect(heard).toContain(ticket.number);
    expect(heard).toContain(CRASH);
  });

  test('leaders read whose critical ticket it is, whom to call and where to read on, and that it is one again', async () => {
    const { phone, customerId, vehicleId } = await owner();
    const { ticket } = await enterAsRead({ source: 'hotline', text: CRASH, phone, externalNo: 'HL-78' });
    const customer = await desk.database.client.customer.findUniqueOrThrow({ where: { id: customerId } });
    const vehicle = await desk.database.client.vehicle.findUniqueOrThrow({ where: { id: vehicleId } });
    const about = `车主：${customer.name} ${vehicle.plateNumber} ${phone}\n部门：售后技术部\n详情：http://127.0.0.1/tickets/main/${ticket.number}\n`;
    expect((await desk.texts('lin')).at(-1)).toContain(about);
    const ticketId = ticket.id;
    await desk.run('qin', (context, tx) => acknowledgeTicket(context, tx, { ticketId }));
    await desk.run('qin', (context, tx) => resolveTicket(context, tx, { ticketId, result: '已更换制动总泵' }));
    await desk.run('owner', (context, tx) =>
      verifyTicket(context, tx, { ticketId, isSatisfied: false, words: '还是踩不下去' }),
    );
    const again = (await desk.texts('lin')).findLast((text) => text.startsWith('【重大·重开】'));
    expect(again).toContain('车主又说：还是踩不下去');
    expect(again).toContain(about);
  });

  test('the look-up for a chat finds what the hotline took, but nothing that waits for a verdict', async () => {
    const { phone, customerId, vehicleId } = await owner();
    const { ticket } = await enter('xu', { source: 'hotline', text: PARTS, phone });
    const matter = { storeId: 'main', customerId, vehicleId, vehicleSystems: [], now: desk.clock.now() };
    const find = (categories: string[]) =>
      desk.run('owner', (_context, tx) => findOpenMatter(tx, { ...matter, categories }));
    expect((await find(['P1']))?.id).toBe(ticket.id);
    expect(await find(['F1'])).toBeUndefined();
    expect(await find(['Z9'])).toBeUndefined();
    await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: ticket.id }));
    await desk.run('luo', (context, tx) => resolveTicket(context, tx, { ticketId: ticket.id, result: '已到货' }));
    expect(await find(['P1'])).toBeUndefined();
  });

  test('without words, without an owner to find, or by a stranger nothing is entered', async () => {
    const { phone } = await owner();
    const before = await desk.database.client.ticket.count();
    await expect(enter('xu', { source: 'hotline', text: ' ', phone })).rejects.toMatchObject({ code: 'VALIDATION' });
    await expect(enter('xu', { source: 'hotline', text: PARTS })).rejects.toMatchObject({
      userMessage: /车牌号、手机号/,
    });
    await expect(enter('nobody', { source: 'hotline', text: PARTS, phone })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await desk.database.client.ticket.count()).toBe(before);
  });

  test('staff bind an unknown owner by plate and phone; a wrong pair tells nothing', async () => {
    const { plate, phone, customerId, vehicleId } = await owner();
    const { ticket } = await enter('xu', { source: 'hotline', text: PARTS, phone: '13911112222', name: '李女士' });
    expect(ticket).toMatchObject({ customerId: null, reporterPhone: '13911112222' });
    await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: ticket.id }));
    const bind = (who: string, pair: { plate: string; phone: string }) =>
      desk.run(who, (context, tx) => bindReporter(context, tx, { ticketId: ticket.id, ...pair }));
    await expect(bind('xu', { plate, phone: '13911112222' })).rejects.toMatchObject({ code: 'VALIDATION' });
    await expect(bind('ma', { plate, phone })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await bind('xu', { plate, phone })).toMatchObject({ customerId, vehicleId });
    expect((await desk.events(ticket.id)).at(-1)).toMatchObject({ type: 'bound', actorId: 'xu' });
    expect((await desk.texts('luo')).at(-1)).toContain(`的车主是车主`);
    await expect(bind('xu', { plate, phone })).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});
