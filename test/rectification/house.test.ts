import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTicket } from '../../src/tickets/index.ts';
import { understandLocally } from '../../src/understanding/index.ts';
import { type House, startHouse } from '../support/house.ts';
import { staffPhone } from '../support/phones.ts';
import { waitFor } from '../support/wait.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse({ startAt: '2026-11-19T02:00:00.000Z' });
});
afterAll(() => house.close());

async function complain(text: string): Promise<void> {
  const vehicle = await house.database.client.vehicle.findFirstOrThrow({ orderBy: { id: 'asc' } });
  await house.database.transaction((tx) =>
    openTicket(house.service.contextOf('main'), tx, {
      decision: understandLocally({ messages: [text] }),
      description: text,
      source: 'hotline',
      customerId: vehicle.customerId,
      vehicleId: vehicle.id,
    }),
  );
}

const rectification = (status: string) =>
  waitFor(async () => (await house.database.client.rectification.findFirst({ where: { status } })) ?? undefined);

test('time travels to Monday, and the whole path is walked by chat until it is closed', async () => {
  await complain('变速箱换挡顿挫，一顿一顿的');
  await complain('变速箱倒挡挂不上，换挡也顿挫');
  await house.advance(3600);
  expect(await house.database.client.rectification.count()).toBe(0);
  // Monday, 23 November, 08:31.
  await house.advance((3 * 24 + 21) * 3600 + 31 * 60);
  const { number } = await rectification('open');
  expect(number).toBe('ZG-2026W47-01');

  const [head, care, manager] = ['qin', 'xu', 'fang'].map((userId) => staffPhone(house, userId));
  if (head === undefined || care === undefined || manager === undefined) throw new Error('no phones');
  await head.reads(`请回复“${number} 措施`);
  await head.say('整改列表');
  await head.reads('进行中的整改1项');
  await head.say(`${number} 措施：阀体批次不良，更换后路试，交车前复检`);
  await head.reads(`已记下整改 ${number} 的措施`);

  await care.reads('阀体批次不良');
  await care.say(`${number} 验证不通过，车主说还有顿挫`);
  await head.reads('车主说还有顿挫');
  await head.say(`${number.toLowerCase()} 措施 更换变速箱总成并延长质保`);
  await care.reads('更换变速箱总成');
  await care.say(`${number} 验证 通过 已回访车主`);

  await manager.reads('验证通过：已回访车主');
  await manager.say(`${number} 驳回 请补充预防办法`);
  await head.reads('请补充预防办法');
  await head.say(`${number} 措施 入库抽检阀体，更换变速箱总成`);
  await care.reads('入库抽检阀体');
  await care.say(`${number} 验证通过`);
  await waitFor(async () => ((await rectification('verified')).round === 2 ? true : undefined));
  await manager.say(`${number} 同意`);
  await manager.reads(`整改 ${number} 已关闭`);
  expect(await rectification('closed')).toMatchObject({ round: 2, measure: '入库抽检阀体，更换变速箱总成' });
  // A member gets so many messages a minute, and all of this happened within one.
  await house.advance(61);
  await head.say(`${number} 措施 再写一次`);
  await head.reads('现在是「已关闭」（方总刚更新过）');
});
