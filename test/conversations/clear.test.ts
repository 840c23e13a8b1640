import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone } from '../support/phones.ts';
import { waitUntil } from '../support/wait.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse({ rules: { conversation: { quietGapSeconds: 60 } } });
});
afterAll(() => house.close());

const tickets = () => house.database.client.ticket.findMany({ orderBy: { id: 'asc' } });
const heard = (count: number) => waitUntil(async () => (await house.database.client.message.count()) === count);

test('a complaint that says clearly what it is about is taken at once, without waiting for the quiet gap', async () => {
  await ownerPhone(house, 'owner-0002').say('说好三天到货的配件，等了半个月还没消息');
  await ownerPhone(house, 'owner-0002').reads('已转配件部处理');
  expect(await tickets()).toHaveLength(1);
});

test('what follows in the same breath joins it, whatever it is about, and its categories too', async () => {
  house.clock.advance(20);
  await house.emulator.control.advance(20);
  const owner = ownerPhone(house, 'owner-0002');
  await owner.say('你们收费也太贵了，工时费比别家贵一倍');
  await heard(2);
  await house.advance(61);
  await owner.reads('已补充到工单');
  expect(await tickets()).toHaveLength(1);
  expect((await tickets())[0]?.categories).toEqual(expect.arrayContaining(['P1', 'F1']));
});

test('another matter after the quiet gap opens another ticket', async () => {
  await house.advance(600);
  const owner = ownerPhone(house, 'owner-0002');
  await owner.say('空调不制冷，吹出来还有股霉味');
  await heard(3);
  await house.advance(61);
  await waitUntil(async () => (await tickets()).length === 2);
  expect((await tickets())[1]?.responsibleDepartment).toBe('aftersalesTechnical');
});

test('words that are not clear yet wait until the owner has finished', async () => {
  const owner = ownerPhone(house, 'owner-0001');
  await owner.say('在吗');
  await heard(4);
  await owner.say('说好三天到货的配件，等了半个月还没消息');
  await owner.reads('已转配件部处理');
  expect((await tickets()).at(-1)?.description).toBe('在吗\n说好三天到货的配件，等了半个月还没消息');
});
