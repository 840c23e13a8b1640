import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor, waitUntil } from '../support/wait.ts';

describe('the five messages and 48 hours that an owner leaves us', { timeout: 90_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse();
  });
  afterAll(() => house.close());

  async function acknowledged(
    personId: string,
  ): Promise<{ number: string; id: number; owner: ReturnType<typeof ownerPhone> }> {
    const owner = ownerPhone(house, personId);
    await owner.say('说好三天到货的配件，等了半个月还没消息');
    const opened = await waitFor(async () => (await owner.received()).find((item) => item.text?.includes('工单号')));
    const number = /TS-\d{8}-\d{4}/.exec(opened.text ?? '')?.[0] ?? '';
    const { id } = await house.database.client.ticket.findFirstOrThrow({ where: { number } });
    await staffPhone(house, 'luo').say(`${number} 签收`);
    await owner.reads('由配件部罗主管负责');
    return { number, id, owner };
  }

  test('the last message is kept for the question; a note that no longer fits is told by phone', async () => {
    const { number, id, owner } = await acknowledged('owner-0005');
    const luo = staffPhone(house, 'luo');
    for (const [index, note] of ['已向厂家催货', '厂家答复明天发货', '快递单号已查到'].entries()) {
      await luo.say(`${number} ${note}`);
      // The platform promises no order among what is said at once.
      const where = { ticketId: id, type: 'tracked' };
      await waitUntil(async () => (await house.database.client.ticketEvent.count({ where })) === index + 1);
    }
    await owner.reads('厂家答复明天发货');
    await luo.reads(`【未送达】工单 ${number} 的这条消息没能发给车主，请电话告知：快递单号已查到`);
    const calls = await house.database.client.callTask.findMany({ where: { ticketId: id } });
    expect(calls).toMatchObject([{ purpose: 'callback', assigneeUserId: 'luo', script: '快递单号已查到' }]);
    await luo.say(`${number} 处理完毕 已装车`);
    await owner.reads('请问您对处理结果满意吗');
    expect(await owner.chat()).toHaveLength(5);
    await owner.say('满意');
    await owner.reads('已为您关闭');
  });

  test('after 48 hours the question becomes a call for customer care, and the verdict can be given by phone', async () => {
    const { number, id, owner } = await acknowledged('owner-0007');
    await house.advance(48 * 3600);
    await staffPhone(house, 'luo').say(`${number} 处理完毕 已装车`);
    await waitUntil(
      async () =>
        (await house.database.client.callTask.count({ where: { purpose: 'verification', assigneeUserId: 'xu' } })) > 0,
    );
    await staffPhone(house, 'xu').reads(`【回访】工单 ${number}`);
    expect((await owner.received()).some((item) => item.text?.includes('满意吗'))).toBe(false);
    await staffPhone(house, 'xu').say(`${number} 满意 电话里说挺好`);
    await waitUntil(
      async () => (await house.database.client.ticket.findUniqueOrThrow({ where: { id } })).status === 'closed',
    );
  });

  test('an owner who refuses messages is called, and heard again as soon as they write', async () => {
    const owner = ownerPhone(house, 'owner-0009');
    await owner.kf.reject(true);
    await owner.say('你们收费太贵了，工时费比别家贵一倍');
    await waitUntil(
      async () =>
        (await house.database.client.callTask.count({
          where: { title: { contains: '消息未送达' }, script: { contains: '售后前台' } },
        })) > 0,
    );
    const identity = () =>
      house.database.client.channelIdentity.findFirstOrThrow({
        where: { externalId: 'wmSampleOwner0009', channel: 'kf' },
      });
    expect((await identity()).unreachableAt).not.toBeNull();
    await owner.kf.reject(false);
    await owner.say('谢谢');
    await owner.reads('有需要随时联系我们');
    expect((await identity()).unreachableAt).toBeNull();
  });
});
