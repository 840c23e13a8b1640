import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, START, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitUntil } from '../support/wait.ts';

/** The platform's time goes on as it should; ours is wrong. */
describe('the clock of the host jumps', { timeout: 180_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse({ rules: { conversation: { quietGapSeconds: 30, openWhenClear: false } } });
  });
  afterAll(() => house.close());

  const start = new Date(START).getTime();
  const jumpTo = async (hours: number) => {
    house.clock.set(new Date(start + hours * 3_600_000));
    await house.service.tick();
  };
  const ticketsOf = (personId: string) =>
    house.database.client.ticket.count({
      where: { decisionId: { not: null }, description: { contains: personId } },
    });
  /** A complaint is gathered, read and answered. */
  const complain = async (personId: string) => {
    const owner = ownerPhone(house, personId);
    await owner.say(`说好三天到货的配件，等了半个月还没消息 ${personId}`);
    await waitUntil(
      async () => (await house.database.client.message.count({ where: { text: { contains: personId } } })) === 1,
    );
    await house.advance(31);
    await waitUntil(async () => (await ticketsOf(personId)) === 1);
    return owner;
  };

  test('two hours ahead: who writes is heard and answered', async () => {
    await jumpTo(2);
    const owner = await complain('owner-0031');
    await owner.reads('已转配件部处理');
  });

  test('and back: what was gathered under the wrong time is read soon, not two hours later', async () => {
    const owner = ownerPhone(house, 'owner-0033');
    await owner.say('说好三天到货的配件，等了半个月还没消息 owner-0033');
    await waitUntil(
      async () => (await house.database.client.message.count({ where: { text: { contains: 'owner-0033' } } })) === 1,
    );
    await jumpTo(0);
    await house.advance(240);
    await owner.reads('已转配件部处理');
  });

  test('a day behind: complaints, cards and pages go their way', async () => {
    await jumpTo(-24);
    const owner = await complain('owner-0035');
    await owner.reads('已转配件部处理');
    await ownerPhone(house, 'owner-0037').say('高速上方向盘突然打不动了，差点出事');
    await ownerPhone(house, 'owner-0037').reads('如需救援请立即拨打');
    await staffPhone(house, 'fang').reads('【重大】工单');
  });

  test('three days ahead: no window seems open, so the owner is called and nothing is lost', async () => {
    await jumpTo(72);
    await complain('owner-0039');
    await waitUntil(
      async () =>
        (await house.database.client.callTask.count({
          where: { title: { contains: '消息未送达' }, script: { contains: '已转配件部处理' } },
        })) === 1,
    );
  });

  test('right again, everything answers as before', async () => {
    await jumpTo(0.2);
    const owner = await complain('owner-0041');
    await owner.reads('已转配件部处理');
    expect(await house.database.client.inboxEvent.count({ where: { status: 'dead' } })).toBe(0);
  });
});
