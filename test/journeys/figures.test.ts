import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
  const owner = ownerPhone(house, 'owner-0002');
  await owner.say('说好三天到货的配件，等了半个月还没消息');
  await owner.reads('已转配件部处理');
  const other = ownerPhone(house, 'owner-0001');
  await other.say('空调不制冷，吹出来还有股霉味');
  await other.reads('工单号');
});
afterAll(() => house.close());

test('the general manager asks how many complaints there are today and gets the number of the whole store', async () => {
  const manager = staffPhone(house, 'fang');
  await manager.say('今天有多少投诉');
  const answer = await manager.reads('今天');
  expect(answer.text).toMatch(/2\s*(件|条|张|起|单)/);
});

test('a department head gets the figure of the own department only', async () => {
  const parts = staffPhone(house, 'luo');
  await parts.say('今天有多少投诉');
  const answer = await parts.reads('今天');
  expect(answer.text).toMatch(/1\s*(件|条|张|起|单)/);
  expect(answer.text).toContain('配件');
});

test('the same question twice within a minute is answered twice', async () => {
  const manager = staffPhone(house, 'fang');
  const before = (await manager.received()).length;
  await manager.say('待处理有哪些');
  await manager.say('待处理有哪些');
  await expect.poll(async () => (await manager.received()).length, { timeout: 15_000 }).toBe(before + 2);
});

test('a closure rate without any closed ticket is said to be zero of so many, not left out', async () => {
  const manager = staffPhone(house, 'fang');
  await manager.say('本月关闭率');
  const answer = await manager.reads('关闭率');
  expect(answer.text).toMatch(/0(\.0)?%/);
});
