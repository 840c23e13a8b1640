import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, dayOf, dayToDate, instantAt } from '../../src/calendar.ts';
import { CALL_PICK, callCard, reportCall, sendCallDigests } from '../../src/outreach/index.ts';
import { empty, reminders } from '../reminders/support.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { type House, startHouse } from '../support/house.ts';
import { staffPhone } from '../support/phones.ts';
import { waitFor } from '../support/wait.ts';
import { due, NOON, openCalls, send, TODAY } from './support.ts';

describe('calls', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    await empty(desk);
    desk.clock.set(NOON);
  });

  const call = async (words: Parameters<typeof report>[0]) => report(words, (await openCalls(desk))[0]?.id ?? 0);
  const report = (result: 'reached' | 'noAnswer' | 'wrongNumber' | 'booked', callTaskId: number) =>
    desk.run('jiang', (context, tx) => reportCall(context, tx, { callTaskId, result }));
  const morning = async (day: string) => {
    desk.clock.set(instantAt(day, '09:00'));
    return sendCallDigests(desk.as('system'));
  };

  /** Previews of the cards in the outbox for this member. */
  const cards = async (recipient: string) =>
    (
      await desk.database.client.outboxMessage.findMany({
        where: { channel: 'wecomCard', recipient },
        orderBy: { id: 'asc' },
      })
    ).map(({ preview }) => preview);

  test('that nobody answers is tried three times on working days, then closed with the reason', async () => {
    await due(desk);
    await send(desk);
    expect(await call('noAnswer')).toMatchObject({ status: 'open', dueOn: dayToDate('2026-11-24') });
    // Friday: the weekend is not worked here.
    desk.clock.set(instantAt('2026-11-27', '10:00'));
    expect(await call('noAnswer')).toMatchObject({ status: 'open', dueOn: dayToDate('2026-11-30'), attempts: 2 });
    desk.clock.set(instantAt('2026-11-30', '10:00'));
    expect(await call('noAnswer')).toMatchObject({ status: 'done', outcome: 'noAnswer' });
    expect(await reminders(desk)).toMatchObject([{ status: 'callTask', skipReason: '已拨打 3 次，均未接通' }]);
  });

  test('to a wrong number goes on with the next one; without one the data clerk looks for it', async () => {
    const { customer } = await due(desk);
    const { client } = desk.database;
    const [first = ''] = customer.mobiles;
    await client.customer.update({ where: { id: customer.id }, data: { mobiles: [first, '13900001111'] } });
    await client.staff.updateMany({ where: { userId: 'jiang' }, data: { isActive: true } });
    await send(desk);
    expect(await call('wrongNumber')).toMatchObject({ status: 'open', outcome: 'wrongNumber' });
    expect((await client.customer.findUniqueOrThrow({ where: { id: customer.id } })).wrongMobiles).toEqual([first]);
    expect(await call('wrongNumber')).toMatchObject({ status: 'done' });
    const [task] = await openCalls(desk);
    expect(task).toMatchObject({ purpose: 'phoneNumber', title: `核对电话：${customer.name}` });
    expect(task?.assigneeUserId).not.toBeNull();
    expect(await desk.texts(task?.assigneeUserId ?? '')).toContainEqual(expect.stringContaining('请查找新号码'));
    expect(await reminders(desk)).toMatchObject([{ skipReason: '登记的号码均有误，已请同事核对' }]);
  });

  test('that is booked moves every reminder it carries', async () => {
    const { customer, vehicle } = await due(desk);
    const second = { storeId: 'main', customerId: customer.id, vehicleId: vehicle.id, createdAt: NOON };
    await desk.database.client.reminder.create({
      data: {
        ...second,
        subjectKey: `vehicle:${vehicle.id}`,
        kind: 'annualInspection',
        dueOn: dayToDate('2026-12-20'),
        leadDays: 30,
        plannedFor: dayToDate(TODAY),
        reason: '按注册日期推算',
      },
    });
    await send(desk);
    const tasks = await openCalls(desk);
    expect(tasks.map((task) => task.title)).toEqual([`首保、年检提醒：赵样甲 ${vehicle.plateNumber}`]);
    expect(tasks[0]?.script).not.toContain('回复');
    expect(tasks[0]?.script.match(/您好/g)).toHaveLength(1);
    expect(await desk.texts('jiang')).toHaveLength(1);
    await call('booked');
    expect(await reminders(desk)).toMatchObject([{ bookedAt: NOON }, { bookedAt: NOON }]);
  });

  test('stand in one list each morning, with those to try again, and not twice', async () => {
    await due(desk);
    await due(desk);
    await send(desk);
    await call('noAnswer');
    desk.clock.set(instantAt(addDays(TODAY, 1), '08:59'));
    expect(await sendCallDigests(desk.as('system'))).toBe(0);
    expect(await morning(addDays(TODAY, 1))).toBe(1);
    expect(await morning(addDays(TODAY, 1))).toBe(0);
    const texts = await desk.texts('jiang');
    expect(texts).toHaveLength(2);
    // The one that was not answered is to be tried again; the other was written out yesterday and stands on the card.
    expect(texts[1]).toContain('有 1 位车主需要您电话联系（另有 1 位此前已列出）');
    expect((await cards('jiang')).at(-1)).toBe('今日电话 还有2个，打完选车主、点结果');
  });

  test('that nobody has made stand on every morning’s card, and are written out once', async () => {
    await due(desk);
    await send(desk);
    for (const days of [1, 2, 3]) expect(await morning(addDays(TODAY, days))).toBe(1);
    expect(await desk.texts('jiang')).toHaveLength(1);
    expect(await cards('jiang')).toHaveLength(4);
  });

  test('about the same again change only how soon it is', async () => {
    const { customer, vehicle } = await due(desk);
    await send(desk);
    const [first] = await reminders(desk);
    const [before] = await openCalls(desk);
    const { kind = '', subjectKey = '' } = first ?? {};
    const again = {
      storeId: 'main',
      customerId: customer.id,
      vehicleId: vehicle.id,
      createdAt: NOON,
      kind,
      subjectKey,
    };
    await desk.database.client.reminder.create({
      data: { ...again, dueOn: dayToDate(addDays(TODAY, 3)), leadDays: 3, plannedFor: dayToDate(TODAY), reason: '' },
    });
    await send(desk);
    const calls = await openCalls(desk);
    expect(calls.map(({ title }) => title)).toEqual([before?.title]);
    expect(calls[0]?.script.match(/您好/g)).toHaveLength(1);
    expect(calls[0]?.script).not.toBe(before?.script);
  });

  test('an option names owner and plate first, and is not cut', () => {
    const optionsOf = (...titles: string[]) =>
      callCard({
        tasks: titles.map((title, id) => ({ id, title, purpose: 'reminder' })),
        taskId: 'calls-1',
        publicUrl: '',
      }).selection?.options.map(({ text }) => text);
    const two = '首保提醒：赵样甲 沪A12345；年检提醒：赵样甲 沪B12345';
    const titles = [
      '续保提醒：李样一 沪ACSA03',
      '核对转让：李样一 沪ACSA03',
      '定期保养、年检、续保提醒：李样一 沪ACSA03',
      two,
    ];
    expect(optionsOf(...titles)).toEqual([
      '李样一 沪ACSA03 续保',
      '李样一 沪ACSA03 核对转让',
      '李样一 沪ACSA03 3项',
      '赵样甲 沪A12345 2项',
    ]);
  });

  test('that come later in the day are told together, half an hour after the last list at the earliest', async () => {
    await due(desk);
    await send(desk);
    await due(desk);
    await send(desk);
    expect(await desk.texts('jiang')).toHaveLength(1);
    desk.clock.advance(30 * 60);
    await send(desk);
    expect(await desk.texts('jiang')).toHaveLength(2);
  });

  test('of an adviser who has left or is off duty are customer care’s the next morning', async () => {
    await due(desk);
    await send(desk);
    const { client } = desk.database;
    for (const absent of [{ isActive: false }, { onDuty: false }]) {
      await client.callTask.updateMany({ data: { assigneeUserId: 'jiang', listedOn: null } });
      await client.staff.updateMany({ where: { userId: 'jiang' }, data: absent });
      await morning(addDays(TODAY, 1));
      await client.staff.updateMany({ where: { userId: 'jiang' }, data: { isActive: true, onDuty: true } });
      expect(['xu', 'he']).toContain((await openCalls(desk))[0]?.assigneeUserId);
    }
  });
});

