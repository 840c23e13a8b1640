import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Reminder } from '../../src/database/generated/client.ts';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor, waitUntil } from '../support/wait.ts';

const MAINTENANCE = ['firstMaintenance', 'regularMaintenance'];
/** A yes means a visit; for an insurance somebody calls. */
const VISITED = [...MAINTENANCE, 'annualInspection'];
const DATED = [...VISITED, 'insuranceRenewal'];

describe('answers to reminders that a rung has sent', { timeout: 120_000 }, () => {
  let house: House;
  /** Wrote in 微信客服 in the morning, and does not follow the account. */
  let writer: { personId: string; customerId: number };
  beforeAll(async () => {
    // Monday, six in the morning.
    house = await startHouse({ withReminders: true, withSms: true, startAt: '2026-11-22T22:00:00.000Z' });
    await at('2026-11-22T23:31:00.000Z');
    writer = await writesInTheMorning();
    await at('2026-11-23T01:06:00.000Z');
  }, 240_000);
  afterAll(() => house.close());

  const db = () => house.database.client;
  const quiet = () =>
    waitUntil(async () => {
      await house.emulator.control.idle();
      return (await house.service.queue.countOpen()) === 0;
    });
  const at = async (instant: string) => {
    await house.advance((new Date(instant).getTime() - house.clock.now().getTime()) / 1000);
    await quiet();
    await house.service.tick();
    await quiet();
  };

  async function writesInTheMorning() {
    const planned = await db().reminder.findMany({
      where: { kind: { in: MAINTENANCE }, status: 'planned' },
      orderBy: { id: 'asc' },
    });
    const reached = await db().channelIdentity.findMany({ where: { customerId: { not: null } } });
    const one = planned.find(({ customerId }) => !reached.some((identity) => identity.customerId === customerId));
    const person = house.sample.people.find(({ openId }) => !reached.some(({ externalId }) => externalId === openId));
    const customerId = one?.customerId ?? 0;
    const personId = person?.personId ?? '';
    await ownerPhone(house, personId).say('你好');
    const identity = await waitFor(
      async () => (await db().channelIdentity.findFirst({ where: { channel: 'kf', customerId: null } })) ?? undefined,
    );
    await quiet();
    await db().channelIdentity.update({ where: { id: identity.id }, data: { customerId } });
    return { personId, customerId };
  }

  const now = ({ id }: Reminder) => db().reminder.findUniqueOrThrow({ where: { id } });
  const taskOf = ({ id }: Reminder) =>
    waitFor(async () => (await db().callTask.findFirst({ where: { reminderId: id } })) ?? undefined);
  const used: number[] = [];
  /** A reminder that went out on this channel, and alone to its owner. */
  async function sent(channel: string, kinds = MAINTENANCE): Promise<Reminder> {
    const all = await db().reminder.findMany({
      where: { channel, status: { in: ['sent', 'delivered'] }, customerId: { notIn: used } },
      orderBy: { id: 'asc' },
    });
    const first = all.find(
      ({ customerId, kind }) =>
        kinds.includes(kind) && all.filter((each) => each.customerId === customerId).length === 1,
    );
    if (first === undefined) throw new Error(`nothing of ${kinds.join()} went out by ${channel}`);
    used.push(first.customerId);
    return first;
  }
  /** The number that a short message about it went to, and the way to answer there. */
  async function texted(kinds = DATED) {
    const reminder = await sent('sms', kinds);
    const message = await db().outboxMessage.findUniqueOrThrow({ where: { id: reminder.outboxId ?? 0 } });
    const phone = house.emulator.control.phone(message.recipient);
    return {
      reminder,
      number: message.recipient,
      inbox: () => phone.inbox(),
      answers: async (text: string) => {
        await phone.reply(text);
        await quiet();
      },
    };
  }

  test('in 微信客服: the day is booked, and the adviser told', async () => {
    const reminder = await db().reminder.findFirstOrThrow({ where: { customerId: writer.customerId, channel: 'kf' } });
    const owner = ownerPhone(house, writer.personId);
    await owner.reads('保养');
    await owner.say('这周没空 下礼拜六上午吧');
    await owner.reads('12月5日（周六）上午到店');
    expect(await now(reminder)).toMatchObject({ replyMeaning: 'book', bookedAt: expect.any(Date) });
    const task = await taskOf(reminder);
    await staffPhone(house, task.assigneeUserId ?? '').reads('希望到店：12月5日');
  });

  test('by template: the owner answers in the chat of the service account', async () => {
    const reminder = await sent('officialAccountTemplate');
    const identity = await db().channelIdentity.findFirstOrThrow({
      where: { channel: 'officialAccount', customerId: reminder.customerId },
    });
    const person = house.sample.people.find(({ openId }) => openId === identity.externalId);
    const owner = ownerPhone(house, person?.personId ?? '');
    const notices = (await owner.received()).filter(({ channel }) => channel === 'service-notice');
    expect(notices).not.toEqual([]);
    await owner.person.officialAccount(sampleAccounts.appId).say('好的，周六上午过去');
    const answer = await owner.reads('11月28日（周六）上午到店');
    expect(answer.channel).not.toBe('kf');
    expect(await now(reminder)).toMatchObject({ replyMeaning: 'book', bookedAt: expect.any(Date) });
    expect(await taskOf(reminder)).toMatchObject({
      purpose: 'booking',
      wishedFor: expect.stringContaining('周六上午'),
    });
  });

  describe('by short message', () => {
    test('a day is a booking for the adviser, and nothing is sent back', async () => {
      const { reminder, answers, inbox } = await texted(VISITED);
      const before = (await inbox()).items.filter(({ direction }) => direction === 'received').length;
      await answers('明天没空，后天下午可以');
      const task = await taskOf(reminder);
      expect(task).toMatchObject({ purpose: 'booking', wishedFor: expect.stringContaining('11月25日（周三）下午') });
      await staffPhone(house, task.assigneeUserId ?? '').reads('11月25日（周三）下午');
      const kept = await now(reminder);
      expect(kept).toMatchObject({ replyMeaning: 'book' });
      expect([kept.readAt, kept.repliedAt, kept.bookedAt]).not.toContain(null);
      expect((await inbox()).items.filter(({ direction }) => direction === 'received')).toHaveLength(before);
      await answers('收到，谢谢');
      expect(await now(reminder)).toMatchObject({ replyMeaning: 'book' });
      expect(await db().callTask.count({ where: { reminderId: reminder.id } })).toBe(1);
    });

    test('done already: the next maintenance counts from that day', async () => {
      const { reminder, answers } = await texted();
      await answers('上周在外面店保养过了');
      expect(await now(reminder)).toMatchObject({ replyMeaning: 'alreadyDone', fulfilment: 'ownersWord' });
    });

    test('a sold car: marked, and a clerk verifies', async () => {
      const { reminder, answers } = await texted();
      await answers('车卖了');
      const vehicle = await db().vehicle.findUniqueOrThrow({ where: { id: reminder.vehicleId ?? 0 } });
      expect(vehicle).toMatchObject({ status: 'sold', statusNote: expect.stringContaining('车卖了') });
      expect(await taskOf(reminder)).toMatchObject({ script: expect.stringContaining('【车辆易主】') });
    });

    test('somebody else’s number is used no more', async () => {
      const { reminder, number, answers } = await texted();
      await answers('你打错了，我不是车主');
      const customer = await db().customer.findUniqueOrThrow({ where: { id: reminder.customerId } });
      expect(customer.wrongMobiles).toEqual([number]);
      expect(await taskOf(reminder)).toMatchObject({ script: expect.stringContaining(number) });
      expect(await now(reminder)).toMatchObject({ replyMeaning: 'wrongPerson' });
    });

    test('a price, and then TD twice: one task, one consent withdrawn', async () => {
      const { reminder, answers } = await texted();
      await answers('多少钱');
      expect(await taskOf(reminder)).toMatchObject({ script: expect.stringContaining('【询价】') });
      await answers('TD');
      await answers('td');
      expect(await now(reminder)).toMatchObject({ replyMeaning: 'optOut' });
      const { customerId } = reminder;
      expect(await db().consent.count({ where: { customerId, kind: 'reminders' } })).toBe(1);
      expect(await db().consent.count({ where: { customerId, kind: 'sms' } })).toBe(1);
      expect(await db().callTask.count({ where: { reminderId: reminder.id } })).toBe(1);
    });

    test('later is later, a wish to be called is a call, unclear words are a question to the adviser', async () => {
      const { reminder, answers } = await texted();
      await answers('最近没空');
      expect(await now(reminder)).toMatchObject({ replyMeaning: 'later', bookedAt: null });
      await answers('保养手册丢了');
      await waitUntil(
        async () => (await db().callTask.count({ where: { script: { contains: '保养手册丢了' } } })) === 1,
      );
      expect(await now(reminder)).toMatchObject({ replyMeaning: 'later' });
      await answers('明天上午给我打个电话');
      expect(await now(reminder)).toMatchObject({ replyMeaning: 'human' });
      const [, call] = await db().callTask.findMany({ where: { reminderId: reminder.id }, orderBy: { id: 'asc' } });
      expect(call).toMatchObject({ purpose: 'callback', wishedFor: expect.stringContaining('上午') });
    });

    test('a complaint opens a ticket; more of the same joins it', async () => {
      const { reminder, number, answers } = await texted();
      await answers('上次保养完机油漏了一地，你们还好意思叫我去');
      const where = { customerId: reminder.customerId };
      const ticket = await db().ticket.findFirstOrThrow({ where });
      expect(ticket).toMatchObject({ reporterPhone: number, description: expect.stringContaining('漏了一地') });
      expect(await now(reminder)).toMatchObject({ replyMeaning: 'complaint', repliedAt: expect.any(Date) });
      await answers('机油漏得越来越多，到底管不管');
      expect(await db().ticket.count({ where })).toBe(1);
    });
  });
});
