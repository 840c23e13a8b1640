import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor, waitUntil } from '../support/wait.ts';

describe('nobody is there', { timeout: 180_000 }, () => {
  let house: House;
  beforeAll(async () => {
    // Monday, 10:00.
    house = await startHouse({ startAt: '2026-11-23T02:00:00.000Z' });
  });
  afterAll(() => house.close());

  const db = () => house.database.client;
  const onDuty = (where: object, isOn: boolean) => db().staff.updateMany({ where, data: { onDuty: isOn } });
  const newest = () => db().ticket.findFirstOrThrow({ orderBy: { id: 'desc' } });

  test('a department with nobody on duty: the ticket has somebody all the same, and the owner hears no excuse', async () => {
    await onDuty({ departmentKey: 'parts' }, false);
    const owner = ownerPhone(house, 'owner-0031');
    await owner.say('说好三天到货的配件，等了半个月还没消息');
    await owner.reads('已转配件部处理');
    const { id, number } = await newest();
    const card = await db().ticketCard.findFirstOrThrow({ where: { ticketId: id } });
    const [holder = ''] = card.userIds;
    await staffPhone(house, holder).card(number);
    await staffPhone(house, holder).press(card.taskId, 'acknowledge');
    await owner.reads('负责，稍后会与您电话联系');
    await onDuty({ departmentKey: 'parts' }, true);
  });

  test('the assignee has left: what the owner adds reaches the department, who signs for it anew', async () => {
    const owner = ownerPhone(house, 'owner-0033');
    await owner.say('你们收费太贵了，工时费比别家贵一倍');
    await owner.reads('已转售后前台处理');
    const { id, number } = await newest();
    const card = await staffPhone(house, 'jiang').card(number);
    await staffPhone(house, 'jiang').press(card.taskId, 'acknowledge');
    await owner.reads('由售后前台江顾问负责');
    await db().staff.updateMany({ where: { userId: 'jiang' }, data: { isActive: false } });
    await house.advance(120);
    await waitUntil(async () => (await newest()).assigneeUserId === null);
    await owner.say('工时费的明细到底什么时候给我');
    await staffPhone(house, 'su').reads('工时费的明细到底什么时候给我');
    const again = await waitFor(
      async () =>
        (await staffPhone(house, 'su').received()).findLast(
          (item) => item.card?.clickable === true && JSON.stringify(item.card).includes(number),
        )?.card,
    );
    await staffPhone(house, 'su').press(again.taskId, 'acknowledge');
    await owner.reads('由售后前台苏主管负责');
    expect(await db().ticket.findUniqueOrThrow({ where: { id } })).toMatchObject({ assigneeUserId: 'su' });
    await db().staff.updateMany({ where: { userId: 'jiang' }, data: { isActive: true } });
  });

  test('an ordinary wish at night is confirmed at once and disturbs nobody before the morning', async () => {
    // Tuesday, 02:00.
    await house.advance(16 * 3600);
    const received = async () =>
      (await Promise.all(['luo', 'lin', 'fang'].map((id) => staffPhone(house, id).received()))).flat().length;
    const before = await received();
    const owner = ownerPhone(house, 'owner-0037');
    await owner.say('想预约这周六上午做保养');
    await owner.reads('您的预约需求收到了');
    await house.advance(600);
    expect(await received()).toBe(before);
  });

  test('danger at night with nobody at all on duty: the owner has the rescue line at once, and the house is woken', async () => {
    await onDuty({}, false);
    const owner = ownerPhone(house, 'owner-0035');
    await owner.say('高速上方向盘突然打不动了，差点出事');
    await owner.reads('如需救援请立即拨打 021-00000120');
    for (const leader of ['lin', 'fang']) await staffPhone(house, leader).reads('【重大】工单');
    const { id } = await newest();
    const cards = () => db().ticketCard.findMany({ where: { ticketId: id } });
    expect((await cards()).flatMap((card) => card.userIds).length).toBeGreaterThan(0);
    await house.advance(301);
    await waitUntil(async () => (await db().ticketEvent.count({ where: { ticketId: id, type: 'paged' } })) > 0);
    await onDuty({}, true);
  });
});
