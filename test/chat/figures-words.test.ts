import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor } from '../support/wait.ts';

let house: House;
let number = '';
beforeAll(async () => {
  house = await startHouse();
  const owner = ownerPhone(house, 'owner-0005');
  await owner.say('说好三天到货的配件，等了半个月还没消息');
  const opened = await waitFor(async () => (await owner.received()).find((item) => item.text?.includes('工单号')));
  number = /TS-\d{8}-\d{4}/.exec(opened.text ?? '')?.[0] ?? '';
  await said('luo', `${number} 签收`);
});
afterAll(() => house.close());
// A member gets at most twenty messages a minute.
beforeEach(() => house.advance(61));

/** Writes, and waits for the answer that comes after it. */
async function said(userId: string, text: string): Promise<string> {
  const phone = staffPhone(house, userId);
  const before = (await phone.received()).length;
  await phone.say(text);
  return waitFor(async () => (await phone.received()).slice(before).find((item) => item.text !== undefined)?.text);
}

test('what goes on from a question is answered as a figure: 那年检呢 after one about reminders', async () => {
  expect(await said('fang', '本月续保提醒发了多少')).toMatch(/^本月续保已发提醒/);
  expect(await said('fang', '那年检呢')).toMatch(/^本月年检已发提醒/);
  expect(await said('fang', '换成上周')).toMatch(/^上周年检已发提醒/);
});

test('what lies in somebody’s hands is a figure: 罗主管手里有几张单', async () => {
  expect(await said('fang', '罗主管手里有几张单')).toMatch(/^当前罗主管待处理工单 1 条/);
  expect(await said('luo', '我手里有几张单')).toContain('待处理工单 1 条');
});

test('after a question a note is a note: it reaches the ticket', async () => {
  expect(await said('luo', '今天有多少投诉')).toContain('今天投诉');
  expect(await said('luo', '那昨天呢')).toContain('昨天投诉');
  expect(await said('luo', '配件明天上午到店')).toContain(`已记录工单 ${number} 的进展`);
});

test('what the question before does not explain is neither a figure nor a note', async () => {
  expect(await said('luo', '那年检呢')).toMatch(/没有记入工单|没看/);
});
