import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, addMonths, dateToDay, dayOf, dayToDate } from '../../src/calendar.ts';
import type { Reminder } from '../../src/database/generated/client.ts';
import { getCareCalendar } from '../../src/reminders/index.ts';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { openTicket } from '../../src/tickets/index.ts';
import { understandLocally } from '../../src/understanding/index.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitUntil } from '../support/wait.ts';

describe('owners answer reminders', { timeout: 120_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse({ rules: { workingTime: { sevenDays: true } } });
  });
  afterAll(() => house.close());
  beforeEach(() => house.advance(61));

  const db = () => house.database.client;
  const today = () => dayOf(house.clock.now());
  const identityOf = (personId: string) =>
    db().channelIdentity.findFirst({ where: { externalId: `wmSampleOwner${personId.slice(-4)}`, channel: 'kf' } });

  const used: number[] = [];
  /** An owner who was told something of their car an hour ago: another one each time. */
  async function told(
    kind = 'regularMaintenance',
    data: Partial<Pick<Reminder, 'leadDays' | 'channel'>> = {},
  ): Promise<{ owner: ReturnType<typeof ownerPhone>; personId: string; reminder: Reminder }> {
    const personId =
      house.sample.people.map((person) => person.personId).filter((id) => /^owner-0\d{3}$/.test(id))[used.length] ?? '';
    const externalId = `wmSampleOwner${personId.slice(-4)}`;
    const customer = await db().customer.findFirstOrThrow({
      where: {
        id: { notIn: used },
        identities: { none: { channel: 'kf' } },
        optedOutAt: null,
        vehicles: { some: { status: 'active' } },
      },
      include: { vehicles: { where: { status: 'active' } } },
      orderBy: { id: 'asc' },
    });
    used.push(customer.id);
    const [vehicle] = customer.vehicles;
    const common = { storeId: 'main', createdAt: house.clock.now() };
    const key = { storeId: 'main', channel: 'kf', accountId: sampleAccounts.openKfId, externalId };
    await db().channelIdentity.upsert({
      where: { storeId_channel_accountId_externalId: key },
      create: { ...key, ...common, customerId: customer.id },
      update: { customerId: customer.id },
    });
    const leadDays = data.leadDays ?? 14;
    const reminder = await db().reminder.create({
      data: {
        ...common,
        subjectKey: `vehicle:${vehicle?.id ?? 0}`,
        customerId: customer.id,
        vehicleId: vehicle?.id ?? null,
        kind,
        dueOn: dayToDate(addDays(today(), leadDays)),
        leadDays,
        plannedFor: dayToDate(today()),
        reason: '测试',
        status: 'sent',
        channel: data.channel ?? 'officialAccountTemplate',
        sentAt: new Date(house.clock.now().getTime() - 3_600_000),
      },
    });
    return { owner: ownerPhone(house, personId), personId, reminder };
  }
  /** A complaint that the hotline took for the same owner. */
  const hotlineTicket = ({ customerId, vehicleId }: Reminder) =>
    house.database.transaction((tx) =>
      openTicket(house.service.contextOf('main'), tx, {
        decision: understandLocally({ messages: ['空调不制冷'] }),
        description: '空调不制冷',
        source: 'hotline',
        customerId,
        ...(vehicleId === null ? {} : { vehicleId }),
      }),
    );
  const now = (reminder: Reminder) => db().reminder.findUniqueOrThrow({ where: { id: reminder.id } });
  const leadsOf = ({ subjectKey, kind }: Reminder) =>
    db().reminder.findMany({ where: { subjectKey, kind }, orderBy: { leadDays: 'desc' } });
  const allRead = () => waitUntil(async () => (await db().message.count({ where: { isUnderstood: false } })) === 0);

  test('a day is booked: a task with the day as it was put, and no reminder before it', async () => {
    const { owner, reminder } = await told();
    await owner.say('好的，下周六上午十点过去');
    const saturday = addDays(today(), 13 - ((new Date(`${today()}T00:00:00Z`).getUTCDay() + 6) % 7) - 1);
    await owner.reads(`${Number(saturday.slice(5, 7))}月${Number(saturday.slice(8))}日（周六）上午10:00到店`);
    const task = await db().callTask.findFirstOrThrow({ where: { reminderId: reminder.id, purpose: 'booking' } });
    expect(task.wishedFor).toContain('上午10:00（原话：下周六上午十点');
    await staffPhone(house, task.assigneeUserId ?? '').reads('希望到店：');
    expect(await now(reminder)).toMatchObject({ replyMeaning: 'book', status: 'sent' });
    expect((await now(reminder)).bookedAt).not.toBeNull();
    expect((await now(reminder)).repliedAt).not.toBeNull();
  });

  test('a mere yes is a booking too: the day is asked once and completes the same task', async () => {
    const { owner, reminder } = await told();
    await owner.say('好的');
    await owner.reads('请问您哪天方便到店');
    const tasks = () => db().callTask.findMany({ where: { reminderId: reminder.id } });
    expect(await tasks()).toMatchObject([{ purpose: 'booking', wishedFor: null, status: 'open' }]);
    await owner.say('周三下午');
    await owner.reads('（周三）下午');
    const [task, ...others] = await tasks();
    expect(others).toEqual([]);
    expect(task?.wishedFor).toContain('周三下午');
    await owner.say('好的谢谢');
    await owner.reads('有需要随时联系我们');
    expect(await tasks()).toHaveLength(1);
  });

  test('a mere yes ends the call that an earlier lead left open: the booking is a call already', async () => {
    const { owner, reminder } = await told();
    const { subjectKey, dueOn } = reminder;
    const earlier = (await told()).reminder;
    const same = { storeId: 'main', purpose: 'reminder', title: '电话提醒', script: '测试', dueOn };
    const call = await db().callTask.create({ data: { ...same, dedupeKey: 'earlier', createdAt: house.clock.now() } });
    const data = { subjectKey, dueOn, leadDays: 30, status: 'callTask', callTaskId: call.id };
    await db().reminder.update({ where: { id: earlier.id }, data });
    await owner.say('好的');
    await owner.reads('请问您哪天方便到店');
    expect(await db().callTask.findUniqueOrThrow({ where: { id: call.id } })).toMatchObject({ status: 'cancelled' });
  });

  test('done elsewhere last week: nothing more about this date, and the next one counts from that day', async () => {
    const { owner, reminder } = await told();
    await owner.say('上周在外面店保养过了');
    await owner.reads('这次不再提醒');
    const lastWeek = addDays(today(), -7);
    const settled = await now(reminder);
    expect(settled).toMatchObject({ replyMeaning: 'alreadyDone', fulfilment: 'ownersWord' });
    expect(dateToDay(settled.fulfilledOn ?? new Date(0))).toBe(lastWeek);
    const [, ...others] = await leadsOf(reminder);
    expect(others).toMatchObject([{ leadDays: 3, status: 'skipped', skipReason: '车主告知已办理' }]);
    const { entries } = await getCareCalendar(db(), 'main', reminder.vehicleId ?? 0, today());
    const next = entries.find(({ kind }) => kind.endsWith('Maintenance'));
    expect(next).toMatchObject({
      kind: 'regularMaintenance',
      reason: expect.stringContaining(`车主告知 ${lastWeek} 已保养`),
    });
    expect((next?.dueOn ?? '') > addMonths(lastWeek, 2)).toBe(true);
  });

  test('a sold car: it is marked, its reminders stop, and somebody verifies', async () => {
    const { owner, reminder } = await told('annualInspection', { leadDays: 30 });
    const planned = await db().reminder.create({
      data: {
        storeId: 'main',
        createdAt: house.clock.now(),
        customerId: reminder.customerId,
        subjectKey: reminder.subjectKey,
        vehicleId: reminder.vehicleId,
        kind: 'warrantyEnd',
        reason: '测试',
        dueOn: reminder.dueOn,
        leadDays: 15,
        plannedFor: dayToDate(addDays(today(), 15)),
      },
    });
    await owner.say('车早卖了，别再发了');
    const answer = await owner.reads('不再由您使用');
    expect(answer.text).toContain('已为您取消提醒和活动消息');
    const vehicle = await db().vehicle.findUniqueOrThrow({ where: { id: reminder.vehicleId ?? 0 } });
    expect(vehicle.status).toBe('sold');
    expect(vehicle.statusNote).toContain('车早卖了');
    expect(await now(planned)).toMatchObject({ status: 'skipped', skipReason: '车辆已转让或报废' });
    const task = await db().callTask.findFirstOrThrow({ where: { reminderId: reminder.id } });
    await staffPhone(house, task.assigneeUserId ?? '').reads('【车辆易主】');
  });

  test('later: the next reminder goes out on the day that was named, none before it', async () => {
    const { owner, reminder } = await told('insuranceRenewal', { leadDays: 60 });
    await owner.say('过一个月再说吧');
    await owner.reads('再联系您');
    const leads = await leadsOf(reminder);
    const month = new Date(Date.UTC(2026, 11, 22));
    expect(leads.filter(({ status }) => status === 'planned')).toMatchObject([{ plannedFor: month }]);
    expect(leads.find(({ leadDays }) => leadDays === 30)).toMatchObject({ status: expect.anything() });
    expect(await now(reminder)).toMatchObject({ replyMeaning: 'later' });
  });

  test('a price is asked of the insurance department', async () => {
    const { owner, reminder } = await told('insuranceRenewal', { leadDays: 30 });
    await owner.say('今年多少钱');
    await owner.reads('您问的价格已转给同事');
    const task = await db().callTask.findFirstOrThrow({ where: { reminderId: reminder.id } });
    const staff = await db().staff.findFirstOrThrow({ where: { userId: task.assigneeUserId ?? '' } });
    expect(staff.departmentKey).toBe('insurance');
    await staffPhone(house, staff.userId).reads('【询价】');
  });

  test('somebody else’s number: the chat no longer stands for that owner', async () => {
    const { owner, reminder, personId } = await told();
    await owner.say('你打错了，我不是车主');
    await owner.reads('抱歉打扰了');
    expect((await identityOf(personId))?.customerId).toBeNull();
    const task = await db().callTask.findFirstOrThrow({ where: { reminderId: reminder.id } });
    await staffPhone(house, task.assigneeUserId ?? '').reads('【信息有误】');
  });

  test('TD stops everything at once and is confirmed once, however often it is said', async () => {
    const { owner, reminder } = await told();
    await owner.say('TD');
    await owner.reads('已为您取消提醒和活动消息');
    await owner.say('td');
    await allRead();
    await house.advance(1);
    const said = (await owner.chat()).filter(({ text }) => text?.includes('已为您取消'));
    expect(said).toHaveLength(1);
    expect(await now(reminder)).toMatchObject({ replyMeaning: 'optOut' });
    const customer = await db().customer.findUniqueOrThrow({ where: { id: reminder.customerId } });
    expect(customer.optedOutAt).not.toBeNull();
  });

  test('a complaint of something else that follows a reminder is no answer to it', async () => {
    const { owner, reminder } = await told();
    await owner.say('空调修了两次还是不凉，你们到底会不会修');
    await owner.reads('工单号');
    expect(await now(reminder)).toMatchObject({ replyMeaning: null, repliedAt: null });
  });

  test('a complaint as the answer opens a ticket, and the reminder knows', async () => {
    const { owner, reminder } = await told();
    await owner.say('上次保养完机油漏了一地，你们还好意思叫我去');
    await owner.reads('工单号');
    const ticket = await db().ticket.findFirstOrThrow({ where: { customerId: reminder.customerId } });
    expect(ticket.description).toContain('漏了一地');
    expect(await now(reminder)).toMatchObject({ replyMeaning: 'complaint' });
    await owner.say('周六上午过去');
    await allRead();
    expect((await now(reminder)).bookedAt).toBeNull();
  });

  test('beside an open ticket a plain answer still counts; words that concern the ticket are none', async () => {
    const { owner, reminder } = await told();
    const ticket = await hotlineTicket(reminder);
    await owner.say('好的，周六上午过去');
    await owner.reads('（周六）上午到店');
    expect(await now(reminder)).toMatchObject({ replyMeaning: 'book' });
    const [task] = await db().callTask.findMany({ where: { reminderId: reminder.id } });
    expect(task).toMatchObject({ purpose: 'booking' });
    expect(await db().ticketEvent.count({ where: { ticketId: ticket.id, type: 'messageAdded' } })).toBe(0);

    const other = await told('insuranceRenewal', { leadDays: 30 });
    await hotlineTicket(other.reminder);
    await other.owner.say('空调还是不制冷，周六我过去');
    await other.owner.reads('预约需求收到了');
    await allRead();
    expect(await now(other.reminder)).toMatchObject({ replyMeaning: null, repliedAt: null, bookedAt: null });
  });

  test('beside an open ticket a sold car is recorded, and TD is noted on the reminder', async () => {
    const sold = await told();
    await hotlineTicket(sold.reminder);
    await sold.owner.say('车早就卖了');
    await sold.owner.reads('不再由您使用');
    expect(await now(sold.reminder)).toMatchObject({ replyMeaning: 'soldCar' });

    const stopped = await told();
    await hotlineTicket(stopped.reminder);
    await stopped.owner.say('TD');
    await stopped.owner.reads('已为您取消提醒和活动消息');
    expect(await now(stopped.reminder)).toMatchObject({ replyMeaning: 'optOut' });
  });

  test.each([
    ['才跑了三千公里', '不着急', 'later'],
    ['没到公里数呢', '不着急', 'later'],
    ['还早呢', '不着急', 'later'],
    ['保养手册丢了', '转给同事', 'unclear'],
    ['忘了', '我请您的服务顾问跟您确认', 'unclear'],
    ['车还在跑', '我请您的服务顾问跟您确认', 'unclear'],
  ])('few words are no complaint: %s', async (words, answer, meaning) => {
    const { owner, reminder } = await told();
    await owner.say(words);
    await owner.reads(answer);
    await allRead();
    expect(await db().ticket.count({ where: { customerId: reminder.customerId } })).toBe(0);
    expect(await now(reminder)).toMatchObject({ replyMeaning: meaning });
    if (meaning === 'unclear') {
      const task = await db().callTask.findFirstOrThrow({ where: { customerId: reminder.customerId } });
      await staffPhone(house, task.assigneeUserId ?? '').reads(words);
    }
    expect((await owner.chat()).some(({ text }) => /抱歉|工单/.test(text ?? ''))).toBe(false);
  });

  test('few words of danger are danger', async () => {
    const { owner, reminder } = await told();
    await owner.say('刹车失灵了');
    await owner.reads('工单号');
    const ticket = await db().ticket.findFirstOrThrow({ where: { customerId: reminder.customerId } });
    expect(ticket.severity).toBe('P0');
  });

  test('a call is wished for: somebody calls', async () => {
    const { owner, reminder } = await told();
    await owner.say('明天上午给我打个电话吧');
    await owner.reads('给您打电话');
    const task = await db().callTask.findFirstOrThrow({ where: { reminderId: reminder.id } });
    expect(task).toMatchObject({ purpose: 'callback', wishedFor: expect.stringContaining('上午') as string });
  });

  test('thanks for a birthday greeting are no booking', async () => {
    const { owner, reminder } = await told('birthday', { leadDays: 0 });
    await owner.say('谢谢');
    await owner.reads('有需要随时联系我们');
    expect(await now(reminder)).toMatchObject({ replyMeaning: 'unclear', bookedAt: null });
  });

  test('after the rule’s days, and after other talk, a mere yes is nobody’s booking', async () => {
    const { owner, reminder } = await told();
    const old = new Date(house.clock.now().getTime() - 15 * 86_400_000);
    await db().reminder.update({ where: { id: reminder.id }, data: { sentAt: old } });
    await owner.say('好的');
    await owner.reads('有需要随时联系我们');
    expect(await now(reminder)).toMatchObject({ replyMeaning: null, bookedAt: null });
  });
});