describe('the card of the calls', { timeout: 120_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse();
  });
  afterAll(() => house.close());

  test('takes a result in one tap, then shows who is left', async () => {
    const { client } = house.database;
    const staff = await client.staff.findFirstOrThrow({
      where: { role: 'careSpecialist', isActive: true },
      orderBy: { id: 'asc' },
    });
    const now = house.clock.now();
    // At once: the schedule's own list must not fall between the two.
    await client.callTask.createMany({
      data: ['钱一', '孙二'].map((name) => ({
        storeId: 'main',
        dedupeKey: name,
        purpose: 'reminder',
        assigneeUserId: staff.userId,
        title: `首保提醒：${name} 沪A00001`,
        script: '您好',
        dueOn: dayToDate(dayOf(now)),
        createdAt: now,
      })),
    });
    const phone = staffPhone(house, staff.userId);
    await sendCallDigests(house.service.contextOf('main'));
    const card = await phone.card('还有2个');
    expect(JSON.stringify(card)).toContain('钱一 沪A00001 首保');
    const first = await client.callTask.findFirstOrThrow({ where: { dedupeKey: '钱一' } });
    await phone.press(card.taskId, 'booked', { [CALL_PICK]: [String(first.id)] });
    await phone.card('还有1个');
    expect(await client.callTask.findUniqueOrThrow({ where: { id: first.id } })).toMatchObject({
      status: 'done',
      outcome: 'booked',
    });
    // The same owner again, from an old screen: said politely, nothing changes.
    await client.callTask.updateMany({ where: { dedupeKey: '孙二' }, data: { status: 'done' } });
    const second = await client.callTask.findFirstOrThrow({ where: { dedupeKey: '孙二' } });
    await phone.press(card.taskId, 'reached', { [CALL_PICK]: [String(second.id)] });
    await phone.reads('已经登记过结果');
    await waitFor(async () => JSON.stringify(await phone.received()).includes('都已登记'));
  });
});
