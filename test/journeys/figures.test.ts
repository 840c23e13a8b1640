import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

test('a figure that is named without a word of asking is told', async () => {
  const manager = staffPhone(house, 'fang');
  await manager.say('各季度投诉');
  expect((await manager.reads('第4季度')).text).toMatch(/^今年投诉 2 条/);
});

test('a closure rate without any closed ticket is said to be zero of so many, not left out', async () => {
  const manager = staffPhone(house, 'fang');
  await manager.say('本月关闭率');
  const answer = await manager.reads('关闭率');
  expect(answer.text).toMatch(/0(\.0)?%/);
});

describe('with more than three numbers', () => {
  /** Text and kind of what came after the first so many messages. */
  const newOf = async (userId: string, seen: number) =>
    (await staffPhone(house, userId).received()).slice(seen).map(({ msgtype, text, payload }) => ({
      msgtype,
      text,
      mediaId: typeof payload['media_id'] === 'string' ? payload['media_id'] : '',
    }));
  const ask = async (userId: string, question: string, messages: number) => {
    const phone = staffPhone(house, userId);
    const seen = (await phone.received()).length;
    await phone.say(question);
    await expect.poll(async () => (await newOf(userId, seen)).length, { timeout: 15_000 }).toBe(messages);
    return newOf(userId, seen);
  };

  beforeAll(async () => {
    const openedAt = house.clock.now();
    const departments = ['workshop', 'workshop', 'workshop', 'sales', 'sales', 'warranty', 'insurance'];
    await house.database.client.ticket.createMany({
      data: departments.map((responsibleDepartment, index) => ({
        storeId: 'main',
        number: `TS-20261122-9${String(index).padStart(3, '0')}`,
        status: index === 0 ? 'closed' : 'tracking',
        kind: 'complaint',
        categories: ['R1'],
        severity: 'P2',
        responsibleDepartment,
        summary: '返修',
        description: '返修',
        openedAt,
        openedOn: new Date('2026-11-22'),
        ...(index === 0 ? { closedAt: openedAt } : {}),
      })),
    });
  });

  test('the answer comes as text, then as a picture with the same figures', async () => {
    const [text, picture, ...more] = await ask('fang', '本月投诉按部门分', 2);
    expect(more).toEqual([]);
    expect(text?.msgtype).toBe('text');
    expect(text?.text).toMatch(/^本月投诉 9 条\n/);
    expect(text?.text).toContain('车间 3 条');
    expect(picture).toMatchObject({ msgtype: 'image', text: '[image] 本月投诉（按部门）.png' });
    const { base64, contentType } = await house.emulator.control.media(picture?.mediaId ?? '');
    const png = Buffer.from(base64, 'base64');
    expect([contentType, png.readUInt32BE(16), png.toString('latin1', 1, 4)]).toEqual(['image/png', 750, 'PNG']);
    expect(png.length).toBeGreaterThan(10_000);
  });

  test('the same question again brings the same picture again', async () => {
    expect((await ask('fang', '本月投诉按部门分', 2)).map(({ msgtype }) => msgtype)).toEqual(['text', 'image']);
  });

  test('one number, and the single department of its head, come as text alone', async () => {
    await ask('fang', '本月投诉多少', 1);
    await ask('ma', '本月投诉按部门分', 1);
  });

  test('a doubtful question offers two, and a number asks the one that is meant', async () => {
    const [doubt] = await ask('fang', '李四三这个月投诉多少', 1);
    expect(doubt?.text).toContain('1. 本月投诉多少');
    expect((await ask('fang', '1', 1))[0]?.text).toMatch(/^本月投诉 9 条/);
  });

  test('the list leads to the tickets, and its link to all of them', async () => {
    const [answer] = await ask('fang', '列出来', 1);
    const { url } = house;
    expect(answer?.text).toMatch(new RegExp(`<a href="${url}/tickets/main/TS-\\d+-\\d+">TS-`));
    expect(answer?.text).toMatch(new RegExp(`<a href="${url}/figures/main\\?q=[\\w-]+">查看全部 9 条</a>`));
    expect(Buffer.byteLength(answer?.text ?? '')).toBeLessThanOrEqual(2048);
  });
});

test('a number where nothing was offered says so, whoever sends it', async () => {
  for (const userId of ['fang', 'luo']) {
    const phone = staffPhone(house, userId);
    const seen = (await phone.received()).length;
    await phone.say('1');
    await expect.poll(async () => (await phone.received()).length, { timeout: 15_000 }).toBe(seen + 1);
    expect((await phone.received()).at(-1)?.text).toContain('没有可选的问题');
  }
});
