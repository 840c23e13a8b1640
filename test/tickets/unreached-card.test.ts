import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

test('a card for somebody who has left the company goes up the chain, so that the ticket lies in somebody’s chat', async () => {
  await house.database.client.staff.updateMany({ where: { userId: 'luo' }, data: { userId: 'gone' } });
  const owner = ownerPhone(house, 'owner-0002');
  await owner.say('说好三天到货的配件，等了半个月还没消息');
  const opened = await owner.reads('已转配件部处理');
  const number = /TS-\d{8}-\d{4}/.exec(opened.text)?.[0] ?? '';
  const card = await staffPhone(house, 'lin').card(number);
  expect(card.clickable).toBe(true);
  await staffPhone(house, 'lin').press(card.taskId, 'acknowledge');
  await owner.reads('林总监');
});

test('a card that reaches one of two goes to nobody else', async () => {
  // Reception has two people; one of them has left.
  await house.database.client.staff.updateMany({ where: { userId: 'su' }, data: { userId: 'gone-too' } });
  const owner = ownerPhone(house, 'owner-0001');
  await owner.say('等了一个下午车还没修好，也没人告诉我一声');
  const opened = await owner.reads('工单号');
  const number = /TS-\d{8}-\d{4}/.exec(opened.text)?.[0] ?? '';
  await staffPhone(house, 'jiang').card(number);
  await house.emulator.control.idle();
  const ofTheTicket = (await staffPhone(house, 'lin').received()).filter((item) =>
    JSON.stringify(item).includes(number),
  );
  expect(ofTheTicket).toEqual([]);
});
