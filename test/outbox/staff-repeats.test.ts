import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, startBench } from './bench.ts';

const HOUR = 3600;

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());
beforeEach(async () => {
  await bench.emulator.control.clearFaults();
  await bench.advance(5 * HOUR);
});

const got = async (words: string) => (await bench.memberGot()).filter((text) => text.includes(words));
const lostAnswer = () => bench.emulator.control.fault({ api: 'message/send', kind: 'lostAnswer' });
const callsOf = async () => (await bench.calls('message/send')).length;

describe('a text to staff that a crash cut off', () => {
  /** Taken by the platform, and nobody wrote that down. */
  async function cutOff(message: { ticketId?: number; text?: string } = {}): Promise<number> {
    const text = message.text ?? `请联系车主 ${bench.clock.now().getTime()}`;
    const ticketId = message.ticketId === undefined ? {} : { ticketId: message.ticketId };
    const id = await bench.put({ channel: 'wecomText', payload: { text }, preview: text, ...ticketId });
    await bench.send(id);
    await bench.database.client.outboxMessage.update({ where: { id }, data: { status: 'sending' } });
    return id;
  }
  const ticketOf = async (severity: string, status: string) => {
    const now = bench.clock.now();
    const count = await bench.database.client.ticket.count();
    const { id } = await bench.database.client.ticket.create({
      data: {
        storeId: 'main',
        number: `TS-20261122-${count}`,
        severity,
        status,
        kind: 'complaint',
        summary: '刹车失灵',
        description: '刹车失灵',
        responsibleDepartment: 'serviceReception',
        openedAt: now,
        openedOn: now,
      },
    });
    return id;
  };

  test('is sent again while the platform knows it, almost four hours, and is read once', async () => {
    const id = await cutOff();
    await bench.advance(4 * HOUR - 90);
    expect(await bench.send(id)).toMatchObject({ status: 'sent', attempts: 2 });
    expect(await got((await bench.row(id)).preview)).toHaveLength(1);
  });

  test('is not sent again when it would be read twice: nobody can say whether it arrived', async () => {
    const id = await cutOff();
    await bench.advance(8 * HOUR);
    const before = await callsOf();
    expect(await bench.send(id)).toMatchObject({ status: 'failed' });
    expect(bench.outcomes.at(-1)).toMatchObject({ id, outcome: { isUnresolved: true } });
    expect(await callsOf()).toBe(before);
  });

  test('is sent again at any age about an open critical ticket, and says that it may be known', async () => {
    const ticketId = await ticketOf('P0', 'routed');
    const id = await cutOff({ ticketId, text: '【P0】刹车失灵，请立即联系车主' });
    await bench.advance(8 * HOUR);
    expect(await bench.send(id)).toMatchObject({ status: 'sent' });
    expect(await got('刹车失灵')).toEqual([
      '【P0】刹车失灵，请立即联系车主',
      '（可能重复）【P0】刹车失灵，请立即联系车主',
    ]);
  });

  test('and when that answer is lost too, once more at most', async () => {
    const ticketId = await ticketOf('P0', 'acknowledged');
    const id = await cutOff({ ticketId, text: '【P0】方向盘失灵' });
    await bench.advance(8 * HOUR);
    await lostAnswer();
    expect(await bench.send(id)).toMatchObject({ status: 'unknown' });
    await bench.advance(10);
    expect(await bench.send(id)).toMatchObject({ status: 'sent' });
    expect(await got('方向盘失灵')).toEqual(['【P0】方向盘失灵', '（可能重复）【P0】方向盘失灵']);
  });

  test.each([
    ['P0', 'closed'],
    ['P1', 'routed'],
  ])('but not about a ticket that is %s and %s', async (severity, status) => {
    const id = await cutOff({ ticketId: await ticketOf(severity, status) });
    await bench.advance(8 * HOUR);
    const before = await callsOf();
    expect(await bench.send(id)).toMatchObject({ status: 'failed' });
    expect(await callsOf()).toBe(before);
  });
});

test('equal words to one member three hours apart both arrive', async () => {
  await bench.put({ channel: 'wecomText', payload: { text: '请尽快回电' } });
  await bench.send();
  await bench.advance(3 * HOUR);
  await bench.put({ channel: 'wecomText', payload: { text: '请尽快回电' } });
  await bench.send();
  expect(await got('请尽快回电')).toHaveLength(2);
});

describe('a card whose answer was lost', () => {
  async function repeated(errcode: number) {
    await lostAnswer();
    const id = await bench.put({ channel: 'wecomCard' });
    await bench.send(id);
    await bench.emulator.control.fault({ api: 'message/send', kind: 'errcode', errcode });
    await bench.advance(3);
    return bench.send(id);
  }

  test.each([42014, 42017, 42020, 42027, 42030, 42050])(
    'is there when its repetition is refused with %i, one of those that may mean "in use"',
    async (errcode) => {
      const row = await repeated(errcode);
      expect(row).toMatchObject({ status: 'sent', errorCode: null });
      expect(await got(row?.preview ?? '')).toHaveLength(1);
    },
  );

  test.each([42013, 42016, 42039, 42045, 42051, 42052])(
    'may be there when it is refused with %i, which means something else',
    async (errcode) => {
      expect(await repeated(errcode)).toMatchObject({ status: 'failed', errorCode: errcode });
      expect(bench.outcomes.at(-1)).toMatchObject({ outcome: { isUnresolved: true } });
    },
  );
});
