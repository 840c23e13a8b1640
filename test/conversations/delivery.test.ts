import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { tellOwner } from '../../src/outreach/tell-owner.ts';
import { byteLength } from '../../src/platform/text.ts';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { type Bench, KF, OWNER, startBench } from '../outbox/bench.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone } from '../support/phones.ts';
import { waitUntil } from '../support/wait.ts';

describe('what the platform accepted and could not deliver', { timeout: 90_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse();
  });
  afterAll(() => house.close());

  const { openKfId } = sampleAccounts;
  const undelivered = () => house.database.client.callTask.count({ where: { title: { contains: '消息未送达' } } });

  test.each([0, 13])('for no lasting reason (%i) is sent once more', async (failType) => {
    await house.emulator.control.kfSendFail({ openKfId, failType, times: 1 });
    const owner = ownerPhone(house, failType === 0 ? 'owner-0031' : 'owner-0033');
    await owner.say('说好三天到货的配件，等了半个月还没消息');
    await house.advance(5);
    await owner.reads('已转配件部处理');
    expect(await undelivered()).toBe(0);
  });

  test('twice is told by phone, and not sent a third time', async () => {
    await house.emulator.control.kfSendFail({ openKfId, failType: 13, times: 2 });
    const owner = ownerPhone(house, 'owner-0035');
    await owner.say('说好三天到货的配件，等了半个月还没消息');
    for (let second = 0; second < 3; second += 1) await house.advance(5);
    await waitUntil(async () => (await undelivered()) === 1);
    expect(await owner.chat()).toEqual([]);
  });
});

describe('single messages to an owner', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());
  beforeEach(() => bench.ownerWrites());

  const welcome = async () => {
    await bench.advance(49 * 3600);
    const code = (await bench.emulator.control.person('p1').kf(KF).enter()) ?? '';
    return bench.put({ channel: 'kfWelcome', recipient: OWNER, payload: { code, text: '您好' }, preview: '您好' });
  };
  const welcomes = async () => (await bench.calls('kf/send_msg_on_event')).length;

  test('a welcome whose answer got lost is asked for again while its code lives, and never for hours', async () => {
    const id = await welcome();
    await bench.emulator.control.fault({ api: 'kf/send_msg_on_event', kind: 'timeout', times: 100 });
    const from = await welcomes();
    await bench.send(id);
    for (let minute = 0; minute < 10; minute += 1) {
      await bench.advance(60);
      await bench.send(id);
    }
    expect((await welcomes()) - from).toBe(1);
    expect(await bench.row(id)).toMatchObject({ status: 'failed' });
    await bench.emulator.control.clearFaults();
  }, 60_000);

  test('a welcome that arrived although its answer was lost counts as sent', async () => {
    const id = await welcome();
    await bench.emulator.control.fault({ api: 'kf/send_msg_on_event', kind: 'lostAnswer' });
    await bench.send(id);
    await bench.advance(3);
    expect(await bench.send(id)).toMatchObject({ status: 'sent' });
  });

  test('a question with buttons under a text that is too long for it comes after the text, with the buttons', async () => {
    const conversation = await bench.database.client.conversation.findFirstOrThrow();
    const result = '已更换前刹车片并路试。'.repeat(60);
    const items = [{ id: 'verify-1-yes', text: '满意' }];
    await bench.database.transaction((tx) =>
      tellOwner(bench.context, tx, {
        conversationId: conversation.id,
        key: 'long-menu',
        text: `${result}\n请问您对处理结果满意吗？`,
        menu: { items },
      }),
    );
    await bench.send();
    const rows = await bench.database.client.outboxMessage.findMany({
      where: { idempotencyKey: { startsWith: 'long-menu' } },
      orderBy: { id: 'asc' },
    });
    expect(rows.map((row) => [row.status, row.payload])).toEqual([
      ['sent', { msgtype: 'text', text: { content: result } }],
      ['sent', { msgtype: 'menu', menu: { head: '请问您对处理结果满意吗？', items } }],
    ]);
    expect(byteLength(result)).toBeGreaterThan(1024);
  });
});
